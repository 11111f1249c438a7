import assert from "node:assert/strict";
import { readValue, UnknownValue } from "../../../policy-pack/engine/value";
import { parseJsonText } from "../../../policy-pack/views/json-text";

const parse = (text: unknown) => parseJsonText(readValue(text, "monitor", "cart"), "cart");

const broken: Readonly<Record<string, readonly [text: string, line: number, column: number]>> = {
  "plain text": ["abc", 1, 1],
  "an empty text": ["", 1, 1],
  "an object that does not end": ['{"a": 1', 1, 8],
  "a wrong literal": ['{"a": tru}', 1, 10],
  "a second comma": ["[1,,2]", 1, 4],
  "a second value": ['{"a": 1}}', 1, 9],
  "a fault on a later line": ['{\n  "a": 1,\n  b: 2\n}', 3, 3],
  "a fault deep in a long text": [`[${"1,".repeat(5_000)}x]`, 1, 10_002],
};

describe("parseJsonText", () => {
  it("reads values by path", () => {
    assert.equal(
      parse('{"options": {"thresholds": {"critical": 5}}}')
        .get("options")
        .get("thresholds")
        .get("critical")
        .number(),
      5,
    );
  });
  for (const [name, [text, line, column]] of Object.entries(broken))
    it(`names the position of ${name}, never its text`, () => {
      assert.throws(
        () => parse(text),
        new UnknownValue("unobserved", `monitor of cart is not JSON at line ${line}, column ${column}`),
      );
    });
});
