import { daysBetween } from "../../../tiers/calendar";

/** Alerts that are open for longer than they may be, and for how many days the oldest of them is. */
export interface OldAlerts<A> {
  readonly alerts: readonly A[];
  readonly count: number;
  readonly oldest: number;
}

/** The alerts that were open for more than `most` days on a day; undefined where there is none. */
export function oldAlerts<A extends { readonly createdAt: string }>(
  alerts: readonly A[],
  most: number,
  today: string,
): OldAlerts<A> | undefined {
  const old = alerts.filter(({ createdAt }) => daysBetween(createdAt, today) > most);
  const ages = old.map(({ createdAt }) => daysBetween(createdAt, today));
  if (old.length === 0) return undefined;
  return { alerts: old, count: old.length, oldest: ages.reduce((a, b) => Math.max(a, b)) };
}
