import assert from "node:assert/strict";
import { buildInventory } from "../../../../policy-pack/engine/inventory";
import { UnknownValue } from "../../../../policy-pack/engine/value";
import { type ApiType, descriptionFlaw } from "../../../../policy-pack/views/apis/description";
import { given } from "../../given";

const [service] = buildInventory(given.service().resources()).services;
const lines = (...text: readonly string[]): string => text.join("\n");

/** What is wrong with a text, in few words; undefined where nothing is. */
function flaw(type: ApiType, text: string): string | number | undefined {
  assert.ok(service);
  const found = descriptionFlaw(type, text, service.evidence, "the description");
  if (found === undefined) return undefined;
  return "line" in found ? found.line : found.lacks;
}

type Cases = Readonly<Record<string, readonly [text: string, expected: string | number | undefined]>>;
function expectFlaws(type: ApiType, cases: Cases): void {
  describe(`a description in ${type}`, () => {
    for (const [name, [text, expected]] of Object.entries(cases))
      it(name, () => assert.equal(flaw(type, text), expected));
  });
}

const info = "info: { title: Shop, version: 1.0.0 }";
const version = "openapi with a version such as 3.1.0";

expectFlaws("openapi", {
  "parses as YAML": [lines("openapi: 3.0.3", info, "paths:", "  /carts: {}"), undefined],
  "parses as JSON": [
    '{"openapi":"3.1.0","info":{"title":"Shop","version":"1"},"paths":{"/carts":{}}}',
    undefined,
  ],
  "parses as Swagger": [lines('swagger: "2.0"', info, "paths:", "  /carts: {}"), undefined],
  "parses with a version that nobody put in quotes": [
    lines("swagger: 2.0", "info: { title: Shop, version: 2026-01-05 }", "paths:", "  /carts: {}"),
    undefined,
  ],
  "parses with parts in other files, which are not followed": [
    lines("openapi: 3.0.3", info, "paths:", "  $ref: ./paths.yaml"),
    undefined,
  ],
  "parses with callbacks only": [lines("openapi: 3.1.0", info, "webhooks:", "  paid: {}"), undefined],
  "parses with a mark of its encoding": [
    `\ufeff${lines("openapi: 3.0.3", info, "paths:", "  /a: {}")}`,
    undefined,
  ],
  "stops where the YAML does": [lines("openapi: 3.0.3", info, "paths:", "  /a: {}", " /b: {}"), 5],
  "stops at a key that is given twice": [lines("openapi: 3.0.3", info, info), 3],
  "stops at a quote that is never closed": [lines("openapi: 3.0.3", 'info: "'), 2],
  "stops where the JSON does": [lines("{", '  "openapi": "3.1.0"', '  "info": {}', "}"), 3],
  "stops at a type of the language's own": ["openapi: !!js/function x", 1],
  "stops at a nesting without end": ["[".repeat(100_000), 1],
  "lacks a version": [lines(info, "paths:", "  /a: {}"), version],
  "lacks a version that is known": [lines("openapi: 2.9.0", info, "paths:", "  /a: {}"), version],
  "lacks a version that is text": [lines("openapi: 3.1", info, "paths:", "  /a: {}"), version],
  "lacks its own version where it has another type's": [
    lines("asyncapi: 3.0.0", info, "channels:", "  a: {}"),
    version,
  ],
  "lacks a title": [lines("openapi: 3.0.3", "info: { version: 1.0.0 }", "paths:", "  /a: {}"), "info.title"],
  "lacks a title that is not blank": [
    lines("openapi: 3.0.3", "info: { title: ' ', version: 1.0.0 }", "paths:", "  /a: {}"),
    "info.title",
  ],
  "lacks a version of the API": [
    lines("openapi: 3.0.3", "info: { title: Shop }", "paths: {}"),
    "info.version",
  ],
  "lacks paths": [lines("openapi: 3.0.3", info), "paths"],
  "lacks any path": [lines("openapi: 3.0.3", info, "paths: {}"), "paths"],
  "lacks paths where callbacks were not known yet": [
    lines('swagger: "2.0"', info, "webhooks:", "  a: {}"),
    "paths",
  ],
  "lacks everything where it is empty": ["", version],
  "lacks everything where it is prose": ["# Our API is described in the wiki", version],
  "lacks everything where it is a list": ["- openapi: 3.0.3", version],
  "lacks a version where that is no text at all": [
    '{"openapi":{"toString":1},"swagger":{"toString":1}}',
    version,
  ],
  "lacks a single document": [lines("openapi: 3.0.3", "---", "openapi: 3.0.3"), "a single document"],
});

