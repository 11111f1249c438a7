import assert from "node:assert/strict";
import { isDeepStrictEqual } from "node:util";
import { explainDiff } from "../../scorecard/causes";
import type { Scorecard, ScoredFinding, ScoredService } from "../../scorecard/schema";
import { card, finding, level, service, violation, waiver } from "./cards";

type Services = readonly ScoredService[];

const [availability, latency] = [
  violation({ subject: "availability" }),
  violation({ subject: "latency", enforcement: "advisory" }),
];
const accepted = (subject?: string): ScoredFinding["waived"][number] => {
  const about = subject === undefined ? {} : { subject };
  return { message: "missing", text: "An SLO must be defined.", ...about, waiver: { ...waiver } };
};
const having = (parts: Partial<ScoredFinding>, more: Partial<ScoredService> = {}): Services => [
  service({ findings: [finding(parts)], ...more }),
];
const other = { digests: { catalog: "d2" } };
const mended = "service: changed: its catalog facts";
const time = "deadline: time passed, and nothing that is known of the service changed";

const step = (because: string) => ({ step: "mode", enforcement: "advisory", because }) as const;
const tierStep = { step: "tier", enforcement: "mandatory", because: "tier 1 must be gold" } as const;

/** Each change between two scorecards, of findings, enforcements and levels, with its causes. */
function causesIn(before: Services, after: Services): readonly string[] {
  const { findings, enforcements, levels, waivedLevels } = explainDiff(
    card(before, { judgedFor: "2026-11-23" }),
    card(after, { judgedFor: "2026-11-30" }),
  );
  const said = ({ kind, because }: { readonly kind: string; readonly because: string }): string =>
    `${kind}: ${because}`;
  return [
    ...findings.map(({ change, cause }) => `${change.from} -> ${change.to} by ${said(cause)}`),
    ...enforcements.map(({ change, cause }) => `${change.from} -> ${change.to} by ${said(cause)}`),
    ...levels.map(({ change, causes }) => `${change.from} -> ${change.to} by ${causes.map(said).join("; ")}`),
    ...waivedLevels
      .filter(({ change }) => !levels.some((one) => isDeepStrictEqual(one.change, change)))
      .map(
        ({ change, causes }) =>
          `${change.from} -> ${change.to} with waivers by ${causes.map(said).join("; ")}`,
      ),
  ];
}

