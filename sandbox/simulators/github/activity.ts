import { createHash } from "node:crypto";
import type { Json, JsonObject, WorldObject } from "../../world/schema";
import { apiOf, createdAt, listOf, numberOf, objectOf, stableNumber, textsOf } from "../exchange";
import { connection, type Page } from "./connection";
import { userNode } from "./people";
import { instant, inTime, isEmpty, textOf, type Viewer } from "./viewer";

export interface Commit {
  readonly oid: string;
  readonly at: string;
  readonly author: string | undefined;
  readonly message: string;
  /** Undefined: the first one, which brought everything. */
  readonly paths: readonly string[] | undefined;
  readonly checks: readonly Json[];
}

/** Commits of the default branch, the newest first. */
export function commitsOf(viewer: Viewer, repository: WorldObject): readonly Commit[] {
  return viewer.once(`commits/${repository.id}`, () => {
    if (isEmpty(viewer, repository)) return [];
    const api = apiOf(repository);
    const first = { at: createdAt(repository), message: "Begin", author: api.createdBy ?? null };
    const told = [...listOf(api.commits).map(objectOf), first];
    return told.map((commit, index) => ({
      oid: createHash("sha1")
        .update(`${repository.id}/${told.length - index}/${commit.message}`)
        .digest("hex"),
      at: instant(viewer, commit.at) ?? createdAt(repository),
      author: textOf(commit.author) || undefined,
      message: textOf(commit.message, "Change"),
      paths: index === told.length - 1 ? undefined : textsOf("paths" in commit ? commit.paths : undefined),
      checks: listOf(
        ("checks" in commit ? commit.checks : undefined) ?? (index === 0 ? api.checks : undefined),
      ),
    }));
  });
}

/** Those that touched a file, or a file in a folder. */
export function touching(commits: readonly Commit[], path: string | null | undefined): readonly Commit[] {
  if (!path) return commits;
  return commits.filter(
    ({ paths }) => paths === undefined || paths.some((one) => one === path || one.startsWith(`${path}/`)),
  );
}

interface HistoryArguments extends Page {
  readonly path?: string | null;
  readonly since?: string | null;
  readonly until?: string | null;
}

export function commitNode(viewer: Viewer, repository: WorldObject, commit: Commit): object {
  const { oid, at, author, message } = commit;
  return {
    __typename: "Commit",
    id: `C_${oid}`,
    oid,
    committedDate: at,
    authoredDate: at,
    message,
    messageHeadline: message.split("\n")[0],
    author:
      author === undefined
        ? { name: "Unknown", user: null }
        : { name: author, user: userNode(viewer, author) },
    statusCheckRollup: rollupNode(viewer, commit),
    history: (args: HistoryArguments) => {
      const { since, until } = args;
      const all = touching(commitsOf(viewer, repository), args.path).filter(
        (one) =>
          (!since || Date.parse(one.at) >= Date.parse(since)) &&
          (!until || Date.parse(one.at) <= Date.parse(until)),
      );
      return connection(all, (one) => commitNode(viewer, repository, one))(args);
    },
  };
}

function rollupNode(viewer: Viewer, { oid, checks, at }: Pick<Commit, "oid" | "checks" | "at">) {
  if (checks.length === 0) return null;
  const all = checks.map(objectOf);
  const ends = all.map(({ conclusion }) => textOf(conclusion, "success"));
  const bad = ends.some((end) => ["failure", "timed_out", "cancelled", "action_required"].includes(end));
  return {
    id: `SCR_${oid}`,
    state: bad ? "FAILURE" : ends.includes("pending") ? "PENDING" : "SUCCESS",
    contexts: connection(all, (check) => contextNode(viewer, check, at)),
  };
}

/** A check of an app, or a status where the world says so by `status: true`. */
function contextNode(viewer: Viewer, check: JsonObject, at: string) {
  const name = textOf(check.name);
  const conclusion = textOf(check.conclusion, "success").toUpperCase();
  const ended = instant(viewer, check.at) ?? at;
  if (check.status === true)
    return {
      __typename: "StatusContext",
      id: `SC_${name}`,
      context: name,
      state: conclusion,
      createdAt: ended,
    };
  const isOpen = conclusion === "PENDING";
  return {
    __typename: "CheckRun",
    id: `CR_${name}`,
    name,
    status: isOpen ? "IN_PROGRESS" : "COMPLETED",
    conclusion: isOpen ? null : conclusion,
    completedAt: isOpen ? null : ended,
    startedAt: ended,
  };
}

interface PullArguments extends Page {
  readonly orderBy?: { readonly direction: string } | null;
  readonly states?: readonly string[] | null;
}

