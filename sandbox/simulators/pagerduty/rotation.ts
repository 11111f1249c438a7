import { DateTime, IANAZone } from "luxon";
import type { JsonObject } from "../../world/schema";
import { listOf, numberOf, objectOf, textsOf } from "../exchange";

/** A turn of one person: epoch milliseconds. */
export interface Turn {
  readonly user: string;
  readonly start: number;
  readonly end: number;
}

/** A stretch of time: epoch milliseconds. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

const daySeconds = 86_400;

/**
 * Who has duty within a span, by layers as the provider has them: later ones lie on top of earlier ones. Times of day are
 * those of the schedule's time zone.
 */
export function finalTurns(layers: readonly JsonObject[], timeZone: string, span: Span): readonly Turn[] {
  return layers.reduce<readonly Turn[]>((below, layer) => covered(below, turnsOf(layer, timeZone, span)), []);
}

/** Turns with others on top of them, which take their place. */
export function covered(below: readonly Turn[], top: readonly Turn[]): readonly Turn[] {
  return [...top.reduce(without, below), ...top].sort((a, b) => a.start - b.start);
}

/** The turns of one layer, cut to the span, to its own start and end and to its restrictions. */
export function turnsOf(layer: JsonObject, timeZone: string, span: Span): readonly Turn[] {
  const users = textsOf(layer.users);
  const seconds = numberOf(layer.rotationTurnLengthSeconds, 7 * daySeconds);
  const origin = DateTime.fromISO(String(layer.rotationVirtualStart), { zone: zoneOf(timeZone) });
  const from = Math.max(span.start, Date.parse(String(layer.start)));
  const ends = typeof layer.end === "string" && layer.end !== "" ? Date.parse(layer.end) : span.end;
  const to = Math.min(span.end, ends);
  if (users.length === 0 || Number.isNaN(from) || !origin.isValid || seconds <= 0) return [];
  const turns: Turn[] = [];
  // A turn earlier, as clocks that were put forward or back move the boundaries.
  let index = Math.floor((from - origin.toMillis()) / (seconds * 1000)) - 1;
  for (let start = boundary(origin, seconds, index); start < to; index++) {
    const end = boundary(origin, seconds, index + 1);
    const user = users[((index % users.length) + users.length) % users.length];
    if (user !== undefined && end > from)
      turns.push({ user, start: Math.max(from, start), end: Math.min(to, end) });
    start = end;
  }
  const windows = windowsOf(layer, timeZone, { start: from, end: to });
  return windows === undefined
    ? turns
    : turns.flatMap((turn) => windows.flatMap((window) => cut(turn, window)));
}

function zoneOf(name: string): IANAZone {
  return IANAZone.isValidZone(name) ? IANAZone.create(name) : IANAZone.create("UTC");
}

/** Turns of whole days change at the same local time also when clocks are put forward or back. */
function boundary(origin: DateTime, seconds: number, index: number): number {
  const days = seconds / daySeconds;
  const step = Number.isInteger(days) ? { days: days * index } : { seconds: seconds * index };
  return origin.plus(step).toMillis();
}

/** When a restricted layer has duty; undefined where it is not restricted. */
function windowsOf(layer: JsonObject, timeZone: string, { start, end }: Span): readonly Span[] | undefined {
  const restrictions = listOf(layer.restrictions).map(objectOf);
  if (restrictions.length === 0) return undefined;
  const windows: Span[] = [];
  // A window may begin up to a week before the part that is asked for.
  let day = DateTime.fromMillis(start, { zone: zoneOf(timeZone) })
    .startOf("day")
    .minus({ days: 7 });
  for (; day.toMillis() < end; day = day.plus({ days: 1 })) {
    const { weekday } = day;
    for (const restriction of restrictions) {
      if (restriction.type === "weekly_restriction" && weekday !== restriction.startDayOfWeek) continue;
      const [hour = 0, minute = 0, second = 0] = String(restriction.startTimeOfDay).split(":").map(Number);
      const begins = day.set({ hour, minute, second }).toMillis();
      windows.push({ start: begins, end: begins + numberOf(restriction.durationSeconds, 0) * 1000 });
    }
  }
  return windows;
}

/** The part of a turn that lies within a span, if any. */
export function cut(turn: Turn, { start, end }: Span): readonly Turn[] {
  const part = { ...turn, start: Math.max(turn.start, start), end: Math.min(turn.end, end) };
  return part.start < part.end ? [part] : [];
}

function without(turns: readonly Turn[], top: Turn): readonly Turn[] {
  return turns.flatMap((turn) => [
    ...cut(turn, { start: Number.NEGATIVE_INFINITY, end: top.start }),
    ...cut(turn, { start: top.end, end: Number.POSITIVE_INFINITY }),
  ]);
}
