import { DateTime, IANAZone } from "luxon";
import type { Interval } from "./intervals";

const minute = 60_000;
const day = 86_400_000;

/** A stretch of instants during which a zone's clocks stand at one offset from UTC, in milliseconds. */
export interface OffsetPiece extends Interval {
  readonly offset: number;
}

const pieces = new Map<string, readonly OffsetPiece[]>();

/** The first instant of a UTC day that is written YYYY-MM-DD. */
export function startOfDay(today: string): number {
  return Date.parse(`${today}T00:00:00Z`);
}

/** Whether this machine's time zone data knows the zone. */
export function isZone(zone: string): boolean {
  return IANAZone.create(zone).isValid;
}

/** How far a zone's clocks are ahead of UTC at an instant, in milliseconds. Throws a RangeError for no zone. */
export function offsetAt(zone: string, instant: number): number {
  const known = IANAZone.create(zone);
  if (!known.isValid) throw new RangeError(`${zone} is no time zone`);
  return known.offset(instant) * minute;
}

/**
 * Cuts a stretch of instants where the zone's clocks change. A zone that changes twice within one day is not
 * noticed; none is known to.
 */
export function offsetPieces(zone: string, within: Interval): readonly OffsetPiece[] {
  const key = `${zone} ${within.from} ${within.to}`;
  const known = pieces.get(key);
  if (known) return known;
  const found: OffsetPiece[] = [];
  let start = within.from;
  let offset = offsetAt(zone, start);
  for (let at = start; at < within.to; at += day) {
    const next = Math.min(at + day, within.to);
    const later = offsetAt(zone, next);
    if (later === offset) continue;
    const change = firstInstantOf(zone, later, at, next);
    found.push({ from: start, to: change, offset });
    start = change;
    offset = later;
  }
  if (start < within.to) found.push({ from: start, to: within.to, offset });
  pieces.set(key, found);
  return found;
}

/** Clocks change on whole minutes; halving finds the minute from which the zone has the offset. */
function firstInstantOf(zone: string, offset: number, before: number, after: number): number {
  let low = Math.floor(before / minute);
  let high = Math.ceil(after / minute);
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (offsetAt(zone, middle * minute) === offset) high = middle;
    else low = middle;
  }
  return high * minute;
}

/** What the zone's clocks read at an instant, as if the reading were UTC, in milliseconds. */
export function wallAt(zone: string, instant: number): number {
  return instant + offsetAt(zone, instant);
}

/**
 * The first instant at which the zone's clocks read a wall time; where they skip it, the instant that lies as far
 * behind the change as the wall time lies behind the skipped hour's start.
 */
export function instantOf(zone: string, wall: number): number {
  const before = offsetAt(zone, wall - day);
  const after = offsetAt(zone, wall + day);
  const exact = [wall - before, wall - after].filter((instant) => wallAt(zone, instant) === wall);
  return exact.length > 0 ? Math.min(...exact) : wall - before;
}

/**
 * Reads an ISO 8601 date or date-time as an instant; without an offset it is a wall time of the zone. Undefined
 * where the text is neither.
 */
export function parseInstant(text: string, zone: string): number | undefined {
  const iso = text.trim().replace(" ", "T").toUpperCase();
  if (!/^\d{4}-\d{2}-\d{2}(T\d{2}:|$)/.test(iso)) return undefined;
  const read = DateTime.fromISO(iso, { zone: "utc" });
  if (!read.isValid) return undefined;
  const hasOffset = /T.*(Z|[+-]\d{2}(:?\d{2})?)$/.test(iso);
  return hasOffset ? read.toMillis() : instantOf(zone, read.toMillis());
}

/** An instant in a zone's local time, such as `Mon 2026-11-23 20:00`; an hour that comes twice carries its offset. */
export function localTime(zone: string, instant: number): string {
  const local = DateTime.fromMillis(instant, { zone, locale: "en-US" });
  const time = instant % minute === 0 ? "HH:mm" : "HH:mm:ss";
  return local.toFormat(`ccc yyyy-MM-dd ${time}${twice(zone, instant) ? " ZZ" : ""}`);
}

function twice(zone: string, instant: number): boolean {
  const wall = wallAt(zone, instant);
  return [instant - day, instant + day].some((near) => {
    const other = wall - offsetAt(zone, near);
    return other !== instant && wallAt(zone, other) === wall;
  });
}
