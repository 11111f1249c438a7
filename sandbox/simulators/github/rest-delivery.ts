import { teamOf } from "../../providers/github-objects";
import type { JsonObject, WorldObject } from "../../world/schema";
import { apiOf, createdAt, listOf, numberOf, objectOf, ok, stableNumber, textsOf } from "../exchange";
import { appOf } from "./people";
import {
  forAdmins,
  type GithubRoute,
  isAskedFor,
  notFound,
  ofOrganization,
  ofRepository,
  paged,
  type Shape,
} from "./rest";
import { repositoryBody } from "./rest-repositories";
import { branchOf, instant, isOn, nameOf, textOf, treeOf, type Viewer } from "./viewer";

export const deliveryRoutes: readonly GithubRoute[] = [
  [
    /^\/repos\/([^/]+)\/([^/]+)\/actions\/permissions$/,
    ofRepository(forAdmins((viewer, one) => ok(actionsOf(viewer, one)))),
  ],
  [
    /^\/repos\/([^/]+)\/([^/]+)\/actions\/permissions\/workflow$/,
    ofRepository(
      forAdmins((viewer, one) => {
        const [own] = viewer.ask.world.find("workflowRepositoryPermissions", "repository", nameOf(one));
        return ok(tokenBody(own ?? organizationToken(viewer)));
      }),
    ),
  ],
  [
    /^\/orgs\/([^/]+)\/actions\/permissions$/,
    ofOrganization(
      forAdmins((viewer) => {
        const [set] = viewer.ask.world.list("actionsOrganizationPermissions");
        const repositories = textOf(set?.enabledRepositories, "all");
        const enabled_repositories = (["all", "none", "selected"] as const).find(
          (one) => one === repositories,
        );
        return ok({
          enabled_repositories,
          allowed_actions: allowedOf(set),
          sha_pinning_required: isOn(set?.shaPinningRequired),
        } satisfies Shape<"actions-organization-permissions">);
      }),
    ),
  ],
  [
    /^\/orgs\/([^/]+)\/actions\/permissions\/workflow$/,
    ofOrganization(forAdmins((viewer) => ok(tokenBody(organizationToken(viewer))))),
  ],
  [
    /^\/orgs\/([^/]+)\/actions\/permissions\/repositories$/,
    ofOrganization(
      forAdmins((viewer) => {
        const all = viewer.ask.world.list("repository").filter((one) => isEnabledAbove(viewer, one));
        const show = (one: WorldObject) => repositoryBody(viewer, one);
        return paged(viewer, all, show, (repositories) => ({ total_count: all.length, repositories }));
      }),
    ),
  ],
  [/^\/repos\/([^/]+)\/([^/]+)\/actions\/workflows$/, ofRepository(workflows)],
  [/^\/repos\/([^/]+)\/([^/]+)\/actions\/workflows\/([^/]+)\/runs$/, ofRepository(workflowRuns)],
  [
    /^\/repos\/([^/]+)\/([^/]+)\/environments$/,
    ofRepository((viewer, one) => {
      const all = viewer.ask.world.find("repositoryEnvironment", "repository", nameOf(one));
      const show = (environment: WorldObject) => environmentBody(viewer, environment);
      return paged(viewer, all, show, (environments) => ({ total_count: all.length, environments }));
    }),
  ],
  [
    /^\/repos\/([^/]+)\/([^/]+)\/environments\/([^/]+)$/,
    ofEnvironment((viewer, one) => ok(environmentBody(viewer, one))),
  ],
  [
    /^\/repos\/([^/]+)\/([^/]+)\/environments\/([^/]+)\/deployment-branch-policies$/,
    ofEnvironment((viewer, one) => {
      const all = policiesOf(viewer, one);
      return paged(
        viewer,
        all,
        (policy) => policy,
        (branch_policies) => ({ total_count: all.length, branch_policies }),
      );
    }),
  ],
  [
    /^\/repos\/([^/]+)\/([^/]+)\/environments\/([^/]+)\/deployment_protection_rules$/,
    ofEnvironment((viewer, one) => {
      const rules = textsOf(apiOf(one).apps).map((slug) => {
        const id = appOf(viewer, slug)?.id ?? stableNumber(slug);
        return {
          id,
          node_id: `GA_${id}`,
          enabled: true,
          app: { id, slug },
        } satisfies Shape<"deployment-protection-rule">;
      });
      return ok({ total_count: rules.length, custom_deployment_protection_rules: rules });
    }),
  ],
];

