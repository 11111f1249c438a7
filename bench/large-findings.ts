import { productionReadiness } from "../catalog/levels";
import type { Tier } from "../catalog/tier";
import type { rules } from "../policy-pack/rules/index";
import type { ScoredFinding, ScoredViolation } from "../scorecard/schema";
import { addDays } from "../tiers/calendar";
import { levelRank, tierTerms } from "../tiers/levels";

/** A number from 0 up to 1 that is always the same for the same words. */
export function chance(...words: readonly (string | number)[]): number {
  let hash = 2166136261;
  for (const character of words.join("/")) hash = Math.imul(hash ^ character.charCodeAt(0), 16777619);
  hash = Math.imul(hash ^ (hash >>> 15), 2246822507);
  hash = Math.imul(hash ^ (hash >>> 13), 3266489909);
  return ((hash ^ (hash >>> 16)) >>> 0) / 2 ** 32;
}

export const words = [
  "cart",
  "quote",
  "ledger",
  "search",
  "mail",
  "stock",
  "price",
  "fraud",
  "route",
  "image",
  "login",
  "audit",
];
const kinds = ["api", "worker", "gateway", "store", "stream", "web"];

export function nameOf(at: number): string {
  return `${words[at % words.length]}-${kinds[Math.floor(at / words.length) % kinds.length]}-${at}`;
}

/** A service in a week. */
export interface Place {
  readonly at: number;
  readonly name: string;
  readonly tier: Tier;
  readonly ripe: number;
  readonly week: number;
  readonly day: string;
}

type Rule = (typeof rules)[number];

/** What comes of a rule for a service in a week. */
export function findingOf(rule: Rule, place: Place): ScoredFinding {
  const { at, tier, ripe, week, name, day } = place;
  const common = {
    rule: rule.id,
    set: productionReadiness,
    area: rule.area,
    level: rule.level,
    violations: [],
    waived: [],
    lookedAt: ["repository", "datadog:index/monitor:Monitor"].slice(0, 1 + Math.floor(chance(rule.id) * 2)),
  };
  if (chance("applies", at, rule.id) < 0.15)
    return {
      ...common,
      outcome: "not-applicable",
      reason: "nothing of the kind is declared",
      enforcement: "off",
    };
  if (chance("seen", at, rule.id, Math.floor(week / 4)) < 0.015) return unanswered(common, name);
  if (chance("collector", rule.id) < 0.03)
    return {
      ...common,
      outcome: "unknown",
      cause: "no-collector",
      reason: "no vendor is observed",
      enforcement: "off",
    };
  const misses = { bronze: 0.05, silver: 0.25, gold: 0.7 }[rule.level] * Math.max(0.004, 1 - ripe);
  const fallsBack = chance("slip", at, rule.id, Math.floor(week / 6)) < 0.002;
  if (chance("hard", at, rule.id) >= misses && !fallsBack)
    return { ...common, outcome: "pass", enforcement: "off" };
  const must = tierTerms[tier].must;
  const enforcement = levelRank(rule.level) <= levelRank(must) ? "mandatory" : "advisory";
  const failure = failureOf(rule, name, tier, enforcement, day);
  if (enforcement !== "mandatory" || chance("waived", at, rule.id) > 0.3)
    return { ...common, outcome: "fail", enforcement, violations: [failure] };
  const { message, text } = failure;
  return {
    ...common,
    outcome: "waived",
    enforcement: "off",
    waived: [{ message, text, waiver: waiverOf(rule.id, at, day) }],
  };
}

/** Unknown, as a vendor was down. */
function unanswered(common: Omit<ScoredFinding, "outcome" | "enforcement">, name: string): ScoredFinding {
  const reason = "datadog did not answer";
  const violation: ScoredViolation = {
    message: "unknown",
    text: `The rule could not be judged: ${reason}.`,
    urn: `urn:pulumi:prod::shop::readiness:index:Service::${name}`,
    enforcement: "advisory",
    gate: "advisory",
    chain: [{ step: "unknown", enforcement: "advisory", because: "no answer is advisory for 7 days" }],
  };
  return {
    ...common,
    outcome: "unknown",
    cause: "unobserved",
    reason,
    enforcement: "advisory",
    violations: [violation],
  };
}

function failureOf(
  rule: Rule,
  name: string,
  tier: Tier,
  enforcement: "mandatory" | "advisory",
  day: string,
): ScoredViolation {
  const [message = "missing", text = rule.title] = Object.entries(rule.messages)[0] ?? [];
  const filled = (template: string): string => template.replace(/\{\w+\}/g, `${name}-main`);
  const must = tierTerms[tier].must;
  return {
    message,
    text: filled(text),
    fix: filled(rule.fix),
    subject: `${name}-main`,
    urn: `urn:pulumi:prod::shop::readiness:index:Service::${name}`,
    enforcement,
    gate: enforcement,
    ...(chance("due", name, rule.id) < 0.1 ? { due: addDays(day, 20) } : {}),
    chain: [
      { step: "tier", enforcement, because: `tier ${tier} must be ${must} and the rule is ${rule.level}` },
      { step: "mode", enforcement, because: "mode enforce" },
    ],
  };
}

function waiverOf(rule: string, at: number, day: string) {
  const left = Math.floor(chance("left", at, rule) * 90);
  return {
    rule,
    service: nameOf(at),
    reason: "migration",
    note: "The move to the new platform ends this quarter.",
    approver: "sam-example",
    requested: addDays(day, left - 90),
    expires: addDays(day, left),
  } as const;
}
