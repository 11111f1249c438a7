import assert from "node:assert/strict";
import type { RuleDefinition } from "../../../scorecard/schema";
import { comparisonOf } from "../../../scorecard/site/site-changes";
import { card, finding, level, service, violation } from "../cards";

const failing = finding({ violations: [violation()] });
const passing = finding();
const definition = (rule: string): RuleDefinition => {
  return { rule, level: "silver", title: rule, why: "W.", fix: "F.", evidence: ["declared"], parameters: {} };
};
const definitions = ["slo-defined", "other"].map(definition);
const ruleSets = [{ name: "production-readiness", rules: 2, definitions, terms: {} }];
const before = card(
  [
    service({ name: "fell", findings: [passing] }),
    service({ name: "slipped", findings: [passing] }),
    service({ name: "rose", levels: [level("none")], findings: [failing] }),
    service({ name: "stayed", findings: [passing] }),
    service({ name: "swapped", findings: [passing, finding({ rule: "other", violations: [violation()] })] }),
    service({ name: "gone" }),
  ],
  { judgedFor: "2026-11-16", ruleSets },
);
const now = card(
  [
    service({ name: "stayed", findings: [passing] }),
    service({ name: "rose", findings: [passing] }),
    service({ name: "swapped", findings: [failing, finding({ rule: "other" })] }),
    service({ name: "slipped", findings: [failing] }),
    service({ name: "fell", digests: { catalog: "other" }, levels: [level("silver")], findings: [failing] }),
    service({ name: "new" }),
  ],
  { ruleSets },
);

describe("what changed, for a page", () => {
  const comparison = comparisonOf("last", "the last run", [{ now, before, firstService: 0 }]);

  it("has what got worse first, by levels and then by rules", () => {
    assert.deepEqual(
      comparison?.changes.map(({ service: at, direction }) => [now.services[at]?.name, direction]),
      [
        ["fell", "worse"],
        ["slipped", "worse"],
        ["swapped", "mixed"],
        ["rose", "better"],
      ],
    );
  });

  it("names the cause of each level and rule", () => {
    const [fell] = comparison?.changes ?? [];
    assert.deepEqual(fell?.levels, [
      {
        set: "production-readiness",
        from: "gold",
        to: "silver",
        direction: "degraded",
        causes: [{ kind: "service", because: "changed: its catalog facts" }],
      },
    ]);
    assert.deepEqual(
      fell?.findings.map(({ rule, from, to, more, less, cause }) => ({
        rule,
        from,
        to,
        more,
        less,
        kind: cause.kind,
      })),
      [{ rule: "slo-defined", from: "pass", to: "fail", more: 1, less: 0, kind: "service" }],
    );
  });

  it("tells what is new and gone, and what was before", () => {
    assert.deepEqual(comparison?.newServices, ["new"]);
    assert.deepEqual(comparison?.lostServices, ["gone"]);
    assert.deepEqual(comparison?.before?.ready, before.summary.ready);
    assert.equal(comparison?.since, "2026-11-16");
  });

  it("compares stacks that have an earlier run, and tells no sum where one has none", () => {
    const two = comparisonOf("last", "the last run", [
      { now: card([], { stack: "staging" }), before: undefined, firstService: 0 },
      { now, before, firstService: 7 },
    ]);
    assert.equal(two?.before, undefined);
    assert.equal(two?.changes[0]?.service, 7 + 4);
    assert.equal(
      comparisonOf("last", "the last run", [{ now, before: undefined, firstService: 0 }]),
      undefined,
    );
  });
});
