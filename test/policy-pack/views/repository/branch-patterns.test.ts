import assert from "node:assert/strict";
import fc from "fast-check";
import { hasWildcard, matchesPattern } from "../../../../policy-pack/views/repository/branch-patterns";

describe("a branch pattern", () => {
  const cases: readonly (readonly [string, string, boolean])[] = [
    ["main", "main", true],
    ["main", "Main", false],
    ["main", "main2", false],
    ["main", "feature/main", false],
    ["", "main", false],
    ["*", "main", true],
    ["*", "release/1.0", false],
    ["*/*", "release/1.0", true],
    ["*/*", "main", false],
    ["m*n", "main", true],
    ["m*n", "mn", true],
    ["m*n", "m/n", false],
    ["*a*a", "banana", true],
    ["*a*b", "banana", false],
    ["ma?n", "main", true],
    ["ma?n", "man", false],
    ["ma?n", "ma/n", false],
    ["release/*", "release/1.0", true],
    ["release/*", "release/1/0", false],
    ["release/**", "release/1.0", true],
    ["release/**", "release/1/0", false],
    ["release/**/*", "release/1.0", true],
    ["release/**/*", "release/1/0/rc", true],
    ["**/main", "main", true],
    ["**/main", "a/b/main", true],
    ["**/main", "a/b/main/c", false],
    ["a**b/c", "axb/c", true],
    ["a**b/c", "a/b/c", false],
    ["refs/heads/**/*", "refs/heads/main", true],
    ["[lm]ain", "main", true],
    ["[a-l]ain", "main", false],
    ["[^a-l]ain", "main", true],
    ["[!m]ain", "main", false],
    ["[z-a]ain", "main", false],
    ["[]main", "main", false],
    ["main[", "main", false],
    ["main[a", "main[a", false],
    ["a[x-]b", "a-b", true],
    ["a[\\]]b", "a]b", true],
    ["a[^x]b", "a/b", false],
    ["\\*", "*", true],
    ["\\*", "main", false],
    ["main\\", "main\\", true],
    ["{main,master}", "main", false],
    ["ma+(i)n", "main", false],
    ["!main", "develop", false],
    ["m.in", "main", false],
    ["ünï*", "ünïcode", true],
  ];
  for (const [pattern, name, expected] of cases)
    it(`${pattern || "(empty)"} ${expected ? "matches" : "does not match"} ${name}`, () =>
      assert.equal(matchesPattern(pattern, name), expected));

  it("always ends, and soon, whatever it is", () => {
    const part = fc.constantFrom("*", "**", "?", "/", "[", "]", "^", "-", "\\", "a", "b");
    const text = fc.array(part, { maxLength: 40 }).map((parts) => parts.join(""));
    fc.assert(fc.property(text, text, (pattern, name) => typeof matchesPattern(pattern, name) === "boolean"));
    assert.equal(matchesPattern("*a".repeat(200), "a".repeat(2000).concat("b")), false);
    assert.equal(matchesPattern("**/a/".repeat(200), "a/".repeat(2000).concat("b")), false);
  });

  it("matches itself where it has no wildcard", () => {
    fc.assert(fc.property(fc.string(), (name) => hasWildcard(name) || matchesPattern(name, name)));
  });
});
