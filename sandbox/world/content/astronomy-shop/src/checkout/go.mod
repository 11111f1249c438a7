module github.com/astronomy-shop/astronomy-shop/src/checkout

go 1.24

require (
	google.golang.org/grpc v1.71.0
	github.com/IBM/sarama v1.45.1
)
