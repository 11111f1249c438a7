import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import MarkdownIt from "markdown-it";
import { parse } from "yaml";
import { formatProblem } from "../../catalog/reading/problems";
import { parseYaml } from "../../catalog/reading/read-yaml";
import { tasksConfigSchema } from "../../catalog/tasks-config";
import { tasksProblems } from "../../catalog/tasks-file";
import { projectDir } from "../../sandbox/folders";

const told = (text: string): readonly string[] =>
  tasksProblems(parseYaml(tasksConfigSchema, "catalog/tasks.yaml", text), ["orders", "platform"]).map(
    formatProblem,
  );

describe("catalog/tasks.yaml", () => {
  const cases: Readonly<Record<string, string>> = {
    "per: rules":
      'catalog/tasks.yaml:1:6: per must be one of rule, service; it is "rules". Did you mean "rule"?',
    "repository: shop": 'catalog/tasks.yaml:1:13: repository must be own, or owner/name; it is "shop".',
    "labels: ['a,b']":
      'catalog/tasks.yaml:1:10: labels[0] must have at most 50 characters and no comma; it is "a,b".',
    "most: 0": "catalog/tasks.yaml:1:7: most must be at least 1; it is 0.",
    "assign: { order: [amy] }":
      'catalog/tasks.yaml:1:11: "order" is not a team in catalog/teams. Did you mean "orders"?',
    "escalate: [{ afterDays: 7 }, { afterDays: 1 }]":
      "catalog/tasks.yaml:1:11: escalate must have its steps in the order of afterDays.",
    "escalate: [{ afterDays: 1, mention: ['@all'] }]":
      'catalog/tasks.yaml:1:38: escalate[0].mention[0] must be a login, or a team as organisation/team, without @; it is "@all".',
    "labell: x": "catalog/tasks.yaml:1:1",
  };
  for (const [text, expected] of Object.entries(cases))
    it(`with "${text}" is told with line and column`, () => {
      const [first = "", ...more] = told(text);
      assert.deepEqual(more, []);
      assert.ok(first.startsWith(expected), first);
    });

  it("is right as the page about tasks shows it, comments and all", () => {
    const page = fs.readFileSync(path.join(projectDir, "docs/tasks.md"), "utf8");
    const blocks = new MarkdownIt()
      .parse(page, {})
      .filter(({ type, info, content }) => type === "fence" && info === "yaml" && content.includes("per:"));
    assert.equal(blocks.length, 1);
    for (const { content } of blocks) {
      assert.deepEqual(told(content), []);
      const shown = Object.keys(parse(content)).sort();
      assert.deepEqual(shown, Object.keys(tasksConfigSchema.shape).sort());
    }
  });
});
