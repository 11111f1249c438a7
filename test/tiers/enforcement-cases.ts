import assert from "node:assert/strict";
import {
  type Asker,
  type Enforcement,
  type EnforcementInput,
  type EnforcementStep,
  enforce,
} from "../../tiers/enforcement";
import { tierTerms } from "../../tiers/levels";

export const today = "2026-11-23";
export const yesterday = "2026-11-22";
export const rule = {
  id: "reviews-required",
  level: "bronze",
  area: "delivery",
  state: false,
  unwaivable: false,
  capped: false,
} as const;
export const strict: EnforcementInput = {
  rule,
  tier: 1,
  terms: tierTerms[1],
  today,
  initiatives: [],
  lifecycle: "production",
  baselined: false,
  observed: false,
  blockOnState: false,
  inScope: true,
  mode: "enforce",
};
export const silver3: Partial<EnforcementInput> = {
  tier: 3,
  terms: tierTerms[3],
  rule: { ...rule, level: "silver" },
};
export const gold3: Partial<EnforcementInput> = {
  tier: 3,
  terms: tierTerms[3],
  rule: { ...rule, level: "gold" },
};
export const open = { id: "spring", deadline: "2026-12-31" };
export const over = { id: "autumn", deadline: "2026-11-22" };
export const emergency = { by: "amy", until: "2026-11-23T20:00:00Z" };

type Case = readonly [Partial<EnforcementInput>, Enforcement, readonly EnforcementStep["step"][], string?];

/** Holds what comes out of a patch laid over a bronze rule at tier 1, and the steps of its chain. */
export function holdCases(cases: Readonly<Record<string, Case>>, asker: Asker): void {
  for (const [name, [patch, expected, steps, due]] of Object.entries(cases)) {
    it(name, () => {
      const decision = enforce({ ...strict, ...patch }, asker);
      assert.equal(decision.enforcement, expected);
      assert.deepEqual(
        decision.chain.map(({ step }) => step),
        steps,
      );
      assert.equal(decision.chain.at(-1)?.enforcement, expected, "the chain must end with what came out");
      assert.equal(decision.due, due);
    });
  }
}
