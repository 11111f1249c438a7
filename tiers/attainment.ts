import { levels } from "../catalog/levels";
import { type Level, levelRank } from "./levels";

/** What came of one rule for one service. Waived is a failure that an exception in force accepts. */
export const outcomes = ["pass", "fail", "not-applicable", "unknown", "waived", "error"] as const;
export type Outcome = (typeof outcomes)[number];

/** Whether it is a failure: a rule that went wrong is as little met as one that fails. */
export function isFailing(outcome: Outcome): boolean {
  return outcome === "fail" || outcome === "error";
}

/** What the level needs to know of one finding. */
export interface LevelEvidence {
  readonly level: Level;
  readonly outcome: Outcome;
  /** The vendor that would tell is not configured: kept out of the level, shown as such. */
  readonly noCollector: boolean;
  /** The rule never counts towards a level. */
  readonly capped: boolean;
}

/** A level as the rules judged, and with waivers counted as met. */
export interface Attainment {
  readonly asJudged: Level | "none";
  readonly withWaivers: Level | "none";
}

/** The highest levels whose rules, and all lower levels' rules, are met; none where bronze is not. */
export function attain(findings: readonly LevelEvidence[]): Attainment {
  return {
    asJudged: highest(findings, ["fail", "error", "unknown", "waived"]),
    withWaivers: highest(findings, ["fail", "error", "unknown"]),
  };
}

function highest(findings: readonly LevelEvidence[], gaps: readonly Outcome[]): Level | "none" {
  const holding = findings.filter(
    ({ outcome, noCollector, capped }) => !noCollector && !capped && gaps.includes(outcome),
  );
  const lowestGap = Math.min(levels.length, ...holding.map(({ level }) => levelRank(level)));
  return levels[lowestGap - 1] ?? "none";
}
