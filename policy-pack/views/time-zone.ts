import type { Interval } from "./intervals";

const minute = 60_000;
const day = 86_400_000;

/** A stretch of instants during which a zone's clocks stand at one offset from UTC, in milliseconds. */
export interface OffsetPiece extends Interval {
  readonly offset: number;
}

const formats = new Map<string, Intl.DateTimeFormat>();
const pieces = new Map<string, readonly OffsetPiece[]>();

/** The first instant of a UTC day that is written YYYY-MM-DD. */
export function startOfDay(today: string): number {
  return Date.parse(`${today}T00:00:00Z`);
}

/** Whether this machine's time zone data knows the zone. */
export function isZone(zone: string): boolean {
  try {
    formatFor(zone);
    return true;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}

// Making a formatter costs a hundred times what using it costs.
function formatFor(zone: string): Intl.DateTimeFormat {
  const known = formats.get(zone);
  if (known) return known;
  const made = new Intl.DateTimeFormat("en-US", {
    timeZone: zone,
    hourCycle: "h23",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
    second: "numeric",
  });
  formats.set(zone, made);
  return made;
}

/** How far a zone's clocks are ahead of UTC at an instant, in milliseconds. Throws a RangeError for no zone. */
export function offsetAt(zone: string, instant: number): number {
  const whole = Math.floor(instant / 1000) * 1000;
  const part: Record<string, number> = {};
  for (const { type, value } of formatFor(zone).formatToParts(whole)) part[type] = Number(value);
  const { year = 0, month = 1, day: date = 1, hour = 0, minute: min = 0, second = 0 } = part;
  return Date.UTC(year, month - 1, date, hour, min, second) - whole;
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
  const parts = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?)(Z|[+-]\d{2}:?\d{2})?)?$/i.exec(
    text.trim(),
  );
  if (parts === null) return undefined;
  const [, date, time = "00:00", offset] = parts;
  const read = Date.parse(
    `${date}T${time}${(offset ?? "Z").replace(/^([+-]\d{2})(\d{2})$/, "$1:$2").toUpperCase()}`,
  );
  if (Number.isNaN(read)) return undefined;
  return offset === undefined ? instantOf(zone, read) : read;
}

const weekdays = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"] as const;

/** An instant in a zone's local time, such as `Mon 2026-11-23 20:00`; an hour that comes twice carries its offset. */
export function localTime(zone: string, instant: number): string {
  const wall = wallAt(zone, instant);
  const iso = new Date(wall).toISOString();
  const time = iso.slice(11, wall % minute === 0 ? 16 : 19);
  return `${weekdays[new Date(wall).getUTCDay()]} ${iso.slice(0, 10)} ${time}${twice(zone, instant) ? ` ${offsetText(wall - instant)}` : ""}`;
}

function twice(zone: string, instant: number): boolean {
  const wall = wallAt(zone, instant);
  return [instant - day, instant + day].some((near) => {
    const other = wall - offsetAt(zone, near);
    return other !== instant && wallAt(zone, other) === wall;
  });
}

function offsetText(offset: number): string {
  const minutes = Math.abs(offset) / minute;
  const two = (value: number): string => String(Math.floor(value)).padStart(2, "0");
  return `${offset < 0 ? "-" : "+"}${two(minutes / 60)}:${two(minutes % 60)}`;
}
