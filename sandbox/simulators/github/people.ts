import { teamOf } from "../../providers/github-objects";
import type { Json, WorldObject } from "../../world/schema";
import { apiOf, createdAt, listOf, numberOf, objectOf, stableNumber, textsOf } from "../exchange";
import { connection } from "./connection";
import { nameOf, textOf, type Viewer } from "./viewer";

export type Permission = "pull" | "triage" | "push" | "maintain" | "admin";
const ranks: readonly Permission[] = ["pull", "triage", "push", "maintain", "admin"];
const roles = {
  pull: "read",
  triage: "triage",
  push: "write",
  maintain: "maintain",
  admin: "admin",
} as const;

/** By any of the names that GitHub has for it; undefined for none. */
function permissionOf(value: Json | undefined): Permission | undefined {
  const text = textOf(value);
  return ranks.find((one) => one === text || roles[one] === text);
}

/** What somebody may do, and by what. */
export interface Grant {
  readonly permission: Permission;
  readonly from: "Organization" | "Team" | "Repository";
}

export interface Collaborator {
  readonly login: string;
  readonly outside: boolean;
  readonly grants: readonly Grant[];
}

/** The largest of what is granted. */
export function strongest(grants: readonly Grant[]): Permission {
  return (
    grants.map(({ permission }) => permission).sort((a, b) => ranks.indexOf(b) - ranks.indexOf(a))[0] ??
    "pull"
  );
}

export function roleOf(permission: Permission): string {
  return roles[permission];
}

export function teamsOf(viewer: Viewer): readonly WorldObject[] {
  return viewer.once("teams", () =>
    viewer.ask.world.list("team").filter(({ privacy }) => !viewer.isReader || privacy !== "secret"),
  );
}

/** Child teams of a team, at any depth. */
function below(viewer: Viewer, team: WorldObject): readonly WorldObject[] {
  const children = [team.id, textOf(team.slug)].flatMap((reference) =>
    viewer.ask.world.find("team", "parentTeamId", reference),
  );
  return children.flatMap((child) => [child, ...below(viewer, child)]);
}

/** Logins of a team, those of its child teams included. */
export function membersOf(viewer: Viewer, team: WorldObject): readonly string[] {
  return viewer.once(`members/${team.id}`, () => {
    const all = [team, ...below(viewer, team)].flatMap(({ id }) =>
      viewer.ask.world.find("teamMembership", "teamId", id).map(({ username }) => textOf(username)),
    );
    return [...new Set(all)];
  });
}

export function ownersOf(viewer: Viewer): ReadonlySet<string> {
  return viewer.once("owners", () => new Set(textsOf(apiOf(viewer.organization).owners)));
}

/** Who asks: the token is an owner's, or the reader's. */
export function loginOf(viewer: Viewer): string {
  return viewer.isReader ? "reader" : ([...ownersOf(viewer)][0] ?? "admin");
}

/** Logins of the organisation's members. */
export function organizationMembers(viewer: Viewer): readonly string[] {
  return viewer.once("members", () =>
    viewer.ask.world
      .list("user")
      .filter((user) => apiOf(user).outside !== true)
      .map((user) => textOf(user.login, user.id)),
  );
}

/** Teams with what they may do in a repository; a child team has what its parents have. */
export function teamGrants(
  viewer: Viewer,
  repository: WorldObject,
): readonly { readonly team: WorldObject; readonly permission: Permission }[] {
  const { world } = viewer.ask;
  const shares = [
    ...references(viewer, repository).flatMap((name) => world.find("teamRepository", "repository", name)),
    ...world
      .find("repositoryCollaborators", "repository", nameOf(repository))
      .flatMap(({ teams }) => listOf(teams).map(objectOf)),
  ];
  const direct = shares.flatMap(({ teamId, permission }) => {
    const team = teamOf(textOf(teamId), world);
    return team ? [{ team, permission: permissionOf(permission) ?? "pull" }] : [];
  });
  return direct.flatMap(({ team, permission }) =>
    [team, ...below(viewer, team)].map((one) => ({ team: one, permission })),
  );
}

