import { type Waiver, waiverSchema } from "../../../catalog/waiver";

/** A waiver of the sample rule for checkout that counts today, with values laid over. */
export function sampleWaiver(patch: Partial<Waiver> = {}): Waiver {
  return waiverSchema.parse({
    rule: "sample-rule",
    service: "checkout",
    reason: "migration",
    note: "Moves to the new platform.",
    approver: "pia",
    requested: "2026-11-01",
    expires: "2026-11-30",
    ...patch,
  });
}
