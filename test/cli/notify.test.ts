import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { createHmac } from "node:crypto";
import { once } from "node:events";
import fs from "node:fs";
import path from "node:path";
import { keepInHistory } from "../../scorecard/history";
import { notificationSchema } from "../../scorecard/notify/notification-schema";
import { card } from "../scorecard/cards";
import { readiness } from "./command";
import {
  after,
  alertsOnly,
  before,
  closeReceivers,
  command,
  everybody,
  fallen,
  fine,
  keys,
  only,
  put,
  scene,
  secrets,
  slackOnly,
} from "./notify/scene";

describe("readiness notify", () => {
  afterEach(closeReceivers);

  it("shows what each audience would be told, and sends nothing", async () => {
    const { folder, receiver, run } = await scene();
    const { code, out } = await run("--dry-run");
    assert.equal(code, 0);
    assert.deepEqual(out.match(/^\S.*\)$/gm), [
      "central, slack (SLACK_CENTRAL)",
      "central, pagerduty (PD_KEY)",
      "central, pagerduty (PD_KEY)",
      "leadership, teams (TEAMS_LEADERS)",
      "team orders, slack (SLACK_ORDERS)",
      "team payments, webhook (HOOK)",
    ]);
    assert.match(out, /^6 messages; nothing was sent\.$/m);
    assert.match(
      out,
      /team orders, slack \(SLACK_ORDERS\)\n {2}Readiness, team orders, 2026-11-23\n {4}Less ready: 1 service\.\n {4}Less ready\n {6}cart \(tier 1\)\n/,
    );
    assert.deepEqual(receiver.received, []);
    assert.ok(!fs.existsSync(path.join(folder, "notified.json")));
  });

  it("sends each audience one message, and nothing again", async () => {
    const { receiver, run } = await scene();
    const { code, out, err } = await run();
    assert.deepEqual([code, err], [0, ""]);
    assert.equal(out.split("\n").filter((line) => line.endsWith(": sent.")).length, 6);
    const paths = receiver.received.map((one) => one.path).sort();
    assert.deepEqual(paths, [...Object.values(secrets), secrets.PD_EVENTS].sort());
    const again = await run();
    assert.deepEqual([again.code, again.out], [0, "There is nothing new to tell."]);
    assert.equal(receiver.received.length, 6);
  });

  it("signs what a webhook gets, so that it can be told from others'", async () => {
    const { receiver, run } = await scene();
    await run();
    const [one] = receiver.received.filter((each) => each.path === secrets.HOOK);
    const time = one?.headers["x-readiness-timestamp"];
    const expected = createHmac("sha256", keys.HOOK_KEY).update(`${time}.${one?.body}`).digest("hex");
    assert.equal(one?.headers["x-readiness-signature"], `sha256=${expected}`);
    assert.ok(Math.abs(Number(time) - Date.now() / 1000) < 60);
    const { news } = notificationSchema.parse(JSON.parse(one?.body ?? ""));
    assert.deepEqual(
      news.map(({ subject, owner }) => [subject, owner]),
      [
        ["pay", "payments"],
        ["pay", "payments"],
      ],
    );
  });

  it("triggers an alert for each service, and resolves it once that is back", async () => {
    const { folder, receiver, run } = await scene(alertsOnly);
    await run();
    put(folder, "back.json", card([fine("cart"), fallen("pay", "payments")], { judgedFor: "2026-11-24" }));
    await run("--scorecard", "back.json", "--since", "after.json");
    await run("--scorecard", "back.json", "--since", "after.json");
    const events = receiver.bodies(secrets.PD_EVENTS).map((one) => {
      const { event_action, dedup_key, routing_key } = one as Record<string, string>; // as PagerDuty reads it
      return [event_action, dedup_key, routing_key];
    });
    assert.deepEqual(events, [
      ["trigger", "readiness/shop/prod/cart", keys.PD_KEY],
      ["trigger", "readiness/shop/prod/pay", keys.PD_KEY],
      ["resolve", "readiness/shop/prod/cart", keys.PD_KEY],
    ]);
  });

  it("waits as long as it is asked to, and sends again", async () => {
    const { receiver, run } = await scene(slackOnly, (_path, times) =>
      times === 1 ? { status: 429, headers: { "retry-after": "0" } } : undefined,
    );
    assert.equal((await run()).code, 0);
    assert.equal(receiver.received.length, 2);
    assert.equal((await run()).out, "There is nothing new to tell.");
  });

  it("says what was refused, goes on with the others, and tries only that again", async () => {
    let isGone = true;
    const { receiver, run } = await scene(everybody, (way) =>
      isGone && way === secrets.TEAMS_LEADERS ? { status: 404, text: "no such workflow" } : undefined,
    );
    const { code, err } = await run();
    assert.equal(code, 1);
    assert.match(
      err,
      /^leadership, teams \(TEAMS_LEADERS\): not sent, it answered 404: no such workflow\.$/m,
    );
    assert.match(err, /^1 message not sent; the next run tries again\.$/m);
    assert.equal(receiver.received.length, 6);
    isGone = false;
    const again = await run();
    assert.deepEqual([again.code, again.out], [0, "leadership, teams (TEAMS_LEADERS): sent."]);
  });

  it("follows no redirect", async () => {
    const { receiver, run } = await scene(slackOnly, (way) =>
      way === secrets.SLACK_CENTRAL ? { status: 302, headers: { location: "/elsewhere" } } : undefined,
    );
    assert.match((await run()).err, /not sent, it answered 302, and redirects are not followed\./);
    assert.deepEqual(
      receiver.received.map((one) => one.path),
      [secrets.SLACK_CENTRAL],
    );
  });

  it("shows no secret, whatever comes back", async () => {
    const all = [...Object.values(secrets).filter((one) => one !== "/v2/enqueue"), ...Object.values(keys)];
    const hidden = all.map((one) => one.split(/[/=]/).at(-1) ?? one);
    const { folder, receiver, run } = await scene(everybody, (way) => ({
      status: 400,
      text: `bad ${receiver?.host} ${way} ${hidden.join(" ")} ${way.split(/[/=]/).at(-1)}`,
    }));
    const failed = await run();
    assert.equal(failed.code, 3);
    const shown = [failed, await run("--dry-run"), await run("--dry-run", "--json"), await run("--json")]
      .map(({ out, err }) => `${out}\n${err}`)
      .join("\n");
    const file = fs.readFileSync(path.join(folder, "notified.json"), { encoding: "utf8", flag: "a+" });
    for (const [name, way] of Object.entries(secrets))
      assert.ok(name === "PD_EVENTS" || !shown.includes(way), name);
    // What a receiver says of another's secret is its own word; what it says of its own is not shown.
    for (const own of ["SLACK_CENTRAL", "SLACK_ORDERS", "TEAMS_LEADERS", "HOOK"] as const) {
      const line = failed.err.split("\n").find((one) => one.includes(`(${own})`)) ?? "";
      assert.ok(line.includes("[credential]"), line);
      assert.ok(!line.includes(secrets[own].split(/[/=]/).at(-1) ?? ""), line);
    }
    for (const secret of hidden) assert.ok(!file.includes(secret));
    for (const secret of Object.values(keys))
      assert.ok(!(await run("--dry-run", "--json")).out.includes(secret));
  });

  it("names what is not set, and tells the others", async () => {
    const { folder, env, receiver } = await scene();
    const { SLACK_ORDERS: _, ...rest } = env;
    const { code, err } = await readiness(folder, command(), { env: rest });
    assert.equal(code, 1);
    assert.match(err, /^team orders, slack \(SLACK_ORDERS\): not sent, SLACK_ORDERS must be set\.$/m);
    assert.equal(receiver.received.length, 5);
  });

  it("repeats at most one message after it was killed", async () => {
    const child: { kill?: () => void } = {};
    const { folder, env, receiver, run } = await scene(alertsOnly, (_way, times) => {
      if (times === 2) child.kill?.();
      return undefined;
    });
    const main = path.join(__dirname, "..", "..", "cli", "main.js");
    const started = spawn(process.execPath, [main, ...command()], {
      cwd: folder,
      env: { ...process.env, ...env },
      stdio: "ignore",
    });
    child.kill = () => void started.kill("SIGKILL");
    const [, signal] = await once(started, "exit");
    assert.equal(signal, "SIGKILL");
    child.kill = undefined;
    await run();
    const told = receiver.bodies(secrets.PD_EVENTS).map((one) => (one as { dedup_key: string }).dedup_key); // an event
    assert.deepEqual(told, [
      "readiness/shop/prod/cart",
      "readiness/shop/prod/pay",
      "readiness/shop/prod/pay",
    ]);
  });

  it("loses nothing of what two runs at once told", async () => {
    const { folder, receiver, env, run } = await scene(slackOnly);
    const other = only("{ kind: webhook, urlFrom: HOOK }").replaceAll("HOST", `"${receiver.host}"`);
    fs.writeFileSync(path.join(folder, "other.yaml"), other);
    const others = () =>
      readiness(
        folder,
        command().map((one) => (one === "config.yaml" ? "other.yaml" : one)),
        { env },
      );
    await Promise.all([run(), others()]);
    assert.deepEqual(
      [(await run()).out, (await others()).out],
      ["There is nothing new to tell.", "There is nothing new to tell."],
    );
  });

  it("says that without an earlier scorecard nothing can have become worse", async () => {
    const { run } = await scene(slackOnly);
    const { code, out, err } = await run("--alone");
    assert.deepEqual([code, out], [0, "There is nothing new to tell."]);
    assert.match(err, /^"shop\/prod" has no earlier scorecard to compare with, so nothing is said /);
  });

  it("tells the next day what could not be told, and to others nothing again", async () => {
    let isDown = true;
    const { folder, receiver, run } = await scene(everybody, (way) =>
      isDown && way === secrets.SLACK_ORDERS ? { status: 403 } : undefined,
    );
    const kept = path.join(folder, "history");
    keepInHistory(kept, before, new Date("2026-11-22T06:00:00Z"));
    assert.equal((await run("--history", "history")).code, 1);
    keepInHistory(kept, after, new Date("2026-11-23T06:00:00Z"));
    isDown = false;
    put(folder, "next.json", { ...after, judgedFor: "2026-11-24" });
    const next = await run("--scorecard", "next.json", "--history", "history");
    assert.deepEqual([next.code, next.out], [0, "team orders, slack (SLACK_ORDERS): sent."]);
    assert.equal(receiver.bodies(secrets.SLACK_ORDERS).length, 2);
    const again = await run("--scorecard", "next.json", "--history", "history");
    assert.equal(again.out, "There is nothing new to tell.");
  });

  it("sends a digest once a week, to those who want it", async () => {
    const { receiver, run } = await scene();
    assert.equal((await run("--digest")).code, 0);
    assert.equal(receiver.received.length, 4);
    const [one] = receiver.bodies(secrets.HOOK);
    const { digest, intro } = notificationSchema.parse(one);
    assert.deepEqual(intro, [
      "1 service: 0 gold, 1 silver, 0 bronze, 0 without a level. 0 of 1 at their must-level (1 of 1 on 2026-11-22). Coverage 0 % (100 %).",
    ]);
    assert.deepEqual(
      digest?.map(({ title }) => title),
      ["Below their must-level", "Less ready", "Next steps that are worth most"],
    );
    assert.equal((await run("--digest")).out, "There is nothing new to tell.");
  });
});

