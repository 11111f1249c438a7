import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { temporaryFolder } from "../../sandbox/temporary";
import { card } from "../../scorecard/cards";
import { readiness } from "../command";
import { after, closeReceivers, fallen, fine, put, scene, slackOnly } from "./scene";

describe("readiness notify, wrongly asked,", () => {
  afterEach(closeReceivers);

  it("refuses a what-if but for a look, and a digest of one service", async () => {
    const { folder, receiver, run } = await scene(slackOnly);
    put(folder, "moved.json", { ...after, whatIf: true });
    const moved = await run("--scorecard", "moved.json");
    assert.deepEqual(
      [moved.code, moved.err],
      [2, "A what-if is no news: look at what it would tell with --dry-run."],
    );
    assert.equal((await run("--scorecard", "moved.json", "--dry-run")).code, 0);
    put(folder, "one.json", card([fallen("cart")], { only: "cart" }));
    assert.equal((await run("--scorecard", "one.json", "--digest")).code, 2);
    assert.equal((await run("--scorecard", "one.json")).code, 0);
    assert.equal(receiver.received.length, 1);
  });

  it("refuses scorecards in the wrong order, and an earlier one of one service", async () => {
    const { folder, run } = await scene(slackOnly);
    assert.match(
      (await run("--scorecard", "before.json", "--since", "after.json")).err,
      /must not be of a later day/,
    );
    put(folder, "one.json", card([fine("cart")], { only: "cart", judgedFor: "2026-11-22" }));
    assert.match((await run("--since", "one.json")).err, /must be of all services; it is of one\./);
  });

  it("says with its place what is wrong with the configuration", async () => {
    const { run } = await scene(`hosts: [https://hooks.slack.com/x]
central: { to: [{ kind: slack, urlFrom: https://hooks.slack.com/services/T0/B0/x }] }
teams:
  orders: { to: [{ kind: irc, urlFrom: X }], news: [gossip] }
`);
    const { code, err } = await run();
    assert.equal(code, 2);
    assert.deepEqual(err.split("\n"), [
      "config.yaml:1:9: hosts[0] must be a host in lower-case letters such as hooks.slack.com, without https:// and path.",
      "config.yaml:2:41: central.to[0].urlFrom must be the name of an environment variable, never the secret itself.",
      "config.yaml:4:26: teams.orders.to[0].kind must be one of slack, teams, webhook, pagerduty.",
      "config.yaml:4:53: teams.orders.news[0] must be one of degraded, waivers, deadlines, initiatives, digest.",
    ]);
  });

  it("says where it looks for the configuration", async () => {
    const folder = temporaryFolder();
    fs.writeFileSync(path.join(folder, "Pulumi.yaml"), "name: shop\nruntime: nodejs\n");
    put(folder, "after.json", after);
    const { code, err } = await readiness(folder, ["notify", "--scorecard", "after.json"]);
    assert.deepEqual(
      [code, err],
      [
        2,
        "There is no catalog/notifications.yaml. It says who is told what, and where: docs/notifications.md.",
      ],
    );
  });
});
