import { z } from "zod";
import { count, days, table } from "./table";

/** Over 90 days the same burn spends less of the budget: Datadog advises 10.8 for an alert over six hours. */
const slow = { "7d": 6, "30d": 6, "90d": 10.8 };

/** Parameters of the reliability rules, by rule id, for tiers 1, 2 and 3. */
export const reliabilityParameters = {
  // objectives
  "slo-alerts-on-burn": table(
    z.strictObject({
      both: z.boolean().describe("A fast and a slow burn-rate alert are needed; else any one."),
      fast: z.number().gt(0).describe("Least threshold of the fast alert, in times the even use."),
      slow: z
        .strictObject({ "7d": z.number().gt(0), "30d": z.number().gt(0), "90d": z.number().gt(0) })
        .describe("Highest threshold of the slow alert by time frame, in times the even use."),
    }),
    { both: true, fast: 10, slow },
    { both: false, fast: 10, slow },
    { both: false, fast: 10, slow },
  ),
  "slo-budget-left": table(
    z.strictObject({
      days: days.describe("How many days old the vendor's figures may be when it tells them."),
    }),
    { days: 1 },
    { days: 1 },
    { days: 1 },
  ),
  "slo-defined": table(
    z.strictObject({ latency: z.boolean().describe("A latency SLO is needed as well.") }),
    { latency: true },
    { latency: false },
    { latency: false },
  ),
  "slo-target-meets-tier": table(
    z.strictObject({
      availability: z.number().gt(0).lt(100).describe("Least target of the availability SLO, in per cent."),
      latency: z.number().gt(0).lt(100).describe("Least target of latency SLOs, in per cent."),
    }),
    { availability: 99.9, latency: 95 },
    { availability: 99.5, latency: 95 },
    { availability: 99, latency: 95 },
  ),

  // resilience
  "backup-restorable": table(
    z.strictObject({ days: days.describe("Most days since a backup was last restored as a test.") }),
    { days: 180 },
    { days: 365 },
    { days: 365 },
  ),
  "disaster-recovery-tested": table(
    z.strictObject({ days: days.describe("Most days since recovery was last tested.") }),
    { days: 180 },
    { days: 365 },
    { days: 365 },
  ),
  "load-tested": table(
    z.strictObject({ days: days.describe("Most days since the last load test.") }),
    { days: 365 },
    { days: 365 },
    { days: 365 },
  ),
  "redundancy-declared": table(
    z.strictObject({
      replicas: count.describe("Least number of copies that run."),
      zones: count.describe("Least number of zones that they are spread over."),
    }),
    { replicas: 3, zones: 2 },
    { replicas: 2, zones: 2 },
    { replicas: 1, zones: 1 },
  ),
} as const;