function actionsOf(viewer: Viewer, repository: WorldObject) {
  const { world } = viewer.ask;
  const [own] = world.find("actionsRepositoryPermissions", "repository", nameOf(repository));
  const [above] = world.list("actionsOrganizationPermissions");
  return {
    enabled: isEnabledAbove(viewer, repository) && isOn(own?.enabled, true),
    allowed_actions: allowedOf(own ?? above),
    sha_pinning_required: isOn(own?.shaPinningRequired) || isOn(above?.shaPinningRequired),
  } satisfies Shape<"actions-repository-permissions">;
}

function allowedOf(set: WorldObject | undefined): "all" | "local_only" | "selected" {
  return (["local_only", "selected"] as const).find((one) => one === set?.allowedActions) ?? "all";
}

/** Whether the organisation lets a repository have Actions. */
function isEnabledAbove({ ask: { world } }: Viewer, repository: WorldObject): boolean {
  const [set] = world.list("actionsOrganizationPermissions");
  if (set?.enabledRepositories === "none") return false;
  if (set?.enabledRepositories !== "selected") return true;
  const { repositoryIds } = objectOf(set.enabledRepositoriesConfig);
  return textsOf(repositoryIds).includes(textOf(repository.repoId));
}

function organizationToken({ ask: { world } }: Viewer): WorldObject | undefined {
  return world.list("actionsOrganizationWorkflowPermissions")[0];
}

/** What GitHub gives new organisations where nothing is set. */
function tokenBody(set: WorldObject | undefined) {
  return {
    default_workflow_permissions: set?.defaultWorkflowPermissions === "write" ? "write" : "read",
    can_approve_pull_request_reviews: isOn(set?.canApprovePullRequestReviews),
  } satisfies Shape<"actions-get-default-workflow-permissions">;
}

const workflowFolder = ".github/workflows";

function workflowFiles(viewer: Viewer, repository: WorldObject): readonly string[] {
  return [...(treeOf(viewer, repository).folders.get(workflowFolder) ?? [])].map(([file]) => file);
}

function workflows(viewer: Viewer, repository: WorldObject) {
  const all = workflowFiles(viewer, repository);
  const show = (file: string) =>
    ({
      id: stableNumber(`${repository.id}/${file}`),
      name: file.replace(/\.ya?ml$/, ""),
      path: `${workflowFolder}/${file}`,
      state: "active",
    }) satisfies Shape<"workflow">;
  return paged(viewer, all, show, (shown) => ({ total_count: all.length, workflows: shown }));
}

/** Runs of a workflow by its file's name or its number; not found where there is neither file nor run. */
function workflowRuns(viewer: Viewer, repository: WorldObject, workflow = "") {
  const told = objectOf(apiOf(repository).workflowRuns);
  const files = [...new Set([...workflowFiles(viewer, repository), ...Object.keys(told)])];
  const file = files.find((one) => [one, String(stableNumber(`${repository.id}/${one}`))].includes(workflow));
  if (file === undefined) return notFound;
  const all = listOf(told[file])
    .map(objectOf)
    .map((run, index) => runBody(viewer, repository, file, run, index))
    .filter(
      ({ head_branch, status, conclusion, event }) =>
        isAskedFor(viewer, "branch", head_branch) &&
        (isAskedFor(viewer, "status", status) || isAskedFor(viewer, "status", conclusion ?? undefined)) &&
        isAskedFor(viewer, "event", event),
    );
  const show = (run: (typeof all)[number]) => run;
  return paged(viewer, all, show, (workflow_runs) => ({ total_count: all.length, workflow_runs }));
}

