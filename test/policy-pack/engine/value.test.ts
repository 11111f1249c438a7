import assert from "node:assert/strict";
import fc from "fast-check";
import { unknownSentinels } from "../../../policy-pack/engine/sentinels";
import { MalformedValue, readValue, UnknownValue, type Value } from "../../../policy-pack/engine/value";

const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
const of = (raw: unknown): Value => readValue(raw, "", "resource r");

describe("reading a value that is there", () => {
  const cases: Readonly<Record<string, readonly [(value: Value) => unknown, unknown, unknown]>> = {
    text: [(value) => value.string(), "main", "main"],
    "empty text": [(value) => value.string(), "", ""],
    "a number": [(value) => value.number(), 0, 0],
    "a number written as text": [(value) => value.number(), "14.4", 14.4],
    "empty text as no number": [(value) => value.number(), "", undefined],
    "a truth": [(value) => value.boolean(), false, false],
    "a truth written as text": [(value) => value.boolean(), "true", true],
    "a property": [(value) => value.get("a").string(), { a: "x" }, "x"],
    "a property of the only element of a list": [(value) => value.get("a").string(), [{ a: "x" }], "x"],
    "a property of an only element in an only element": [
      (value) => value.get("a").string(),
      [[{ a: "x" }]],
      "x",
    ],
    "a property of an empty list": [(value) => value.get("a").string(), [], undefined],
    "the names of properties": [(value) => value.keys(), { b: 1, a: 2 }, ["b", "a"]],
    "the names of an only element's properties": [(value) => value.keys(), [{ a: 2 }], ["a"]],
    "the elements of a list": [(value) => value.items().map((one) => one.number()), [1, 2], [1, 2]],
    "a single object as a list of one": [
      (value) => value.items().map((one) => one.get("a").number()),
      { a: 1 },
      [1],
    ],
    "deep nesting": [
      (value) => value.get("a").items()[1]?.get("b").get("c").string(),
      { a: [0, { b: { c: "x" } }] },
      "x",
    ],
  };
  for (const [name, [read, raw, expected]] of Object.entries(cases))
    it(`gives ${name}`, () => assert.deepEqual(read(of(raw)), expected));

  it("gives ten megabytes of text unchanged", () => {
    const long = "x".repeat(10 * 1024 * 1024);
    assert.equal(of(long).string(), long);
    assert.throws(() => of(long).number(), MalformedValue);
  });
});

describe("reading what is absent", () => {
  for (const raw of [undefined, null]) {
    it(`gives nothing for ${String(raw)}, whatever is asked`, () => {
      const value = of(raw);
      assert.deepEqual(
        [
          value.absent,
          value.unknown,
          value.string(),
          value.number(),
          value.boolean(),
          value.items(),
          value.keys(),
        ],
        [true, false, undefined, undefined, undefined, [], []],
      );
      assert.equal(value.get("a").get("b").absent, true);
    });
  }
  for (const key of ["__proto__", "constructor", "toString", "hasOwnProperty", "length"]) {
    it(`gives nothing for ${key}, which every object inherits`, () => {
      assert.equal(of({}).get(key).absent, true);
      assert.equal(of([{}]).get(key).absent, true);
    });
  }
  it("gives a property that is really named __proto__", () => {
    assert.equal(of(JSON.parse('{"__proto__": "x"}')).get("__proto__").string(), "x");
  });
});

describe("reading what only an update will know", () => {
  const reads: Readonly<Record<string, (value: Value) => unknown>> = {
    "as text": (value) => value.string(),
    "as a number": (value) => value.number(),
    "as a truth": (value) => value.boolean(),
    "as a list": (value) => value.items(),
    "for a property": (value) => value.get("a"),
    "for its names": (value) => value.keys(),
  };
  const inner = of({ a: { b: [unknown] } })
    .get("a")
    .get("b")
    .items()[0];
  for (const [name, read] of Object.entries(reads)) {
    it(`throws UnknownValue with the path when read ${name}`, () => {
      assert.ok(inner);
      assert.throws(
        () => read(inner),
        (error) =>
          error instanceof UnknownValue &&
          error.unknownCause === "planned" &&
          error.reason === "a.b[0] of resource r is only known after an update",
      );
    });
  }
  it("throws UnknownValue, not MalformedValue, for a property of an only element that is unknown", () => {
    assert.throws(() => of([unknown]).get("a"), UnknownValue);
    assert.throws(() => of([unknown]).keys(), UnknownValue);
  });
  it("tells without a throw that it is unknown, for each of the engine's sentinels", () => {
    assert.deepEqual(
      [...unknownSentinels].map((text) => [of(text).unknown, of(text).absent]),
      [...unknownSentinels].map(() => [true, false]),
    );
    assert.equal(unknownSentinels.size, 7);
    assert.equal(of(`x${unknown}`).unknown, false);
  });
});

describe("reading what has a wrong type", () => {
  const cases: Readonly<Record<string, readonly [(value: Value) => unknown, unknown, string]>> = {
    "a number as text": [(value) => value.string(), 1, "a of resource r must be text"],
    "an object as text": [(value) => value.string(), {}, "a of resource r must be text"],
    "text as a number": [(value) => value.number(), "many", "a of resource r must be a number"],
    "blanks as a number": [(value) => value.number(), "  ", "a of resource r must be a number"],
    "infinity as a number": [(value) => value.number(), "Infinity", "a of resource r must be a number"],
    "a truth as a number": [(value) => value.number(), true, "a of resource r must be a number"],
    "text as a truth": [(value) => value.boolean(), "yes", "a of resource r must be true or false"],
    "a number as a truth": [(value) => value.boolean(), 1, "a of resource r must be true or false"],
    "text as an object": [(value) => value.get("b"), "x", "a of resource r must be an object"],
    "a list of two as an object": [(value) => value.get("b"), [{}, {}], "a of resource r must be an object"],
    "a list of two for its names": [(value) => value.keys(), [{}, {}], "a of resource r must be an object"],
  };
  for (const [name, [read, raw, message]] of Object.entries(cases)) {
    it(`refuses ${name} and names the place`, () => {
      assert.throws(
        () => read(of({ a: raw }).get("a")),
        (error) => error instanceof MalformedValue && error.message === message,
      );
    });
  }
  it("throws nothing but its own two errors, whatever stands there", () => {
    const reads: readonly ((value: Value) => unknown)[] = [
      (value) => value.string(),
      (value) => value.number(),
      (value) => value.boolean(),
      (value) => value.items(),
      (value) => value.keys(),
      (value) => value.get("a"),
    ];
    fc.assert(
      fc.property(fc.anything(), fc.constantFrom(...reads), (raw, read) => {
        try {
          read(of(raw));
        } catch (error) {
          assert.ok(error instanceof UnknownValue || error instanceof MalformedValue);
        }
      }),
    );
  });
});
