module github.com/astronomy-shop/astronomy-shop/src/product-catalog

go 1.24

require google.golang.org/grpc v1.71.0
