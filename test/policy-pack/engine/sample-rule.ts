import { productionReadiness } from "../../../catalog/initiative";
import { buildInventory } from "../../../policy-pack/engine/inventory";
import { type ActiveRule, type JudgeContext, type Judgement, judge } from "../../../policy-pack/engine/judge";
import type { RawResource } from "../../../policy-pack/engine/resource";
import type { AnyRule, CheckContext, Messages } from "../../../policy-pack/engine/rule";
import { readRuleConfig } from "../../../policy-pack/engine/rule-config";
import { tierTerms } from "../../../tiers/levels";

export const sampleMessages = {
  weak: "The thing {thing} must be strong.",
  missing: "The service must have a thing.",
};

/** What the check of a sample rule is given; its messages are those above. */
export type SampleContext = CheckContext<string, typeof sampleMessages & Messages>;

/** A rule for tests of the engine: bronze, of all tiers, judged by the given function. */
export function sampleRule(
  check: (context: SampleContext) => unknown,
  patch: Partial<AnyRule> = {},
): AnyRule {
  return {
    id: "sample-rule",
    area: "ownership",
    level: "bronze",
    title: "Every service has a strong thing",
    why: "Weak things break.",
    fix: "Set thing of {service} in {file} (tier {tier}, team {team}).",
    whenNot: "Never.",
    evidence: ["declared"],
    messages: sampleMessages,
    check: (context: SampleContext) => void check(context),
    ...patch,
  };
}

/** A rule whose check returns what the function returns, as JavaScript allows although the type does not. */
export function returningRule(
  check: (context: SampleContext) => unknown,
  patch: Partial<AnyRule> = {},
): AnyRule {
  const returning = check as (context: SampleContext) => undefined; // the type of a check hides what it returns
  return { ...sampleRule(check, patch), check: returning };
}

export const today = "2026-11-23";

/** What surrounds a judgement in a test, unless the test says otherwise. */
export const context: JudgeContext = {
  today,
  scope: "all",
  rollouts: [],
  breakGlass: () => undefined,
  clock: () => performance.now(),
};

/** The set that sample rules belong to, and what it asks of each tier. */
export const sampleSet = { name: productionReadiness, terms: tierTerms };

/** A rule with the tier table's own parameters. */
export function active(rule: AnyRule): ActiveRule {
  return { rule, set: sampleSet, parameters: readRuleConfig(rule, {}).parameters };
}

/** Judges a stack as the pack would, without any policy config. */
export function judged(
  resources: readonly RawResource[],
  rules: readonly AnyRule[],
  patch: Partial<JudgeContext> = {},
): Promise<Judgement> {
  return judge(buildInventory(resources), rules.map(active), { ...context, ...patch });
}
