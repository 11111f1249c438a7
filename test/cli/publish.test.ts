import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { startSimulators } from "../../sandbox/simulators/server";
import type { WorldObject } from "../../sandbox/world/schema";
import { openWorld, type VendorWorld } from "../../sandbox/world/world";
import type { Scorecard } from "../../scorecard/schema";
import { addDays } from "../../tiers/calendar";
import { temporaryFolder } from "../sandbox/temporary";
import { card as cardOf, finding, level, service, violation } from "../scorecard/cards";
import { readiness } from "./command";
import { startInterrupting } from "./publish/interrupting";

const today = new Date().toISOString().slice(0, 10);
const rules = ["owner-assigned", "slo-defined", "slo-alerts-on-burn"];
const ruleSets = (names: readonly string[], why = "It is a promise."): Scorecard["ruleSets"] => [
  {
    name: "production-readiness",
    rules: names.length,
    definitions: names.map((rule) => ({
      rule,
      level: "silver",
      title: `About ${rule}`,
      why,
      fix: "Do it.",
      evidence: [],
      parameters: {},
    })),
    terms: {},
  },
];
const card = (parts: Partial<Scorecard> = {}, failing: readonly string[] = ["slo-defined"]): Scorecard =>
  cardOf(
    ["cart", "pay"].map((name) =>
      service({
        name,
        levels: [level(failing.length > 0 ? "bronze" : "gold")],
        findings: rules.map((rule) =>
          finding({ rule, ...(failing.includes(rule) ? { violations: [violation()] } : {}) }),
        ),
      }),
    ),
    { judgedFor: today, ruleSets: ruleSets(rules), ...parts },
  );
const earlier = card({ judgedFor: addDays(today, -1) }, []);

interface Scene {
  readonly folder: string;
  readonly world: VendorWorld;
  readonly origin: string;
  put(name: string, content: Scorecard): void;
  run(args?: readonly string[], origin?: string): ReturnType<typeof readiness>;
}

const closing: (() => Promise<void>)[] = [];

/** A folder with two scorecards, and a Datadog that takes what is published. */
async function scene(): Promise<Scene> {
  const worlds: VendorWorld[] = [];
  const open: typeof openWorld = (dir, vendor) => {
    const world = openWorld(dir, vendor);
    if (vendor === "datadog") worlds.push(world);
    return world;
  };
  const simulators = await startSimulators({ worldDir: temporaryFolder(), open, now: () => new Date() });
  closing.push(() => simulators.close());
  const [world] = worlds;
  if (world === undefined) throw new Error("There is no world of Datadog.");
  const folder = temporaryFolder();
  const put = (name: string, content: Scorecard): void =>
    fs.writeFileSync(path.join(folder, name), JSON.stringify(content));
  put("earlier.json", earlier);
  put("now.json", card());
  const run = (args: readonly string[] = [], origin = simulators.origin) =>
    readiness(
      folder,
      [
        "publish",
        "datadog",
        "--scorecard",
        "now.json",
        "--since",
        "earlier.json",
        "--sent",
        "sent.json",
        ...args,
      ],
      { env: { READINESS_SIMULATORS: origin } },
    );
  return { folder, world, origin: simulators.origin, put, run };
}

/** What Datadog holds in the end, without ids and times. */
function stateOf(world: VendorWorld): object {
  const byId = new Map(world.list("scorecardRule").map((one) => [one.id, one]));
  const shown = ({ name, scorecard_name, description, enabled, level: rank }: WorldObject) =>
    JSON.stringify([scorecard_name, name, description, enabled, rank]);
  return {
    rules: world.list("scorecardRule").map(shown).sort(),
    outcomes: world
      .list("scorecardOutcome")
      .map(
        (one) => `${byId.get(String(one.rule_id))?.name} ${one.entity_reference} ${one.state} ${one.remarks}`,
      )
      .sort(),
    metrics: world
      .list("metric")
      .map(({ id }) => id)
      .sort(),
    events: [...new Set(world.list("event").map((one) => `${one.aggregation_key} ${one.text}`))].sort(),
  };
}

