import assert from "node:assert/strict";
import { UnknownValue } from "../../../policy-pack/engine/value";
import { parseYamlText } from "../../../policy-pack/views/yaml-text";

const reasonOf = (text: string): string | undefined => {
  try {
    parseYamlText(text, "the file");
    return undefined;
  } catch (error) {
    return error instanceof UnknownValue ? `${error.unknownCause}: ${error.reason}` : String(error);
  }
};

describe("YAML of somebody's file", () => {
  it("is read as YAML 1.2, in which on is a word", () =>
    assert.deepEqual(parseYamlText("on: push\njobs: {a: &a [1], b: *a}\n", "x"), {
      on: "push",
      jobs: { a: [1], b: [1] },
    }));
  it("is nothing where the file is empty", () => assert.equal(parseYamlText("# only\n", "x"), null));

  const refused: Readonly<Record<string, readonly [string, string]>> = {
    "a list that does not end": ["a: [1\nb: 2\n", "the file is not YAML at line 2, column 1"],
    "a key behind a tab": ["a:\n\tb: 1\n", "the file is not YAML at line 2, column 1"],
    "a second document": ["a: 1\n---\nb: 2\n", "the file is not YAML at line 2, column 1"],
    "an alias without its anchor": ["a: *b\n", "the file has aliases that lead nowhere, or to too much"],
    "more lists in lists than a parser takes": [
      "[".repeat(200_000),
      "the file has more within one another than can be read",
    ],
    "more lists in lines than a parser takes": [
      "- ".repeat(100_000),
      "the file has more within one another than can be read",
    ],
    "more keys of keys than a parser takes": [
      "? ".repeat(100_000),
      "the file has more within one another than can be read",
    ],
    "more maps in maps than a parser takes": [
      Array.from({ length: 150 }, (_, depth) => `${" ".repeat(depth)}a:`).join("\n"),
      "the file has more within one another than can be read",
    ],
    "more than can be read": ["#".repeat(200_001), "the file is too long to be read"],
    "aliases of aliases": [
      `a0: &a0 [x]\n${Array.from({ length: 12 }, (_, i) => `a${i + 1}: &a${i + 1} [*a${i}, *a${i}, *a${i}]\n`).join("")}`,
      "the file has aliases that lead nowhere, or to too much",
    ],
  };
  for (const [name, [text, reason]] of Object.entries(refused)) {
    it(`is not known with ${name}, and the text is not told`, () =>
      assert.equal(reasonOf(text)?.startsWith(`unobserved: ${reason}`), true, reasonOf(text)));
  }
});
