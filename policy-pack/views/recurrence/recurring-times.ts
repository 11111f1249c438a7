import { UnknownValue } from "../../engine/value";
import { clip, type Interval, union } from "../on-call/intervals";
import { instantOf, isZone, type OffsetPiece, offsetPieces, wallAt } from "../on-call/time-zone";
import { occurrencesOf } from "./occurrences";
import { parseRule, type RecurrenceRule, RuleSyntaxError, shortUnits } from "./rrule";

/** Something that happens again and again, each time for as long. */
export interface Recurring {
  /** A recurrence rule of RFC 5545. */
  readonly rule: string;
  /** Wall time of the first time, in milliseconds as if it were UTC. */
  readonly start: number;
  /** How long it lasts, in milliseconds. */
  readonly duration: number;
  /** IANA time zone in which it recurs. */
  readonly zone: string;
}

const day = 86_400_000;
/** What lasts longer counts as lasting for ever. */
const longest = 366 * day;

/**
 * The times within a stretch that something recurring covers. `whose` names it in the reason of the UnknownValue that is
 * thrown where its rule cannot be read or recurs too often to be added up.
 */
export function recurringTimes(what: Recurring, within: Interval, whose: string): readonly Interval[] {
  const { start, duration, zone } = what;
  if (!isZone(zone)) throw unreadable(whose, "names no time zone");
  const rule = readRule(what, whose);
  if (duration > longest) return clip([{ from: instantOf(zone, start), to: Infinity }], within);
  const solid = solidTime(rule, start, duration);
  if (solid)
    return clip([{ from: instantOf(zone, solid.from), to: instantOf(zone, solid.last) + duration }], within);
  const around = { from: within.from - duration - day, to: within.to + day };
  const starts = occurrencesOf(rule, start, { from: wallAt(zone, around.from), to: wallAt(zone, around.to) });
  if (starts === undefined)
    throw new UnknownValue("unobserved", `${whose} recurs too often for its times to be added up`);
  const pieces = offsetPieces(zone, around);
  const times = starts.map((wall) => {
    const from = instantIn(pieces, wall) ?? instantOf(zone, wall);
    return { from, to: from + duration };
  });
  return union(clip(times, within));
}

function readRule({ rule, zone }: Recurring, whose: string): RecurrenceRule {
  try {
    return parseRule(rule, zone);
  } catch (error) {
    if (error instanceof RuleSyntaxError) throw unreadable(whose, error.message);
    throw error;
  }
}

function unreadable(whose: string, why: string): UnknownValue {
  return new UnknownValue("unobserved", `the recurrence of ${whose} cannot be read: it ${why}`);
}

/** First and last start of what recurs at least as often as it lasts, and so covers all of the time between. */
function solidTime(
  rule: RecurrenceRule,
  start: number,
  duration: number,
): { readonly from: number; readonly last: number } | undefined {
  const { frequency, interval, count, until } = rule;
  const unit = shortUnits[frequency];
  if (unit === undefined || hasParts(rule) || unit * interval > duration) return undefined;
  const byCount = count === undefined ? Infinity : start + (count - 1) * unit * interval;
  // Far enough for every stretch that is looked at, and still a time that a calendar has.
  const last = Math.min(byCount, until ?? Infinity, Date.UTC(9999, 0));
  return last < start ? undefined : { from: start, last };
}

function hasParts({ months, yearDays, monthDays, days, hours, minutes, seconds, ...rule }: RecurrenceRule) {
  const lists = [months, rule.weeks, yearDays, monthDays, days, hours, minutes, seconds, rule.positions];
  return lists.some((list) => list.length > 0);
}

function instantIn(pieces: readonly OffsetPiece[], wall: number): number | undefined {
  const piece = pieces.find(({ from, to, offset }) => wall - offset >= from && wall - offset < to);
  return piece && wall - piece.offset;
}
