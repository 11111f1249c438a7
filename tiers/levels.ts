import type { Tier } from "../catalog/graph";

/** Levels from weakest to strictest; a service has the highest whose rules, and all lower ones', it passes. */
export const levels = ["bronze", "silver", "gold"] as const;
export type Level = (typeof levels)[number];

/** The level that a tier makes mandatory, the next one it aims at, and its days to fix after a promotion. */
export interface TierTerms {
  readonly must: Level;
  readonly aim: Level;
  readonly daysToFix: number;
}

export const tierTerms: Readonly<Record<Tier, TierTerms>> = {
  1: { must: "gold", aim: "gold", daysToFix: 14 },
  2: { must: "silver", aim: "gold", daysToFix: 30 },
  3: { must: "bronze", aim: "silver", daysToFix: 90 },
};

/** Zero for the weakest level; -1 stands for no level at all. */
export function levelRank(level: Level | "none"): number {
  return level === "none" ? -1 : levels.indexOf(level);
}

/** An organisation's own level for a rule, by rule id; a rule that is not named keeps its default level. */
export const levelOverrides: Readonly<Record<string, Level>> = {};

/** Rules that never count towards a level and are advisory at most. */
export const cappedAtAdvisory: readonly string[] = ["cost-watched"];
