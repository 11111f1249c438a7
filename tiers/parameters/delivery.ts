import { z } from "zod";
import { days, table } from "./table";

const lastDeployment = z.strictObject({
  days: days.describe("Most days since the last deployment from the default branch."),
});
const lastSuccess = z.strictObject({
  days: days.describe("Most days since the pipeline last succeeded on the default branch."),
});

/** Parameters of the delivery rules, by rule id, for tiers 1, 2 and 3. */
export const deliveryParameters = {
  "checks-required": table(
    z.strictObject({ strict: z.boolean().describe("Branches must be up to date, or a merge queue in use.") }),
    { strict: true },
    { strict: false },
    { strict: false },
  ),
  "deployed-recently": table(lastDeployment, { days: 90 }, { days: 90 }, { days: 90 }),
  "deployment-guarded": table(
    z.strictObject({
      holdsForAdmins: z.boolean().describe("Administrators may not pass the environment's guards."),
      othersReview: z.boolean().describe("Whoever starts a deployment may not approve it."),
    }),
    { holdsForAdmins: true, othersReview: true },
    { holdsForAdmins: false, othersReview: false },
    { holdsForAdmins: false, othersReview: false },
  ),
  "pipeline-present": table(lastSuccess, { days: 30 }, { days: 30 }, { days: 90 }),
  "reviews-required": table(
    z.strictObject({
      approvals: z.int().min(1).max(6).describe("Least number of approvals."),
      codeOwners: z.boolean().describe("A code owner must approve."),
      lastPush: z.boolean().describe("Somebody other than the last pusher must approve."),
    }),
    { approvals: 2, codeOwners: true, lastPush: true },
    { approvals: 1, codeOwners: false, lastPush: false },
    { approvals: 1, codeOwners: false, lastPush: false },
  ),
} as const;
