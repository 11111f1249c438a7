import type { ObservedFact } from "../../../evidence/facts";
import { aws } from "../../../policy-pack/engine/tokens";
import { observedAt, type PerfectPart } from "./part";

/** What the reliability rules need of a perfect service, besides what all services have. */
export function reliabilityPart(name: string): PerfectPart {
  return {
    // resilience
    facts: {
      redundancy: { replicas: 3, zones: 3 },
      storesData: true,
      backup: { lastTest: "2026-08-25", record: `https://records.astronomy-shop.example/restores/${name}` },
      recovery: {
        rto: "PT1H",
        rpo: "PT5M",
        lastTest: "2026-08-25",
        record: `https://records.astronomy-shop.example/recovery/${name}`,
      },
      loadTest: {
        date: "2026-10-08",
        peak: 2400,
        expectedPeak: 1200,
        url: `https://records.astronomy-shop.example/load-tests/${name}`,
      },
      rollback: {
        by: "Anybody on call",
        url: `https://runbooks.astronomy-shop.example/${name}#rollback`,
        lastUsed: "2026-05-11",
      },
    },
    resources: [
      {
        type: aws.rdsInstance,
        name: `${name}-db`,
        parent: name,
        props: {
          id: `db-${name}`,
          arn: `arn:aws:rds:eu-central-1:123456789012:db:${name}`,
          identifier: name,
          backupRetentionPeriod: 7,
          deleteAutomatedBackups: false,
          tags: { service: name, team: "orders" },
        },
      },
    ],
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
