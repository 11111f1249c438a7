import { z } from "zod";
import { kind, listing } from "./kind";

/** A switch as GitHub shows it; unavailable: the plan of the repository's owner does not have it. */
const feature = z.enum(["enabled", "disabled", "unavailable"]);

/** About the security of a repository; subject is the repository as the catalog names it. */
export const securityKinds = {
  /** Whether vulnerability alerts are on: RepositoryVulnerabilityAlerts {enabled}. */
  "vulnerability-alerts": listing("github"),
  /** What Dependabot has found; absent where alerts are off. */
  vulnerabilities: kind(
    "github",
    z.strictObject({
      /** Alerts that are open; `scope` is absent where GitHub does not know it. */
      open: z.array(
        z.strictObject({
          severity: z.enum(["low", "medium", "high", "critical"]),
          scope: z.enum(["runtime", "development"]).optional(),
          createdAt: z.iso.datetime(),
        }),
      ),
      /** How many critical and high alerts were dismissed as no_bandwidth or tolerable_risk; absent: more than were read. */
      dismissed: z.int().min(0).optional(),
      /** False where more are open than were read. */
      complete: z.boolean(),
    }),
  ),
  /** Whether pushed secrets are looked for, and stopped. */
  "secret-scanning": kind("github", z.strictObject({ scanning: feature, pushProtection: feature })),
  /** Secret scanning alerts without the secrets, generic patterns included; absent where scanning is off. */
  "leaked-secrets": kind(
    "github",
    z.strictObject({
      /** Alerts that are open, also of secrets that work no more; `type` is GitHub's name of the kind of secret. */
      open: z.array(
        z.strictObject({
          type: z.string().min(1),
          createdAt: z.iso.datetime(),
          /** Whether the secret still opened something when GitHub last tried. */
          validity: z.enum(["active", "inactive", "unknown"]).optional(),
          publiclyLeaked: z.boolean().optional(),
          /** Whether somebody pushed it past the protection. */
          pushProtectionBypassed: z.boolean().optional(),
        }),
      ),
      /** How many alerts were resolved as wont_fix or used_in_tests; absent: more than were read. */
      dismissed: z.int().min(0).optional(),
      /** False where more are open than were read. */
      complete: z.boolean(),
    }),
  ),
  /** What code scanning says of the default branch; absent where nothing was ever analysed. */
  "code-scanning": kind(
    "github",
    z.strictObject({
      /** unavailable: the plan of the repository's owner does not have it. */
      state: feature,
      /** The latest analyses, one or more a tool; `failed` is one that ended with an error. */
      analyses: z.array(
        z.strictObject({ tool: z.string().min(1), createdAt: z.iso.datetime(), failed: z.boolean() }),
      ),
      /** How many critical alerts are open. */
      critical: z.int().min(0),
      /** Languages of the repository by GitHub's names, where they were read. */
      languages: z.array(z.string().min(1)).optional(),
    }),
  ),
  /** Everybody who may do something in the repository, and by what. */
  collaborators: kind(
    "github",
    z.strictObject({
      people: z.array(
        z.strictObject({
          login: z.string().min(1),
          /** Whether the person is no member of the organisation. */
          outside: z.boolean(),
          grants: z.array(
            z.strictObject({
              from: z.enum(["repository", "team", "organization"]),
              /** What a custom role amounts to, by the nearest of GitHub's own. */
              permission: z.enum(["pull", "triage", "push", "maintain", "admin"]),
            }),
          ),
        }),
      ),
      /** False where there are more people than were read. */
      complete: z.boolean(),
    }),
  ),
  /**
   * What workflows may do: WorkflowRepositoryPermissions {defaultWorkflowPermissions, canApprovePullRequestReviews} and
   * ActionsRepositoryPermissions {enabled, shaPinningRequired} of the repository, each with what it inherits.
   */
  "actions-permissions": listing("github"),
  /** The last pull request of each app that opened one; logins of apps end with [bot]. */
  "bot-pull-requests": kind(
    "github",
    z.strictObject({
      latest: z.array(z.strictObject({ author: z.string().min(1), createdAt: z.iso.datetime() })),
    }),
  ),
} as const;
