import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { keepInHistory } from "../../scorecard/history";
import { scorecardSchema } from "../../scorecard/schema";
import { projectWith, readiness } from "./command";

const day = (fromNow: number): string =>
  new Date(Date.now() + fromNow * 86_400_000).toISOString().slice(0, 10);

const campaign = (start: number, deadline: number): Readonly<Record<string, string>> => ({
  "catalog/initiatives/lifecycles.yaml": `id: lifecycles
title: Every service states its lifecycle
goal: 90
rules: [lifecycle-declared]
start: ${day(start)}
deadline: ${day(deadline)}
brief: https://wiki.shop.example/lifecycles
contact: "#orders"
`,
});

const report = (folder: string, ...args: readonly string[]) => readiness(folder, ["initiatives", ...args]);

describe("readiness initiatives", () => {
  it("tells goal and now, by team, who is not there yet, and the days left", async () => {
    const { code, out } = await report(projectWith(campaign(-10, 12)), "--stack", "prod");
    assert.equal(code, 0);
    assert.match(out, /^lifecycles: Every service states its lifecycle$/m);
    assert.match(out, new RegExp(`^shop, stack prod, 12 days left, advisory until ${day(12)}\\.$`, "m"));
    assert.match(out, /^Goal 90 %, now 50 %: 1 service of 2\.$/m);
    assert.match(out, /^Brief: https:\/\/wiki\.shop\.example\/lifecycles$/m);
    assert.match(out, /^Ask #orders\.$/m);
    assert.match(out, /^orders +1 +2 +50 %$/m);
    assert.match(out, /^Not there yet\n {2}quote \(orders\): lifecycle-declared$/m);
  });

  it("says what is to come, and what has ended", async () => {
    const toCome = await report(projectWith(campaign(3, 12)), "--stack", "prod");
    assert.match(toCome.out, new RegExp(`begins on ${day(3)}, advisory until ${day(12)}`));
    const ended = await report(projectWith(campaign(-30, -2)), "--stack", "prod");
    assert.match(ended.out, new RegExp(`mandatory since ${day(-2)} passed, 2 days ago`));
  });

  it("shows the way so far from the runs that were kept", async () => {
    const folder = projectWith(campaign(-10, 12));
    const { out } = await readiness(folder, ["scorecard", "--stack", "prod"]);
    const card = scorecardSchema.parse(JSON.parse(out));
    const earlier = {
      ...card,
      judgedFor: day(-7),
      initiatives: card.initiatives.map((one) => ({
        ...one,
        services: one.services.map((service) => ({ ...service, met: false })),
      })),
    };
    const history = path.join(folder, "history");
    keepInHistory(history, earlier, new Date(`${day(-7)}T08:00:00Z`));
    keepInHistory(history, card, new Date());
    fs.writeFileSync(path.join(folder, "card.json"), out);
    const told = await report(folder, "lifecycles", "--scorecard", "card.json", "--history", "history");
    assert.match(
      told.out,
      new RegExp(
        `^The way so far\\n {2}${day(-7)} {2}0 of 2 {2}0 %\\n {2}${card.judgedFor} {2}1 of 2 {2}50 %$`,
        "m",
      ),
    );
    const json = await report(folder, "--scorecard", "card.json", "--history", "history", "--json");
    const [one] = JSON.parse(json.out);
    assert.deepEqual(
      one.burnUp.map(({ met }: { readonly met: number }) => met),
      [0, 1],
    );
  });

  it("says that there is none, and refuses what it does not know", async () => {
    assert.equal((await report(projectWith(), "--stack", "prod")).out, "There is no initiative.");
    const misspelt = await report(projectWith(campaign(-10, 12)), "lifecycle", "--stack", "prod");
    assert.equal(misspelt.code, 2);
    assert.match(misspelt.err, /^There is no initiative lifecycle\..*lifecycles/);
    assert.match((await report(projectWith())).err, /^Say of what: --stack /);
  });
});
