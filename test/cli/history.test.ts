import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { keepInHistory } from "../../scorecard/history";
import { temporaryFolder } from "../sandbox/temporary";
import { cardOf, type World, type WorldService } from "../scorecard/year";
import { readiness } from "./command";

const service = (figure: number): WorldService => ({
  tier: 3,
  figures: { alpha: figure, beta: figure, gamma: figure, delta: figure, epsilon: figure, zeta: figure },
  unseen: [],
  waivers: {},
  due: {},
});
/** A stack of ten services, of which some meet all rules. */
const world = (day: string, ready: number): World => ({
  day,
  least: { alpha: 10, beta: 10, gamma: 10, delta: 10, epsilon: 10, zeta: 10 },
  services: new Map(
    Array.from({ length: 10 }, (_, index) => [`service-${index}`, service(index < ready ? 20 : 1)]),
  ),
});
const weeks = [
  ["2026-11-01", 3],
  ["2026-11-08", 5],
  ["2026-11-15", 9],
] as const;

/** A folder whose history has those weeks. */
function kept(): string {
  const folder = temporaryFolder();
  for (const [day, ready] of weeks)
    keepInHistory(path.join(folder, "history"), cardOf(world(day, ready)), new Date(`${day}T06:00:00Z`));
  return folder;
}

describe("readiness history", () => {
  it("keeps scorecards, once a day where they say the same", async () => {
    const folder = temporaryFolder();
    fs.writeFileSync(path.join(folder, "card.json"), JSON.stringify(cardOf(world("2026-11-01", 3))));
    const add = async () => readiness(folder, ["history", "add", "card.json", "--folder", "kept"]);
    assert.equal((await add()).err, "kept: 1 run kept.");
    assert.equal((await add()).err, "kept: 0 runs kept, 1 there already from today.");
    const names = fs.readdirSync(path.join(folder, "kept/shop/prod"));
    assert.equal(names.filter((name) => !name.includes(".figures.")).length, 1);
  });

  it("shows the trend, what is another than at its start, and what caused it", async () => {
    const { code, out } = await readiness(kept(), ["history", "show"]);
    assert.equal(code, 0);
    assert.match(out, /^2026-11-01 +10 +30 % +30 % +42 +0$/m);
    assert.match(out, /^2026-11-15 +10 +90 % +90 % +6 +0$/m);
    assert.match(out, /^From 2026-11-01 to 2026-11-15$/m);
    assert.match(out, /^ {2}coverage of area ownership in ours: 30 % -> 90 %$/m);
    assert.match(out, /^Findings changed, by cause: service 36\.$/m);
  });

  it("shows it from a day on, and as JSON", async () => {
    const { out } = await readiness(kept(), ["history", "show", "--since", "2026-11-02", "--json"]);
    const [trend] = JSON.parse(out);
    assert.deepEqual(
      trend.runs.map((run: { readonly judgedFor: string }) => run.judgedFor),
      ["2026-11-08", "2026-11-15"],
    );
    assert.deepEqual(trend.causes, { service: 24 });
  });

  it("says which run is torn, and shows the others", async () => {
    const folder = kept();
    const own = path.join(folder, "history/shop/prod");
    const [first = ""] = fs
      .readdirSync(own)
      .filter((name) => !name.includes(".figures."))
      .sort();
    fs.truncateSync(path.join(own, first), 40);
    const { code, out } = await readiness(folder, ["history", "show"]);
    assert.equal(code, 0);
    assert.match(
      out.replace(/\s+/g, " "),
      /shop\/prod\/2026-11-01T060000000Z-\w+\.json\.br cannot be read, and counts as no run\./,
    );
    assert.match(out, /^2026-11-08 /m);
  });

  it("has a dash for a share of nothing, which is not all of it", async () => {
    const folder = temporaryFolder();
    const card = cardOf({ ...world("2026-11-01", 0), services: new Map() });
    keepInHistory(path.join(folder, "history"), card, new Date("2026-11-01T06:00:00Z"));
    assert.match((await readiness(folder, ["history", "show"])).out, /^2026-11-01 +0 +- +- +0 +0$/m);
  });

  it("says where it cannot keep a run", async () => {
    const folder = temporaryFolder();
    fs.writeFileSync(path.join(folder, "card.json"), JSON.stringify(cardOf(world("2026-11-01", 3))));
    fs.writeFileSync(path.join(folder, "history"), "a file");
    const { code, err } = await readiness(folder, ["history", "add", "card.json"]);
    assert.equal(code, 2);
    assert.match(err, /^history cannot be written to: /);
  });

  it("refuses what is no history, no day, or no whole run", async () => {
    const folder = temporaryFolder();
    const none = await readiness(folder, ["history", "show"]);
    assert.deepEqual(
      [none.code, none.err],
      [2, "There are no such runs in history; `readiness history add` keeps some."],
    );
    assert.equal((await readiness(kept(), ["history", "show", "--stack", "dev"])).code, 2);
    assert.match(
      (await readiness(kept(), ["history", "show", "--since", "May"])).err,
      /^--since must be a day/,
    );
    const moved = { ...cardOf(world("2026-11-01", 3)), whatIf: true };
    fs.writeFileSync(path.join(folder, "moved.json"), JSON.stringify(moved));
    const { code, err } = await readiness(folder, ["history", "add", "moved.json"]);
    assert.equal(code, 2);
    assert.match(err, /^A history keeps runs of all services on their own day; that of "shop\/prod" /);
    assert.ok(!fs.existsSync(path.join(folder, "history")));
  });
});
