import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import MarkdownIt from "markdown-it";
import { parseNotifications } from "../../catalog/notifications-file";
import { projectDir } from "../../sandbox/folders";

const problemsOf = (text: string): readonly string[] =>
  parseNotifications("n.yaml", text).problems.map(({ message }) => message);

describe("who is told what", () => {
  it("may be as the how-to shows it", () => {
    const page = fs.readFileSync(path.join(projectDir, "docs/notifications.md"), "utf8");
    const [block] = new MarkdownIt()
      .parse(page, {})
      .filter(({ type, info }) => type === "fence" && info === "yaml");
    assert.deepEqual(problemsOf(block?.content ?? ""), []);
  });

  it("has what is usual where nothing is said", () => {
    const { data } = parseNotifications(
      "n.yaml",
      "leadership: { to: [{ kind: slack, urlFrom: A }] }\nteams: { orders: { to: [{ kind: slack, urlFrom: B }] } }\n",
    );
    assert.deepEqual(data?.leadership?.tiers, [1]);
    assert.deepEqual(data?.leadership?.news, ["degraded", "initiatives", "digest"]);
    assert.deepEqual(data?.teams.orders?.news, ["degraded", "waivers", "deadlines", "initiatives", "digest"]);
    assert.deepEqual(data?.remind, {
      waivers: [14, 7, 1],
      deadlines: [14, 7, 1],
      initiatives: [30, 14, 7, 1],
    });
  });

  it("holds no secret, and a secret that it holds is not shown", () => {
    const key = "e93facc04764012d7bfb002500d5d1a6";
    for (const field of [`routingKeyFrom: ${key}`, `routingKeyFrom: "${key}"`, `urlFrom: "${key} \\"x"`]) {
      const kind = field.startsWith("url") ? "slack" : "pagerduty";
      const [message, ...others] = problemsOf(`central: { to: [{ kind: ${kind}, ${field} }] }`);
      assert.match(message ?? "", /must be the name of an environment variable, never the secret itself\.$/);
      assert.deepEqual(others, []);
    }
  });

  const hosts = {
    right: ["hooks.slack.com", "localhost", "127.0.0.1:8080", "prod-12.westeurope.logic.azure.com"],
    wrong: [
      "https://hooks.slack.com",
      "Hooks.slack.com",
      "*.slack.com",
      "hooks.slack.com/x",
      "",
      "a..b",
      "-a",
    ],
  };
  for (const host of hosts.right)
    it(`may list ${host}`, () => assert.deepEqual(problemsOf(`hosts: ["${host}"]`), []));
  for (const host of hosts.wrong)
    it(`may not list ${JSON.stringify(host)}`, () =>
      assert.equal(problemsOf(`hosts: ["${host}"]`).length, 1));
});
