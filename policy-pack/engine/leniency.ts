import type { Tier } from "../../catalog/graph";
import { addDays } from "../../tiers/calendar";
import { tierEnforcement } from "../../tiers/enforcement";
import { graceOf } from "../../tiers/grace";
import { cappedAtAdvisory } from "../../tiers/levels";
import { type Rollout, rolloutDays } from "../../tiers/rollout";
import { promotionsOf } from "./approvals";
import { type CheckResult, checkRule, type Failure } from "./check";
import type { InventoryService } from "./inventory";
import type { ActiveRule } from "./judge";
import type { Surroundings } from "./rule";

/** Until when a failure is too new to block: since the rule or its parameters are, or since the promotion is. */
export interface Leniency {
  readonly rolloutUntil?: string;
  readonly graceUntil?: string;
}

/** Says of each failure (undefined: of what is no failure, such as an error) how leniently it is taken. */
export type Lenient = (failure: Failure | undefined) => Leniency;

export interface LeniencyContext {
  readonly surroundings: Surroundings;
  readonly rollouts: readonly Rollout[];
  /** UTC day, YYYY-MM-DD. */
  readonly today: string;
}

const strict: Lenient = () => ({});

/**
 * Finds out which failures only a stricter tier or newer parameters make, by running the rule as it was before. What
 * the earlier rule cannot tell, or fails by itself, gets no time.
 */
export function leniencyOf(
  service: InventoryService,
  active: ActiveRule,
  result: CheckResult,
  context: LeniencyContext,
): Lenient {
  if (result.outcome === "pass" || result.outcome === "not-applicable" || service.broken) return strict;
  const grace = graceFor(service, active, context);
  const rollout = rolloutFor(service, active, context);
  if (grace === undefined && rollout === undefined) return strict;
  return (failure) => ({
    ...(rollout?.isNew(failure) ? { rolloutUntil: rollout.until } : {}),
    ...(grace?.isNew(failure) ? { graceUntil: grace.until } : {}),
  });
}

interface Time {
  readonly until: string;
  isNew(failure: Failure | undefined): boolean;
}

function graceFor(service: InventoryService, active: ActiveRule, context: LeniencyContext): Time | undefined {
  const { rule, set } = active;
  const grace = graceOf(
    promotionsOf(service.subject, context.surroundings),
    service.subject.tier,
    context.today,
  );
  if (grace === undefined || rule.noGrace) return undefined;
  const before =
    (rule.tiers?.includes(grace.from) ?? true) && !cappedAtAdvisory.includes(rule.id)
      ? tierEnforcement(set.terms[grace.from], rule.level)
      : "off";
  if (before !== "mandatory") return { until: grace.until, isNew: () => true };
  const earlier = rerun(service, active, grace.from, active.parameters(grace.from), context);
  return { until: grace.until, isNew: notIn(earlier) };
}

function rolloutFor(
  service: InventoryService,
  active: ActiveRule,
  context: LeniencyContext,
): Time | undefined {
  const { id } = active.rule;
  const { tier } = service.subject;
  for (const { released, rules, stricter } of context.rollouts) {
    const until = addDays(released, rolloutDays);
    if (released > context.today || until < context.today) continue;
    if (rules.includes(id)) return { until, isNew: () => true };
    const parameters = Object.hasOwn(stricter, id) ? stricter[id]?.[tier] : undefined;
    if (parameters === undefined) continue;
    const earlier = rerun(service, active, tier, { ...active.parameters(tier), ...parameters }, context);
    return { until, isNew: notIn(earlier) };
  }
  return undefined;
}

function rerun(
  service: InventoryService,
  { rule }: ActiveRule,
  tier: Tier,
  parameters: Readonly<Record<string, unknown>>,
  { surroundings, today }: LeniencyContext,
): CheckResult {
  const subject = { ...service.subject, tier, facts: { ...service.subject.facts, tier } };
  // What views have computed for the present tier must not answer for the earlier one.
  const evidence = service.evidence.afresh();
  return checkRule({ ...service, subject, evidence }, rule, parameters, surroundings, today);
}

function notIn({ outcome, failures }: CheckResult): (failure: Failure | undefined) => boolean {
  if (outcome === "pass" || outcome === "not-applicable") return () => true;
  if (outcome !== "fail" || failures.length === 0) return () => false;
  const known = new Set(failures.map(identityOf));
  return (failure) => failure !== undefined && !known.has(identityOf(failure));
}

function identityOf({ message, site }: Failure): string {
  return JSON.stringify([message, site.subject ?? null, site.resource?.urn ?? null]);
}
