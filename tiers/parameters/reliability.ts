import { z } from "zod";
import { count, days, table } from "./table";

/** Parameters of the reliability rules, by rule id, for tiers 1, 2 and 3. */
export const reliabilityParameters = {
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
