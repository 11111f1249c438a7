import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import {
  buildSchema,
  type DocumentNode,
  defaultFieldResolver,
  execute,
  GraphQLError,
  type GraphQLSchema,
  parse,
  validate,
} from "graphql";
import { teamOf } from "../providers/github-objects";
import type { WorldObject } from "../world/schema";
import type { Answer } from "./exchange";
import { connection, type Page, typed } from "./github/connection";
import { loginOf, organizationMembers, ownersOf, teamNode, teamsOf, userNode } from "./github/people";
import { type Cost, costOf } from "./github/points";
import { isPublic, repositoryNode } from "./github/repository-node";
import { isOn, nameOf, repositoryAt, textOf, type Viewer } from "./github/viewer";

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
  schema ??= buildSchema(readFileSync(schemaFile(), "utf8"), { assumeValid: true, noLocation: true });
  return schema;
}

const mostNodes = 500_000;
/** Points that GitHub gives for an hour. */
export const hourlyPoints = 5000;

/** Executes a query over the world. What the token may not see is hidden as GitHub hides it. */
export function answerGraphql(viewer: Viewer): Answer {
  const { query, variables } = textsOfBody(viewer.ask.body);
  const document = parsed(query);
  const wrong = document instanceof GraphQLError ? [document] : problemsOf(query, document);
  if (document instanceof GraphQLError || wrong.length > 0) return refused(wrong.map(errorOf));
  const cost = costOf(document, variables);
  if (cost.nodes > mostNodes) return refused([tooMany(cost)]);
  const result = execute({
    schema: githubSchema(),
    document,
    rootValue: rootOf(viewer, cost),
    variableValues: variables,
    fieldResolver: (source, args, context, info) => {
      // Null would be read as a vendor's 'there is none'.
      if (source !== null && typeof source === "object" && !(info.fieldName in source))
        throw new Error(`The simulator does not model ${info.parentType.name}.${info.fieldName}.`);
      return defaultFieldResolver(source, args, context, info);
    },
  });
  if (result instanceof Promise) throw new Error("Nothing that the simulator resolves is a promise.");
  const errors = result.errors?.map(errorOf);
  return { status: 200, body: { data: result.data, ...(errors && { errors }) }, points: cost.points };
}

/** What was refused as a whole costs a point all the same. */
function refused(errors: readonly unknown[]): Answer {
  return { status: 200, body: { errors }, points: 1 };
}

function errorOf({ message, path, locations, extensions }: GraphQLError) {
  const { type } = extensions;
  return { message, path, locations, ...(type === undefined ? {} : { type }) };
}

function tooMany({ nodes }: Cost) {
  const message = `This query requests up to ${nodes} possible nodes which exceeds the maximum limit of 500,000.`;
  return { type: "MAX_NODE_LIMIT_EXCEEDED", message };
}

function textsOfBody(body: unknown): { query: string; variables: Record<string, unknown> } {
  if (typeof body !== "object" || body === null || !("query" in body)) return { query: "", variables: {} };
  const variables = "variables" in body && typeof body.variables === "object" ? { ...body.variables } : {};
  return { query: String(body.query), variables };
}

function parsed(query: string): DocumentNode | GraphQLError {
  try {
    return parse(query, { noLocation: true });
  } catch (error) {
    if (error instanceof GraphQLError) return error;
    throw error;
  }
}

/** Queries that differ in their texts only are valid or not together, and checking one takes longer than answering it. */
const valid = new Set<string>();

function problemsOf(query: string, document: DocumentNode): readonly GraphQLError[] {
  const form = query.replace(/"(?:[^"\\\n]|\\.)*"/g, '""');
  if (valid.has(form)) return [];
  const problems = validate(githubSchema(), document, undefined);
  if (problems.length === 0 && valid.size < 1000) valid.add(form);
  return problems;
}

function rootOf(viewer: Viewer, cost: Cost) {
  const { id: login } = viewer.organization;
  const { ask } = viewer;
  return {
    repository: ({ owner, name }: { owner: string; name: string }) => {
      const found = repositoryAt(viewer, owner, name);
      if (found) return repositoryNode(viewer, found);
      throw typed("NOT_FOUND", `Could not resolve to a Repository with the name '${owner}/${name}'.`);
    },
    organization: (args: { login: string }) => {
      if (args.login.toLowerCase() === login.toLowerCase()) return organizationNode(viewer);
      throw typed("NOT_FOUND", `Could not resolve to an Organization with the login of '${args.login}'.`);
    },
    viewer: () => userNode(viewer, loginOf(viewer)),
    rateLimit: () => {
      const used = (ask.spent?.points ?? 0) + cost.points;
      const resetAt = new Date(ask.now.getTime() + 3_600_000).toISOString();
      const remaining = Math.max(hourlyPoints - used, 0);
      return { cost: cost.points, nodeCount: cost.nodes, limit: hourlyPoints, used, remaining, resetAt };
    },
  };
}

interface RepositoriesArguments extends Page {
  readonly visibility?: string | null;
  readonly privacy?: string | null;
  readonly isArchived?: boolean | null;
  readonly orderBy?: { readonly field: string; readonly direction: string } | null;
}

function organizationNode(viewer: Viewer) {
  const { organization, ask } = viewer;
  return {
    __typename: "Organization",
    id: textOf(organization.nodeId),
    login: organization.id,
    name: textOf(organization.name),
    viewerCanAdminister: !viewer.isReader,
    team: ({ slug }: { slug: string }) => {
      const team = teamOf(slug, ask.world);
      return team && teamsOf(viewer).includes(team) ? teamNode(viewer, team) : null;
    },
    teams: (page: Page) => connection(teamsOf(viewer), (team) => teamNode(viewer, team))(page),
    membersWithRole: (page: Page) =>
      connection(
        organizationMembers(viewer),
        (login) => userNode(viewer, login),
        (login) => ({ role: ownersOf(viewer).has(login) ? "ADMIN" : "MEMBER" }),
      )(page),
    repositories: (args: RepositoriesArguments) => {
      const all = ask.world.list("repository").filter((one) => isWanted(args, one));
      return connection(inOrder(all, args), (one) => repositoryNode(viewer, one))(args);
    },
  };
}

function isWanted(
  { visibility, privacy, isArchived }: RepositoriesArguments,
  repository: WorldObject,
): boolean {
  if (visibility && textOf(repository.visibility, "public").toUpperCase() !== visibility) return false;
  if (privacy && (privacy === "PUBLIC") !== isPublic(repository)) return false;
  return typeof isArchived !== "boolean" || isOn(repository.archived) === isArchived;
}

function inOrder(all: readonly WorldObject[], { orderBy }: RepositoriesArguments): readonly WorldObject[] {
  if (!orderBy) return all;
  if (orderBy.field !== "NAME")
    throw new Error(`The simulator does not model the order by ${orderBy.field}.`);
  const byName = [...all].sort((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1));
  return orderBy.direction === "DESC" ? byName.reverse() : byName;
}
