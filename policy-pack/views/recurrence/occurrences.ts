import type { Interval } from "../on-call/intervals";
import { dayAt, dayFilter, daysBetween, startOf } from "./calendar-day";
import { daySpans } from "./day-spans";
import { type RecurrenceRule, shortUnits } from "./rrule";

/** More work than this is not done, counted in occurrences: a hostile rule ends here. */
const mostSteps = 100_000;

const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;

/** To look at a day of the calendar takes as long as to note some occurrences. */
const dayCost = 5;

/** A rule's periods, such as months, numbered from the one of its first occurrence on. */
interface Periods {
  /** The work that a period takes besides its occurrences. */
  readonly cost: number;
  /** When a period starts, as a wall time. */
  start(index: number): number;
  /** The wall times in a period that the rule's parts let through, in order; undefined where they are too many. */
  times(index: number): readonly number[] | undefined;
  /** The last period that starts no later than a wall time. */
  before(wall: number): number;
}

/**
 * Wall times (milliseconds as if they were UTC) at which a rule that starts at `start` recurs within a stretch, in
 * order. Undefined where finding them would take too many steps.
 */
export function occurrencesOf(
  rule: RecurrenceRule,
  start: number,
  within: Interval,
): readonly number[] | undefined {
  const unit = shortUnits[rule.frequency];
  const periods = unit === undefined ? dayPeriods(rule, start) : shortPeriods(rule, start, unit);
  const end = Math.min(within.to, rule.until === undefined ? Infinity : rule.until + 1);
  const found: number[] = [];
  let [steps, counted] = [0, 0];
  // Only a rule that counts its occurrences has to be followed from its start.
  for (let at = rule.count === undefined ? Math.max(0, periods.before(within.from)) : 0; ; at++) {
    if (periods.start(at) >= end) return found;
    const times = periods.times(at);
    if (times === undefined) return undefined;
    steps += periods.cost + times.length;
    if (steps > mostSteps) return undefined;
    for (const time of times.filter((one) => one >= start)) {
      if (time >= end || counted === rule.count) return found;
      counted++;
      if (time >= within.from) found.push(time);
    }
  }
}

/** Days, weeks, months or years, whose days are tried one by one. */
function dayPeriods(rule: RecurrenceRule, start: number): Periods {
  const spans = daySpans(rule, dayAt(start));
  const first = spans.at(0);
  const passes = dayFilter(withDayDefaults(rule, start));
  const clock = clockTimes(rule, start);
  return {
    cost: dayCost * (first.to - first.from),
    start: (index) => startOf(spans.at(index).from),
    before: (wall) => spans.before(dayAt(wall)),
    times: (index) => {
      const { from, to } = spans.at(index);
      const days = daysBetween(from, to).filter(passes);
      if (days.length * clock.length > mostSteps) return undefined;
      return chosen(
        rule,
        days.flatMap((day) => clock.map((time) => startOf(day) + time)),
      );
    },
  };
}

/** Without a part that names days, a rule recurs on the day of its start: of the year, month or week. */
function withDayDefaults(rule: RecurrenceRule, start: number): RecurrenceRule {
  const { frequency, months, weeks, yearDays, monthDays, days } = rule;
  if (weeks.length + yearDays.length + monthDays.length + days.length > 0) return rule;
  const first = new Date(start);
  const byMonthDay = { ...rule, monthDays: [first.getUTCDate()] };
  if (frequency === "MONTHLY") return byMonthDay;
  if (frequency === "WEEKLY") return { ...rule, days: [{ weekday: first.getUTCDay() || 7, nth: undefined }] };
  if (frequency !== "YEARLY") return rule;
  return months.length > 0 ? byMonthDay : { ...byMonthDay, months: [first.getUTCMonth() + 1] };
}

/** The times of a day, as milliseconds since its start; those of the start where the rule names none. */
function clockTimes(rule: RecurrenceRule, start: number): readonly number[] {
  const first = new Date(start);
  const hours = orElse(rule.hours, first.getUTCHours());
  return product(
    hours.map((one) => one * hour),
    product(minutesOf(rule, first), secondsOf(rule, first)),
  );
}

function minutesOf({ minutes }: RecurrenceRule, first: Date): readonly number[] {
  return orElse(minutes, first.getUTCMinutes()).map((one) => one * minute);
}

function secondsOf({ seconds }: RecurrenceRule, first: Date): readonly number[] {
  return orElse(seconds, first.getUTCSeconds()).map((one) => one * second);
}

function orElse(list: readonly number[], otherwise: number): readonly number[] {
  return list.length > 0 ? sorted(list) : [otherwise];
}

function sorted(list: readonly number[]): readonly number[] {
  return [...new Set(list)].sort((a, b) => a - b);
}

function product(outer: readonly number[], inner: readonly number[]): readonly number[] {
  return outer.flatMap((one) => inner.map((other) => one + other));
}

/** Those of a period's times that BYSETPOS picks, counted from 1, or from the end where negative. */
function chosen({ positions }: RecurrenceRule, times: readonly number[]): readonly number[] {
  if (positions.length === 0) return times;
  const indexes = positions.map((position) => (position > 0 ? position - 1 : times.length + position));
  return sorted(indexes).flatMap((index) => times[index] ?? []);
}

/** Hours, minutes or seconds: parts about what is longer let them through or not, shorter ones lie within. */
function shortPeriods(rule: RecurrenceRule, start: number, unit: number): Periods {
  const step = unit * rule.interval;
  const base = Math.floor(start / unit) * unit;
  const passes = lastDayRemembered(dayFilter(rule));
  const inside = timesInside(rule, unit, new Date(start));
  const at = (index: number): number => base + index * step;
  return {
    cost: 1,
    start: at,
    before: (wall) => Math.floor((wall - base) / step),
    times: (index) => {
      const from = at(index);
      const lets = passes(dayAt(from)) && clockPasses(rule, unit, new Date(from));
      return lets
        ? chosen(
            rule,
            inside.map((time) => from + time),
          )
        : [];
    },
  };
}

function timesInside(rule: RecurrenceRule, unit: number, first: Date): readonly number[] {
  if (unit === second) return [0];
  const seconds = secondsOf(rule, first);
  return unit === minute ? seconds : product(minutesOf(rule, first), seconds);
}

function clockPasses({ hours, minutes, seconds }: RecurrenceRule, unit: number, at: Date): boolean {
  const lets = (list: readonly number[], value: number): boolean => list.length === 0 || list.includes(value);
  if (!lets(hours, at.getUTCHours())) return false;
  if (unit < hour && !lets(minutes, at.getUTCMinutes())) return false;
  return unit > second || lets(seconds, at.getUTCSeconds());
}

/** Short periods ask for the same day many times in a row. */
function lastDayRemembered(passes: (day: number) => boolean): (day: number) => boolean {
  let last: { day: number; passed: boolean } | undefined;
  return (day) => {
    if (last?.day !== day) last = { day, passed: passes(day) };
    return last.passed;
  };
}
