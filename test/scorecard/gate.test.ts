import assert from "node:assert/strict";
import { type GateQuestion, gateAnswer } from "../../scorecard/gate";
import { type Scorecard, scorecardSchema } from "../../scorecard/schema";
import { cappedAtAdvisory } from "../../tiers/levels";
import { card, finding, level, service, violation, waiver } from "./cards";

const now = new Date("2026-11-23T12:00:00Z");
const source = {
  from: "program",
  vendors: "none",
  notLookedUp: 0,
  statedAt: "2026-11-23T10:00:00.000Z",
} as const;
const asked: GateQuestion = { service: "cart", stack: "prod", now, maxAge: 26 * 3_600_000 };
const failing = service({ findings: [finding({ violations: [violation()] })] });
const perfect = service({ findings: [finding()] });
const of = (one = perfect, parts: Partial<Scorecard> = {}): Scorecard =>
  card([one], { source, locks: [], ...parts });
const lock = { service: "cart", reason: "Stock is counted.", by: "pia", until: "2026-11-23" };
const spared = service({
  findings: [finding({ violations: [violation({ gate: "advisory", gateAfterEmergency: "mandatory" })] })],
});
const waived = (expires: string) =>
  service({
    findings: [
      finding({
        outcome: "waived",
        waived: [{ message: "missing", text: "An SLO.", waiver: { ...waiver, expires } }],
      }),
    ],
  });
const advised = (due: string) =>
  service({ findings: [finding({ violations: [violation({ gate: "advisory", due })] })] });
const emergency = { service: "cart", by: "pia", reason: "Outage.", until: "2026-11-23T18:00:00Z" };
const { locks: _, ...without } = of();
const older = scorecardSchema.parse(without);

interface Case {
  readonly cards: readonly Scorecard[];
  readonly question?: Partial<GateQuestion>;
  readonly verdict: "allowed" | "denied" | "could-not-tell";
  readonly reasons?: readonly string[];
  readonly notes?: readonly string[];
  readonly rules?: readonly string[];
  readonly through?: string;
}

