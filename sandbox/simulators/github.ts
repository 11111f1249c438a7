import { createHash } from "node:crypto";
import { repositoryOf, teamOf } from "../providers/github-objects";
import type { WorldObject } from "../world/schema";
import {
  type Answer,
  type Ask,
  apiOf,
  createdAt,
  listOf,
  notModelled,
  objectOf,
  ok,
  type Route,
  routed,
  snakeCased,
  textsOf,
} from "./exchange";
import { answerGraphql } from "./github-graphql";

const notFound: Answer = {
  status: 404,
  body: { message: "Not Found", documentation_url: "https://docs.github.com/rest" },
};

const routes: readonly Route[] = [
  [
    /^\/orgs\/([^/]+)\/repos$/,
    (ask) =>
      paged(
        ask,
        ask.world.list("repository").map((one) => repositoryBody(ask, one)),
      ),
  ],
  [/^\/orgs\/([^/]+)\/teams$/, (ask) => paged(ask, ask.world.list("team").map(teamBody))],
  [/^\/orgs\/([^/]+)\/teams\/([^/]+)$/, (ask, _org, slug) => found(teamOf(slug, ask.world), teamBody)],
  [/^\/orgs\/([^/]+)\/teams\/([^/]+)\/members$/, (ask, _org, slug) => teamMembers(ask, slug)],
  [
    /^\/repos\/[^/]+\/([^/]+)$/,
    (ask, name) => found(repositoryOf(name, ask.world), (one) => repositoryBody(ask, one)),
  ],
  [
    /^\/repos\/[^/]+\/([^/]+)\/actions\/permissions\/workflow$/,
    (ask, name) => workflowPermissions(ask, name),
  ],
  [
    /^\/repos\/[^/]+\/([^/]+)\/environments\/([^/]+)$/,
    (ask, name, environment) => environmentOf(ask, name, environment),
  ],
  [
    /^\/repos\/[^/]+\/([^/]+)\/actions\/workflows\/([^/]+)\/runs$/,
    (ask, name, file) => workflowRuns(ask, name, file),
  ],
];

/** GitHub's REST API below /api/v3 and its GraphQL API at /api/graphql. */
export function answerGithub(ask: Ask): Answer {
  const token = tokenOf(ask);
  if (token === "" || token === "wrong") return { status: 401, body: { message: "Bad credentials" } };
  if (ask.path === "/api/graphql") return answerGraphql(ask, isReader(ask));
  const answer = routed(routes, { ...ask, path: ask.path.replace(/^\/api\/v3/, "") }) ?? notModelled(ask);
  const etag = `W/"${createHash("sha256")
    .update(JSON.stringify(answer.body ?? null))
    .digest("hex")}"`;
  const reset = String(Math.floor(ask.now.getTime() / 1000) + 3600);
  const headers = {
    etag,
    "x-ratelimit-limit": "5000",
    "x-ratelimit-remaining": "4999",
    "x-ratelimit-reset": reset,
    ...answer.headers,
  };
  if (answer.status === 200 && ask.headers["if-none-match"] === etag) return { status: 304, headers };
  return { ...answer, headers };
}

function tokenOf(ask: Ask): string {
  return (ask.headers.authorization ?? "").replace(/^(bearer|token) */i, "");
}

/** Whether the token lacks administration. */
function isReader(ask: Ask): boolean {
  return tokenOf(ask) === "reader";
}

function paged(ask: Ask, all: readonly unknown[]): Answer {
  const size = Math.min(Number(ask.query.get("per_page") ?? 30), 100);
  const page = Number(ask.query.get("page") ?? 1);
  const body = all.slice((page - 1) * size, page * size);
  if (page * size >= all.length) return ok(body);
  const next = new URL(`${ask.base}/api/v3${ask.path}`);
  next.search = ask.query.toString();
  next.searchParams.set("page", String(page + 1));
  return { status: 200, body, headers: { link: `<${next.href}>; rel="next"` } };
}

function found(object: WorldObject | undefined, show: (object: WorldObject) => unknown): Answer {
  return object ? ok(show(object)) : notFound;
}

function repositoryBody(ask: Ask, repository: WorldObject): unknown {
  const [owner] = ask.world.list("organization");
  return {
    id: repository.repoId,
    node_id: repository.nodeId,
    name: repository.name,
    full_name: `${owner?.id}/${repository.name}`,
    owner: { login: owner?.id, type: "Organization" },
    description: repository.description ?? null,
    private: repository.visibility !== "public",
    visibility: repository.visibility ?? "public",
    archived: repository.archived ?? false,
    disabled: false,
    default_branch: repository.defaultBranch ?? "main",
    created_at: createdAt(repository),
    ...(isReader(ask) ? {} : { security_and_analysis: snakeCased(objectOf(repository.securityAndAnalysis)) }),
  };
}

function teamBody(team: WorldObject): unknown {
  const { id, nodeId, name, slug, description, privacy, membersCount } = team;
  return {
    id: Number(id),
    node_id: nodeId,
    name,
    slug,
    description,
    privacy,
    members_count: membersCount ?? 0,
    parent: null,
  };
}

function teamMembers(ask: Ask, slug: string): Answer {
  const team = teamOf(slug, ask.world);
  if (!team) return notFound;
  const logins = ask.world.find("teamMembership", "teamId", team.id).map((member) => String(member.username));
  return paged(
    ask,
    logins.map((login) => ({ login, id: ask.world.get("user", login)?.userId, type: "User" })),
  );
}

function workflowPermissions(ask: Ask, name: string): Answer {
  const repository = repositoryOf(name, ask.world);
  if (!repository || isReader(ask)) return notFound;
  const [set] = ask.world.find("workflowRepositoryPermissions", "repository", String(repository.name));
  return ok({
    default_workflow_permissions: set?.defaultWorkflowPermissions ?? "read",
    can_approve_pull_request_reviews: set?.canApprovePullRequestReviews ?? false,
  });
}

function environmentOf(ask: Ask, name: string, environment: string): Answer {
  const made = ask.world
    .find("repositoryEnvironment", "repository", name)
    .find((one) => one.environment === environment);
  return found(made, (one) => {
    const policy = objectOf(one.deploymentBranchPolicy);
    const reviewers = objectOf(one.reviewers);
    const ids = [...textsOf(reviewers.teams), ...textsOf(reviewers.users)];
    return {
      name: environment,
      created_at: createdAt(one),
      protection_rules:
        ids.length === 0
          ? []
          : [
              {
                type: "required_reviewers",
                prevent_self_review: one.preventSelfReview ?? false,
                reviewers: ids.map((id) => ({ reviewer: { id: Number(id) } })),
              },
            ],
      deployment_branch_policy:
        policy.protectedBranches === undefined
          ? null
          : {
              protected_branches: policy.protectedBranches,
              custom_branch_policies: policy.customBranchPolicies ?? false,
            },
    };
  });
}

function workflowRuns(ask: Ask, name: string, file: string): Answer {
  const repository = repositoryOf(name, ask.world);
  if (!repository) return notFound;
  const runs = listOf(objectOf(apiOf(repository).workflowRuns)[file]).map(snakeCased);
  return ok({ total_count: runs.length, workflow_runs: runs });
}
