import assert from "node:assert/strict";
import { UnknownValue } from "../../../policy-pack/engine/value";
import { parseJson5Text } from "../../../policy-pack/views/json5-text";
import { cpuTime } from "../cpu-time";

describe("JSON as people write it", () => {
  const read: Readonly<Record<string, readonly [string, unknown]>> = {
    JSON: [
      '{"a": [1, -2.5e3, true, false, null, "x"], "b": {}}',
      { a: [1, -2500, true, false, null, "x"], b: {} },
    ],
    "keys without quotes and without blanks": ["{enabled:false,a1_$:2}", { enabled: false, a1_$: 2 }],
    "single quotes": [`{'a': 'it\\'s "x"'}`, { a: `it's "x"` }],
    "commas at the end": ["[1, [2,], {a: 3,},]", [1, [2], { a: 3 }]],
    comments: ["// first\n{ /* a, b: 1 */ a: 1, // 'x'\n b: 2 /**/ } // last", { a: 1, b: 2 }],
    "what looks like a comment in a text": [
      '{"$schema": "https://x.example/y", b: "/* no */"}',
      {
        $schema: "https://x.example/y",
        b: "/* no */",
      },
    ],
    escapes: [String.raw`"\u0041\x42\n\t\/\\\"" `, 'AB\n\t/\\"'],
    "a line that goes on": ['"a\\\nb"', "ab"],
    "other numbers": ["[0x10, +1, .5, 5., Infinity, -Infinity]", [16, 1, 0.5, 5, Infinity, -Infinity]],
    "a mark for the order of bytes": ["\uFEFF{}", {}],
  };
  for (const [name, [text, value]] of Object.entries(read)) {
    it(`is read with ${name}`, () => assert.deepEqual(parseJson5Text(text, "x"), value));
  }

  const refused: Readonly<Record<string, readonly [string, string]>> = {
    nothing: ["", "line 1, column 1"],
    "a key without a value": ["{\n  a:\n}", "line 3, column 1"],
    "two values": ["{} {}", "line 1, column 4"],
    "a comma alone": ["[,]", "line 1, column 2"],
    "two commas": ["[1,,2]", "line 1, column 4"],
    "a word that means nothing": ["{a: yes}", "line 1, column 5"],
    "a text that does not end": ['{a: "x\n}', "line 1, column 5"],
    "a comment that does not end": ["{} /* x", "line 1, column 4"],
    "a list that does not end": ["[1, 2", "line 1, column 6"],
    "a bracket of the wrong kind": ["[1}", "line 1, column 3"],
    "more depth than anybody writes": ["[".repeat(100_000), "line 1, column 102"],
  };
  for (const [name, [text, position]] of Object.entries(refused)) {
    it(`is not ${name}, and only the position is told`, () =>
      assert.throws(
        () => parseJson5Text(text, "the file"),
        (error) => error instanceof UnknownValue && error.reason === `the file is not JSON at ${position}`,
      ));
  }
  it("is not read where it is too long", () => {
    assert.throws(() => parseJson5Text(" ".repeat(200_001), "the file"), /the file is too long to be read/);
  });
  it("is read in time that grows with the text only", () => {
    for (const part of ["/*", "//", '"', "'\\", "{a:", "*", "a", ",", " "]) {
      const text = part.repeat(100_000 / part.length);
      const took = cpuTime(() => assert.throws(() => parseJson5Text(text, "x")));
      assert.ok(took < 1000, `${part} took ${took} ms`);
    }
  });
});
