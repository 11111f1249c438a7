import type { JsonObject, WorldObject } from "../../world/schema";
import { type Answer, numberOf, objectOf, ok, stableNumber, textsOf } from "../exchange";
import { loginOf, organizationMembers } from "./people";
import { type GithubRoute, notFound, ofRepository, paged, refused, type Shape } from "./rest";
import { userBody } from "./rest-organization";
import { isOn, nameOf, textOf, type Viewer } from "./viewer";

/**
 * Issues with their labels and comments. The world keeps an issue as {repository, number, title, body, state,
 * stateReason, labels, assignees, user, createdAt, closedAt, locked} under `repository#number`, and its comments as
 * {issue, body, user, createdAt}. The token `reader` changes nothing.
 */
export const issueRoutes: readonly GithubRoute[] = [
  [
    /^\/repos\/([^/]+)\/([^/]+)\/issues$/,
    ofRepository((viewer, one) =>
      viewer.ask.method === "POST" ? openIssue(viewer, one) : listIssues(viewer, one),
    ),
  ],
  [
    /^\/repos\/([^/]+)\/([^/]+)\/issues\/(\d+)$/,
    ofIssue((viewer, repository, issue) =>
      viewer.ask.method === "PATCH"
        ? changeIssue(viewer, repository, issue)
        : ok(issueBody(viewer, repository, issue)),
    ),
  ],
  [
    /^\/repos\/([^/]+)\/([^/]+)\/issues\/(\d+)\/comments$/,
    ofIssue((viewer, repository, issue) =>
      viewer.ask.method === "POST" ? say(viewer, repository, issue) : listComments(viewer, repository, issue),
    ),
  ],
];

const gone: Answer = {
  status: 410,
  body: { message: "Issues are disabled for this repo", documentation_url: "https://docs.github.com/rest" },
};

function ofIssue(
  answer: (viewer: Viewer, repository: WorldObject, issue: WorldObject) => Answer,
): GithubRoute[1] {
  return ofRepository((viewer, repository, number = "") => {
    const issue = viewer.ask.world.get("issue", `${nameOf(repository)}#${number}`);
    return issue ? answer(viewer, repository, issue) : notFound;
  });
}

function listIssues(viewer: Viewer, repository: WorldObject): Answer {
  const { query } = viewer.ask;
  const state = query.get("state") ?? "open";
  const creator = query.get("creator")?.toLowerCase();
  const wanted = (query.get("labels") ?? "").split(",").filter((label) => label !== "");
  const all = issuesOf(viewer, repository).filter(
    (issue) =>
      (state === "all" || issue.state === state) &&
      (creator === undefined || textOf(issue.user).toLowerCase() === creator) &&
      wanted.every((label) => hasLabel(textsOf(issue.labels), label)),
  );
  const sorted = query.get("direction") === "asc" ? all : [...all].reverse();
  return paged(viewer, sorted, (issue) => issueBody(viewer, repository, issue));
}

function issuesOf({ ask: { world } }: Viewer, repository: WorldObject): readonly WorldObject[] {
  const own = world.find("issue", "repository", nameOf(repository));
  return [...own].sort((a, b) => numberOf(a.number, 0) - numberOf(b.number, 0));
}

/** Why nothing can be changed there, as GitHub says it. */
function unwritable(viewer: Viewer, repository: WorldObject): Answer | undefined {
  if (!isOn(repository.hasIssues, true)) return gone;
  if (viewer.isReader) return refused();
  if (isOn(repository.archived)) return refused("Repository was archived so is read-only.");
  return undefined;
}

function invalid(field: string): Answer {
  const errors = [{ resource: "Issue", field, code: "invalid" }];
  const body = { message: "Validation Failed", errors, documentation_url: "https://docs.github.com/rest" };
  return { status: 422, body };
}

function openIssue(viewer: Viewer, repository: WorldObject): Answer {
  const refusal = unwritable(viewer, repository);
  if (refusal) return refusal;
  const given = sentBy(viewer);
  const title = textOf(given.title);
  if (title === "" || title.length > 256) return invalid("title");
  if (textOf(given.body).length > mostLetters) return invalid("body");
  const assignees = textsOf(given.assignees);
  const stranger = assignees.find((login) => !organizationMembers(viewer).includes(login));
  if (stranger !== undefined) return invalid("assignees");
  const number = numberOf(issuesOf(viewer, repository).at(-1)?.number, 0) + 1;
  const issue: WorldObject = {
    id: `${nameOf(repository)}#${number}`,
    repository: nameOf(repository),
    number,
    title,
    body: textOf(given.body),
    state: "open",
    labels: distinctLabels(textsOf(given.labels)),
    assignees,
    user: loginOf(viewer),
    createdAt: viewer.ask.now.toISOString(),
  };
  viewer.ask.world.put("issue", issue);
  return { status: 201, body: issueBody(viewer, repository, issue) };
}

