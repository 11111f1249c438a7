import { z } from "zod";
import { plain } from "../../policy-pack/engine/text";
import type { TierChange } from "../../scorecard/approvals";
import { isSameLogin } from "./approver";

/** A review as GitHub's API gives it (GET /repos/OWNER/REPO/pulls/N/reviews); what else it says is left out. */
const reviewSchema = z.object({
  user: z.object({ login: z.string() }).nullable().describe("null: an account that is gone."),
  state: z.enum(["APPROVED", "CHANGES_REQUESTED", "COMMENTED", "DISMISSED", "PENDING"]),
  commit_id: z.string().nullable(),
  submitted_at: z.iso.datetime({ offset: true }).optional().describe("Absent while it is pending."),
});
export type Review = z.infer<typeof reviewSchema>;

/** All reviews: one list, or a list of pages as `gh api --paginate --slurp` writes it. */
export const reviewsSchema = z
  .array(z.union([reviewSchema, z.array(reviewSchema)]))
  .transform((pages) => pages.flat());

/** Whether somebody's approval is proven. */
type Proof = Pick<TierChange, "proof" | "why">;

/**
 * Proves an approval from reviews: the approver's last one counts, comments aside, and it has to be of the commit that is
 * looked at. Without reviews every approval is merely recorded.
 */
export function proofOf(login: string, reviews: readonly Review[] | undefined, head: string): Proof {
  if (reviews === undefined) return { proof: "recorded" };
  const name = plain(login);
  const last = reviews
    .filter(
      ({ user, state }) =>
        user !== null && isSameLogin(user.login, login) && state !== "COMMENTED" && state !== "PENDING",
    )
    .toSorted((a, b) => timeOf(a) - timeOf(b))
    .at(-1);
  const recorded = (why: string): Proof => ({ proof: "recorded", why });
  if (last === undefined) return recorded(`${name} has not reviewed it.`);
  if (last.state === "CHANGES_REQUESTED") return recorded(`${name} asks for changes.`);
  if (last.state === "DISMISSED") return recorded(`The review of ${name} was dismissed.`);
  if (last.commit_id === head) return { proof: "verified" };
  const seen = last.commit_id === null ? "another commit" : last.commit_id.slice(0, 7);
  return recorded(`${name} approved ${plain(seen)}, not the last commit ${head.slice(0, 7)}.`);
}

function timeOf({ submitted_at: at }: Review): number {
  return at === undefined ? 0 : Date.parse(at);
}
