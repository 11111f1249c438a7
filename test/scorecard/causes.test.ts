import assert from "node:assert/strict";
import { explainDiff } from "../../scorecard/causes";
import { figureChanges } from "../../scorecard/figures";
import type { Scorecard } from "../../scorecard/schema";
import { cardOf, type Rule, ruleNames, type Tier, type World, type WorldService } from "./year";

const next = (day: string): string => new Date(Date.parse(day) + 7 * 86_400_000).toISOString().slice(0, 10);
const figures = (one: number): WorldService["figures"] => ({
  alpha: one,
  beta: one,
  gamma: one,
  delta: one,
  epsilon: one,
  zeta: one,
});

/** A random number generator that gives the same numbers for the same seed. */
function dice(seed: number): (sides: number) => number {
  let state = seed;
  return (sides) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * sides);
  };
}

type Kind = "service" | "tier" | "waiver" | "deadline" | "evidence";

/** Seeds one change in a service for the week to come; undefined where it would change nothing. */
function seeded(kind: Kind, service: WorldService, rule: Rule, day: string): WorldService | undefined {
  const { figures: own, tier, unseen, waivers, due } = service;
  const isSeen = !unseen.includes(rule) && waivers[rule] === undefined && due[rule] === undefined;
  switch (kind) {
    case "service":
      return isSeen ? { ...service, figures: { ...own, [rule]: own[rule] >= 13 ? 0 : 20 } } : undefined;
    case "tier":
      return { ...service, tier: ((tier % 3) + 1) as Tier }; // one of the three
    case "evidence":
      return isSeen ? { ...service, unseen: [...unseen, rule] } : { ...service, unseen: [] };
    case "waiver":
      return own[rule] < 11 && isSeen
        ? { ...service, waivers: { ...waivers, [rule]: next(day) } }
        : undefined;
    case "deadline":
      return undefined; // comes with time alone
  }
}

const kindsOf = (earlier: Scorecard, later: Scorecard): ReadonlyMap<string, ReadonlySet<string>> => {
  const diff = explainDiff(earlier, later);
  const found = new Map<string, Set<string>>();
  const note = (service: string, kinds: readonly string[]): void => {
    found.set(service, new Set([...(found.get(service) ?? []), ...kinds]));
  };
  for (const { change, cause } of [...diff.findings, ...diff.enforcements])
    note(change.service, [cause.kind]);
  for (const { change, causes } of [...diff.levels, ...diff.waivedLevels]) {
    assert.ok(causes.length > 0, `the level of ${change.service} has a cause`);
    note(
      change.service,
      causes.map(({ kind }) => kind),
    );
  }
  return found;
};

