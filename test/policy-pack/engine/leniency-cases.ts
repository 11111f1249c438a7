import assert from "node:assert/strict";
import type { Tier } from "../../../catalog/tier";
import type { Finding } from "../../../policy-pack/engine/finding";
import { buildInventory } from "../../../policy-pack/engine/inventory";
import { type ActiveRule, judge } from "../../../policy-pack/engine/judge";
import type { AnyRule } from "../../../policy-pack/engine/rule";
import { readRuleConfig } from "../../../policy-pack/engine/rule-config";
import type { Rollout } from "../../../tiers/rollout";
import { type Given, given } from "../given";
import { context, type SampleContext, sampleRule, sampleSet } from "./sample-rule";

export type Check = (context: SampleContext) => void;

export interface Lenience {
  readonly input?: Given;
  readonly rule?: Partial<AnyRule>;
  readonly rollouts?: readonly Rollout[];
  readonly config?: Record<string, unknown>;
}

export async function findingOf(
  check: Check,
  { input, rule, rollouts = [], config = {} }: Lenience,
): Promise<Finding> {
  const sample = sampleRule(check, rule);
  const active: ActiveRule = {
    rule: sample,
    set: sampleSet,
    parameters: readRuleConfig(sample, config).parameters,
  };
  const inventory = buildInventory((input ?? given.service()).resources());
  const { services } = await judge(inventory, [active], { ...context, rollouts });
  const finding = services.find(({ service }) => service.subject.name === "checkout")?.findings[0];
  assert.ok(finding);
  return finding;
}

/** Enforcement and last day of grace or rollout by message (and subject). */
export const told = ({ violations }: Finding): readonly unknown[] =>
  violations.map(({ message, subject, enforcement, due }) => [
    subject === undefined ? message : `${message} ${subject}`,
    enforcement,
    due,
  ]);

export const fails: Check = ({ fail }) => fail("missing", {});
export const failsFrom =
  (tier: Tier): Check =>
  ({ service, fail }) => {
    if (service.tier <= tier) fail("missing", {});
  };
/** Checkout at tier 1 since three days, from a tier. */
export const promoted = (from: Tier, patch: Record<string, unknown> = {}): Given =>
  given.service().catalog({
    promotions: { checkout: [{ from, to: 1, by: "pia", at: "2026-11-20" }] },
    ...patch,
  });

/** An initiative about the sample rule that has ended. */
export const endedInitiative = {
  id: "spring",
  title: "Spring",
  goal: 100,
  rules: ["sample-rule"],
  scope: {},
  start: "2026-10-01",
  deadline: "2026-11-01",
};
