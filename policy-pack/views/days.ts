import { DateTime } from "luxon";

/**
 * Whole UTC days from one day to another, each given as YYYY-MM-DD or as an ISO 8601 time, which counts as the UTC day
 * that it is on; negative where `to` is before `from`.
 */
export function daysBetween(from: string, to: string): number {
  return Math.round(utcDay(to).diff(utcDay(from), "days").days);
}

function utcDay(text: string): DateTime {
  return DateTime.fromISO(text, { zone: "utc" }).startOf("day");
}
