import assert from "node:assert/strict";
import { type EnforcementInput, type EnforcementStep, enforce } from "../../tiers/enforcement";
import { tierTerms } from "../../tiers/levels";
import { emergency, gold3, holdCases, open, over, rule, strict, today, yesterday } from "./enforcement-cases";

describe("what lowers an enforcement in a run", () => {
  holdCases(
    {
      "is nothing at all": [{}, "mandatory", ["tier"]],
      "is the cap of the table": [{ rule: { ...rule, capped: true } }, "advisory", ["tier", "cap"]],
      "is a value that only the update will know": [{ unknown: "planned" }, "advisory", ["tier", "unknown"]],
      "is a vendor that did not answer": [{ unknown: "unobserved" }, "advisory", ["tier", "unknown"]],
      "is a vendor that has not answered for long": [
        { unknown: "unobserved", unobservedDays: 99 },
        "advisory",
        ["tier", "unknown"],
      ],
      "is a vendor that is not configured": [{ unknown: "no-collector" }, "off", ["tier", "unknown"]],
      "is not a partial run": [{ unknown: "partial" }, "mandatory", ["tier"]],
      "is that the service is experimental": [
        { lifecycle: "experimental" },
        "advisory",
        ["tier", "lifecycle"],
      ],
      "is that the service is deprecated, for most areas": [
        { lifecycle: "deprecated" },
        "off",
        ["tier", "lifecycle"],
      ],
      "is not that the service is deprecated, for ownership": [
        { lifecycle: "deprecated", rule: { ...rule, area: "ownership" } },
        "mandatory",
        ["tier"],
      ],
      "is not that the service is deprecated, for on-call": [
        { lifecycle: "deprecated", rule: { ...rule, area: "on-call" } },
        "mandatory",
        ["tier"],
      ],
      "is not that the service is deprecated, for security": [
        { lifecycle: "deprecated", rule: { ...rule, area: "security" } },
        "mandatory",
        ["tier"],
      ],
      "is that the service is retired": [{ lifecycle: "retired" }, "off", ["tier", "lifecycle"]],
      "is no lifecycle at all": [{ lifecycle: undefined }, "mandatory", ["tier"]],
      "is not the lifecycle, for a rule that cannot be waived": [
        { lifecycle: "retired", rule: { ...rule, unwaivable: true } },
        "mandatory",
        ["tier"],
      ],
      "is that a rule is new": [
        { rolloutUntil: "2026-12-01" },
        "advisory",
        ["tier", "rollout"],
        "2026-12-01",
      ],
      "is the grace of a promotion": [
        { graceUntil: "2026-12-05" },
        "advisory",
        ["tier", "grace"],
        "2026-12-05",
      ],
      "is the first of two, and the last of them decides when it is stricter again": [
        { rolloutUntil: "2026-12-01", graceUntil: "2026-12-05" },
        "advisory",
        ["tier", "rollout"],
        "2026-12-05",
      ],
      "is a rollout on its last day": [{ rolloutUntil: today }, "advisory", ["tier", "rollout"], today],
      "is no rollout that has ended": [{ rolloutUntil: yesterday }, "mandatory", ["tier"]],
      "is a grace on its last day": [{ graceUntil: today }, "advisory", ["tier", "grace"], today],
      "is no grace that has ended": [{ graceUntil: yesterday }, "mandatory", ["tier"]],
      "is the baseline in mode ratchet": [
        { mode: "ratchet", baselined: true },
        "advisory",
        ["tier", "ratchet"],
      ],
      "is not the baseline in another mode": [{ baselined: true }, "mandatory", ["tier"]],
      "is not the mode ratchet by itself": [{ mode: "ratchet" }, "mandatory", ["tier"]],
      "is not the baseline once an initiative has passed": [
        { mode: "ratchet", baselined: true, initiatives: [over] },
        "mandatory",
        ["tier"],
      ],
      "is the baseline while an initiative is open, whose end is the baseline's as well": [
        { mode: "ratchet", baselined: true, initiatives: [open] },
        "advisory",
        ["tier", "ratchet"],
        "2026-12-31",
      ],
      "is the baseline on the last day of an initiative": [
        { mode: "ratchet", baselined: true, initiatives: [{ id: "autumn", deadline: today }] },
        "advisory",
        ["tier", "ratchet"],
        today,
      ],
      "is not the baseline, for a rule that cannot be waived": [
        { mode: "ratchet", baselined: true, rule: { ...rule, unwaivable: true } },
        "mandatory",
        ["tier"],
      ],
      "is a moving state": [{ rule: { ...rule, state: true } }, "advisory", ["tier", "basis"]],
      "is an observed value": [{ observed: true }, "advisory", ["tier", "basis"]],
      "is not a moving state that shall block": [
        { rule: { ...rule, state: true }, blockOnState: true },
        "mandatory",
        ["tier"],
      ],
      "is not an observed value that shall block": [
        { observed: true, blockOnState: true },
        "mandatory",
        ["tier"],
      ],
      "is that the change does not touch the service": [{ inScope: false }, "advisory", ["tier", "scope"]],
      "is the mode advise": [{ mode: "advise" }, "advisory", ["tier", "mode"]],
      "is the operator's ceiling of advisory": [{ ceiling: "advisory" }, "advisory", ["tier", "ceiling"]],
      "is the operator's ceiling of off": [{ ceiling: "off" }, "off", ["tier", "ceiling"]],
      "is not the operator's ceiling of mandatory": [{ ceiling: "mandatory" }, "mandatory", ["tier"]],
      "is an emergency": [{ breakGlass: emergency }, "advisory", ["tier", "break-glass"]],
      "is the first of several steps, as the others find nothing to lower": [
        { unknown: "planned", observed: true, inScope: false, mode: "advise", ceiling: "advisory" },
        "advisory",
        ["tier", "unknown"],
      ],
      "is a later step that goes further": [
        { observed: true, mode: "advise", ceiling: "off" },
        "off",
        ["tier", "basis", "ceiling"],
      ],
      "is nothing where the tier already says off": [
        { ...gold3, unknown: "planned", mode: "advise", ceiling: "advisory" },
        "off",
        ["tier"],
      ],
    },
    "run",
  );

  describe("where a partial run hides it", () => {
    holdCases(
      {
        "is not the lifecycle": [{ unknown: "partial", lifecycle: "retired" }, "mandatory", ["tier"]],
        "is not the rollout": [{ unknown: "partial", rolloutUntil: "2026-12-01" }, "mandatory", ["tier"]],
        "is not the grace": [{ unknown: "partial", graceUntil: "2026-12-01" }, "mandatory", ["tier"]],
        "is not the baseline": [
          { unknown: "partial", mode: "ratchet", baselined: true },
          "mandatory",
          ["tier"],
        ],
        "is the basis": [{ unknown: "partial", observed: true }, "advisory", ["tier", "basis"]],
        "is the scope": [{ unknown: "partial", inScope: false }, "advisory", ["tier", "scope"]],
        "is the mode": [{ unknown: "partial", mode: "advise" }, "advisory", ["tier", "mode"]],
        "is the ceiling": [{ unknown: "partial", ceiling: "off" }, "off", ["tier", "ceiling"]],
        "is an emergency": [
          { unknown: "partial", breakGlass: emergency },
          "advisory",
          ["tier", "break-glass"],
        ],
      },
      "run",
    );
  });

  it("says in its chain which tier, levels and step it was", () => {
    const input: EnforcementInput = {
      ...strict,
      tier: 2,
      terms: tierTerms[2],
      rule: { ...rule, level: "gold", capped: true },
      initiatives: [over],
      rolloutUntil: "2026-12-01",
    };
    assert.deepEqual(enforce(input).chain, [
      {
        step: "tier",
        enforcement: "advisory",
        because: "tier 2 must be silver and aims at gold; the rule is gold",
      },
      {
        step: "initiative",
        enforcement: "mandatory",
        because: "the initiative autumn covers it and ended on 2026-11-22",
      },
      {
        step: "rollout",
        enforcement: "advisory",
        because: "the rule or its parameters are new until 2026-12-01",
      },
    ]);
  });
  const reasons: Readonly<
    Record<string, readonly [EnforcementStep["step"], Partial<EnforcementInput>, string]>
  > = {
    "the cap": ["cap", { rule: { ...rule, capped: true } }, "the rule is capped at advisory"],
    "an open initiative": [
      "initiative",
      { ...gold3, initiatives: [open] },
      "the initiative spring covers it and ends on 2026-12-31",
    ],
    "what only an update will tell": [
      "unknown",
      { unknown: "planned" },
      "the value is only known after an update",
    ],
    "a vendor that is not configured": [
      "unknown",
      { unknown: "no-collector" },
      "the vendor is not configured",
    ],
    "a vendor that did not answer": ["unknown", { unknown: "unobserved" }, "the vendor did not answer"],
    "an experimental service": ["lifecycle", { lifecycle: "experimental" }, "the service is experimental"],
    "a retired service": ["lifecycle", { lifecycle: "retired" }, "the service is retired"],
    "a deprecated service": ["lifecycle", { lifecycle: "deprecated" }, "the service is deprecated"],
    "a promotion": [
      "grace",
      { graceUntil: "2026-12-05" },
      "only tier 1 makes it mandatory, and the promotion leaves time until 2026-12-05",
    ],
    "the baseline": ["ratchet", { mode: "ratchet", baselined: true }, "the baseline has this failure"],
    "an observed value": ["basis", { observed: true }, "the value is of a thing not managed here"],
    "a moving state": [
      "basis",
      { rule: { ...rule, state: true } },
      "the rule judges a state that moves by itself",
    ],
    "the scope": ["scope", { inScope: false }, "this change does not touch the service"],
    "the mode": ["mode", { mode: "advise" }, "the stack's mode is advise"],
    "the ceiling": ["ceiling", { ceiling: "off" }, "the operator's policy config allows no more"],
    "an emergency": [
      "break-glass",
      { breakGlass: emergency },
      "amy broke the glass until 2026-11-23T20:00:00Z",
    ],
  };
  for (const [name, [step, patch, because]] of Object.entries(reasons))
    it(`gives the reason of ${name}`, () => {
      const last = enforce({ ...strict, ...patch }).chain.at(-1);
      assert.deepEqual([last?.step, last?.because], [step, because]);
    });
  it("gives the tier as the reason where the rule's set does not apply at it", () => {
    assert.deepEqual(enforce({ ...strict, terms: undefined }).chain, [
      { step: "tier", enforcement: "off", because: "the rule set does not apply at tier 1" },
    ]);
  });
});
