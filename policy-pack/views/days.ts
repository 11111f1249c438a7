import { DateTime } from "luxon";

/** Whole UTC days from one day or time to another, each YYYY-MM-DD or ISO 8601; negative where the second is earlier. */
export function daysBetween(from: string, to: string): number {
  return Math.round(dayOf(to).diff(dayOf(from), "days").days);
}

function dayOf(text: string): DateTime {
  return DateTime.fromISO(text, { zone: "utc" }).startOf("day");
}
