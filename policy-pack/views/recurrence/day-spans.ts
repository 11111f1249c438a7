import type { DateTime } from "luxon";
import type { Interval } from "../on-call/intervals";
import { type Day, dateOf, dayAt, weekStartOf } from "./calendar-day";
import type { RecurrenceRule } from "./rrule";

/** A rule's days, weeks, months or years as stretches of days, numbered from the first one on. */
export interface DaySpans {
  at(index: number): Interval;
  /** The last span that starts no later than a day. */
  before(day: Day): number;
}

/** The spans of a rule whose frequency is a day or longer, from the one that its first day lies in. */
export function daySpans(rule: RecurrenceRule, first: Day): DaySpans {
  const { frequency, interval, weekStart } = rule;
  if (frequency === "DAILY") return ofLength(first, 1, interval);
  if (frequency === "WEEKLY") return ofLength(weekStartOf(first, weekStart), 7, interval);
  return frequency === "MONTHLY" ? ofMonths(first, 1, interval) : ofMonths(first, 12, interval);
}

function ofLength(first: Day, length: number, interval: number): DaySpans {
  const step = length * interval;
  return {
    at: (index) => ({ from: first + index * step, to: first + index * step + length }),
    before: (day) => Math.floor((day - first) / step),
  };
}

function ofMonths(first: Day, months: number, interval: number): DaySpans {
  const start = dateOf(first).startOf(months === 1 ? "month" : "year");
  const step = months * interval;
  return {
    at: (index) => ({
      from: dayOf(start.plus({ months: index * step })),
      to: dayOf(start.plus({ months: index * step + months })),
    }),
    before: (day) => {
      const { year, month } = dateOf(day);
      return Math.floor(((year - start.year) * 12 + month - start.month) / step);
    },
  };
}

/** A date beyond the end of all calendars lies after every day. */
function dayOf(date: DateTime): Day {
  return date.isValid ? dayAt(date.toMillis()) : Infinity;
}
