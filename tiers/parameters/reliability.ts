import { z } from "zod";
import { table } from "./table";

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
} as const;