describe("readiness publish datadog", () => {
  afterEach(async () => {
    for (const close of closing.splice(0)) await close();
  });

  it("shows what it would send, and sends nothing", async () => {
    const { world, run } = await scene();
    const { code, out } = await run(["--dry-run"]);
    assert.equal(code, 0);
    assert.match(out, /^metrics: \d+ series\nevents: 2\n {2}Less ready: cart \(tier 1\)\n/);
    assert.match(out, /^scorecards: 3 rules, 6 outcomes\nNothing was sent\.$/m);
    const json = JSON.parse((await run(["--dry-run", "--json"])).out);
    assert.deepEqual(Object.keys(json), ["metrics", "rules", "outcomes", "events"]);
    assert.equal(world.list("metric").length + world.list("event").length, 0);
  });

  it("writes metrics, events, rules and outcomes, and the same once more changes nothing", async () => {
    const { world, run } = await scene();
    const first = await run();
    assert.deepEqual(
      [first.code, first.err, first.out.split("\n").slice(1)],
      [0, "", ["events: 2 events.", "scorecards: 3 rules created, 0 changed, 6 outcomes."]],
    );
    const state = stateOf(world);
    assert.deepEqual(world.list("scorecardOutcome").filter(({ state: one }) => one === "fail").length, 2);
    const second = await run();
    assert.deepEqual(second.out.split("\n").slice(1), [
      "events: 0 events.",
      "scorecards: 0 rules created, 0 changed, 6 outcomes.",
    ]);
    assert.deepEqual(stateOf(world), state);
    assert.equal(world.list("event").length, 2);
  });

  it("changes rules that are otherwise now, disables those that are gone, and leaves others' alone", async () => {
    const { world, put, run } = await scene();
    world.put("scorecardRule", { id: "theirs", name: "slo-defined", scorecard_name: "Ours", level: 1 });
    await run();
    const kept = rules.slice(1);
    put("now.json", card({ ruleSets: ruleSets(kept, "It is another promise.") }));
    assert.match((await run()).out, /^scorecards: 0 rules created, 3 changed, 4 outcomes\.$/m);
    const own = world.list("scorecardRule").filter(({ id }) => id !== "theirs");
    assert.deepEqual(own.map(({ name, enabled }) => `${name} ${enabled}`).sort(), [
      "owner-assigned false",
      "slo-alerts-on-burn true",
      "slo-defined true",
    ]);
    assert.match(String(own.find(({ name }) => name === "slo-defined")?.description), /another promise/);
    assert.deepEqual(world.get("scorecardRule", "theirs"), {
      id: "theirs",
      name: "slo-defined",
      scorecard_name: "Ours",
      level: 1,
    });
  });

  it("leaves a rule once that two runs created at once", async () => {
    const { world, run } = await scene();
    await run();
    const [first] = world.list("scorecardRule");
    assert.ok(first);
    world.put("scorecardRule", { ...first, id: "doubled", createdAt: "2099-01-01T00:00:00Z" });
    await run();
    assert.equal(world.get("scorecardRule", "doubled"), undefined);
    assert.ok(world.get("scorecardRule", first.id));
  });

  for (const lost of [false, true])
    it(`comes to the same after it was stopped at any request, ${lost ? "its answer lost" : "which did not arrive"}`, async () => {
      const whole = await scene();
      const counting = await startInterrupting(whole.origin, 1000, false);
      closing.push(counting.close);
      await whole.run([], counting.origin);
      const expected = stateOf(whole.world);
      assert.ok(counting.count() >= 8);
      for (let last = 0; last < counting.count(); last += 1) {
        const { world, origin, run } = await scene();
        const stopping = await startInterrupting(origin, last, lost);
        assert.notEqual((await run([], stopping.origin)).code, 0);
        await stopping.close();
        assert.equal((await run()).code, 0);
        assert.deepEqual(stateOf(world), expected, `stopped at request ${last + 1}`);
      }
    }).timeout(60_000);

  it("says what was refused, and writes the rest", async () => {
    const { folder, origin } = await scene();
    const { host } = new URL(origin);
    const args = ["publish", "datadog", "--scorecard", "now.json", "--since", "earlier.json"];
    const keys = {
      DATADOG_API_KEY: "apikeysecret",
      DATADOG_APP_KEY: "reader",
      DATADOG_HOST: `http://${host}/datadog`,
    };
    const { code, out, err } = await readiness(folder, args, { env: keys });
    assert.deepEqual([code, out], [3, ""]);
    assert.match(
      err,
      /^metrics: not published, it refused POST \/api\/v2\/series to these credentials \(403\)\.$/m,
    );
    assert.match(err, /^scorecards: not published, it refused POST \/api\/v2\/scorecard\/rules to these /m);
    assert.doesNotMatch(err, /apikeysecret/);
  });

  it("writes only the parts that are named", async () => {
    const { world, run } = await scene();
    assert.equal((await run(["--only", "events", "--env", "production"])).out, "events: 2 events.");
    assert.equal(world.list("metric").length, 0);
    const [event] = world.list("event");
    assert.match(JSON.stringify(event?.tags), /"env:production"/);
  });

  it("refuses what is not of today or of one service only, and to go without credentials", async () => {
    const { folder, put, run } = await scene();
    put("now.json", card({ judgedFor: "2026-01-01" }));
    put("earlier.json", card({ judgedFor: "2025-12-31" }));
    assert.match((await run()).err, /^Datadog takes figures of the present: .* it is of 2026-01-01\.$/);
    put("now.json", card({ only: "cart" }));
    assert.match((await run()).err, /^Only scorecards of all services on their own day are published/);
    put("now.json", card());
    const { code, err } = await readiness(folder, ["publish", "datadog", "--scorecard", "now.json"]);
    assert.equal(code, 2);
    assert.match(err, /DATADOG_API_KEY and DATADOG_APP_KEY must be set\.$/);
  });
});
