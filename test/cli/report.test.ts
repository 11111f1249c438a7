import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { gunzipSync } from "node:zlib";
import { keepInHistory } from "../../scorecard/history";
import type { Scorecard } from "../../scorecard/schema";
import type { SiteIndex } from "../../scorecard/site/data/model";
import { temporaryFolder, writeFiles } from "../sandbox/temporary";
import { card, finding, level, service, violation } from "../scorecard/cards";
import { projectWith, readiness } from "./command";

const report = (folder: string, ...args: readonly string[]) =>
  readiness(folder, ["report", "-o", "site", ...args]);

/** What the written page carries. */
function indexIn(folder: string): SiteIndex {
  const page = fs.readFileSync(path.join(folder, "site/index.html"), "utf8");
  const [, packed = ""] = /id="index">([^<]*)</.exec(page) ?? [];
  return JSON.parse(gunzipSync(Buffer.from(packed, "base64")).toString("utf8"));
}

function folderWith(cards: Readonly<Record<string, Scorecard>>): string {
  const folder = temporaryFolder();
  writeFiles(
    folder,
    Object.fromEntries(Object.entries(cards).map(([name, one]) => [name, JSON.stringify(one)])),
  );
  return folder;
}

const failing = service({ levels: [level("none")], findings: [finding({ violations: [violation()] })] });
const passing = service({ findings: [finding()] });
const ruleSets = [{ name: "production-readiness", rules: 0, definitions: [], terms: {} }];
const now = card([failing], { ruleSets });
const on = (judgedFor: string, one: Scorecard = card([passing], { ruleSets })): Scorecard => ({
  ...one,
  judgedFor,
});
const kept = (folder: string, ...cards: readonly Scorecard[]): void => {
  for (const one of cards)
    keepInHistory(path.join(folder, "history"), one, new Date(`${one.judgedFor}T06:00:00Z`));
};

