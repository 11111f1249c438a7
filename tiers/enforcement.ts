import type { lifecycles } from "../catalog/schema";
import type { Mode, Tier } from "../catalog/tier";
import { addDays } from "./calendar";
import { type Level, levelRank, type TierTerms } from "./levels";
import { type Lowering, lastingLowerings, lowerings } from "./lowerings";

/** What a failure of a rule means: kept to the scorecard, shown, or blocking. */
export const enforcements = ["off", "advisory", "mandatory"] as const;
export type Enforcement = (typeof enforcements)[number];

/** Steps that may change an enforcement, in the order in which they are taken. */
export const enforcementSteps = [
  "tier",
  "cap",
  "initiative",
  "unknown",
  "lifecycle",
  "rollout",
  "grace",
  "ratchet",
  "basis",
  "scope",
  "mode",
  "ceiling",
  "break-glass",
] as const;

/** One link of the chain that led to an enforcement: which step, what came out, and why. */
export interface EnforcementStep {
  readonly step: (typeof enforcementSteps)[number];
  readonly enforcement: Enforcement;
  readonly because: string;
}

/** Who asks: a preview or update, or the gate of a service's own deployments. */
export type Asker = "run" | "gate";

/** What the rule itself brings to its enforcement. */
export interface EnforcedRule {
  readonly id: string;
  readonly level: Level;
  readonly area: string;
  /** It judges a state that moves by itself. */
  readonly state: boolean;
  /** No waiver counts at the service's tier, nor do baseline and lifecycle. */
  readonly unwaivable: boolean;
  /** The tier table makes it advisory at most. */
  readonly capped: boolean;
}

/** An initiative that covers the rule and the service. */
export interface CoveringInitiative {
  readonly id: string;
  /** Last day on which failures are advisory, YYYY-MM-DD. */
  readonly deadline: string;
}

/** Everything that decides how strictly one outcome of one rule counts for one service. */
export interface EnforcementInput {
  readonly rule: EnforcedRule;
  readonly tier: Tier;
  /** What the tier asks of the rule's set; undefined where the set does not apply at the tier. */
  readonly terms: TierTerms | undefined;
  /** The UTC day of the evaluation, YYYY-MM-DD. */
  readonly today: string;
  /** Initiatives that have started, whether their deadline has passed or not. */
  readonly initiatives: readonly CoveringInitiative[];
  readonly lifecycle: (typeof lifecycles)[number] | undefined;
  /** Last day on which a rule or parameter is too new to block, where it is. */
  readonly rolloutUntil?: string | undefined;
  /** Last day of the grace for what only a stricter tier made mandatory, where there is one. */
  readonly graceUntil?: string | undefined;
  /** The stack's baseline has the failure. */
  readonly baselined: boolean;
  /** The failure rests on an observed value of something that this stack does not manage. */
  readonly observed: boolean;
  readonly blockOnState: boolean;
  /** The run may be blocked by this service. */
  readonly inScope: boolean;
  readonly mode: Mode;
  /** Why the outcome is unknown, where it is; absent for a failure or an error. */
  readonly unknown?: "planned" | "unobserved" | "no-collector" | "partial" | undefined;
  /** For how many days it has been unobserved, where that is known. */
  readonly unobservedDays?: number | undefined;
  /** The strictest that the operator's policy config allows, where it is known to the caller. */
  readonly ceiling?: Enforcement | undefined;
  /** The emergency on record that lets this run, or this service's gate, through. */
  readonly breakGlass?: { readonly by: string; readonly until: string } | undefined;
}

export interface EnforcementDecision {
  readonly enforcement: Enforcement;
  readonly chain: readonly EnforcementStep[];
  /** The first day, YYYY-MM-DD, after which time alone makes it stricter, where there is one. */
  readonly due: string | undefined;
}

/** The tier table: mandatory up to the must-level, advisory up to the aim, off beyond, and where the set does not apply. */
export function tierEnforcement(terms: TierTerms | undefined, level: Level): Enforcement {
  if (terms === undefined) return "off";
  if (levelRank(level) <= levelRank(terms.must)) return "mandatory";
  return levelRank(level) <= levelRank(terms.aim) ? "advisory" : "off";
}

/** Decides the enforcement of one outcome and keeps the chain of steps that changed it. */
export function enforce(input: EnforcementInput, asker: Asker = "run"): EnforcementDecision {
  const chain = chainOf(input, asker, lowerings);
  return { enforcement: outcomeOf(chain), chain, due: dueOf(input, asker) };
}

function chainOf(
  input: EnforcementInput,
  asker: Asker,
  steps: readonly Lowering[],
): readonly EnforcementStep[] {
  const chain = [...raise(input)];
  for (const { step, asked, limit } of steps) {
    const found = asked.includes(asker) ? limit(input, asker) : undefined;
    if (found !== undefined && rank(found.to) < rank(outcomeOf(chain)))
      chain.push({ step, enforcement: found.to, because: found.because });
  }
  return chain;
}

function outcomeOf(chain: readonly EnforcementStep[]): Enforcement {
  return chain.at(-1)?.enforcement ?? "off";
}

/** Asks of each day on which something ends whether the next one is stricter; what only this run lowers is left out. */
function dueOf(input: EnforcementInput, asker: Asker): string | undefined {
  const { initiatives, rolloutUntil, graceUntil } = input;
  const ends = [...initiatives.map(({ deadline }) => deadline), rolloutUntil, graceUntil]
    .filter((day) => day !== undefined)
    .filter((day) => day >= input.today)
    .sort();
  if (ends.length === 0) return undefined;
  const on = (today: string): number =>
    rank(outcomeOf(chainOf({ ...input, today }, asker, lastingLowerings)));
  const now = on(input.today);
  return ends.find((day) => on(addDays(day, 1)) > now);
}

/** What the tier table says, and then the initiatives: the only one that raises. */
function raise({ rule, tier, terms, initiatives, today }: EnforcementInput): readonly EnforcementStep[] {
  const enforcement = tierEnforcement(terms, rule.level);
  const because = terms
    ? `tier ${tier} must be ${terms.must} and aims at ${terms.aim}; the rule is ${rule.level}`
    : `the rule set does not apply at tier ${tier}`;
  const chain: EnforcementStep[] = [{ step: "tier", enforcement, because }];
  if (rule.capped && enforcement === "mandatory")
    chain.push({ step: "cap", enforcement: "advisory", because: "the rule is capped at advisory" });
  const [first] = [...initiatives].sort(byDeadline);
  if (first === undefined) return chain;
  const passed = first.deadline < today;
  const asked = passed ? "mandatory" : "advisory";
  if (rank(asked) > rank(outcomeOf(chain))) {
    const when = passed ? "ended" : "ends";
    const why = `the initiative ${first.id} covers it and ${when} on ${first.deadline}`;
    chain.push({ step: "initiative", enforcement: asked, because: why });
  }
  return chain;
}

function byDeadline(a: CoveringInitiative, b: CoveringInitiative): number {
  if (a.deadline !== b.deadline) return a.deadline < b.deadline ? -1 : 1;
  return a.id < b.id ? -1 : 1;
}

function rank(enforcement: Enforcement): number {
  return enforcements.indexOf(enforcement);
}

/** The strictest of several enforcements; off for none. */
export function strictest(all: readonly Enforcement[]): Enforcement {
  return all.reduce<Enforcement>((most, one) => (rank(one) > rank(most) ? one : most), "off");
}