describe("the causes of what lies between two scorecards", () => {
  it("are the rule's where a rule counts for another level and nothing else is another", () => {
    const one: WorldService = {
      tier: 3,
      figures: { ...figures(20), gamma: 1 },
      unseen: [],
      waivers: {},
      due: {},
    };
    const card = cardOf({ day: "2026-11-01", least: figures(10), services: new Map([["cart", one]]) });
    const moved = structuredClone(card);
    for (const { definitions } of moved.ruleSets)
      for (const definition of definitions) if (definition.rule === "gamma") definition.level = "bronze";
    for (const { levels } of moved.services) for (const level of levels) level.asJudged = "none";
    assert.deepEqual(
      explainDiff(card, moved).levels.map(({ causes }) => causes),
      [[{ kind: "rule", because: "other levels for gamma" }]],
    );
  });

  it("are not a waiver that counts as before, but what became unknown under it", () => {
    const waived: WorldService = {
      tier: 3,
      figures: figures(1),
      unseen: [],
      waivers: { alpha: "2026-12-31" },
      due: {},
    };
    const worldWith = (day: string, one: WorldService): World => ({
      day,
      least: figures(10),
      services: new Map([["cart", one]]),
    });
    const earlier = cardOf(worldWith("2026-11-01", waived));
    const kinds = (later: WorldService) =>
      explainDiff(earlier, cardOf(worldWith("2026-11-08", later))).findings.map(
        ({ change, cause }) => `${change.rule} ${cause.kind}`,
      );
    assert.deepEqual(kinds({ ...waived, unseen: ["alpha"] }), ["alpha evidence"]);
    assert.deepEqual(kinds({ ...waived, waivers: {} }), ["alpha waiver"]);
  });

  it("are those that were seeded, in each week of a year with 300 services", function () {
    this.timeout(120_000);
    const roll = dice(7);
    const pick = <T>(some: readonly T[]): T => some[roll(some.length)] as T; // within the list
    let world: World = {
      day: "2026-01-05",
      least: figures(10),
      services: new Map(
        Array.from({ length: 300 }, (_, index) => [
          `service-${index}`,
          {
            tier: ((index % 3) + 1) as Tier, // one of the three
            figures: Object.fromEntries(
              ruleNames.map((rule) => [rule, 8 + roll(8)]),
            ) as WorldService["figures"], // of every rule
            unseen: [],
            waivers: {},
            due: index % 10 === 0 ? { alpha: next(next("2026-01-05")) } : {},
          },
        ]),
      ),
    };
    const seen = new Map<string, number>();
    let movedFigures = 0;
    let card = cardOf(world);
    for (let week = 1; week <= 52; week++) {
      const day = next(world.day);
      const services = new Map(world.services);
      const expected = new Map<string, string[]>();
      const expect = (name: string, kind: string): void => {
        expected.set(name, [...(expected.get(name) ?? []), kind]);
      };
      // Time alone: waivers and deadlines that the week ends.
      for (const [name, service] of services) {
        const over = (until: string | undefined): boolean =>
          until !== undefined && until >= world.day && until < day;
        if (ruleNames.some((rule) => over(service.waivers[rule]))) expect(name, "waiver");
        if (ruleNames.some((rule) => over(service.due[rule]))) expect(name, "deadline");
      }
      for (let count = 0; count < 20; count++) {
        const name = `service-${roll(300)}`;
        const service = services.get(name);
        const kind = pick(["service", "tier", "evidence", "waiver"] as const);
        if (service === undefined || expected.has(name)) continue;
        const changed = seeded(kind, service, pick(ruleNames), day);
        if (changed === undefined) continue;
        services.set(name, changed);
        expect(name, kind);
      }
      const isRuleWeek = week % 13 === 0;
      const least = isRuleWeek ? { ...world.least, zeta: world.least.zeta + 1 } : world.least;
      world = { day, least, services };
      const later = cardOf(world);
      for (const [name, kinds] of kindsOf(card, later)) {
        const allowed = [...(expected.get(name) ?? []), ...(isRuleWeek ? ["rule"] : [])];
        for (const kind of kinds) {
          assert.ok(allowed.includes(kind), `week ${week}, ${name}: ${kind}, where ${allowed} was seeded`);
          seen.set(kind, (seen.get(kind) ?? 0) + 1);
        }
      }
      for (const { figure, causes } of figureChanges(card, later, explainDiff(card, later))) {
        assert.ok(causes.length > 0, `week ${week}, ${figure} has a cause`);
        for (const { kind, services: moved } of causes)
          for (const name of moved) {
            const allowed = [...(expected.get(name) ?? []), ...(isRuleWeek ? ["rule"] : [])];
            assert.ok(allowed.includes(kind), `week ${week}, ${figure}, ${name}: ${kind}, not ${allowed}`);
          }
        movedFigures++;
      }
      card = later;
    }
    assert.ok(movedFigures > 200, `${movedFigures} figures moved`);
    for (const kind of ["service", "tier", "evidence", "waiver", "deadline", "rule"])
      assert.ok((seen.get(kind) ?? 0) > 10, `${kind}: ${seen.get(kind)}`);
  });
});