export function pullRequestsOf(viewer: Viewer, repository: WorldObject, args: PullArguments) {
  const all = listOf(apiOf(repository).pullRequests)
    .map(objectOf)
    .map((one) => ({ ...one, createdAt: instant(viewer, one.at) ?? createdAt(repository) }))
    .filter(
      ({ state }: JsonObject) => !args.states || args.states.includes(textOf(state, "merged").toUpperCase()),
    );
  return connection(inOrder(all, args.orderBy?.direction), (one) => pullNode(viewer, repository, one))(args);
}

/** By when they were made, the oldest first unless asked otherwise. */
function inOrder<T extends { readonly createdAt: string }>(
  all: readonly T[],
  direction = "ASC",
): readonly T[] {
  const oldestFirst = inTime(all, ({ createdAt: at }) => at);
  return direction === "DESC" ? [...oldestFirst].reverse() : oldestFirst;
}

function pullNode(
  viewer: Viewer,
  repository: WorldObject,
  pull: JsonObject & { readonly createdAt: string },
) {
  const number = numberOf(pull.number, 1);
  const author = textOf(pull.author);
  const oid = createHash("sha1").update(`${repository.id}#${number}`).digest("hex");
  const commit = {
    oid,
    at: pull.createdAt,
    author,
    message: textOf(pull.title),
    paths: [],
    checks: listOf(pull.checks),
  };
  return {
    id: `PR_${repository.id}_${number}`,
    number,
    title: textOf(pull.title),
    createdAt: pull.createdAt,
    state: textOf(pull.state, "merged").toUpperCase(),
    author:
      author === ""
        ? null
        : pull.bot === true
          ? { __typename: "Bot", id: `BOT_${author}`, databaseId: stableNumber(author), login: author }
          : userNode(viewer, author),
    commits: connection([commit], (one) => ({ commit: commitNode(viewer, repository, one) })),
  };
}

interface DeploymentArguments extends Page {
  readonly environments?: readonly string[] | null;
  readonly orderBy?: { readonly direction: string } | null;
}

export function deploymentsOf(viewer: Viewer, repository: WorldObject, args: DeploymentArguments) {
  const all = listOf(apiOf(repository).deployments)
    .map(objectOf)
    .filter(({ environment }) => !args.environments || args.environments.includes(textOf(environment)))
    .map((one) => ({ ...one, createdAt: instant(viewer, one.at) ?? createdAt(repository) }));
  return connection(inOrder(all, args.orderBy?.direction), (one) => deploymentNode(viewer, repository, one))(
    args,
  );
}

/** The newest commit of the default branch at the time, or, of a deployment from elsewhere, one of its own. */
function deployedCommit(viewer: Viewer, repository: WorldObject, { ref, commit, at }: JsonObject): string {
  if (typeof commit === "string") return commit;
  const branch = textOf(repository.defaultBranch, "main");
  const isElsewhere = ref !== undefined && textOf(ref) !== branch;
  const when = instant(viewer, at) ?? createdAt(repository);
  const commits = commitsOf(viewer, repository);
  const newest = isElsewhere ? undefined : (commits.find((one) => one.at <= when) ?? commits.at(-1));
  return (
    newest?.oid ??
    createHash("sha1")
      .update(`${repository.id}/${textOf(ref)}/${when}`)
      .digest("hex")
  );
}

/** How a commit lies to the default branch: part of it, or beside it. */
export function comparisonWith(viewer: Viewer, repository: WorldObject, oid: string) {
  return { aheadBy: commitsOf(viewer, repository).some((one) => one.oid === oid) ? 0 : 1 };
}

function deploymentNode(
  viewer: Viewer,
  repository: WorldObject,
  deployment: JsonObject & { readonly createdAt: string },
) {
  const { createdAt: at } = deployment;
  const environment = textOf(deployment.environment);
  const statuses = listOf(deployment.statuses)
    .map(objectOf)
    .map((one) => ({ state: textOf(one.state).toUpperCase(), createdAt: instant(viewer, one.at) ?? at }));
  const last = statuses.at(-1);
  const asStatus = (one: { state: string; createdAt: string }) => ({
    ...one,
    environment,
    updatedAt: one.createdAt,
  });
  return {
    id: `DE_${environment}_${at}`,
    environment,
    createdAt: at,
    updatedAt: last?.createdAt ?? at,
    commitOid: deployedCommit(viewer, repository, deployment),
    state: textOf(
      deployment.state,
      last?.state === "SUCCESS" ? "active" : (last?.state ?? "pending"),
    ).toUpperCase(),
    ref: deployment.ref === null ? null : { name: textOf(deployment.ref, "main") },
    latestStatus: last ? asStatus(last) : null,
    statuses: connection(statuses, asStatus),
  };
}
