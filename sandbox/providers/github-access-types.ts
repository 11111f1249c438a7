import type { JsonObject } from "../world/schema";
import { etag, repoIdOf, repositoryExists, teamExists, teamOf, userExists } from "./github-objects";
import { isObject } from "./paths";
import type { Context, ResourceType, ResourceTypes, View } from "./resource-type";

const teamRoles = ["member", "maintainer"];

const membersOfTeam: View = {
  read: (id, { world }) => {
    const team = teamOf(id, world);
    if (!team) return undefined;
    const members = world
      .find("teamMembership", "teamId", team.id)
      .map(({ username, role }) => ({ username: username ?? "", role: role ?? "member" }));
    return { teamId: team.id, teamSlug: team.slug ?? "", members };
  },
  write: (inputs, context) => {
    const team = teamOfMembers(inputs, context);
    const members = Array.isArray(inputs.members) ? inputs.members.filter(isObject) : [];
    removeMembers(team, context, new Set(members.map(({ username }) => String(username))));
    for (const { username, role } of members) {
      const membership = {
        id: `${team}:${username}`,
        teamId: team,
        username: username ?? "",
        role: role ?? "member",
      };
      context.world.put("teamMembership", membership);
    }
  },
  remove: (id, context) => removeMembers(id, context, new Set()),
};

function removeMembers(team: string, { world }: Context, except: ReadonlySet<string>): void {
  for (const membership of world.find("teamMembership", "teamId", team)) {
    if (!except.has(String(membership.username))) world.remove("teamMembership", membership.id);
  }
}

function teamOfMembers(inputs: JsonObject, { world }: Context): string {
  const reference = String(inputs.teamId ?? inputs.teamSlug);
  return teamOf(reference, world)?.id ?? reference;
}

const teamMembers: ResourceType = {
  kind: membersOfTeam,
  required: ["members", "members[].username"],
  defaults: { "members[].role": "member" },
  values: { "members[].role": teamRoles },
  computed: ["teamId", "teamSlug"],
  replaceOn: ["teamId", "teamSlug"],
  unordered: ["members"],
  judge: ({ teamId, teamSlug }) => {
    if ((teamId === undefined) !== (teamSlug === undefined)) return [];
    return [{ property: "teamId", reason: `one of "teamId,teamSlug" must be specified, and only one` }];
  },
  refusals: [teamExists("teamId"), teamExists("teamSlug"), userExists("members[].username")],
  newId: teamOfMembers,
  importId: (id, { world }) => teamOf(id, world)?.id ?? id,
  derive: (inputs, context) => ({
    teamId: teamOfMembers(inputs, context),
    teamSlug: teamOf(teamOfMembers(inputs, context), context.world)?.slug ?? "",
  }),
};

const teamMembership: ResourceType = {
  kind: "teamMembership",
  required: ["teamId", "username"],
  defaults: { role: "member" },
  values: { role: teamRoles },
  outputs: ["etag"],
  replaceOn: ["teamId", "username"],
  refusals: [teamExists("teamId"), userExists("username")],
  newId: ({ teamId, username }, { world }) => `${teamOf(String(teamId), world)?.id ?? teamId}:${username}`,
  importId: teamFirst,
  once: (_inputs, { random }) => ({ etag: etag(random) }),
};

const teamRepository: ResourceType = {
  kind: "teamRepository",
  required: ["repository", "teamId"],
  defaults: { permission: "pull" },
  outputs: ["etag"],
  replaceOn: ["repository", "teamId"],
  refusals: [teamExists("teamId"), repositoryExists("repository")],
  newId: ({ teamId, repository }, { world }) =>
    `${teamOf(String(teamId), world)?.id ?? teamId}:${repository}`,
  importId: teamFirst,
  once: (_inputs, { random }) => ({ etag: etag(random) }),
};

/** "orders:amy" is kept as "9001234:amy". */
function teamFirst(id: string, { world }: Context): string {
  const [team = "", ...rest] = id.split(":");
  return [teamOf(team, world)?.id ?? team, ...rest].join(":");
}

const repositoryCollaborators: ResourceType = {
  kind: "repositoryCollaborators",
  required: ["repository", "ignoreTeams[].teamId", "teams[].teamId", "users[].username"],
  defaults: { "teams[].permission": "push", "users[].permission": "push" },
  outputs: ["invitationIds", "ownerConfigured", "repositoryId"],
  replaceOn: ["repository"],
  unordered: ["teams", "users", "ignoreTeams"],
  refusals: [repositoryExists("repository"), teamExists("teams[].teamId"), userExists("users[].username")],
  newId: ({ repository }) => String(repository),
  once: () => ({ invitationIds: {}, ownerConfigured: false }),
  derive: ({ repository }, context) => ({ repositoryId: repoIdOf(repository, context) }),
};

const repositoryCollaborator: ResourceType = {
  kind: "repositoryCollaborator",
  required: ["repository", "username"],
  defaults: { permission: "push", permissionDiffSuppression: false },
  outputs: ["invitationId"],
  replaceOn: ["permission", "repository", "username"],
  refusals: [repositoryExists("repository"), userExists("username")],
  newId: ({ repository, username }) => `${repository}:${username}`,
  once: (_inputs, { random }) => ({ invitationId: String(random.number()) }),
};

/** Who belongs to a team and what teams and people may do with a repository. */
export const githubAccessTypes: ResourceTypes = {
  "github:index/teamMembers:TeamMembers": teamMembers,
  "github:index/teamMembership:TeamMembership": teamMembership,
  "github:index/teamRepository:TeamRepository": teamRepository,
  "github:index/repositoryCollaborators:RepositoryCollaborators": repositoryCollaborators,
  "github:index/repositoryCollaborator:RepositoryCollaborator": repositoryCollaborator,
};
