import type { Promotion } from "../../../catalog/graph";
import { promotionsOf } from "../../engine/approvals";
import type { Subject, Surroundings } from "../../engine/rule";

/** What the stack config has on record about a service's tier. */
export interface TierRecords {
  /** Every record up to today, oldest first; those of one day in the order of the file. */
  readonly past: readonly Promotion[];
  readonly future: readonly Promotion[];
  /** The records that led to the tier that was approved last: none of another tier comes after them. */
  readonly latest: readonly Promotion[];
}

/** The promotions of a service under its name and its earlier ones; `today` is a UTC day, YYYY-MM-DD. */
export function tierRecords(service: Subject, surroundings: Surroundings, today: string): TierRecords {
  const all = promotionsOf(service, surroundings);
  const past = all.filter(({ at }) => at <= today);
  const change = past.findLastIndex(({ to }) => to !== past.at(-1)?.to);
  return { past, future: all.filter(({ at }) => at > today), latest: past.slice(change + 1) };
}
