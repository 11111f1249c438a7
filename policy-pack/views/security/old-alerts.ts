import { daysBetween } from "../days";

/** Alerts that are open for longer than they may be: how many, and for how many days the oldest is. */
export interface OldAlerts {
  readonly count: number;
  readonly oldest: number;
}

/** Counts the alerts that were open for more than `most` days on a day; undefined where there is none. */
export function oldAlerts(
  alerts: readonly { readonly createdAt: string }[],
  most: number,
  today: string,
): OldAlerts | undefined {
  const ages = alerts.map(({ createdAt }) => daysBetween(createdAt, today)).filter((age) => age > most);
  return ages.length === 0
    ? undefined
    : { count: ages.length, oldest: ages.reduce((a, b) => Math.max(a, b)) };
}
