import { DateTime, Duration } from "luxon";
import type { Evidence, Subject } from "../../engine/rule";
import { UnknownValue } from "../../engine/value";

export type TelemetryKind = "metrics" | "logs" | "traces";

/** What a service is to send, and how long it may be silent (ISO 8601). */
export interface TelemetryPlan {
  readonly kinds: readonly TelemetryKind[];
  readonly interval: string;
}

/** What the catalog states, else metrics and logs, and traces too from services that offer an API. */
export function telemetryPlan({ facts }: Subject, defaultInterval: string): TelemetryPlan {
  const usual: readonly TelemetryKind[] =
    facts.apis.length > 0 ? ["metrics", "logs", "traces"] : ["metrics", "logs"];
  return {
    kinds: [...new Set(facts.telemetry?.kinds ?? usual)],
    interval: facts.telemetry?.interval ?? defaultInterval,
  };
}

/**
 * When telemetry of a kind last arrived, where that is longer ago than the interval; `undefined` inside for one of which
 * nothing was found. Undefined where it flows. Throws UnknownValue where that is not told.
 */
export function silenceOf(
  kind: TelemetryKind,
  interval: string,
  service: Subject,
  evidence: Evidence,
): { readonly last: string | undefined } | undefined {
  const seen = evidence.ask(
    `telemetry-${kind}`,
    service.name,
    `when ${kind} of ${service.name} last arrived`,
  );
  if (seen === undefined) return { last: undefined };
  const { from, to, last } = seen;
  const oldest = DateTime.fromISO(to, { zone: "utc" }).minus(Duration.fromISO(interval));
  if (last !== undefined)
    return DateTime.fromISO(last, { zone: "utc" }) >= oldest ? undefined : { last: last.slice(0, 10) };
  if (DateTime.fromISO(from, { zone: "utc" }) <= oldest) return { last: undefined };
  throw new UnknownValue(
    "unobserved",
    `whether ${kind} of ${service.name} arrived within ${interval} is not told: only a shorter time was looked at`,
  );
}