describe("the cause", () => {
  const cases: Readonly<Record<string, readonly [Services, Services, readonly string[]]>> = {
    "of one failure less of two is the waiver that accepts it": [
      having({ violations: [availability, latency] }),
      having({ violations: [latency], waived: [accepted("availability")] }),
      [
        "fail -> fail by waiver: a waiver began, until 2026-11-30",
        "mandatory -> advisory by waiver: a waiver began, until 2026-11-30",
      ],
    ],
    "of a rule that went wrong is that, where nothing else is another": [
      having({}),
      having({ outcome: "error", reason: "it took longer than 1 s", violations: [violation()] }),
      [
        "pass -> error by rule: the rule went wrong: it took longer than 1 s",
        "off -> mandatory by rule: the rule went wrong: it took longer than 1 s",
      ],
    ],
    "of a rule that goes wrong no more is that, where nothing else is another": [
      having({ outcome: "error", violations: [violation()] }),
      having({}),
      [
        "error -> pass by rule: the rule does not go wrong any more",
        "mandatory -> off by rule: the rule does not go wrong any more",
      ],
    ],
    "of one failure more is the waiver that is gone": [
      having({ violations: [latency], waived: [accepted("availability")] }),
      having({ violations: [availability, latency] }),
      ["fail -> fail by waiver: a waiver is gone", "advisory -> mandatory by waiver: a waiver is gone"],
    ],
    "of a rule that is only waived now is what mended the rest, and not a waiver that was there": [
      having({ violations: [availability], waived: [accepted("latency")] }),
      having({ outcome: "waived", waived: [accepted("latency")] }, other),
      [`fail -> waived by ${mended}`, `mandatory -> off by ${mended}`],
    ],
    "of a failure beside one that is waived is what changed, and not the waiver": [
      having({ outcome: "waived", waived: [accepted("latency")] }),
      having({ violations: [availability], waived: [accepted("latency")] }, other),
      [`waived -> fail by ${mended}`, `off -> mandatory by ${mended}`],
    ],
    "of one less of two failures about the same is what mended it": [
      having({ violations: [violation(), violation()] }),
      having({ violations: [violation()] }, other),
      [`fail -> fail by ${mended}`],
    ],
    "of a milder enforcement is what mended the gravest failure": [
      having({ violations: [availability, latency] }),
      having({ violations: [latency] }, other),
      [`fail -> fail by ${mended}`, `mandatory -> advisory by ${mended}`],
    ],
    "of a stricter enforcement is none of a milder failure that came beside": [
      having({ violations: [availability], enforcement: "advisory" }),
      having({ violations: [availability, latency], enforcement: "mandatory" }, other),
      [`fail -> fail by ${mended}`, "advisory -> mandatory by setting: other steps led to it"],
    ],
    "is another service's tier where the rule looked at that service": [
      [
        service({ findings: [finding({ lookedAt: ["service:store"] })] }),
        service({ name: "store", findings: [] }),
      ],
      [
        service({ findings: [finding({ violations: [violation()], lookedAt: ["service:store"] })] }),
        service({ name: "store", tier: 3, findings: [] }),
      ],
      [
        "pass -> fail by service: what it relies on changed: store",
        "off -> mandatory by service: what it relies on changed: store",
      ],
    ],
    "is time where nothing is another": [
      having({}),
      having({ violations: [violation()] }),
      [`pass -> fail by ${time}`, `off -> mandatory by ${time}`],
    ],
    "of a level is what the service lacks now, and not what no longer applies or lies outside the level": [
      [
        service({
          findings: [finding(), finding({ rule: "runbook-linked" }), finding({ rule: "cost-watched" })],
          levels: [level("gold")],
        }),
      ],
      [
        service({
          findings: [
            finding({ violations: [violation({ enforcement: "off" })] }),
            finding({ rule: "runbook-linked", outcome: "not-applicable" }),
            finding({ rule: "cost-watched", outcome: "unknown", cause: "unobserved", reason: "No answer." }),
          ],
          levels: [level("bronze")],
        }),
      ],
      [
        `pass -> fail by ${time}`,
        `pass -> not-applicable by ${time}`,
        "pass -> unknown by evidence: it became unknown: No answer.",
        `gold -> bronze by ${time}`,
      ],
    ],
    "of a level is nothing of a higher level": [
      [service({ findings: [finding({ level: "bronze" }), finding({ rule: "b", level: "gold" })] })].map(
        (one) => ({ ...one, levels: [level("silver")] }),
      ),
      having({}, { levels: [level("none")] }).map((one) => ({
        ...one,
        findings: [
          finding({ level: "bronze", violations: [violation({ enforcement: "off" })] }),
          finding({
            rule: "b",
            level: "gold",
            outcome: "unknown",
            cause: "unobserved",
            reason: "No answer.",
          }),
        ],
      })),
      [
        `pass -> fail by ${time}`,
        "pass -> unknown by evidence: it became unknown: No answer.",
        `silver -> none by ${time}`,
      ],
    ],
    "of a stricter enforcement is the day on which its time ended": [
      having({ violations: [violation({ enforcement: "advisory", due: "2026-11-29" })] }),
      having({ violations: [violation()] }),
      ["advisory -> mandatory by deadline: its time to be fixed ended on 2026-11-29"],
    ],
    "of a stricter enforcement is a setting on the last day of its time": [
      having({ violations: [violation({ enforcement: "advisory", due: "2026-11-30" })] }),
      having({ violations: [violation()] }),
      ["advisory -> mandatory by setting: other steps led to it"],
    ],
    "of a milder enforcement is the step that led there, though a day is past": [
      having({
        violations: [violation({ due: "2026-11-29", chain: [tierStep, step("the initiative ended")] })],
      }),
      having({
        violations: [violation({ enforcement: "advisory", chain: [tierStep, step("mode advise")] })],
      }),
      ["mandatory -> advisory by setting: mode advise"],
    ],
    "of an enforcement is a step that is no more": [
      having({
        violations: [violation({ enforcement: "advisory", chain: [tierStep, step("mode advise")] })],
      }),
      having({ violations: [violation({ chain: [tierStep] })] }),
      ["advisory -> mandatory by setting: no more: mode advise"],
    ],
    "of a level with waivers is the waiver, where the level as judged stays": [
      having({ violations: [violation()] }, { levels: [level("bronze")] }),
      having({ outcome: "waived", waived: [accepted()] }, { levels: [level("bronze", "gold")] }),
      [
        "fail -> waived by waiver: a waiver began, until 2026-11-30",
        "mandatory -> off by waiver: a waiver began, until 2026-11-30",
        "bronze -> gold with waivers by waiver: a waiver began, until 2026-11-30",
      ],
    ],
    "of a level that a service has no more is its lifecycle": [
      [service({ lifecycle: "production" })],
      [service({ lifecycle: "deprecated", levels: [] })],
      ["gold -> undefined by service: its lifecycle is deprecated now"],
    ],
    "of a level that a service has now is its tier": [
      [service({ tier: 3, levels: [] })],
      [service({ tier: 1 })],
      ["undefined -> gold by tier: the tier went from 3 to 1"],
    ],
  };
  for (const [name, [before, after, expected]] of Object.entries(cases))
    it(name, () => assert.deepEqual(causesIn(before, after), expected));

  const definition = {
    rule: "slo-defined",
    level: "silver",
    title: "Every service has an SLO",
    why: "",
    fix: "",
    parameters: { "1": { least: 1 } },
  } as const;
  const cardWith = (one: ScoredFinding, rules: readonly (typeof definition)[], packVersion = "1.0.0") =>
    card([service({ findings: [one] })], {
      packVersion,
      ruleSets: [
        {
          name: "production-readiness",
          rules: rules.length,
          terms: {},
          definitions: rules.map((rule) => ({ ...rule, evidence: [] })),
        },
      ],
    });
  const passing = finding();
  const failing = finding({ violations: [violation()] });
  const reasonOf = (earlier: Scorecard, later: Scorecard) =>
    explainDiff(earlier, later).findings.map(({ cause }) => `${cause.kind}: ${cause.because}`);

  it("is the rule where it is new or off, and another version of the pack where all else is as it was", () => {
    const [before, after] = [cardWith(passing, [definition]), cardWith(failing, [definition], "1.1.0")];
    assert.deepEqual(reasonOf(before, after), ["rule: pack 1.1.0 judges it otherwise than 1.0.0"]);
    assert.deepEqual(reasonOf(cardWith(passing, []), after), ["rule: the rule is new"]);
    assert.deepEqual(reasonOf(before, cardWith(failing, [])), ["rule: the rule is off"]);
  });
});

describe("the cause of a failure whose waiver does not count any more", () => {
  const why = "does not count, as it lasts 60 days and may last 30 at tier 1";
  const causeFor = (tier: 1 | 2): string | undefined => {
    const before = having({ waived: [accepted()], outcome: "waived" }, { tier });
    const after = card(having({ violations: [violation()] }), {
      judgedFor: "2026-11-30",
      waivers: [{ waiver: { ...waiver }, state: "refused", why }],
    });
    const [first] = explainDiff(card(before), after).findings;
    return first && `${first.cause.kind}: ${first.cause.because}`;
  };

  it("is the waiver's, and what is wrong with it", () =>
    assert.equal(causeFor(1), `waiver: a waiver ${why}`));

  it("is the tier's, where that allows it no longer", () =>
    assert.equal(causeFor(2), `tier: the tier went from 2 to 1, and a waiver ${why}`));
});
