import type { Promotion } from "../catalog/graph";
import { oneLine, plain } from "../policy-pack/engine/text";
import type { TierChange, WaiverChange } from "./approvals";
import type { ScoredPromotion } from "./schema";

/** A record in words, such as "approved by tess on 2026-11-26, ticket OPS-300: why"; tier 3 needs no approval. */
export function recordText({ to, by, at, ticket, reason }: Promotion): string {
  const of = ticket === undefined ? "" : `, ticket ${oneLine(ticket)}`;
  const why = reason === undefined ? "" : `: ${oneLine(reason)}`;
  return `${to === 3 ? "" : "approved "}by ${plain(by)} on ${at}${of}${why}`;
}

/** What happens to a tier, such as "promotion from tier 2 to 1". */
export function tierText({ what, from, to, record }: TierChange): string {
  if (what !== "record") return `${what} from tier ${from} to ${to}`;
  return record?.from === undefined ? `record of tier ${to}` : `record of tier ${from} to ${to}`;
}

/** Whether it is proven who approved, or why not. */
export function proofText({ proof, why }: Pick<WaiverChange, "proof" | "why">): string {
  if (proof === "not-needed") return "needs no approval";
  if (proof === "missing") return "no approval on record";
  return why === undefined ? proof : `${proof}: ${oneLine(why)}`;
}

/** The last change of a service's tier, such as "Tier 1 approved by tess on 2026-02-09, ticket OPS-187 (recorded)". */
export function promotionText({ proof, ...record }: ScoredPromotion): string {
  return `Tier ${record.to} ${recordText(record)} (${proof})`;
}