const blocks = "1 failure blocks its gate.";
const cases: Readonly<Record<string, Case>> = {
  "a service that nothing stops": { cards: [of()], verdict: "allowed" },
  "a service for which no rule was judged": {
    cards: [of(service({ findings: [] }))],
    verdict: "could-not-tell",
    reasons: ["No rule was judged for it."],
  },
  "one by its earlier name": {
    cards: [of({ ...perfect, aliases: ["basket"] })],
    question: { service: "basket" },
    verdict: "allowed",
  },
  "a failure that the gate minds": {
    cards: [of(failing)],
    verdict: "denied",
    reasons: [blocks],
    rules: ["slo-defined"],
  },
  "a failure that only a run minds": {
    cards: [of(service({ findings: [finding({ violations: [violation({ gate: "advisory" })] })] }))],
    verdict: "allowed",
  },
  "the same failure in mode advise": {
    cards: [of(failing, { mode: "advise" })],
    verdict: "allowed",
    notes: ["In mode advise no failure denies; in mode enforce these would."],
    rules: ["slo-defined"],
  },
  "a lock on its last day": {
    cards: [of(perfect, { locks: [lock] })],
    verdict: "denied",
    reasons: ["It is locked by pia until the end of 2026-11-23: Stock is counted."],
  },
  "a lock in mode advise, as it is no failure": {
    cards: [of(perfect, { locks: [lock], mode: "advise" })],
    verdict: "denied",
    reasons: ["It is locked by pia until the end of 2026-11-23: Stock is counted."],
  },
  "a lock by the service's earlier name": {
    cards: [of({ ...perfect, aliases: ["basket"] }, { locks: [{ ...lock, service: "basket" }] })],
    verdict: "denied",
    reasons: ["It is locked by pia until the end of 2026-11-23: Stock is counted."],
  },
  "a lock that ended": {
    cards: [of(perfect, { locks: [{ ...lock, until: "2026-11-22" }] })],
    verdict: "allowed",
    notes: ["The lock by pia ended on 2026-11-22; `readiness unlock` removes it."],
  },
  "a lock on another service": {
    cards: [of(perfect, { locks: [{ ...lock, service: "quote" }] })],
    verdict: "allowed",
  },
  "a service that the scorecard has not": {
    cards: [of()],
    question: { service: "crat" },
    verdict: "denied",
    reasons: ["There is no service crat in shop/prod."],
  },
  "a scorecard of another service only": {
    cards: [of(perfect, { only: "cart" })],
    question: { service: "quote" },
    verdict: "could-not-tell",
    reasons: ["The scorecard is of cart only."],
  },
  "a scorecard of another stack": {
    cards: [of(perfect, { stack: "dev" })],
    verdict: "could-not-tell",
    reasons: ["The scorecard is of shop/dev."],
  },
  "a scorecard of another project": {
    cards: [of()],
    question: { stack: "depot/prod" },
    verdict: "could-not-tell",
    reasons: ["The scorecard is of shop/prod."],
  },
  "stacks of one name in two projects": {
    cards: [of(), of(perfect, { project: "depot" })],
    verdict: "could-not-tell",
    reasons: ["Say which is meant: shop/prod, depot/prod."],
  },
  "one of them, named in full": {
    cards: [of(failing), of(perfect, { project: "depot" })],
    question: { stack: "depot/prod" },
    verdict: "allowed",
  },
  "a what-if": {
    cards: [of(perfect, { whatIf: true, judgedFor: "2026-12-24" })],
    verdict: "could-not-tell",
    reasons: ["The scorecard is a what-if for 2026-12-24."],
  },
  "facts that are too old": {
    cards: [of(perfect, { source: { ...source, statedAt: "2026-11-22T09:59:00.000Z" } })],
    verdict: "could-not-tell",
    reasons: ["Its facts are too old: they are of 2026-11-22T09:59Z, 26 h ago, and at most 26 h count."],
  },
  "facts that are just young enough": {
    cards: [of(perfect, { source: { ...source, statedAt: "2026-11-22T10:00:00.000Z" } })],
    verdict: "allowed",
  },
  "facts of a day that say no time, which began too long ago": {
    cards: [of(perfect, { source: { ...source, statedAt: undefined }, judgedFor: "2026-11-22" })],
    verdict: "could-not-tell",
    reasons: ["Its facts are too old: they are of 2026-11-22T00:00Z, 36 h ago, and at most 26 h count."],
  },
  "facts of the future": {
    cards: [of(perfect, { source: { ...source, statedAt: "2026-11-23T12:06:00.000Z" } })],
    verdict: "could-not-tell",
    reasons: ["Its facts are of 2026-11-23T12:06Z, which is still to come by this clock."],
  },
  "old facts of a service that fails, with every reason": {
    cards: [of(failing, { source: { ...source, statedAt: "2026-11-20T12:00:00.000Z" }, locks: [lock] })],
    verdict: "could-not-tell",
    reasons: [
      "Its facts are too old: they are of 2026-11-20T12:00Z, 72 h ago, and at most 26 h count.",
      "It is locked by pia until the end of 2026-11-23: Stock is counted.",
      blocks,
    ],
    rules: ["slo-defined"],
  },
  "a scorecard that knows nothing of locks": {
    cards: [older],
    verdict: "could-not-tell",
    reasons: ["The scorecard does not say which services are locked."],
  },
  "rules that could not be loaded": {
    cards: [of(perfect, { problems: ["The set house-rules cannot be loaded."] })],
    verdict: "could-not-tell",
    reasons: ["The set house-rules cannot be loaded."],
  },
  "a waiver that ended since it was judged": {
    cards: [of(waived("2026-11-22"))],
    verdict: "could-not-tell",
    reasons: ["The waiver of slo-defined ended on 2026-11-22; make a new scorecard."],
  },
  "a waiver on its last day": { cards: [of(waived("2026-11-23"))], verdict: "allowed" },
  "a waiver that ended of what the tier does not make mandatory": {
    cards: [of({ ...waived("2026-11-22"), levels: [{ ...level("silver"), must: "bronze" }] })],
    verdict: "allowed",
  },
  "a waiver that ended of a rule that never blocks": {
    cards: [
      of(
        service({
          findings: waived("2026-11-22").findings.map((one) => ({ ...one, rule: cappedAtAdvisory[0] ?? "" })),
        }),
      ),
    ],
    verdict: "allowed",
  },
  "a waiver that ended in mode advise": {
    cards: [of(waived("2026-11-22"), { mode: "advise" })],
    verdict: "allowed",
  },
  "a deadline that passed since it was judged": {
    cards: [of(advised("2026-11-22"))],
    verdict: "could-not-tell",
    reasons: ["Time to meet slo-defined ended on 2026-11-22; make a new scorecard."],
  },
  "a deadline on its day": { cards: [of(advised("2026-11-23"))], verdict: "allowed" },
  "an emergency of the service": {
    cards: [of(spared, { breakGlass: emergency, locks: [lock] })],
    verdict: "allowed",
    reasons: ["It is locked by pia until the end of 2026-11-23: Stock is counted.", blocks],
    rules: ["slo-defined"],
    through: "pia",
  },
  "an emergency by the service's earlier name": {
    cards: [of({ ...spared, aliases: ["basket"] }, { breakGlass: { ...emergency, service: "basket" } })],
    verdict: "allowed",
    reasons: [blocks],
    rules: ["slo-defined"],
    through: "pia",
  },
  "an emergency that has ended since it was judged": {
    cards: [of(spared, { breakGlass: { ...emergency, until: "2026-11-23T12:00:00Z" } })],
    verdict: "denied",
    reasons: [blocks],
    rules: ["slo-defined"],
  },
  "an emergency that is longer than a day": {
    cards: [of(failing, { breakGlass: { ...emergency, until: "2026-11-24T10:01:00Z" } })],
    verdict: "denied",
    reasons: [blocks],
    rules: ["slo-defined"],
  },
  "an emergency of another service": {
    cards: [of(failing, { breakGlass: { ...emergency, service: "quote" } })],
    verdict: "denied",
    reasons: [blocks],
    rules: ["slo-defined"],
  },
  "an emergency of the whole stack, which lets the catalog's own runs through": {
    cards: [of(failing, { breakGlass: { ...emergency, service: undefined } })],
    verdict: "denied",
    reasons: [blocks],
    rules: ["slo-defined"],
  },
};

