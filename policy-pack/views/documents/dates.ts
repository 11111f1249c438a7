import { daysBetween } from "../../../tiers/calendar";

/** What is wrong with the day of something's last update. */
export type DateFlaw =
  | { readonly message: "future"; readonly data: { readonly at: string } }
  | { readonly message: "stale"; readonly data: { readonly age: number; readonly days: number } };

/**
 * Judges when something was last updated, a day or an ISO 8601 time, against the most days that may have gone by; an
 * update on a day to come is none. `today` is a UTC day.
 */
export function dateFlaw(at: string, today: string, days: number): DateFlaw | undefined {
  const age = daysBetween(at, today);
  if (age < 0) return { message: "future", data: { at: at.slice(0, 10) } };
  return age > days ? { message: "stale", data: { age, days } } : undefined;
}
