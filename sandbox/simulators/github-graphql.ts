import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { buildSchema, defaultFieldResolver, type GraphQLSchema, graphqlSync } from "graphql";
import { repositoryOf, teamOf } from "../providers/github-objects";
import type { WorldObject } from "../world/schema";
import { type Answer, type Ask, apiOf, createdAt, numberOf, objectOf, ok, textsOf } from "./exchange";

type Page = { readonly first?: number; readonly after?: string };

let schema: GraphQLSchema | undefined;

/** The package exports only its program, so the file is looked for in the folders where packages are. */
function schemaFile(): string {
  const inside = "@octokit/graphql-schema/schema.graphql";
  const found = (require.resolve.paths(inside) ?? [])
    .map((dir) => join(dir, inside))
    .find((file) => existsSync(file));
  if (found) return found;
  throw new Error(
    "GitHub's schema is not installed. Run `npm install` without leaving out development packages.",
  );
}

/** GitHub's own schema; its package is there in development only, as the sandbox is. */
function githubSchema(): GraphQLSchema {
  schema ??= buildSchema(readFileSync(schemaFile(), "utf8"), {
    assumeValid: true,
  });
  return schema;
}

/** Executes a query over the world. A reader sees no branch protection, as GitHub hides it without a word. */
export function answerGraphql(ask: Ask, isReader: boolean): Answer {
  const { query, variables } = objectOfBody(ask.body);
  const result = graphqlSync({
    schema: githubSchema(),
    source: query,
    rootValue: rootOf(ask, isReader),
    variableValues: variables,
    fieldResolver: (source, args, context, info) => {
      // Null would be read as a vendor's 'there is none'.
      if (source !== null && typeof source === "object" && !(info.fieldName in source))
        throw new Error(`The simulator does not model ${info.parentType.name}.${info.fieldName}.`);
      return defaultFieldResolver(source, args, context, info);
    },
  });
  const errors = result.errors?.map((error) => ({
    message: error.message,
    path: error.path,
    locations: error.locations,
    ...(error.extensions.type === undefined ? {} : { type: error.extensions.type }),
  }));
  return ok({ data: result.data, ...(errors && { errors }) });
}

function objectOfBody(body: unknown): { query: string; variables: Record<string, unknown> } {
  if (typeof body !== "object" || body === null || !("query" in body)) return { query: "", variables: {} };
  const variables = "variables" in body && typeof body.variables === "object" ? { ...body.variables } : {};
  return { query: String(body.query), variables };
}

function rootOf(ask: Ask, isReader: boolean) {
  const login = ask.world.list("organization")[0]?.id;
  return {
    repository: ({ owner, name }: { owner: string; name: string }) => {
      const found = owner === login ? repositoryOf(name, ask.world) : undefined;
      if (found) return repositoryNode(ask, found, isReader);
      throw typed(`Could not resolve to a Repository with the name '${owner}/${name}'.`);
    },
    organization: (args: { login: string }) => {
      if (args.login !== login)
        throw typed(`Could not resolve to an Organization with the login of '${args.login}'.`);
      return { login, team: ({ slug }: { slug: string }) => teamNode(ask, teamOf(slug, ask.world)) };
    },
  };
}

function typed(message: string): Error {
  return Object.assign(new Error(message), { extensions: { type: "NOT_FOUND" } });
}

function connection<T>(all: readonly T[]) {
  return ({ first, after }: Page) => {
    if (first === undefined || first < 1 || first > 100) throw new Error("`first` must be from 1 to 100.");
    const start = after === undefined ? 0 : Number(Buffer.from(after, "base64").toString());
    const nodes = all.slice(start, start + first);
    const end = start + nodes.length;
    const endCursor = nodes.length === 0 ? null : Buffer.from(String(end)).toString("base64");
    return {
      nodes,
      totalCount: all.length,
      pageInfo: { hasNextPage: end < all.length, hasPreviousPage: start > 0, endCursor },
    };
  };
}

function teamNode(ask: Ask, team: WorldObject | undefined) {
  if (!team) return null;
  const members = ask.world
    .find("teamMembership", "teamId", team.id)
    .map((member) => ({ login: member.username }));
  return {
    id: team.nodeId,
    name: team.name,
    slug: team.slug,
    description: team.description,
    members: connection(members),
  };
}