describe("the gate's answer", () => {
  for (const [name, { cards, question, verdict, ...expected }] of Object.entries(cases))
    it(`is ${verdict} for ${name}`, () => {
      const answer = gateAnswer(cards, { ...asked, ...question });
      assert.deepEqual(
        {
          verdict: answer.verdict,
          reasons: answer.reasons,
          notes: answer.notes,
          rules: answer.violations.map(({ rule }) => rule),
          through: answer.breakGlass?.by,
        },
        { reasons: [], notes: [], rules: [], through: undefined, verdict, ...expected },
      );
    });

  it("says until when it counts, and what ends on which day", () => {
    const findings = [
      finding({ violations: [violation({ gate: "advisory", due: "2026-12-01" })] }),
      finding({
        rule: "runbook-present",
        outcome: "waived",
        waived: [{ message: "missing", text: "A runbook must be there.", waiver }],
      }),
      finding({ rule: "owner-staffed", violations: [violation({ gate: "off", due: "2026-11-25" })] }),
    ];
    const { until, ends } = gateAnswer([of(service({ findings }))], asked);
    assert.equal(until, "2026-11-24T12:00:00.000Z");
    assert.deepEqual(ends, [
      { day: "2026-11-25", what: "owner-staffed becomes stricter" },
      { day: "2026-11-30", what: "the waiver of runbook-present ends" },
      { day: "2026-12-01", what: "slo-defined becomes stricter" },
    ]);
  });

  it("counts no longer than the first waiver or deadline that it rests on", () => {
    for (const one of [waived("2026-11-23"), advised("2026-11-23")])
      assert.equal(gateAnswer([of(one)], asked).until, "2026-11-24T00:00:00.000Z");
  });

  it("counts no longer than the emergency that lets it through", () => {
    const { until } = gateAnswer([of(spared, { breakGlass: emergency })], asked);
    assert.equal(until, emergency.until);
  });

  it("says no time for a no", () => {
    assert.equal(gateAnswer([of(failing)], asked).until, undefined);
  });
});