function references({ organization }: Viewer, repository: WorldObject): readonly string[] {
  return [nameOf(repository), `${organization.id}/${nameOf(repository)}`];
}

/** Everybody who may do something in a repository, in the order of their names. */
export function collaboratorsOf(viewer: Viewer, repository: WorldObject): readonly Collaborator[] {
  return viewer.once(`collaborators/${repository.id}`, () => {
    const grants = new Map<string, Grant[]>();
    const grant = (login: string, one: Grant) => {
      const known = grants.get(login);
      if (known) known.push(one);
      else grants.set(login, [one]);
    };
    const base = permissionOf(apiOf(viewer.organization).basePermission ?? "read");
    const members = organizationMembers(viewer);
    if (base) for (const login of members) grant(login, { from: "Organization", permission: base });
    for (const login of ownersOf(viewer)) grant(login, { from: "Organization", permission: "admin" });
    for (const { team, permission } of teamGrants(viewer, repository))
      for (const login of viewer.ask.world
        .find("teamMembership", "teamId", team.id)
        .map(({ username }) => textOf(username)))
        grant(login, { from: "Team", permission });
    for (const { login, permission } of directGrants(viewer, repository))
      grant(login, { from: "Repository", permission });
    const inside = new Set(members);
    return [...grants]
      .map(([login, of]) => ({ login, outside: !inside.has(login), grants: of }))
      .sort((a, b) => (a.login < b.login ? -1 : 1));
  });
}

function directGrants({ ask: { world } }: Viewer, repository: WorldObject) {
  const name = nameOf(repository);
  const all = [
    ...world.find("repositoryCollaborator", "repository", name),
    ...world
      .find("repositoryCollaborators", "repository", name)
      .flatMap(({ users }) => listOf(users).map(objectOf)),
  ];
  return all.map(({ username, permission }) => ({
    login: textOf(username),
    permission: permissionOf(permission) ?? ("push" as const),
  }));
}

export function userNode(viewer: Viewer, login: string) {
  const user = viewer.ask.world.get("user", login);
  return {
    __typename: "User",
    id: textOf(user?.nodeId, `U_${login}`),
    databaseId: userIdOf(viewer, login),
    login,
    name: textOf(user?.name, login),
    email: textOf(user?.email),
  };
}

export function userIdOf(viewer: Viewer, login: string): number {
  return numberOf(viewer.ask.world.get("user", login)?.userId, stableNumber(login));
}

export function teamNode(viewer: Viewer, team: WorldObject) {
  const slug = textOf(team.slug);
  const members = ({ membership }: { membership?: string }): readonly string[] =>
    membership === "IMMEDIATE"
      ? viewer.ask.world.find("teamMembership", "teamId", team.id).map(({ username }) => textOf(username))
      : membersOf(viewer, team);
  return {
    __typename: "Team",
    id: textOf(team.nodeId),
    databaseId: Number(team.id),
    name: textOf(team.name),
    slug,
    combinedSlug: `${viewer.organization.id}/${slug}`,
    description: textOf(team.description),
    privacy: team.privacy === "secret" ? "SECRET" : "VISIBLE",
    createdAt: createdAt(team),
    members: (args: Parameters<ReturnType<typeof connection>>[0] & { membership?: string }) =>
      connection(
        members(args),
        (login) => userNode(viewer, login),
        () => ({ role: "MEMBER" }),
      )(args),
    organization: { __typename: "Organization", login: viewer.organization.id },
  };
}

/** An app by its slug, its number or its node id. */
export function appOf(viewer: Viewer, reference: string) {
  for (const [slug, told] of Object.entries(objectOf(apiOf(viewer.organization).apps))) {
    const app = objectOf(told);
    const id = numberOf(app.id, stableNumber(slug));
    const nodeId = textOf(app.nodeId, `A_kwHO${stableNumber(slug)}`);
    if ([slug, String(id), nodeId].includes(reference))
      return { slug, id, nodeId, name: textOf(app.name, slug) };
  }
  return undefined;
}
