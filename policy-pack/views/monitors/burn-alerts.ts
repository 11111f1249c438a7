import { attempt, take } from "../attempt";
import type { Monitor } from "./monitors";

/** Over which time frame and windows a burn-rate alert looks, as its query states them; undefined where it does not. */
export interface BurnWindows {
  readonly over: string | undefined;
  /** Hours. */
  readonly long: number | undefined;
}

/**
 * Whether an alert on an SLO watches how fast its error budget burns; the other kind waits until a share of it is gone.
 * While the query is not known, a tag burn: tells.
 */
export function alertsOnBurn(monitor: Monitor): boolean {
  const query = attempt(() => monitor.query);
  if ("value" in query) return query.value.includes("burn_rate(");
  return monitor.tags.some((tag) => tag.startsWith("burn:")) || take(query) !== "";
}

/** The windows of a burn-rate alert; undefined while its query is not known. */
export function burnWindows(monitor: Monitor): BurnWindows | undefined {
  const query = attempt(() => monitor.query);
  if (!("value" in query)) return undefined;
  const over = /\.over\(\s*"([^"]*)"/.exec(query.value)?.[1];
  const [, count, unit = ""] = /\.long_window\(\s*"(\d{1,6})([mhd])"/.exec(query.value) ?? [];
  const hours = { m: 1 / 60, h: 1, d: 24 }[unit];
  return { over, long: count === undefined || hours === undefined ? undefined : Number(count) * hours };
}
