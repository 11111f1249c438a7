import { z } from "zod";

/** Vendors that evidence is read from. */
export const vendors = ["github", "pagerduty", "datadog"] as const;
export type Vendor = (typeof vendors)[number];

/**
 * One thing that a collector was asked for: what it is (kind and subject), where and when it was read, and
 * the answer. A hidden answer names the permission that would show it; it never counts as absent.
 */
export const observedFactSchema = z.strictObject({
  kind: z.string().min(1),
  subject: z.string().min(1),
  source: z.string().min(1),
  at: z.iso.datetime(),
  answer: z.discriminatedUnion("state", [
    z.strictObject({ state: z.literal("value"), value: z.json() }),
    z.strictObject({ state: z.literal("absent") }),
    z.strictObject({ state: z.literal("not-visible"), permission: z.string().min(1) }),
  ]),
});

/** What was read from the vendors for one service; empty when nothing was observed. */
export const observedSchema = z.array(observedFactSchema);
export type ObservedFact = z.infer<typeof observedFactSchema>;
