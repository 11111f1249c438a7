import { z } from "zod";
import { kind, listing } from "./kind";

const lastDeployments = z.strictObject({
  deployments: z.array(
    z.strictObject({
      /** When it was started. */
      at: z.iso.datetime(),
      /** Every state that it had, in lower case, newest first: one that succeeded is inactive once another has. */
      states: z.array(z.string().min(1)),
      /** The branch or tag that was deployed; absent where it is gone since. */
      ref: z.string().min(1).optional(),
      /** Whether the commit is part of the default branch; absent where nobody looked. */
      onDefaultBranch: z.boolean().optional(),
    }),
  ),
});

/** About how changes reach production; subject is the repository as the catalog names it, unless a kind says otherwise. */
export const deliveryKinds = {
  /** An app that acts at GitHub; subject is the app as the catalog names it, by its name in addresses or one of its ids. */
  app: kind("github", z.strictObject({ slug: z.string().min(1), id: z.int(), nodeId: z.string().min(1) })),
  /**
   * All that protects branches: BranchProtection, RepositoryRuleset and OrganizationRuleset that are in force. A ruleset
   * has bypassActors only where it was told who may bypass it, an empty list being nobody.
   */
  "branch-protections": listing("github"),
  /** The rulesets alone, which every reader sees, where the classic protections are hidden and the kind above with them. */
  "branch-rulesets": listing("github"),
  /**
   * What GitHub makes of the file of code owners: whether the plan asks them at all, and its faults by line and column,
   * of kinds such as 'Invalid pattern', whose line is skipped, and 'Unknown owner', who is nobody or may not write.
   */
  "code-owners": kind(
    "github",
    z.strictObject({
      enforced: z.boolean(),
      errors: z.array(
        z.strictObject({
          path: z.string().min(1),
          line: z.int().min(1),
          column: z.int().min(1),
          kind: z.string().min(1),
        }),
      ),
    }),
  ),
  /** Names of the checks that reported lately on the default branch or on changes to it, in any outcome. */
  "reported-checks": kind("github", z.strictObject({ contexts: z.array(z.string().min(1)) })),
  /** The repository's custom properties that are set (RepositoryCustomProperty), by which rulesets may choose it. */
  "custom-properties": listing("github"),
  /**
   * The repository's deployment environments (RepositoryEnvironment; canAdminsBypass where it is told) with the branches
   * and tags that each takes (RepositoryEnvironmentDeploymentPolicy).
   */
  environments: listing("github"),
  /** Apps that decide over deployments to an environment; subject '<repository>:<environment>'. */
  "deployment-protection-rules": kind("github", z.strictObject({ apps: z.array(z.string().min(1)) })),
  /** Gates that a pipeline asks before it goes on (DeploymentGate); subject is the service's name. */
  "deployment-gates": listing("datadog"),
  /** The last deployments to an environment, newest first, in any state; subject '<repository>:<environment>'. */
  deployments: kind("github", lastDeployments),
  /** The last deployments of a service to production by whatever tool; subject is the service's name. */
  "service-deployments": kind("datadog", lastDeployments),
  /**
   * Runs of a workflow that have ended, newest first; subject '<repository>:<path of the workflow's file>', absent where
   * there is no such workflow.
   */
  "workflow-runs": kind(
    "github",
    z.strictObject({
      workflow: z.string().min(1),
      /** The branch that they ran on; absent where they ran on any. */
      branch: z.string().optional(),
      runs: z.array(z.strictObject({ at: z.iso.datetime(), conclusion: z.string().min(1) })),
    }),
  ),
} as const;
