import { github } from "../../../../policy-pack/engine/tokens";
import { apiDescribed } from "../../../../policy-pack/rules/documentation/api-described";
import { type Given, given } from "../../given";
import { inOwnRepository } from "../../own-repository";
import { declareFile, withFile, withFolder, withoutFile } from "../../repository-files";
import { type ExpectedFailure, testRule } from "../../rule-tester";

const path = "api/openapi.yaml";
const sound = "openapi: 3.1.0\ninfo: { title: Carts, version: 1.0.0 }\npaths:\n  /carts: {}\n";
const carts = { name: "carts", type: "openapi", path };
const apis = (...list: readonly Record<string, unknown>[]): Given =>
  given
    .service()
    .facts({ apis: list })
    .catalog({ observe: ["github"] });
const saying = (text: string): Given => withFile(apis(carts), path, text);
const other = (lacks: string): readonly ExpectedFailure[] => [
  { message: "other", data: { api: "carts", type: "openapi", path, lacks }, subject: "carts" },
];

testRule(apiDescribed, {
  pass: {
    "a protobuf file": given.service(),
    "an OpenAPI file": saying(sound),
    "an OpenAPI file that the stack declares": declareFile(apis(carts), path, sound),
    "an OpenAPI file with parts in others": saying(sound.replace("/carts: {}", "$ref: ./paths.yaml")),
    "a GraphQL schema": withFile(
      apis({ type: "graphql", path: "schema.graphql" }),
      "schema.graphql",
      "type Query { carts: Int }",
    ),
    "an AsyncAPI file": withFile(
      apis({ type: "asyncapi", path: "events.json" }),
      "events.json",
      '{"asyncapi":"3.0.0","info":{"title":"Orders","version":"1"},"channels":{"orders":{}}}',
    ),
    "an address, which is not fetched": apis({ type: "openapi", url: "https://shop.example/openapi.json" }),
    "an address of a service without a repository": apis({
      type: "openapi",
      url: "https://shop.example/openapi.json",
    }).facts({ repository: undefined }),
  },
  fail: {
    "neither path nor address": [
      apis({ type: "graphql" }),
      [{ message: "nowhere", data: { api: "graphql" }, subject: "graphql" }],
    ],
    "a file that is not there": [
      withoutFile(apis(carts), path),
      [{ message: "absent", data: { api: "carts", path }, subject: "carts" }],
    ],
    "a file that its folder does not list": [
      withFolder(apis({ type: "openapi", path }), "api", "openapi.json"),
      [{ message: "absent", data: { api: path, path }, subject: path }],
    ],
    "a file that stops to parse": [
      saying(`${sound}  /orders: {\n`),
      [
        {
          message: "broken",
          data: { api: "carts", type: "openapi", path, line: 6 },
          subject: "carts",
        },
      ],
    ],
    "a declared file that stops to parse": [
      declareFile(saying(sound), path, "openapi: 3.1.0\n\tinfo: {}"),
      [
        {
          message: "broken",
          data: { api: "carts", type: "openapi", path, line: 2 },
          subject: "carts",
          on: `file ${path}`,
        },
      ],
    ],
    "a file that describes nothing": [saying(sound.replace("/carts: {}", "")), other("paths")],
    "a file of another type": [
      saying("type Query { carts: Int }"),
      other("openapi with a version such as 3.1.0"),
    ],
    "a file that is no text": [withFile(apis(carts), path, "", { binary: true }), other("text")],
    "each of several, whatever is not known of another": [
      withoutFile(
        apis({ type: "openapi", path: "unknown.yaml" }, { type: "openapi" }, carts).unobserved(
          "repository-tree",
        ),
        path,
      ),
      [
        { message: "nowhere", data: { api: "openapi" }, subject: "openapi" },
        { message: "absent", data: { api: "carts", path }, subject: "carts" },
      ],
    ],
    "one without an address in no repository": [
      apis({ type: "graphql" }, carts).facts({ repository: undefined }),
      [{ message: "nowhere", data: { api: "graphql" }, subject: "graphql" }],
    ],
  },
  notApplicable: {
    "a service without an API": apis(),
    "files in no repository": apis(carts).facts({ repository: undefined }),
    "files in an archived repository": inOwnRepository({ archived: true }),
    "a service that is only known by its resources": given.service().withoutComponent(),
  },
  unknown: {
    "a file that nobody looks at": [
      given.service().unobserved("repository-file"),
      "no-collector: the description of API shop.checkout at pb/shop.proto",
    ],
    "a file that GitHub does not tell": [
      apis(carts),
      "unobserved: GitHub did not tell the description of API carts at api/openapi.yaml",
    ],
    "a file of which only the beginning was told": [
      withFile(apis(carts), path, sound, { truncated: true }),
      "unobserved: GitHub told only the beginning of the description of API carts",
    ],
    "a file that is too long to be parsed": [
      saying(`${"# a remark\n".repeat(150_000)}${sound}`),
      "unobserved: the description of API carts at api/openapi.yaml is longer",
    ],
    "a text that only the update will know": [
      declareFile(apis(carts), path, sound).unknown(github.repositoryFile, `file ${path}`, "content"),
      "planned: content",
    ],
    "one of several": [
      withFile(
        apis(carts, { type: "openapi", path: "unknown.yaml" }).unobserved("repository-tree"),
        path,
        sound,
      ),
      "unobserved: GitHub did not tell the description of API unknown.yaml",
    ],
  },
});
