const millisecondsPerDay = 86_400_000;

/** The UTC day that lies a number of days after another, both YYYY-MM-DD. */
export function addDays(day: string, days: number): string {
  return new Date(Date.parse(day) + days * millisecondsPerDay).toISOString().slice(0, 10);
}

/** Whole UTC days from one day or time (ISO 8601) to another; negative where the second is earlier. */
export function daysBetween(from: string, to: string): number {
  return Math.floor(Date.parse(to) / millisecondsPerDay) - Math.floor(Date.parse(from) / millisecondsPerDay);
}
