import type { ObservedFact } from "../../../evidence/facts";
import { observedAt, type PerfectPart } from "./part";

/** What the reliability rules need of a perfect service, besides what all services have. */
export function reliabilityPart(name: string): PerfectPart {
  return {
    observed: [
      // objectives
      errorBudgets(name),
    ],
  };
}

/** Two objectives that have run for a year, each with budget left. */
function errorBudgets(name: string): ObservedFact {
  const budgets = ["availability", "latency"].map((slo) => ({
    slo: `slo-${name}-${slo}`,
    name: `${name}-${slo}`,
    timeframe: "30d",
    left: 42,
    at: observedAt,
    since: "2025-11-01T00:00:00.000Z",
  }));
  const answer = { state: "value", value: { budgets } } as const;
  return { kind: "error-budgets", subject: name, source: "datadog", at: observedAt, answer };
}
