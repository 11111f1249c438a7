import assert from "node:assert/strict";
import { matchesWildcard } from "../../../policy-pack/views/wildcard";

describe("a pattern with asterisks", () => {
  const cases: readonly (readonly [pattern: string, text: string, matches: boolean])[] = [
    ["", "", true],
    ["*", "", true],
    ["*", "anything", true],
    ["a", "a", true],
    ["a", "ab", false],
    ["a*", "ab", true],
    ["*b", "ab", true],
    ["a*a", "a", false],
    ["a*b*c", "axxbyyc", true],
    ["a*b*c", "axxcyyb", false],
    ["a**c", "ac", true],
    ["a*bc", "abcbc", true],
  ];
  for (const [pattern, text, matches] of cases)
    it(`${pattern} ${matches ? "is" : "is not"} ${text}`, () =>
      assert.equal(matchesWildcard(pattern, text), matches));

  it("takes time linear in the length of the text", () => {
    assert.equal(matchesWildcard(`${"*a".repeat(50)}*b`, "a".repeat(1_000_000)), false);
  }).timeout(5_000);
});
