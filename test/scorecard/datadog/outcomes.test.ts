import assert from "node:assert/strict";
import fc from "fast-check";
import { datadogOutcomes, datadogRules } from "../../../scorecard/datadog/outcomes";
import type { Scorecard, ScoredFinding } from "../../../scorecard/schema";
import { card, finding, service, violation, waiver } from "../cards";
import { hostileText } from "../notify/hostile";

const ruleSets: Scorecard["ruleSets"] = [
  {
    name: "production-readiness",
    rules: 1,
    definitions: [
      {
        rule: "slo-defined",
        level: "silver",
        title: "Every service has an SLO",
        why: "It is a promise.",
        fix: "Add {one}.",
        evidence: [],
        parameters: {},
      },
    ],
    terms: {},
  },
];
const of = (one: ScoredFinding) => datadogOutcomes(card([service({ findings: [one] })], { ruleSets }));

const cases: Readonly<Record<string, readonly [ScoredFinding, string, string]>> = {
  "a pass": [finding(), "pass", "Met."],
  "a failure with its deadline": [
    finding({ violations: [violation({ due: "2026-12-01" })] }),
    "fail",
    "An SLO must be defined. Due 2026-12-01.",
  ],
  "a waived failure, which counts as met": [
    finding({ outcome: "waived", waived: [{ message: "missing", text: "An SLO must be defined.", waiver }] }),
    "pass",
    "Waived until 2026-11-30 (migration): An SLO must be defined.",
  ],
  "what is unknown, with its reason": [
    finding({ outcome: "unknown", cause: "unobserved", reason: "datadog: it did not answer in time" }),
    "skip",
    "Could not be judged: datadog: it did not answer in time.",
  ],
  "what does not apply": [
    finding({ outcome: "not-applicable", reason: "no SLO is declared" }),
    "skip",
    "Does not apply: no SLO is declared.",
  ],
  "a rule that went wrong": [
    finding({ outcome: "error", reason: "it threw" }),
    "fail",
    "The rule went wrong: it threw",
  ],
  "markup as text": [
    finding({ violations: [violation({ text: `<a href="https://evil.example">'Safe' & sound</a>` })] }),
    "fail",
    "&lt;a href=&quot;https://evil.example&quot;&gt;&#39;Safe&#39; &amp; sound&lt;/a&gt;",
  ],
};

describe("outcomes in Datadog's Scorecards", () => {
  for (const [name, [one, state, remarks]] of Object.entries(cases))
    it(`show ${name}`, () =>
      assert.deepEqual(of(one), [
        {
          scorecard: "production-readiness (shop/prod)",
          rule: "slo-defined",
          entity_reference: "service:cart",
          state,
          remarks,
        },
      ]));

  it("leave out rules that are no rules of a set", () => {
    assert.deepEqual(of(finding({ rule: "gone" })), []);
  });

  it("hold no markup, whatever they are of", () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        const [one] = of(finding({ violations: [violation({ text })] }));
        assert.doesNotMatch(one?.remarks ?? "", /[<>"']|&(?!amp;|lt;|gt;|quot;|#39;)/);
      }),
    );
  });

  it("are of rules that are found by their ids, with what they ask and why", () => {
    assert.deepEqual(datadogRules(card([], { ruleSets })), [
      {
        name: "slo-defined",
        scorecard_name: "production-readiness (shop/prod)",
        description: "Every service has an SLO. Why: It is a promise. Fix: Add {one}.",
        enabled: true,
        level: 2,
        owner: "readiness",
      },
    ]);
  });
});
