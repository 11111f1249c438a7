import assert from "node:assert/strict";
import { figuresOf } from "../../../scorecard/run-figures";
import type { Scorecard } from "../../../scorecard/schema";
import { runsUntil, trendOf } from "../../../scorecard/site/site-trend";
import { summarise } from "../../../scorecard/summary";
import { card, finding, level, service, violation } from "../cards";

const set = "production-readiness";
const on = (day: string, ...services: Parameters<typeof card>[0]): Scorecard =>
  card(services, { judgedFor: day, summary: summarise(day, services, [], [set]) });
const good = service({ findings: [finding()] });
const bad = service({
  name: "quote",
  owner: "money",
  levels: [level("none", "gold")],
  findings: [finding({ violations: [violation()] })],
});

describe("a trend", () => {
  const shop = runsUntil([figuresOf(on("2026-11-09", bad))], figuresOf(on("2026-11-23", good, bad)));
  const bank = runsUntil([], figuresOf(on("2026-11-16", good)));

  it("adds up stacks day by day, each as it was in its run before", () => {
    const { days, sets, mandatory } = trendOf([shop, bank], [set]);
    assert.deepEqual(days, ["2026-11-09", "2026-11-16", "2026-11-23"]);
    assert.deepEqual(sets[set]?.all, {
      of: [1, 2, 3],
      asJudged: [0, 1, 2],
      withWaivers: [1, 2, 3],
      met: [0, 1, 2],
      counted: [1, 2, 3],
    });
    assert.deepEqual(mandatory, [1, 1, 1]);
  });

  it("is told of each team that owns something now", () => {
    const teams = trendOf([shop, bank], [set]).sets[set]?.teams;
    assert.deepEqual(Object.keys(teams ?? {}), ["money", "orders"]);
    assert.deepEqual(teams?.orders?.asJudged, [0, 1, 2]);
    assert.deepEqual(teams?.money, {
      of: [1, 1, 1],
      asJudged: [0, 0, 0],
      withWaivers: [1, 1, 1],
      met: [0, 0, 0],
      counted: [1, 1, 1],
    });
  });
});
