import { daysBetween } from "../../tiers/calendar";

/** What is wrong with the day of a test: it lies ahead, or too far back. */
export type DateProblem = "future" | "old";

/** Says what is wrong with the day (YYYY-MM-DD) of a test that may be some days old; undefined where nothing is. */
export function dateProblem(date: string, today: string, mostDays: number): DateProblem | undefined {
  const age = daysBetween(date, today);
  if (age < 0) return "future";
  return age > mostDays ? "old" : undefined;
}
