import { z } from "zod";
import { promotionSchema, tierSchema } from "../catalog/graph";
import { waiverSchema } from "../catalog/waiver";

/** Version of the file's shape; a reader refuses what it does not know. */
export const approvalsVersion = 1;

const name = z.string().min(1);
const proof = z.enum(["verified", "recorded", "not-needed"]);
const judged = {
  proof: proof.describe("verified: a review of the last commit by the approver proves it."),
  why: z.string().optional().describe("Why it is not verified, where reviews were given."),
  faults: z.array(z.string()).describe("Why it may not be merged so, a sentence each."),
};

/** What a change of tiers, waivers and services comes to, as the check of a pull request finds it. */
export const approvalsSchema = z.strictObject({
  schemaVersion: z.literal(approvalsVersion),
  kind: z.literal("approvals"),
  project: name,
  base: name.describe("The commit that the change started from."),
  head: name.describe("The commit that was looked at, or that the working tree is of."),
  reviewed: z.boolean().describe("Whether reviews were given."),
  tiers: z.array(
    z.strictObject({
      stack: name,
      service: name,
      what: z.enum(["promotion", "demotion", "record"]).describe("record: the tier stays as it was."),
      from: tierSchema,
      to: tierSchema,
      record: promotionSchema.optional(),
      ...judged,
    }),
  ),
  waivers: z.array(z.strictObject({ waiver: waiverSchema, ...judged })),
  deleted: z.array(z.strictObject({ service: name, faults: judged.faults })),
  notices: z.array(z.string()),
});

export type Approvals = z.infer<typeof approvalsSchema>;
export type TierChange = Approvals["tiers"][number];
export type WaiverChange = Approvals["waivers"][number];
