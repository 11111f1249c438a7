const millisecondsPerDay = 86_400_000;

/** The UTC day that lies a number of days after another, both YYYY-MM-DD. */
export function addDays(day: string, days: number): string {
  return new Date(Date.parse(day) + days * millisecondsPerDay).toISOString().slice(0, 10);
}

/**
 * Whole UTC days from one day to another, each given as YYYY-MM-DD or as an ISO 8601 time with its offset, which counts as
 * the UTC day that it is on; negative where `to` is before `from`.
 */
export function daysBetween(from: string, to: string): number {
  return utcDay(to) - utcDay(from);
}

function utcDay(text: string): number {
  return Math.floor(Date.parse(text) / millisecondsPerDay);
}
