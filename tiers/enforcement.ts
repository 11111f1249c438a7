import type { Mode, Tier } from "../catalog/graph";
import { cappedAtAdvisory, type Level, levelOverrides, levelRank, tierTerms } from "./levels";

/** What a failure of a rule means: kept to the scorecard, shown, or blocking. */
export const enforcements = ["off", "advisory", "mandatory"] as const;
export type Enforcement = (typeof enforcements)[number];

/** One link of the chain that led to an enforcement: which step, what came out, and why. */
export interface EnforcementStep {
  readonly step: "tier" | "cap" | "unknown" | "basis" | "mode" | "ceiling";
  readonly enforcement: Enforcement;
  readonly because: string;
}

/** Everything that decides how strictly one outcome of one rule counts for one service. */
export interface EnforcementInput {
  readonly rule: string;
  readonly level: Level;
  readonly tier: Tier;
  /** The rule judges a state that moves by itself. */
  readonly state: boolean;
  /** The failure rests on an observed value of something that this stack does not manage. */
  readonly observed: boolean;
  readonly blockOnState: boolean;
  readonly mode: Mode;
  /** Why the outcome is unknown, where it is; absent for a failure or an error. */
  readonly unknown?: "planned" | "unobserved" | "no-collector" | "partial";
  /** The strictest that the operator's policy config allows, where it is known to the caller. */
  readonly ceiling?: Enforcement;
}

export interface EnforcementDecision {
  readonly enforcement: Enforcement;
  readonly chain: readonly EnforcementStep[];
}

interface Lowering {
  readonly step: EnforcementStep["step"];
  /** The most that the step lets through and why, or undefined where it does not apply. */
  limit(input: EnforcementInput): { readonly to: Enforcement; readonly because: string } | undefined;
}

/** The level at which a rule counts: the organisation's override, else the rule's own. */
export function effectiveLevel(rule: string, level: Level): Level {
  return Object.hasOwn(levelOverrides, rule) ? (levelOverrides[rule] ?? level) : level;
}

/** The tier table: mandatory up to the must-level, advisory up to the aim, off beyond. */
export function tierEnforcement(tier: Tier, level: Level): Enforcement {
  const { must, aim } = tierTerms[tier];
  if (levelRank(level) <= levelRank(must)) return "mandatory";
  return levelRank(level) <= levelRank(aim) ? "advisory" : "off";
}

/** Lowering steps in their order; each lowers or leaves, none raises. Further steps take their place here. */
const lowerings: readonly Lowering[] = [
  {
    step: "unknown",
    limit: ({ unknown }) => {
      if (unknown === "planned")
        return { to: "advisory", because: "the value is only known after an update" };
      if (unknown === "unobserved") return { to: "advisory", because: "the vendor did not answer" };
      if (unknown === "no-collector") return { to: "off", because: "the vendor is not configured" };
      return undefined;
    },
  },
  {
    step: "basis",
    limit: ({ state, observed, blockOnState }) => {
      if (blockOnState || !(state || observed)) return undefined;
      const because = state
        ? "the rule judges a state that moves by itself"
        : "the value is of a thing not managed here";
      return { to: "advisory", because };
    },
  },
  {
    step: "mode",
    limit: ({ mode }) =>
      mode === "advise" ? { to: "advisory", because: "the stack's mode is advise" } : undefined,
  },
  {
    step: "ceiling",
    limit: ({ ceiling }) =>
      ceiling ? { to: ceiling, because: "the operator's policy config allows no more" } : undefined,
  },
];

/** Decides the enforcement of one outcome and keeps the chain of steps that changed it. */
export function enforce(input: EnforcementInput): EnforcementDecision {
  const level = effectiveLevel(input.rule, input.level);
  let enforcement = tierEnforcement(input.tier, level);
  const { must, aim } = tierTerms[input.tier];
  const because = `tier ${input.tier} must be ${must} and aims at ${aim}; the rule is ${level}`;
  const chain: EnforcementStep[] = [{ step: "tier", enforcement, because }];
  const lowerTo = (step: EnforcementStep["step"], to: Enforcement, why: string): void => {
    if (enforcements.indexOf(to) >= enforcements.indexOf(enforcement)) return;
    enforcement = to;
    chain.push({ step, enforcement, because: why });
  };
  if (cappedAtAdvisory.includes(input.rule)) lowerTo("cap", "advisory", "the rule is capped at advisory");
  for (const { step, limit } of lowerings) {
    const found = limit(input);
    if (found) lowerTo(step, found.to, found.because);
  }
  return { enforcement, chain };
}

/** The strictest of several enforcements; off for none. */
export function strictest(all: readonly Enforcement[]): Enforcement {
  return all.reduce<Enforcement>(
    (most, one) => (enforcements.indexOf(one) > enforcements.indexOf(most) ? one : most),
    "off",
  );
}