describe("a dry run", () => {
  afterEach(closeReceivers);

  it("shows nothing that a terminal obeys, whatever a service is called", async () => {
    const { folder, run } = await scene();
    const name = "ca\u001b[31mrt\u202e";
    put(folder, "before.json", card([fine(name)], { judgedFor: "2026-11-22" }));
    put(folder, "after.json", card([fallen(name)]));
    const { code, out } = await run("--dry-run");
    assert.equal(code, 0);
    assert.match(out, /^ {2}trigger: ca\\u001b\[31mrt\\u202e \(tier 1\) fell to silver/m);
    assert.ok(!out.includes("\u001b") && !out.includes("\u202e"));
  });
});

describe("a service below its must-level that goes to another team", () => {
  afterEach(closeReceivers);

  it("ends the one team's alert before the other's begins, as both may be of one account", async () => {
    const pager = "{ kind: pagerduty, routingKeyFrom: PD_KEY, urlFrom: PD_EVENTS }";
    const teams = ["orders", "payments"].map((team) => `  ${team}: { to: [${pager}] }\n`).join("");
    const { folder, receiver, run } = await scene(`privateHosts: [HOST]\nteams:\n${teams}`);
    put(folder, "before.json", card([fine("pay", "payments")], { judgedFor: "2026-11-22" }));
    put(folder, "after.json", card([fallen("pay", "payments")]));
    put(folder, "handed.json", card([fallen("pay", "orders")], { judgedFor: "2026-11-24" }));
    assert.equal((await run()).code, 0);
    assert.equal((await run("--since", "after.json", "--scorecard", "handed.json")).code, 0);
    const actions = receiver.received.map(({ body }) => JSON.parse(body).event_action);
    assert.deepEqual(actions, ["trigger", "resolve", "trigger"]);
  });
});