describe("readiness report", () => {
  it("writes one page of a scorecard, and says what it wrote", async () => {
    const folder = folderWith({ "now.json": now });
    const { code, out, err } = await report(folder, "--scorecard", "now.json", "--title", "Shop <b>");
    assert.equal(code, 0);
    assert.equal(out, "");
    assert.match(err, /^site\/index\.html: 1 service of 1 stack, \d+ kB\.$/);
    assert.deepEqual(fs.readdirSync(path.join(folder, "site")), ["index.html"]);
    const { title, summary, comparisons, trend } = indexIn(folder);
    assert.equal(title, "Shop <b>");
    assert.deepEqual(summary, now.summary);
    assert.deepEqual(comparisons, []);
    assert.deepEqual(trend.days, ["2026-11-23"]);
  });

  it("judges a stack where no scorecard is given", async () => {
    const folder = projectWith();
    assert.equal((await report(folder, "--stack", "prod")).code, 0);
    assert.deepEqual(
      indexIn(folder).services.map(({ name }) => name),
      ["cart", "quote"],
    );
  });

  it("tells what changed since the last run, and since a week ago where that is another", async () => {
    const folder = folderWith({ "now.json": now });
    kept(folder, on("2026-11-02"), on("2026-11-16"), on("2026-11-22", card([failing])), on("2026-11-24"));
    await report(folder, "--scorecard", "now.json", "--history", "history");
    const { comparisons, trend } = indexIn(folder);
    assert.deepEqual(
      comparisons.map(({ id, since, changes }) => [id, since, changes.map(({ direction }) => direction)]),
      [
        ["last", "2026-11-22", []],
        ["week", "2026-11-16", ["worse"]],
      ],
    );
    assert.deepEqual(trend.days, ["2026-11-02", "2026-11-16", "2026-11-22", "2026-11-23"]);
  });

  it("compares once where the last run is a week old, and with a file where one is named", async () => {
    const folder = folderWith({ "now.json": now, "old.json": on("2026-10-01") });
    kept(folder, on("2026-11-16"));
    await report(folder, "--scorecard", "now.json", "--history", "history");
    assert.deepEqual(
      indexIn(folder).comparisons.map(({ since }) => since),
      ["2026-11-16"],
    );
    await report(folder, "--scorecard", "now.json", "--history", "history", "--since", "old.json");
    assert.deepEqual(
      indexIn(folder).comparisons.map(({ since }) => since),
      ["2026-10-01"],
    );
  });

  it("puts stacks together, from several files or one of an organisation", async () => {
    const folder = folderWith({
      "a.json": now,
      "b.json": { ...card([passing], { ruleSets }), stack: "staging" },
    });
    await report(folder, "--scorecard", "a.json", "b.json");
    const both = indexIn(folder);
    assert.deepEqual(
      both.cards.map(({ stack }) => stack),
      ["prod", "staging"],
    );
    assert.deepEqual(both.summary.ready, [
      { set: "production-readiness", services: 2, asJudged: 1, withWaivers: 1 },
    ]);
    await readiness(folder, ["scorecard", "--merge", "a.json", "b.json", "-o", "all.json"]);
    await report(folder, "--scorecard", "all.json");
    assert.deepEqual(indexIn(folder).summary, both.summary);
  });

  it("tells of the week what changed in each stack, also in one that is judged once a week", async () => {
    const staging = (one: Scorecard): Scorecard => ({ ...one, stack: "staging" });
    const folder = folderWith({ "a.json": now, "b.json": staging(now) });
    kept(folder, on("2026-11-16"), on("2026-11-22"), staging(on("2026-11-16")));
    await report(folder, "--scorecard", "a.json", "b.json", "--history", "history");
    assert.deepEqual(
      indexIn(folder).comparisons.map(({ id, changes }) => [id, changes.length]),
      [
        ["last", 2],
        ["week", 2],
      ],
    );
  });

  it("compares with the run before one that was torn, and says so, also where its figures are whole", async () => {
    const folder = folderWith({ "now.json": now });
    kept(folder, on("2026-11-20"), on("2026-11-22"));
    const own = path.join(folder, "history/shop/prod");
    const [torn = ""] = fs.readdirSync(own).filter((name) => /^2026-11-22.*Z-[0-9a-f]+\.json/.test(name));
    fs.truncateSync(path.join(own, torn), 40);
    const { err } = await report(folder, "--scorecard", "now.json", "--history", "history");
    const { comparisons, problems } = indexIn(folder);
    assert.deepEqual(
      comparisons.map(({ id, since }) => [id, since]),
      [["last", "2026-11-20"]],
    );
    const told = `shop/prod/${torn} cannot be read, and nothing is compared with it.`;
    assert.equal(err.split("\n")[0], told);
    assert.deepEqual(problems, [told]);
  });

  it("tells on the page, too, which run of the history cannot be read", async () => {
    const folder = folderWith({ "now.json": now });
    kept(folder, on("2026-11-16"));
    for (const name of fs.readdirSync(path.join(folder, "history/shop/prod")))
      fs.writeFileSync(path.join(folder, "history/shop/prod", name), "torn");
    const { code, err } = await report(folder, "--scorecard", "now.json", "--history", "history");
    assert.equal(code, 0);
    assert.match(err, /^shop\/prod\/2026-11-16T.* cannot be read, and counts as no run\.$/m);
    assert.match(indexIn(folder).problems.join(), /cannot be read/);
  });

  for (const [name, args, said] of [
    ["nothing to report on", [], /^Say of what: --stack /],
    ["the same stack twice", ["--scorecard", "a.json", "a.json"], /^Scorecards must be of different stacks/],
    [
      "an earlier scorecard of another stack",
      ["--scorecard", "a.json", "--since", "b.json"],
      /"b\.json" is of none of the stacks/,
    ],
    ["a history that is not there", ["--scorecard", "a.json", "--history", "gone"], /"gone" is no folder/],
    ["no scorecard", ["--scorecard", "gone.json"], /"gone\.json" cannot be read/],
  ] as const) {
    it(`refuses ${name}`, async () => {
      const folder = folderWith({ "a.json": now, "b.json": { ...now, stack: "staging" } });
      const { code, err } = await report(folder, ...args);
      assert.equal(code, 2);
      assert.match(err, said);
      assert.equal(fs.existsSync(path.join(folder, "site")), false);
    });
  }
});
