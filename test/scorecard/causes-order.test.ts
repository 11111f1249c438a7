import assert from "node:assert/strict";
import { explainDiff } from "../../scorecard/causes";
import type { Scorecard, ScoredFinding, ScoredService, ScoredViolation } from "../../scorecard/schema";
import { card, finding, level, service, violation, waiver } from "./cards";

type Definition = Scorecard["ruleSets"][number]["definitions"][number];

const [passing, failing] = [finding(), finding({ violations: [violation()] })];
const waived = finding({
  outcome: "waived",
  waived: [{ message: "missing", text: "An SLO must be defined.", waiver: { ...waiver } }],
});
const unknown = finding({ outcome: "unknown", cause: "unobserved", reason: "No answer." });
const inapplicable = finding({ outcome: "not-applicable" });

/** A card of cart with one finding or several, and the rule slo-defined as it is judged. */
function of(
  found: ScoredFinding | readonly ScoredFinding[],
  parts: Partial<ScoredService> = {},
  definition?: Partial<Definition>,
): Scorecard {
  const findings = [found].flat();
  const rule = {
    rule: "slo-defined",
    level: "silver",
    title: "SLO",
    why: "",
    fix: "",
    parameters: {},
  } as const;
  const definitions = definition === undefined ? [] : [{ ...rule, evidence: [], ...definition }];
  const ruleSets = [{ name: "production-readiness", rules: definitions.length, terms: {}, definitions }];
  return card([service({ findings, ...parts })], { ruleSets });
}

const causes = (earlier: Scorecard, later: Scorecard) => {
  const { findings, enforcements, levels } = explainDiff(earlier, later);
  const said = (one: { readonly kind: string; readonly because: string } | undefined) =>
    one && `${one.kind}: ${one.because}`;
  return {
    finding: said(findings[0]?.cause),
    enforcement: said(enforcements[0]?.cause),
    level: levels[0]?.causes.map(said),
  };
};
const strictly = (enforcement: ScoredViolation["enforcement"], because: string): ScoredViolation =>
  violation({
    subject: because,
    enforcement,
    chain: [
      { step: "tier", enforcement: "mandatory", because: "tier 1 must be gold" },
      { step: "mode", enforcement, because },
    ],
  });
const tier = "tier: the tier went from 3 to 1";
const asking = { parameters: { "1": { least: 2 }, "3": { least: 1 } } };

describe("what changes the question comes before what changes the answer", () => {
  it("a tier that asks for something else before a waiver, and before what is unknown", () => {
    for (const [before, after] of [
      [waived, failing],
      [passing, unknown],
    ] as const)
      assert.equal(causes(of(before, { tier: 3 }, asking), of(after, {}, asking)).finding, tier);
  });

  it("a tier to which the rule applies now before what is unknown", () => {
    assert.equal(causes(of(inapplicable, { tier: 3 }, {}), of(unknown, {}, {})).finding, tier);
  });

  it("by what the tiers are asked now", () => {
    const equal = { parameters: { "1": { least: 2 }, "3": { least: 2 } } };
    assert.equal(causes(of(waived, { tier: 3 }, equal), of(failing, {}, asking)).finding, tier);
  });

  it("a rule of another level before all else", () => {
    const { finding: cause } = causes(of(passing, {}, {}), of(unknown, {}, { level: "gold" }));
    assert.equal(cause, "rule: the rule went from silver to gold");
  });
});

describe("what is left as the cause", () => {
  it("is the tier, with the facts that came with it", () => {
    assert.equal(causes(of(passing, { tier: 3 }), of(failing)).finding, tier);
    const other = { digests: { catalog: "d2" } };
    assert.equal(
      causes(of(passing, { tier: 3 }), of(failing, other)).finding,
      `${tier}, and with it its catalog facts`,
    );
  });

  it("is what the rule looked at", () => {
    const seen = { lookedAt: ["datadog:index/monitor:Monitor"] };
    const digests = (digest: string) => ({
      digests: { catalog: "d1", "datadog:index/monitor:Monitor": digest },
    });
    assert.equal(
      causes(of({ ...passing, ...seen }, digests("m1")), of({ ...failing, ...seen }, digests("m2"))).finding,
      "service: changed: Monitor",
    );
  });
});

