import { clip, type Interval, subtract, union } from "./intervals";
import { offsetPieces, wallAt } from "./time-zone";

const second = 1000;
const minute = 60 * second;
const daySeconds = 86_400;
/** Length of a week on the clock, in seconds. */
export const weekSeconds = 7 * daySeconds;
// 1970-01-05 was the first Monday; weeks are counted from it on the wall clock.
const firstMonday = 4 * daySeconds * second;

/** A stretch of every week on the wall clock: seconds after Monday 00:00, and how long; it may cross the week's end. */
export interface WeeklyRange {
  readonly start: number;
  readonly seconds: number;
}

/** Turns that follow each other on the wall clock from `start` on; the marked slots of each cycle have nobody. */
export interface IdleTurns {
  readonly start: number;
  readonly seconds: number;
  readonly slots: readonly boolean[];
}

/** When one layer of a schedule puts somebody on call, whoever's turn it is. */
export interface CoverLayer {
  readonly zone: string;
  /** Instants in milliseconds; a layer without `to` never ends. */
  readonly from: number;
  readonly to?: number | undefined;
  /** Times of the week at which it covers; at all times when empty. */
  readonly restrictions: readonly WeeklyRange[];
  readonly idle?: IdleTurns | undefined;
}

/** Which hours must be covered: every minute, Monday to Friday 09:00 to 17:00 of a zone, or none. */
export type NeededHours = "always" | "office" | "none";

const officeHours: readonly WeeklyRange[] = [0, 1, 2, 3, 4].map((day) => ({
  start: day * daySeconds + 9 * 3600,
  seconds: 8 * 3600,
}));

/**
 * The instants of a window at which a zone's clocks read a time within the weekly ranges. Where clocks go back, both
 * passes through the hour count; where they go forward, what is skipped is neither covered nor missing.
 */
export function instantsOf(
  ranges: readonly WeeklyRange[],
  zone: string,
  window: Interval,
): readonly Interval[] {
  const found = offsetPieces(zone, window).flatMap(({ from, to, offset }) => {
    const wall = { from: from + offset, to: to + offset };
    const read = clip(wallRanges(ranges, wall), wall);
    return read.map((range) => ({ from: range.from - offset, to: range.to - offset }));
  });
  return union(found);
}

function wallRanges(ranges: readonly WeeklyRange[], wall: Interval): readonly Interval[] {
  const week = weekSeconds * second;
  const found: Interval[] = [];
  // A range that began in the week before may reach into the first week.
  for (let monday = weekStart(wall.from) - week; monday < wall.to; monday += week) {
    for (const { start, seconds } of ranges) {
      const from = monday + start * second;
      found.push({ from, to: from + seconds * second });
    }
  }
  return found;
}

function weekStart(wall: number): number {
  const week = weekSeconds * second;
  return Math.floor((wall - firstMonday) / week) * week + firstMonday;
}

/** When a layer has somebody on call within a window, sorted and merged. */
export function layerCover(layer: CoverLayer, window: Interval): readonly Interval[] {
  const { zone, restrictions, idle } = layer;
  // The whole window is asked for, not the layer's part of it, so that all layers share one look-up of the zone.
  const times = restrictions.length === 0 ? [window] : instantsOf(restrictions, zone, window);
  const allowed = clip(times, { from: layer.from, to: layer.to ?? Number.POSITIVE_INFINITY });
  return idle === undefined ? allowed : subtract(allowed, idleTimes(idle, zone, window));
}

function idleTimes(
  { start, seconds, slots }: IdleTurns,
  zone: string,
  window: Interval,
): readonly Interval[] {
  const turn = seconds * second;
  const first = wallAt(zone, start);
  return offsetPieces(zone, window).flatMap(({ from, to, offset }) => {
    const found: Interval[] = [];
    const wall = { from: from + offset, to: to + offset };
    for (let index = Math.floor((wall.from - first) / turn); first + index * turn < wall.to; index++) {
      const slot = ((index % slots.length) + slots.length) % slots.length;
      const begin = first + index * turn;
      if (slots[slot]) found.push(...clip([{ from: begin, to: begin + turn }], wall));
    }
    return found.map((range) => ({ from: range.from - offset, to: range.to - offset }));
  });
}

/** The instants of a window that must be covered. */
export function neededCover(hours: NeededHours, zone: string, window: Interval): readonly Interval[] {
  if (hours === "none") return [];
  return hours === "always" ? union([window]) : instantsOf(officeHours, zone, window);
}

/**
 * The gaps: what is needed and covered by nothing. Less than a minute is no gap, since a layer that ends at 23:59:59
 * means the whole day.
 */
export function coverageGaps(needed: readonly Interval[], covered: readonly Interval[]): readonly Interval[] {
  return subtract(needed, covered).filter(({ from, to }) => to - from >= minute);
}
