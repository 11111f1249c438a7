import { isDeepStrictEqual } from "node:util";
import { z } from "zod";
import { promotionSchema, tierSchema } from "../catalog/graph";
import { waiverSchema } from "../catalog/waiver";
import type { Scorecard, ScoredService } from "./schema";

/** Version of the file's shape; a reader refuses what it does not know. */
export const approvalsVersion = 1;

const name = z.string().min(1);
const proof = z.enum(["verified", "recorded", "missing", "not-needed"]);
const judged = {
  proof: proof.describe(
    "verified: a review of the last commit by the approver proves it; missing: there is no record of one.",
  ),
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

/**
 * A scorecard in which those approvals are verified that checks of pull requests have proven: of the same project, stack
 * and service, with a record that is the same to the letter.
 */
export function withApprovals(card: Scorecard, checks: readonly Approvals[]): Scorecard {
  const own = checks.filter(({ project }) => project === card.project);
  const tiers = own.flatMap((one) => one.tiers).filter((one) => isProven(one) && one.stack === card.stack);
  const waivers = own.flatMap((one) => one.waivers).filter(isProven);
  const promotionOf = ({ promotion, name, aliases }: ScoredService): ScoredService["promotion"] => {
    if (promotion === undefined) return undefined;
    const { proof: _, ...record } = promotion;
    const isOf = (one: TierChange): boolean =>
      [name, ...aliases].includes(one.service) && isDeepStrictEqual(one.record, record);
    return tiers.some(isOf) ? { ...record, proof: "verified" } : promotion;
  };
  return {
    ...card,
    services: card.services.map((service) => {
      const promotion = promotionOf(service);
      return promotion === undefined ? service : { ...service, promotion };
    }),
    waivers: card.waivers.map((one) =>
      waivers.some(({ waiver }) => isDeepStrictEqual(waiver, one.waiver))
        ? { ...one, proof: "verified" as const }
        : one,
    ),
  };
}

function isProven({ proof, faults }: Pick<WaiverChange, "proof" | "faults">): boolean {
  return proof === "verified" && faults.length === 0;
}
