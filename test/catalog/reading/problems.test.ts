import assert from "node:assert/strict";
import { formatProblem, quote, show, sortProblems } from "../../../catalog/reading/problems";

describe("Problems", () => {
  it("are sorted by file, line and column as numbers", () => {
    const at = (line: number, column: number) => ({ line, column });
    const sorted = sortProblems([
      { file: "b", message: "5" },
      { file: "a", at: at(10, 1), message: "4" },
      { file: "a", at: at(2, 11), message: "3" },
      { file: "a", at: at(2, 9), message: "2" },
      { file: "a", message: "1" },
    ]);
    assert.deepEqual(sorted.map(formatProblem), ["a: 1", "a:2:9: 2", "a:2:11: 3", "a:10:1: 4", "b: 5"]);
  });

  it("show values escaped and cut, without half a character", () => {
    assert.equal(quote('a"b\n\u0085\u009b\u202e'), '"a\\"b\\n\\u0085\\u009b\\u202e"');
    assert.equal(quote(`${"x".repeat(59)}😀y`), `"${"x".repeat(59)}…"`);
    assert.deepEqual([null, undefined, 1, true, [], {}, "a"].map(show), [
      "empty",
      "empty",
      "1",
      "true",
      "a list",
      "a map",
      '"a"',
    ]);
  });
});