describe("why a rule means something else", () => {
  it("is what made it unknown, where it has no failure", () => {
    const advised = { ...unknown, enforcement: "advisory" } as const;
    assert.equal(causes(of(passing), of(advised)).enforcement, "evidence: it became unknown: No answer.");
  });

  it("is none of a milder failure that is gone", () => {
    const [grave, mild] = [violation({ subject: "a" }), violation({ subject: "b", enforcement: "advisory" })];
    const before = finding({ violations: [grave, mild] });
    const after = finding({ violations: [grave], enforcement: "advisory" });
    assert.equal(causes(of(before), of(after)).enforcement, "setting: other steps led to it");
  });

  it("is the tier or the rule, where all failures stay", () => {
    const mild = finding({ violations: [violation({ enforcement: "advisory" })] });
    assert.equal(causes(of(mild, { tier: 3 }), of(failing)).enforcement, tier);
    assert.equal(
      causes(of(mild, {}, { level: "gold" }), of(failing, {}, {})).enforcement,
      "rule: the rule went from gold to silver",
    );
  });

  it("is what led to the strictest failure", () => {
    const before = finding({ violations: [strictly("off", "a"), strictly("off", "b")] });
    const after = finding({
      violations: [strictly("off", "a"), strictly("advisory", "b")],
      enforcement: "advisory",
    });
    assert.equal(causes(of(before), of(after)).enforcement, "setting: b");
  });
});

describe("why a level is another", () => {
  const [one, two] = [violation({ subject: "a" }), violation({ subject: "b" })];
  const fell = (before: readonly ScoredFinding[], after: readonly ScoredFinding[]) =>
    causes(of(before, { levels: [level("silver")] }), of(after, { levels: [level("none")] })).level;

  it("is a failing rule that counts for a lower level now", () => {
    const before = finding({ level: "gold", violations: [one] });
    const after = finding({ level: "bronze", violations: [one, two] });
    assert.deepEqual(fell([before], [after]), [
      "deadline: time passed, and nothing that is known of the service changed",
    ]);
  });

  it("is no rule of another set", () => {
    const set = "house-rules";
    assert.deepEqual(fell([{ ...passing, set }], [{ ...failing, set }]), [
      "setting: what counts for the level is another",
    ]);
  });

  it("is what a waiver accepts, and not what no longer applies", () => {
    const gone = { ...inapplicable, rule: "runbook" };
    const later = { digests: { catalog: "d2" }, levels: [level("none")] };
    const before = of([passing, { ...passing, rule: "runbook" }, { ...passing, rule: "pages" }], {
      levels: [level("silver")],
    });
    assert.deepEqual(causes(before, of([passing, gone, { ...unknown, rule: "pages" }], later)).level, [
      "evidence: it became unknown: No answer.",
    ]);
    assert.deepEqual(causes(of(passing, { levels: [level("silver")] }), of(waived, later)).level, [
      "service: changed: its catalog facts",
    ]);
  });

  it("is no tier or lifecycle where the service has a level in both", () => {
    const [silver, none] = [
      { levels: [level("silver")] },
      { levels: [level("none")], lifecycle: "deprecated" },
    ];
    assert.deepEqual(causes(of([], silver), of([], none)).level, [
      "setting: what counts for the level is another",
    ]);
  });

  it("is a rule of another level, and none that is new or of another set", () => {
    const [silver, none] = [{ levels: [level("silver")] }, { levels: [level("none")] }];
    const other = causes(of([], silver, { level: "gold" }), of([], none, { level: "bronze" }));
    assert.deepEqual(other.level, ["rule: other levels for slo-defined"]);
    const elsewhere = (one: Scorecard) => ({
      ...one,
      ruleSets: one.ruleSets.map((set) => ({ ...set, name: "house-rules" })),
    });
    for (const [before, after] of [
      [of([], silver), of([], none, {})],
      [elsewhere(of([], silver, { level: "gold" })), elsewhere(of([], none, { level: "bronze" }))],
    ] as const)
      assert.deepEqual(causes(before, after).level, ["setting: what counts for the level is another"]);
  });
});
