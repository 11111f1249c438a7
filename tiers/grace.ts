import type { Promotion } from "../catalog/graph";
import type { Tier } from "../catalog/tier";
import { addDays, daysBetween } from "./calendar";
import { daysBetweenGraces, daysToFix } from "./levels";

/** A time in which what only the stricter tier makes mandatory stays advisory. */
export interface Grace {
  /** The tier before the promotion. */
  readonly from: Tier;
  /** Last day, YYYY-MM-DD. */
  readonly until: string;
}

/**
 * The grace that a service has at its tier, from the record of its promotions. A service gets it once for a tier in 365
 * days, and only for a change from a weaker tier; a record of the future counts for nothing.
 */
export function graceOf(records: readonly Promotion[], tier: Tier, today: string): Grace | undefined {
  const past = records
    .filter(({ at }) => at <= today)
    .toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
  const last = past.at(-1);
  if (last === undefined || last.to !== tier || last.from === undefined || last.from <= tier)
    return undefined;
  const until = addDays(last.at, daysToFix[tier]);
  if (until < today) return undefined;
  const used = past.some(
    (one) => one !== last && one.to === tier && daysBetween(one.at, last.at) < daysBetweenGraces,
  );
  return used ? undefined : { from: last.from, until };
}
