import { DateTime } from "luxon";
import type { RecurrenceRule } from "./rrule";

/** A day of the calendar, as whole days since 1970-01-01. */
export type Day = number;

const dayMs = 86_400_000;

/** The first moment of a day, in milliseconds as if its wall times were UTC. */
export function startOf(day: Day): number {
  return day * dayMs;
}

/** The day that a wall time lies on. */
export function dayAt(wall: number): Day {
  return Math.floor(wall / dayMs);
}

export function dateOf(day: Day): DateTime {
  return DateTime.fromMillis(startOf(day), { zone: "utc" });
}

/** The days from one on, up to before another. */
export function daysBetween(from: Day, to: Day): readonly Day[] {
  return Array.from({ length: Math.max(0, to - from) }, (_, index) => from + index);
}

/** The first day of the week that a day belongs to, where weeks start on that weekday. */
export function weekStartOf(day: Day, weekStart: number): Day {
  return day - ((dateOf(day).weekday - weekStart + 7) % 7);
}

/** Tells which days a rule's parts about days let through. */
export function dayFilter(rule: RecurrenceRule): (day: Day) => boolean {
  const { months, weeks, yearDays, monthDays, days } = rule;
  return (day) => {
    const date = dateOf(day);
    if (months.length > 0 && !months.includes(date.month)) return false;
    if (weeks.length > 0 && !inWeeks(day, rule)) return false;
    if (yearDays.length > 0 && !isNth(yearDays, date.ordinal, date.daysInYear)) return false;
    if (monthDays.length > 0 && !isNth(monthDays, date.day, date.daysInMonth ?? 0)) return false;
    return days.length === 0 || days.some((wanted) => isDay(wanted, date, rule));
  };
}

/** Whether a position from 1 on, or the same counted from the end, is in a list. */
function isNth(list: readonly number[], position: number, last: number): boolean {
  return list.includes(position) || list.includes(position - last - 1);
}

/** The nth of a weekday is counted in the month, or in the year where a yearly rule names no months. */
function isDay(
  { weekday, nth }: RecurrenceRule["days"][number],
  date: DateTime,
  rule: RecurrenceRule,
): boolean {
  const { frequency, months } = rule;
  if (date.weekday !== weekday) return false;
  if (nth === undefined || (frequency !== "MONTHLY" && frequency !== "YEARLY")) return true;
  const inMonth = frequency === "MONTHLY" || months.length > 0;
  const [position, last] = inMonth ? [date.day, date.daysInMonth ?? 0] : [date.ordinal, date.daysInYear];
  return nth > 0 ? Math.ceil(position / 7) === nth : Math.floor((last - position) / 7) + 1 === -nth;
}

/** A week belongs to the year that has four of its days; its number counts from there, or from the end. */
function inWeeks(day: Day, { weeks, weekStart }: RecurrenceRule): boolean {
  const middle = dateOf(weekStartOf(day, weekStart) + 3);
  const number = Math.ceil(middle.ordinal / 7);
  const later = Math.floor((middle.daysInYear - middle.ordinal) / 7);
  return weeks.includes(number) || weeks.includes(-later - 1);
}
