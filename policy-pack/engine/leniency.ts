import type { Tier } from "../../catalog/tier";
import { addDays } from "../../tiers/calendar";
import { tierEnforcement } from "../../tiers/enforcement";
import { graceOf } from "../../tiers/grace";
import { cappedAtAdvisory } from "../../tiers/levels";
import { type Rollout, rolloutDays } from "../../tiers/rollout";
import { promotionsOf } from "./approvals";
import { type CheckResult, checkRule, type Failure } from "./check";
import type { InventoryService } from "./inventory";
import type { ActiveRule } from "./judge";
import { initiativesCovering } from "./progress";
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
  const rollouts = rolloutsFor(service, active, context);
  if (grace === undefined && rollouts.length === 0) return strict;
  return (failure) => {
    const last = rollouts
      .filter(({ isNew }) => isNew(failure))
      .map(({ until }) => until)
      .sort()
      .at(-1);
    return {
      ...(last === undefined ? {} : { rolloutUntil: last }),
      ...(grace?.isNew(failure) ? { graceUntil: grace.until } : {}),
    };
  };
}

interface Time {
  readonly until: string;
  readonly isNew: (failure: Failure | undefined) => boolean;
}

function graceFor(service: InventoryService, active: ActiveRule, context: LeniencyContext): Time | undefined {
  const { subject } = service;
  const records = promotionsOf(subject, context.surroundings);
  const grace = graceOf(records, subject.tier, context.today);
  if (grace === undefined || active.rule.noGrace) return undefined;
  const { from, until } = grace;
  if (!wasMandatory(service, active, from, context)) return { until, isNew: () => true };
  const earlier = rerun(service, active, from, active.parameters(from), context);
  return { until, isNew: notIn(earlier) };
}

/** Whether a failure was mandatory at the tier before: by the tier table, or by an initiative that has ended. */
function wasMandatory(
  { subject }: InventoryService,
  { rule, set }: ActiveRule,
  from: Tier,
  { surroundings, today }: LeniencyContext,
): boolean {
  if (rule.tiers?.includes(from) === false) return false;
  const capped = cappedAtAdvisory.includes(rule.id);
  if (!capped && tierEnforcement(set.terms[from], rule.level) === "mandatory") return true;
  const covering = initiativesCovering({ rule, set }, { ...subject, tier: from }, surroundings, today);
  return covering.some(({ deadline }) => deadline < today);
}

/** A time for each release that is recent enough and made the rule new or stricter. */
function rolloutsFor(
  service: InventoryService,
  active: ActiveRule,
  context: LeniencyContext,
): readonly Time[] {
  const { id } = active.rule;
  const { tier } = service.subject;
  return context.rollouts.flatMap(({ released, rules, stricter }): readonly Time[] => {
    const until = addDays(released, rolloutDays);
    if (released > context.today || until < context.today) return [];
    if (rules.includes(id)) return [{ until, isNew: () => true }];
    const before = Object.hasOwn(stricter, id) ? stricter[id]?.[tier] : undefined;
    if (before === undefined) return [];
    const earlier = rerun(service, active, tier, active.parameters(tier, before), context);
    return [{ until, isNew: notIn(earlier) }];
  });
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