expectFlaws("asyncapi", {
  "parses as version 3": [lines("asyncapi: 3.0.0", info, "channels:", "  orders: {}"), undefined],
  "parses as version 2": [lines("asyncapi: 2.6.0", info, "channels:", "  orders: {}"), undefined],
  "lacks channels": [lines("asyncapi: 3.0.0", info, "channels: {}"), "channels"],
  "lacks a version of the API": [lines("asyncapi: 3.0.0", "info: { title: Shop }"), "info.version"],
  "lacks its own version where it has another type's": [
    lines("openapi: 3.0.3", info, "paths:", "  /a: {}"),
    "asyncapi with a version such as 3.0.0",
  ],
});

expectFlaws("graphql", {
  "parses as a schema": [lines("type Query {", "  carts: [Cart!]!", "}"), undefined],
  "parses as an extension of one": ['extend type Query @key(fields: "id") { cart: ID }', undefined],
  "parses beside queries": ["scalar Day\nquery { carts }", undefined],
  "stops on a line": [lines("type Query {", "  carts: ", "}"), 3],
  "stops where it is empty": ["", 1],
  "stops where it is an answer in JSON": ['{"__schema": {}}', 1],
  "lacks types where it has queries only": ["query { carts }", "types"],
  "lacks a nesting that can be read": [
    `type Query { carts(a: Int = ${"[".repeat(100_000)}): Int }`,
    "a nesting that can be read",
  ],
});

expectFlaws("protobuf", {
  "parses with a service": [
    lines(
      'syntax = "proto3";',
      "package shop.v1;",
      "service Shop { rpc Buy (Cart) returns (stream Order); }",
    ),
    undefined,
  ],
  "parses with messages only": [lines('syntax = "proto3";', "message Cart { string id = 1; }"), undefined],
  "parses as the version before": ["message Cart { required string id = 1; }", undefined],
  "parses as an edition": [lines('edition = "2023";', "message Cart { string id = 1; }"), undefined],
  "parses with imports, which are not followed": [
    lines(
      'syntax = "proto3";',
      'import "google/api/annotations.proto";',
      "message Cart { google.type.Money sum = 1; }",
    ),
    undefined,
  ],
  "stops on a line": [lines('syntax = "proto3";', "message Cart {", "  string id = ;", "}"), 3],
  "stops where a bracket is never closed": [lines('syntax = "proto3";', "message Cart {"), 2],
  "stops where it is another format": ["openapi: 3.0.3", 1],
  "lacks everything where it is empty": ["", "services and messages"],
  "lacks everything where it is a remark": ["// service Shop {}", "services and messages"],
  "lacks services and messages": [
    lines('syntax = "proto3";', "package shop; enum Kind { NONE = 0; }"),
    "services and messages",
  ],
});

describe("a description of an API", () => {
  const long = `${"# a remark\n".repeat(150_000)}openapi: 3.0.3`;
  it("is not known where it is too long to be parsed", () => {
    assert.throws(
      () => flaw("openapi", long),
      (error) =>
        error instanceof UnknownValue && error.unknownCause === "unobserved" && /1500000/.test(error.message),
    );
  });
  it("may be longer in JSON, which is read quickly", () => {
    const paths = Object.fromEntries(
      Array.from({ length: 60_000 }, (_, at) => [`/carts/${at}`, { get: {} }]),
    );
    const text = JSON.stringify({ openapi: "3.1.0", info: { title: "Shop", version: "1" }, paths });
    assert.ok(text.length > 1_500_000);
    assert.equal(flaw("openapi", text), undefined);
  });
  it("is parsed once for all services that share it, and anew for another type", () => {
    const text = lines(
      'syntax = "proto3";',
      ...Array.from({ length: 5_000 }, (_, at) => `message M${at} { string id = 1; }`),
    );
    assert.equal(flaw("protobuf", text), undefined);
    const started = process.hrtime.bigint();
    for (let at = 0; at < 1_000; at++) flaw("protobuf", text);
    assert.ok(Number(process.hrtime.bigint() - started) / 1e6 < 3_000);
    assert.equal(flaw("graphql", text), 1);
  });
});