function runBody(viewer: Viewer, repository: WorldObject, file: string, run: JsonObject, index: number) {
  const at = instant(viewer, run.at) ?? createdAt(repository);
  const conclusion = run.conclusion === null ? null : textOf(run.conclusion, "success");
  return {
    id: stableNumber(`${repository.id}/${file}/${index}`),
    name: file.replace(/\.ya?ml$/, ""),
    path: `${workflowFolder}/${file}`,
    head_branch: textOf(run.branch, branchOf(repository)),
    event: textOf(run.event, "push"),
    status: conclusion === null ? "in_progress" : "completed",
    conclusion,
    created_at: at,
    updated_at: at,
    run_started_at: at,
  } satisfies Shape<"workflow-run">;
}

function ofEnvironment(
  answer: (viewer: Viewer, environment: WorldObject) => ReturnType<typeof ok>,
): GithubRoute[1] {
  return ofRepository((viewer, repository, name) => {
    const found = viewer.ask.world
      .find("repositoryEnvironment", "repository", nameOf(repository))
      .find(({ environment }) => environment === name);
    return found ? answer(viewer, found) : notFound;
  });
}

function environmentBody(viewer: Viewer, environment: WorldObject) {
  const name = textOf(environment.environment);
  const id = stableNumber(environment.id);
  const limit = objectOf(environment.deploymentBranchPolicy);
  const isLimited = limit.protectedBranches !== undefined || limit.customBranchPolicies !== undefined;
  return {
    id,
    node_id: `EN_${id}`,
    name,
    created_at: createdAt(environment),
    updated_at: createdAt(environment),
    can_admins_bypass: isOn(environment.canAdminsBypass, true),
    protection_rules: [
      ...waitOf(environment, id),
      ...reviewOf(viewer, environment, id),
      ...(isLimited ? [{ id: id + 2, node_id: `GA_${id + 2}`, type: "branch_policy" }] : []),
    ],
    deployment_branch_policy: isLimited
      ? {
          protected_branches: isOn(limit.protectedBranches),
          custom_branch_policies: isOn(limit.customBranchPolicies),
        }
      : null,
    // The description of the API does not have can_admins_bypass, which GitHub tells all the same.
  } satisfies Shape<"environment"> & { readonly can_admins_bypass: boolean };
}

function waitOf({ waitTimer }: WorldObject, id: number) {
  const wait_timer = numberOf(waitTimer, 0);
  return wait_timer === 0 ? [] : [{ id, node_id: `GA_${id}`, type: "wait_timer", wait_timer }];
}

function reviewOf(viewer: Viewer, environment: WorldObject, id: number) {
  const given = objectOf(environment.reviewers);
  const teams = textsOf(given.teams).map((team) => {
    const found = teamOf(team, viewer.ask.world);
    return { type: "Team" as const, reviewer: { id: Number(found?.id ?? team), slug: textOf(found?.slug) } };
  });
  const users = textsOf(given.users).map((user) => {
    const [found] = viewer.ask.world.find("user", "userId", user);
    return { type: "User" as const, reviewer: { id: Number(user), login: textOf(found?.login) } };
  });
  const reviewers = [...teams, ...users];
  if (reviewers.length === 0) return [];
  const prevent_self_review = isOn(environment.preventSelfReview);
  return [
    { id: id + 1, node_id: `GA_${id + 1}`, type: "required_reviewers", prevent_self_review, reviewers },
  ];
}

/** Branches and tags that may be deployed, in the older form of the provider as well. */
function policiesOf({ ask: { world } }: Viewer, { repository, environment }: WorldObject) {
  const of = (one: WorldObject) => one.environment === environment;
  const name = textOf(repository);
  const newer = world.find("repositoryEnvironmentDeploymentPolicy", "repository", name).filter(of);
  const older = world
    .find("repositoryDeploymentBranchPolicy", "repository", name)
    .filter((one) => one.environmentName === environment);
  const body = (one: WorldObject, pattern: string, type: "branch" | "tag") =>
    ({ id: stableNumber(one.id), name: pattern, type }) satisfies Shape<"deployment-branch-policy">;
  return [
    ...newer.map((one) => {
      const tag = textOf(one.tagPattern);
      return tag === "" ? body(one, textOf(one.branchPattern), "branch") : body(one, tag, "tag");
    }),
    ...older.map((one) => body(one, textOf(one.name), "branch")),
  ];
}
