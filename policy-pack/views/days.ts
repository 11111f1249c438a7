import { daysBetween } from "../../tiers/calendar";

/** Whole UTC days that a day or time (ISO 8601) lies before today; negative where it is still to come. */
export function daysSince(at: string, today: string): number {
  return daysBetween(at, today);
}

/** Whole UTC days that are left of today until a day or time; negative where it is past. */
export function daysUntil(at: string, today: string): number {
  return daysBetween(today, at);
}