const mostLetters = 65_536;

function changeIssue(viewer: Viewer, repository: WorldObject, issue: WorldObject): Answer {
  const refusal = unwritable(viewer, repository);
  if (refusal) return refusal;
  const given = sentBy(viewer);
  if (textOf(given.body).length > mostLetters) return invalid("body");
  const state = textOf(given.state, textOf(issue.state));
  const at = viewer.ask.now.toISOString();
  const changed: WorldObject = {
    ...issue,
    title: textOf(given.title, textOf(issue.title)),
    body: textOf(given.body, textOf(issue.body)),
    state,
    labels: given.labels === undefined ? (issue.labels ?? []) : distinctLabels(textsOf(given.labels)),
    assignees: given.assignees ?? issue.assignees ?? [],
    ...(state === issue.state
      ? {}
      : { stateReason: given.state_reason ?? null, closedAt: state === "closed" ? at : null }),
  };
  viewer.ask.world.put("issue", changed);
  return ok(issueBody(viewer, repository, changed));
}

function say(viewer: Viewer, repository: WorldObject, issue: WorldObject): Answer {
  const refusal = unwritable(viewer, repository);
  if (refusal) return refusal;
  // What an app or a workflow's own token is told: both are no collaborators.
  if (isOn(issue.locked)) return refused("Unable to create comment because issue is locked.");
  const body = textOf(sentBy(viewer).body);
  if (body === "" || body.length > mostLetters) return invalid("body");
  const { world, now } = viewer.ask;
  const comment: WorldObject = {
    id: String(world.list("issueComment").length + 1),
    issue: issue.id,
    body,
    user: loginOf(viewer),
    createdAt: now.toISOString(),
  };
  world.put("issueComment", comment);
  return { status: 201, body: commentBody(viewer, repository, issue, comment) };
}

function listComments(viewer: Viewer, repository: WorldObject, issue: WorldObject): Answer {
  const all = viewer.ask.world.find("issueComment", "issue", issue.id);
  const sorted = [...all].sort((a, b) => Number(a.id) - Number(b.id));
  return paged(viewer, sorted, (comment) => commentBody(viewer, repository, issue, comment));
}

function issueBody(viewer: Viewer, repository: WorldObject, issue: WorldObject) {
  const { id: login } = viewer.organization;
  const number = numberOf(issue.number, 0);
  const path = `${login}/${nameOf(repository)}`;
  return {
    id: stableNumber(issue.id),
    node_id: `I_${stableNumber(issue.id)}`,
    url: `${viewer.ask.base}/api/v3/repos/${path}/issues/${number}`,
    repository_url: `${viewer.ask.base}/api/v3/repos/${path}`,
    html_url: `https://github.com/${path}/issues/${number}`,
    number,
    title: textOf(issue.title),
    body: textOf(issue.body) || null,
    state: textOf(issue.state),
    state_reason: reasonOf(issue),
    user: userBody(viewer, textOf(issue.user)),
    labels: textsOf(issue.labels).map((name) => ({ id: stableNumber(name), name, color: "ededed" })),
    assignees: textsOf(issue.assignees).map((one) => userBody(viewer, one)),
    locked: isOn(issue.locked),
    comments: viewer.ask.world.find("issueComment", "issue", issue.id).length,
    created_at: textOf(issue.createdAt),
    updated_at: textOf(issue.createdAt),
    closed_at: textOf(issue.closedAt) || null,
  } satisfies Shape<"issue">;
}

function reasonOf({ stateReason }: WorldObject) {
  const reasons = ["completed", "reopened", "not_planned", "duplicate"] as const;
  return reasons.find((one) => one === stateReason) ?? null;
}

function commentBody(viewer: Viewer, repository: WorldObject, issue: WorldObject, comment: WorldObject) {
  const path = `${viewer.organization.id}/${nameOf(repository)}/issues/${numberOf(issue.number, 0)}`;
  return {
    id: Number(comment.id),
    html_url: `https://github.com/${path}#issuecomment-${comment.id}`,
    issue_url: `${viewer.ask.base}/api/v3/repos/${path}`,
    body: textOf(comment.body),
    user: userBody(viewer, textOf(comment.user)),
    created_at: textOf(comment.createdAt),
    updated_at: textOf(comment.createdAt),
  } satisfies Shape<"issue-comment">;
}

function hasLabel(labels: readonly string[], name: string): boolean {
  return labels.some((one) => one.toLowerCase() === name.toLowerCase());
}

function distinctLabels(labels: readonly string[]): readonly string[] {
  return labels.filter((one, index) => !hasLabel(labels.slice(0, index), one));
}

function sentBy({ ask: { body } }: Viewer): JsonObject {
  return objectOf(body as JsonObject); // what was parsed as JSON
}
