import assert from "node:assert/strict";
import { describeThrown, fill, plain } from "../../../policy-pack/engine/text";

describe("text from outside", () => {
  const cases: Readonly<Record<string, readonly [string, string]>> = {
    "plain words": ["SLO checkout-availability, 99.5 %", "SLO checkout-availability, 99.5 %"],
    "letters of any script": ["Größe 服务 🚀", "Größe 服务 🚀"],
    "line breaks": ["a\r\nb\u2028c\u2029d\u0085e", "a\\u000d\\u000ab\\u2028c\\u2029d\\u0085e"],
    "terminal escapes": ["\u001b[31mred\u009b2J", "\\u001b[31mred\\u009b2J"],
    "a bell, a backspace and a null": ["\u0007\u0008\u0000", "\\u0007\\u0008\\u0000"],
    "text that runs backwards": ["\u202eevil\u2066", "\\u202eevil\\u2066"],
    "characters without width": ["check\u200bout\ufeff", "check\\u200bout\\ufeff"],
    "no text": ["", ""],
    "three hundred characters": ["x".repeat(300), "x".repeat(300)],
    "more than three hundred characters": ["x".repeat(301), `${"x".repeat(300)}…`],
  };
  for (const [name, [text, expected]] of Object.entries(cases))
    it(`is fit for a line where it has ${name}`, () => assert.equal(plain(text), expected));
});

describe("filling a template", () => {
  const cases: Readonly<Record<string, readonly [string, Record<string, string | number>, string]>> = {
    "puts each value in its place": ["{a} of {b} and {a}", { a: "x", b: 2 }, "x of 2 and x"],
    "leaves what nothing fills, so that a test can see it": ["{a} {toString}", {}, "{a} {toString}"],
    "does not fill what a value brings along": ["{a} {b}", { a: "{b}", b: "x" }, "{b} x"],
    "takes a value literally": ["{a}", { a: "$& $1" }, "$& $1"],
    "makes values fit for a line": ["{a}", { a: "x\ny" }, "x\\u000ay"],
  };
  for (const [name, [template, data, expected]] of Object.entries(cases))
    it(name, () => assert.equal(fill(template, data), expected));
});

describe("what was thrown", () => {
  it("is told in one line, whatever it is", () => {
    const thrown = [
      new Error("a\nb"),
      "text",
      7,
      null,
      undefined,
      { toString: () => "object" },
      Object.create(null),
    ];
    assert.deepEqual(thrown.map(describeThrown), [
      "a\\u000ab",
      "text",
      "7",
      "null",
      "undefined",
      "object",
      "something that cannot be shown as text",
    ]);
  });
});
