import { z } from "zod";
import { kind, listing } from "./kind";

/** What is left of an SLO's error budget over one time frame. */
const budget = z.strictObject({
  /** The vendor's id of the SLO. */
  slo: z.string().min(1),
  name: z.string().min(1),
  /** Days that it looks back, such as 30d. */
  timeframe: z.string().min(1),
  /** Per cent of the budget, below 0 once overspent; absent where the vendor has no events to tell it from. */
  left: z.number().optional(),
  /** When the vendor computed it. */
  at: z.iso.datetime(),
  /** When the SLO was made: until its time frame has passed, the budget is that of a shorter time. */
  since: z.iso.datetime(),
});

/** About objectives; subject is the service's name unless a kind says otherwise. */
export const reliabilityKinds = {
  // objectives
  /** Error budgets of the service's SLOs, with the vendor's corrections applied; one entry an SLO and time frame. */
  "error-budgets": kind("datadog", z.strictObject({ budgets: z.array(budget) })),
  /** The service's SLOs and those that its catalog entry names by id (ServiceLevelObjective). */
  slos: listing("datadog"),
} as const;
