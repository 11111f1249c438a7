import { z } from "zod";
import { kind, listing } from "./kind";

/** About how changes reach production; subject is the repository as the catalog names it, unless a kind says otherwise. */
export const deliveryKinds = {
  /** What protects branches: BranchProtection, RepositoryRuleset and OrganizationRuleset that are in force. */
  "branch-protections": listing("github"),
  /** Runs of a workflow that have ended, newest first; subject '<repository>:<path of the workflow's file>'. */
  "workflow-runs": kind(
    "github",
    z.strictObject({
      workflow: z.string().min(1),
      branch: z.string().optional(),
      runs: z.array(z.strictObject({ at: z.iso.datetime(), conclusion: z.string().min(1) })),
    }),
  ),
} as const;