function repositoryNode(ask: Ask, repository: WorldObject, isReader: boolean) {
  const name = String(repository.name);
  const references = [name, String(repository.nodeId)];
  const protections = isReader
    ? []
    : references
        .flatMap((one) => ask.world.find("branchProtection", "repositoryId", one))
        .map(protectionNode);
  const branch = String(repository.defaultBranch ?? "main");
  const environments = ask.world.find("repositoryEnvironment", "repository", name);
  return {
    id: repository.nodeId,
    name,
    description: repository.description ?? null,
    isArchived: repository.archived ?? false,
    isDisabled: false,
    isEmpty: filesOf(ask, repository).size === 0,
    visibility: String(repository.visibility ?? "public").toUpperCase(),
    createdAt: createdAt(repository),
    hasVulnerabilityAlertsEnabled: repository.vulnerabilityAlerts ?? false,
    defaultBranchRef: {
      name: branch,
      branchProtectionRule: protections.find(({ pattern }) => pattern === branch) ?? null,
    },
    branchProtectionRules: connection(protections),
    environments: connection(environments.map((one) => ({ id: one.id, name: one.environment }))),
    object: ({ expression }: { expression?: string }) =>
      gitObject(filesOf(ask, repository), expression ?? ""),
  };
}

function protectionNode(rule: WorldObject) {
  const reviews = objectOf(rule.requiredPullRequestReviews);
  const checks = objectOf(rule.requiredStatusChecks);
  const hasReviews = rule.requiredPullRequestReviews !== undefined && Object.keys(reviews).length > 0;
  return {
    id: rule.id,
    pattern: String(rule.pattern),
    allowsDeletions: rule.allowsDeletions ?? false,
    allowsForcePushes: rule.allowsForcePushes ?? false,
    isAdminEnforced: rule.enforceAdmins ?? false,
    requiresCommitSignatures: rule.requireSignedCommits ?? false,
    requiresApprovingReviews: hasReviews,
    // An empty block still asks for one approval.
    requiredApprovingReviewCount: hasReviews ? numberOf(reviews.requiredApprovingReviewCount, 1) : null,
    dismissesStaleReviews: reviews.dismissStaleReviews ?? false,
    requiresCodeOwnerReviews: reviews.requireCodeOwnerReviews ?? false,
    requireLastPushApproval: reviews.requireLastPushApproval ?? false,
    requiresStatusChecks: rule.requiredStatusChecks !== undefined,
    requiresStrictStatusChecks: checks.strict ?? false,
    requiredStatusCheckContexts: textsOf(checks.contexts),
  };
}

/** Texts of the default branch by path: what was there before, and what the provider wrote. */
function filesOf(ask: Ask, repository: WorldObject): ReadonlyMap<string, string> {
  const before = Object.entries(objectOf(apiOf(repository).files)).map(
    ([path, text]) => [path, String(text)] as const,
  );
  const written = ask.world
    .find("repositoryFile", "repository", String(repository.name))
    .map((file) => [String(file.file), String(file.content)] as const);
  return new Map([...before, ...written]);
}

function gitObject(files: ReadonlyMap<string, string>, expression: string) {
  const path = expression.slice(expression.indexOf(":") + 1).replace(/\/$/, "");
  const text = files.get(path);
  if (text !== undefined) {
    return {
      __typename: "Blob",
      text,
      isBinary: false,
      isTruncated: false,
      byteSize: Buffer.byteLength(text),
    };
  }
  const below = [...files.keys()].filter((file) => path === "" || file.startsWith(`${path}/`));
  if (below.length === 0) return null;
  const cut = path === "" ? 0 : path.length + 1;
  const names = new Map(below.map((file) => [file.slice(cut).split("/")[0] ?? "", file] as const));
  return {
    __typename: "Tree",
    entries: [...names].map(([name, file]) => {
      const isBlob = file.length === cut + name.length;
      return { name, type: isBlob ? "blob" : "tree", path: file.slice(0, cut + name.length) };
    }),
  };
}
