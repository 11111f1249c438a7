import * as github from "@pulumi/github";
import * as pulumi from "@pulumi/pulumi";
import { parameterTables } from "../../tiers/parameters";
import { adopting, type DeclaredChild, declaredChild } from "./children";
import { childName } from "./naming";
import type { EnvironmentPlan, RepositoryPlan } from "./repository-plan";

/** What GitHub says of a repository that exists. */
export interface FoundRepository {
  readonly defaultBranch: string;
  readonly visibility: string;
  readonly description?: string;
  readonly archived: boolean;
}

/** What a repository's resources need besides its plan. */
export interface RepositorySurroundings {
  /** Undefined for a repository that does not exist yet. */
  readonly found: FoundRepository | undefined;
  /** Ids of GitHub teams by the names of the catalog's teams. */
  readonly teamIds: ReadonlyMap<string, pulumi.Input<string>>;
  readonly githubPlan: "free" | "team" | "enterprise" | undefined;
}

/** GitHub takes no more reviewers of an environment. */
const mostReviewers = 6;
const mainBranch = "main";

export function protectionArgs(
  plan: RepositoryPlan,
  repository: pulumi.Input<string>,
  branch: string,
): github.BranchProtectionArgs {
  const reviews = parameterTables["reviews-required"].values[plan.tier];
  const { strict } = parameterTables["checks-required"].values[plan.tier];
  return {
    repositoryId: repository,
    pattern: branch,
    allowsForcePushes: false,
    allowsDeletions: false,
    enforceAdmins: plan.tier < 3,
    requireSignedCommits: plan.tier === 1,
    requiredPullRequestReviews: [
      {
        requiredApprovingReviewCount: reviews.approvals,
        dismissStaleReviews: true,
        requireCodeOwnerReviews: reviews.codeOwners,
        requireLastPushApproval: reviews.lastPush,
      },
    ],
    requiredStatusChecks: [{ strict, contexts: [...plan.checks] }],
  };
}

export function environmentArgs(
  plan: RepositoryPlan,
  { name, reviewers }: EnvironmentPlan,
  repository: pulumi.Input<string>,
  surroundings: RepositorySurroundings,
): github.RepositoryEnvironmentArgs {
  const teams = canReview(surroundings)
    ? reviewers.flatMap((team) => surroundings.teamIds.get(team) ?? []).slice(0, mostReviewers)
    : [];
  return {
    environment: name,
    repository,
    canAdminsBypass: plan.tier !== 1,
    deploymentBranchPolicy: { protectedBranches: true, customBranchPolicies: false },
    ...(teams.length === 0
      ? {}
      : { preventSelfReview: plan.tier === 1, reviewers: [{ teams: teams.map(numberOf) }] }),
  };
}

/** Private repositories have reviewers of deployments in the enterprise plan only. */
function canReview({ found, githubPlan }: RepositorySurroundings): boolean {
  return githubPlan === undefined || githubPlan === "enterprise" || found?.visibility === "public";
}

function numberOf(id: pulumi.Input<string>): pulumi.Input<number> {
  return typeof id === "string" ? Number(id) : pulumi.output(id).apply(Number);
}

/** A repository that is declared: its name, for what refers to it, and what is declared of it. */
export interface DeclaredRepository {
  readonly name: pulumi.Output<string>;
  readonly children: readonly DeclaredChild[];
}

/** Declares what exists once for a repository: itself, its default branch, protection, alerts, workflow token and environments. */
export function declareRepository(
  parent: pulumi.Resource,
  plan: RepositoryPlan,
  surroundings: RepositorySurroundings,
): DeclaredRepository {
  const { found } = surroundings;
  const { resource, child } = declareItself(parent, plan, found);
  // GitHub lets nobody change what is archived.
  const guards = found?.archived ? [] : declareGuards(parent, plan, resource.name, surroundings);
  return { name: resource.name, children: [child, ...guards] };
}

function declareGuards(
  parent: pulumi.Resource,
  plan: RepositoryPlan,
  repository: pulumi.Output<string>,
  surroundings: RepositorySurroundings,
): DeclaredChild[] {
  const { found } = surroundings;
  const branch = found?.defaultBranch ?? plan.branch?.name ?? mainBranch;
  const name = (part: string): string => childName(plan.name, part);

  const defaultArgs = { repository, branch, ...(found || branch === mainBranch ? {} : { rename: true }) };
  const branchDefault = new github.BranchDefault(name("default-branch"), defaultArgs, { parent });

  const protection = protectionArgs(plan, repository, branch);
  const id = plan.adopt.branchProtection;
  const branchProtection = new github.BranchProtection(name("protection"), protection, adopting(parent, id));

  const alertsArgs = { repository, enabled: true };
  const alerts = new github.RepositoryVulnerabilityAlerts(name("alerts"), alertsArgs, { parent });

  const tokenArgs = {
    repository,
    defaultWorkflowPermissions: "read",
    canApprovePullRequestReviews: false,
  };
  const token = new github.WorkflowRepositoryPermissions(name("workflow-token"), tokenArgs, { parent });

  return [
    declaredChild(branchDefault, defaultArgs, undefined),
    declaredChild(branchProtection, protection, id),
    declaredChild(alerts, alertsArgs, undefined),
    declaredChild(token, tokenArgs, undefined),
    ...plan.environments.map((environment) =>
      declareEnvironment(parent, plan, environment, repository, surroundings),
    ),
  ];
}

/**
 * A repository that exists is taken over as it is, and its settings stay its team's business; one that does not is
 * created private. What goes from the catalog stays at GitHub: nobody loses code by deleting a service file.
 */
function declareItself(
  parent: pulumi.Resource,
  plan: RepositoryPlan,
  found: FoundRepository | undefined,
): { resource: github.Repository; child: DeclaredChild } {
  const description = found ? found.description : plan.description;
  const args: github.RepositoryArgs = {
    name: plan.name,
    ...(description ? { description } : {}),
    visibility: found?.visibility ?? "private",
    ...(found ? { archived: found.archived } : { autoInit: true }),
  };
  const resource = new github.Repository(plan.name, args, {
    parent,
    retainOnDelete: true,
    ignoreChanges: ["*"],
    ...(found ? { import: plan.name } : {}),
  });
  return { resource, child: declaredChild(resource, {}, undefined) };
}

function declareEnvironment(
  parent: pulumi.Resource,
  plan: RepositoryPlan,
  environment: EnvironmentPlan,
  repository: pulumi.Input<string>,
  surroundings: RepositorySurroundings,
): DeclaredChild {
  const args = environmentArgs(plan, environment, repository, surroundings);
  const id = environment.adopted;
  const name = childName(plan.name, `environment-${environment.name}`);
  return declaredChild(new github.RepositoryEnvironment(name, args, adopting(parent, id)), args, id);
}
