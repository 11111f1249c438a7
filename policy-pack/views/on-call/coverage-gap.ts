import type { UnknownValue } from "../../engine/value";
import type { Interval } from "./intervals";
import type { Level } from "./on-call-targets";
import { coverageGaps } from "./schedule-coverage";

/**
 * The gaps of a level: needed instants at which none of its targets has anybody, all schedules and users taken together.
 * Throws UnknownValue where there are gaps that a target which is not known may fill.
 */
export function levelGaps(level: Level, needed: readonly Interval[], window: Interval): readonly Interval[] {
  const covers = level.map((target) => target.cover(window));
  const gaps = coverageGaps(
    needed,
    covers.flatMap(({ times }) => times),
  );
  const open: UnknownValue | undefined = covers
    .map((cover) => cover.open)
    .find((error) => error !== undefined);
  if (gaps.length > 0 && open !== undefined) throw open;
  return gaps;
}

/** The time zone of the first schedule of a level, as far as it has one. */
export function zoneOfLevel(level: Level, at: number): string | undefined {
  const schedule = level.find((target) => target.schedule !== undefined)?.schedule;
  return schedule?.layers(at)[0]?.layer.zone();
}
