import { levelRank } from "../tiers/levels";
import type { ScoredLevel } from "./schema";

/** How many services are at their must-level in a rule set. */
export interface ShareAtMust {
  /** Services that have a level in the set; others, such as deprecated ones, do not count. */
  readonly of: number;
  readonly asJudged: number;
  /** The same where what a waiver accepts counts as met; never fewer. */
  readonly withWaivers: number;
}

/** A share between 0 and 1; undefined of nothing, which is neither all nor none. */
export function shareOf(part: number, of: number): number | undefined {
  return of === 0 ? undefined : part / of;
}

/** A share between 0 and 1 for people, rounded down so that only all is 100 %; a dash for a share of nothing. */
export function percent(share: number | undefined, decimals = 0): string {
  if (share === undefined) return "-";
  const unit = 10 ** decimals;
  return `${(Math.floor(share * 100 * unit + 1e-9) / unit).toFixed(decimals)} %`;
}

/** What a service must have for its level to be counted. */
export interface Leveled {
  readonly levels: readonly Pick<ScoredLevel, "set" | "must" | "asJudged" | "withWaivers">[];
}

/** Counts the services that reach, in a rule set, the level that their tier makes mandatory. */
export function shareAtMust(services: readonly Leveled[], set: string): ShareAtMust {
  const own = services.flatMap((service) => service.levels.find((one) => one.set === set) ?? []);
  return {
    of: own.length,
    asJudged: own.filter(({ asJudged, must }) => reaches(asJudged, must)).length,
    withWaivers: own.filter(({ withWaivers, must }) => reaches(withWaivers, must)).length,
  };
}

/** Whether a level is at least the one that must be. */
export function reaches(level: ScoredLevel["asJudged"], must: ScoredLevel["must"]): boolean {
  return levelRank(level) >= levelRank(must);
}
