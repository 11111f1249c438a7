import assert from "node:assert/strict";
import { gateAnswer } from "../../scorecard/gate";
import type { Scorecard, ScoredFinding } from "../../scorecard/schema";
import { card, finding, level, service, violation, waiver } from "./cards";

const asked = {
  service: "cart",
  stack: "prod",
  now: new Date("2026-11-23T12:00:00Z"),
  maxAge: 26 * 3_600_000,
};
const source = { from: "program", notLookedUp: 0, statedAt: "2026-11-23T10:00:00.000Z" } as const;
const set = "house-rules";

/** The gate's answer for cart of tier 1, which must be gold, or have other levels. */
function answerFor(
  findings: readonly ScoredFinding[],
  levels = [level("gold")],
  parts: Partial<Scorecard> = {},
) {
  const cart = service({ findings: [...findings], levels });
  return gateAnswer([card([cart], { source, locks: [], ...parts })], asked);
}

const ended = (parts: Partial<ScoredFinding> = {}): ScoredFinding =>
  finding({
    outcome: "waived",
    waived: [{ message: "missing", text: "An SLO.", waiver: { ...waiver, expires: "2026-11-22" } }],
    ...parts,
  });
const due = (gate: "off" | "advisory" | "mandatory", day: string) =>
  finding({ violations: [violation({ gate, due: day })] });

describe("what the gate makes of days that have passed", () => {
  it("is no yes for a waiver of a rule of the very must-level", () => {
    assert.equal(answerFor([ended({ level: "gold" })]).verdict, "could-not-tell");
  });

  it("goes by the must-level of the rule's own set", () => {
    const lenient = { ...level("gold"), must: "bronze" as const };
    assert.equal(answerFor([ended()], [{ ...level("gold"), set }, lenient]).verdict, "allowed");
    assert.equal(answerFor([ended()], [{ ...lenient, set }, level("gold")]).verdict, "could-not-tell");
  });

  it("is no yes for a waiver of a rule that an initiative makes mandatory from the next day on, if not the tier", () => {
    const lenient = [{ ...level("gold"), must: "bronze" as const }];
    const initiative = { id: "slos", title: "SLOs", goal: 100, scope: {}, start: "2026-09-01" };
    const covered = [{ name: "cart", met: false, missing: ["slo-defined"] }];
    const verdict = (parts: object, services = covered) => {
      const one = { ...initiative, rules: ["slo-defined"], deadline: "2026-11-22", ...parts };
      const initiatives = [{ initiative: one, state: "ended" as const, daysLeft: -1, services }];
      return answerFor([ended()], lenient, { initiatives }).verdict;
    };
    assert.equal(verdict({}), "could-not-tell");
    assert.equal(verdict({ deadline: "2026-11-23" }), "allowed");
    assert.equal(verdict({ rules: ["another"] }), "allowed");
    assert.equal(verdict({ rules: undefined, level: "silver" }), "could-not-tell");
    assert.equal(verdict({}, []), "allowed");
  });

  it("is a no for what blocks anyhow, and a yes for what blocks nothing", () => {
    assert.equal(answerFor([due("mandatory", "2026-11-22")]).verdict, "denied");
    assert.equal(answerFor([due("off", "2026-11-22")]).verdict, "allowed");
  });
});

describe("what ends by itself", () => {
  it("is told once, and not of what blocks already", () => {
    const later = due("advisory", "2026-12-01");
    const twice = { ...later, violations: [...later.violations, ...later.violations] };
    assert.deepEqual(answerFor([twice, due("mandatory", "2026-12-02")]).ends, [
      { day: "2026-12-01", what: "slo-defined becomes stricter" },
    ]);
  });
});

describe("a gate in mode advise", () => {
  it("tells of rules that could not be loaded, and lets through", () => {
    const problems = ["The set house-rules cannot be loaded."];
    const { verdict, notes } = answerFor([finding()], undefined, { mode: "advise", problems });
    assert.deepEqual([verdict, notes], ["allowed", problems]);
  });
});
