import { DateTime } from "luxon";

/** The day on which a zone's calendar stands at an instant (ISO 8601), YYYY-MM-DD. */
export function localDay(zone: string, instant: string): string {
  return DateTime.fromISO(instant, { zone }).toFormat("yyyy-MM-dd");
}

/** The day so many working days after one (YYYY-MM-DD); Saturdays and Sundays are none, holidays are not known. */
export function addWorkingDays(day: string, count: number): string {
  let at = DateTime.fromISO(day, { zone: "utc" });
  for (let left = count; left > 0; ) {
    at = at.plus({ days: 1 });
    if (at.weekday <= 5) left--;
  }
  return at.toFormat("yyyy-MM-dd");
}
