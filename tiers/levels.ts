import { type Level, levels } from "../catalog/levels";
import type { Tier } from "../catalog/tier";

export type { Level };

/** What a tier asks of a rule set: the level that it makes mandatory, and the next one that it aims at. */
export interface TierTerms {
  readonly must: Level;
  readonly aim: Level;
}

/** Terms of a rule set; at a tier that is not named the set does not apply. */
export type TermsByTier = Readonly<Partial<Record<Tier, TierTerms>>>;

/** What each tier asks of the set production-readiness. */
export const tierTerms: Readonly<Record<Tier, TierTerms>> = {
  1: { must: "gold", aim: "gold" },
  2: { must: "silver", aim: "gold" },
  3: { must: "bronze", aim: "silver" },
};

/** Days to fix what only a promotion to the tier made mandatory. */
export const daysToFix: Readonly<Record<Tier, number>> = { 1: 14, 2: 30, 3: 90 };

/** Days in which a service gets such days once for a tier. */
export const daysBetweenGraces = 365;

/** Days for which what no vendor answered does not close the gate. */
export const daysUnobserved = 7;

/** Zero for the weakest level; -1 stands for no level at all. */
export function levelRank(level: Level | "none"): number {
  return level === "none" ? -1 : levels.indexOf(level);
}

/** An organisation's own level for a rule, by rule id; a rule that is not named keeps its default level. */
export const levelOverrides: Readonly<Record<string, Level>> = {};

/** Rules that never count towards a level, and that the tier table makes advisory at most. */
export const cappedAtAdvisory: readonly string[] = ["cost-watched"];
