import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { indexPath, listRule, parseRulePath, pinnedPath, scaffold } from "../../policy-pack/new-rule";
import { rules } from "../../policy-pack/rules/index";

const root = join(__dirname, "..", "..", ".."); // Tests run from bin/test/policy-pack.
const read = (path: string): string => readFileSync(join(root, path), "utf8");
const lists = { index: read(indexPath), pinned: read(pinnedPath) };

describe("a new rule", () => {
  it("gets a file and a test table, both of which are TypeScript", () => {
    const files = scaffold("cost", "money-is-counted");
    assert.deepEqual(
      files.map(({ path }) => path),
      ["policy-pack/rules/cost/money-is-counted.ts", "test/policy-pack/rules/cost/money-is-counted.test.ts"],
    );
    for (const { path, content } of files) {
      const { diagnostics } = ts.transpileModule(content, { fileName: path, reportDiagnostics: true });
      assert.deepEqual(diagnostics, [], path);
      assert.ok(content.includes("moneyIsCounted"));
    }
  });
  it("stands in its place in every list", () => {
    for (const id of ["aaa-first", "money-is-counted", "zzz-last"]) {
      const { index, pinned } = listRule(lists, "cost", id);
      const name = id.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase());
      assert.deepEqual(
        [...pinned.matchAll(/^ {2}"([a-z-]+)",$/gm)].map((match) => match[1]).slice(0, rules.length + 1),
        [...rules.map((rule) => rule.id), id].sort(),
      );
      const listed = [...index.matchAll(/^ {2}(\w+),$/gm)].map((match) => match[1]);
      assert.equal(listed.indexOf(name), [...rules.map((rule) => rule.id), id].sort().indexOf(id));
      const paths = [...index.matchAll(/from "\.\/(.*)";$/gm)].map((match) => match[1]);
      assert.deepEqual(paths, [...paths].sort());
      assert.ok(paths.includes(`cost/${id}`));
    }
  });
  it("must be new", () => {
    assert.throws(() => listRule(lists, "ownership", "owner-assigned"), /a rule of that name already/);
  });
  const wrong: Readonly<Record<string, RegExp>> = {
    "": /^Error: The area must be one of ownership, .*; it is ""\.$/,
    "money/watched": /^Error: The area must be one of ownership, .*; it is "money"\.$/,
    cost: /^Error: The id must be lower-case letters, digits and dashes; it is ""\.$/,
    "cost/Money": /^Error: The id must be lower-case letters, digits and dashes; it is "Money"\.$/,
    "cost/a/b": /^Error: The id must be lower-case letters, digits and dashes; it is "a\/b"\.$/,
    "cost/../x": /^Error: The id must be lower-case/,
  };
  for (const [text, message] of Object.entries(wrong))
    it(`cannot be called ${JSON.stringify(text)}`, () => {
      assert.throws(() => parseRulePath(text), message);
    });
});
