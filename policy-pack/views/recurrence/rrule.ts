import { parseInstant, wallAt } from "../on-call/time-zone";

export const frequencies = [
  "SECONDLY",
  "MINUTELY",
  "HOURLY",
  "DAILY",
  "WEEKLY",
  "MONTHLY",
  "YEARLY",
] as const;
export type Frequency = (typeof frequencies)[number];

/** Lengths of the units that are shorter than a day, in milliseconds. */
export const shortUnits: Readonly<Partial<Record<Frequency, number>>> = {
  SECONDLY: 1_000,
  MINUTELY: 60_000,
  HOURLY: 3_600_000,
};

/** A day of the week (1 is Monday), any of them or the nth of its month or year; counted from the end where negative. */
export interface RuleDay {
  readonly weekday: number;
  readonly nth: number | undefined;
}

/** A recurrence rule of RFC 5545; a list that is empty restricts nothing. */
export interface RecurrenceRule {
  readonly frequency: Frequency;
  readonly interval: number;
  readonly count: number | undefined;
  /** Wall time of the last possible occurrence, in milliseconds as if it were UTC. */
  readonly until: number | undefined;
  /** First day of the week, 1 to 7. */
  readonly weekStart: number;
  readonly months: readonly number[];
  readonly weeks: readonly number[];
  readonly yearDays: readonly number[];
  readonly monthDays: readonly number[];
  readonly days: readonly RuleDay[];
  readonly hours: readonly number[];
  readonly minutes: readonly number[];
  readonly seconds: readonly number[];
  readonly positions: readonly number[];
}

const weekdays = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"];
const longest = 5_000;
const known = new Set(
  [
    "FREQ INTERVAL COUNT UNTIL WKST BYMONTH BYWEEKNO BYYEARDAY BYMONTHDAY",
    "BYDAY BYHOUR BYMINUTE BYSECOND BYSETPOS",
  ].flatMap((names) => names.split(" ")),
);

/** Why a rule cannot be read, in words that follow 'it'. */
export class RuleSyntaxError extends Error {
  override readonly name = "RuleSyntaxError";
}

/** Reads a rule such as FREQ=WEEKLY;BYDAY=SA,SU for a time zone. Throws RuleSyntaxError. */
export function parseRule(text: string, zone: string): RecurrenceRule {
  if (text.length > longest) throw new RuleSyntaxError(`is longer than ${longest} characters`);
  const parts = partsOf(text);
  const frequency = frequencies.find((name) => name === parts.get("FREQ"));
  if (frequency === undefined) throw new RuleSyntaxError("has no FREQ that RFC 5545 knows");
  const numbers = (name: string, low: number, high: number): readonly number[] =>
    listOf(parts.get(name)).map((item) => numberIn(name, item, low, high));
  const signed = (name: string, high: number): readonly number[] =>
    numbers(name, -high, high).map((number) => nonZero(name, number));
  return {
    frequency,
    interval: positive("INTERVAL", parts.get("INTERVAL")) ?? 1,
    count: positive("COUNT", parts.get("COUNT")),
    until: untilOf(parts.get("UNTIL"), zone),
    weekStart: weekdayOf(parts.get("WKST") ?? "MO"),
    months: numbers("BYMONTH", 1, 12),
    weeks: signed("BYWEEKNO", 53),
    yearDays: signed("BYYEARDAY", 366),
    monthDays: signed("BYMONTHDAY", 31),
    days: listOf(parts.get("BYDAY")).map(dayOf),
    hours: numbers("BYHOUR", 0, 23),
    minutes: numbers("BYMINUTE", 0, 59),
    // A leap second is none that a clock here shows.
    seconds: numbers("BYSECOND", 0, 60).map((second) => Math.min(second, 59)),
    positions: signed("BYSETPOS", 366),
  };
}

function partsOf(text: string): ReadonlyMap<string, string> {
  const parts = new Map<string, string>();
  for (const part of text
    .trim()
    .toUpperCase()
    .replace(/^RRULE:/, "")
    .split(";")) {
    if (part.trim() === "") continue;
    const equals = part.indexOf("=");
    const name = part.slice(0, Math.max(equals, 0)).trim();
    if (!known.has(name))
      throw new RuleSyntaxError("has a part that recurrence rules of downtimes do not have");
    if (parts.has(name)) throw new RuleSyntaxError(`has ${name} twice`);
    parts.set(name, part.slice(equals + 1).trim());
  }
  return parts;
}

function listOf(text: string | undefined): readonly string[] {
  return text === undefined ? [] : text.split(",").map((item) => item.trim());
}

function numberIn(name: string, text: string, low: number, high: number): number {
  const number = /^[+-]?\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
  if (!(number >= low && number <= high)) throw new RuleSyntaxError(`has ${name} outside ${low} to ${high}`);
  return number;
}

function nonZero(name: string, number: number): number {
  if (number === 0) throw new RuleSyntaxError(`has 0 in ${name}`);
  return number;
}

function positive(name: string, text: string | undefined): number | undefined {
  return text === undefined ? undefined : numberIn(name, text, 1, 999_999_999);
}

function dayOf(text: string): RuleDay {
  const match = /^([+-]?\d{1,2})?(MO|TU|WE|TH|FR|SA|SU)$/.exec(text);
  if (match === null) throw new RuleSyntaxError("has BYDAY with what is no day of the week");
  const nth = match[1] === undefined ? undefined : nonZero("BYDAY", numberIn("BYDAY", match[1], -53, 53));
  return { weekday: weekdayOf(match[2] ?? ""), nth };
}

function weekdayOf(text: string): number {
  const index = weekdays.indexOf(text);
  if (index === -1) throw new RuleSyntaxError("has WKST with what is no day of the week");
  return index + 1;
}

/** UNTIL is a wall time, or an instant where it ends with Z. */
function untilOf(text: string | undefined, zone: string): number | undefined {
  if (text === undefined) return undefined;
  const [, year, month, day, hour = "00", minute = "00", second = "00", utc] =
    /^(\d{4})-?(\d\d)-?(\d\d)(?:T(\d\d):?(\d\d):?(\d\d)(Z?))?$/.exec(text) ?? [];
  const instant = parseInstant(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`, "UTC");
  if (instant === undefined) throw new RuleSyntaxError("has UNTIL with what is no time");
  return utc === "Z" ? wallAt(zone, instant) : instant;
}
