import { effectiveLevel } from "./enforcement";
import { cappedAtAdvisory, type Level, levelRank, levels } from "./levels";

/** What came of one rule for one service. Waived is a failure that an exception in force accepts. */
export const outcomes = ["pass", "fail", "not-applicable", "unknown", "waived", "error"] as const;
export type Outcome = (typeof outcomes)[number];

/** What the level needs to know of one finding. */
export interface LevelEvidence {
  readonly rule: string;
  readonly level: Level;
  readonly outcome: Outcome;
  /** The vendor that would tell is not configured: kept out of the level, shown as such. */
  readonly noCollector: boolean;
}

/** The highest level whose rules, and all lower levels' rules, are met; none where bronze is not. */
export function attainedLevel(findings: readonly LevelEvidence[]): Level | "none" {
  const blocking = findings
    .filter(holdsBack)
    .map(({ rule, level }) => levelRank(effectiveLevel(rule, level)));
  const lowestGap = Math.min(levels.length, ...blocking);
  return levels[lowestGap - 1] ?? "none";
}

function holdsBack({ rule, outcome, noCollector }: LevelEvidence): boolean {
  if (noCollector || cappedAtAdvisory.includes(rule)) return false;
  return outcome === "fail" || outcome === "error" || outcome === "unknown";
}
