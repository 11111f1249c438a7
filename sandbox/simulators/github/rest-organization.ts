import { teamOf } from "../../providers/github-objects";
import type { WorldObject } from "../../world/schema";
import { apiOf, createdAt, listOf, numberOf, objectOf, ok, textsOf } from "../exchange";
import {
  membersOf,
  organizationMembers,
  ownersOf,
  type Permission,
  teamGrants,
  teamsOf,
  userIdOf,
} from "./people";
import { isPublic } from "./repository-node";
import { forAdmins, type GithubRoute, notFound, ofOrganization, paged, type Shape, shown } from "./rest";
import { repositoryBody, rightsOf } from "./rest-repositories";
import { nameOf, textOf, type Viewer } from "./viewer";

export const organizationRoutes: readonly GithubRoute[] = [
  [/^\/orgs\/([^/]+)$/, ofOrganization((viewer) => ok(organizationBody(viewer)))],
  [
    /^\/orgs\/([^/]+)\/members$/,
    ofOrganization((viewer) =>
      paged(viewer, organizationMembers(viewer), (login) => userBody(viewer, login)),
    ),
  ],
  [
    /^\/orgs\/([^/]+)\/teams$/,
    ofOrganization((viewer) => paged(viewer, teamsOf(viewer), (team) => teamBody(viewer, team))),
  ],
  [
    /^\/orgs\/([^/]+)\/teams\/([^/]+)$/,
    ofTeam((viewer, team) =>
      ok({
        ...teamBody(viewer, team),
        members_count: membersOf(viewer, team).length,
        repos_count: sharesOf(viewer, team).length,
        created_at: createdAt(team),
        updated_at: createdAt(team),
      } satisfies Shape<"team-full">),
    ),
  ],
  [
    /^\/orgs\/([^/]+)\/teams\/([^/]+)\/members$/,
    ofTeam((viewer, team) => paged(viewer, membersOf(viewer, team), (login) => userBody(viewer, login))),
  ],
  [
    /^\/orgs\/([^/]+)\/teams\/([^/]+)\/repos$/,
    ofTeam((viewer, team) =>
      paged(viewer, sharesOf(viewer, team), ({ repository, permission }) => ({
        ...repositoryBody(viewer, repository),
        permissions: rightsOf(permission),
        role_name: permission,
      })),
    ),
  ],
  [
    /^\/orgs\/([^/]+)\/code-security\/configurations$/,
    ofOrganization(forAdmins((viewer) => paged(viewer, configurationsOf(viewer), ({ body }) => body))),
  ],
  [
    /^\/orgs\/([^/]+)\/code-security\/configurations\/(\d+)\/repositories$/,
    ofOrganization(
      forAdmins((viewer, id) => {
        const found = configurationsOf(viewer).find(({ body }) => String(body.id) === id);
        if (!found) return notFound;
        const all = viewer.ask.world
          .list("repository")
          .filter((one) => found.repositories.includes(nameOf(one)));
        return paged(
          viewer,
          all,
          (one) =>
            ({
              status: "attached",
              repository: repositoryBody(viewer, one),
            }) satisfies Shape<"code-security-configuration-repositories">,
        );
      }),
    ),
  ],
  [
    /^\/user$/,
    (viewer) => ok(userBody(viewer, viewer.isReader ? "reader" : ([...ownersOf(viewer)][0] ?? "admin"))),
  ],
  [
    /^\/users\/([^/]+)$/,
    (viewer, login = "") => shown(viewer.ask.world.get("user", login), () => userBody(viewer, login)),
  ],
];

function ofTeam(answer: (viewer: Viewer, team: WorldObject) => ReturnType<typeof ok>): GithubRoute[1] {
  return ofOrganization((viewer, slug = "") => {
    const team = teamOf(slug, viewer.ask.world);
    return team && teamsOf(viewer).includes(team) ? answer(viewer, team) : notFound;
  });
}

function organizationBody(viewer: Viewer) {
  const { organization, ask } = viewer;
  const repositories = ask.world.list("repository");
  const hidden = repositories.filter((one) => !isPublic(one)).length;
  const body = {
    login: organization.id,
    node_id: textOf(organization.nodeId),
    name: textOf(organization.name),
    public_repos: repositories.length - hidden,
    created_at: createdAt(organization),
    type: "Organization",
  };
  if (viewer.isReader) return body satisfies Shape<"organization-full">;
  return {
    ...body,
    total_private_repos: hidden,
    owned_private_repos: hidden,
    default_repository_permission: textOf(apiOf(organization).basePermission, "read"),
    plan: { name: textOf(organization.plan, "free") },
  } satisfies Shape<"organization-full">;
}

export function userBody(viewer: Viewer, login: string) {
  return {
    login,
    id: userIdOf(viewer, login),
    node_id: textOf(viewer.ask.world.get("user", login)?.nodeId),
    type: "User",
    site_admin: false,
  } satisfies Shape<"simple-user">;
}

export function teamBody(viewer: Viewer, team: WorldObject) {
  const parent = teamOf(textOf(team.parentTeamId), viewer.ask.world);
  return {
    id: Number(team.id),
    node_id: textOf(team.nodeId),
    name: textOf(team.name),
    slug: textOf(team.slug),
    description: textOf(team.description) || null,
    privacy: team.privacy === "secret" ? "secret" : "closed",
    notification_setting: "notifications_enabled",
    permission: "pull",
    parent: parent ? { id: Number(parent.id), name: textOf(parent.name), slug: textOf(parent.slug) } : null,
  } satisfies Shape<"team-full">;
}

/** Repositories that a team may do something with. */
function sharesOf(
  viewer: Viewer,
  team: WorldObject,
): readonly { readonly repository: WorldObject; readonly permission: Permission }[] {
  return viewer.ask.world.list("repository").flatMap((repository) => {
    const grant = teamGrants(viewer, repository).find((one) => one.team.id === team.id);
    return grant ? [{ repository, permission: grant.permission }] : [];
  });
}

function configurationsOf({ organization }: Viewer) {
  return listOf(apiOf(organization).securityConfigurations)
    .map(objectOf)
    .map((one) => ({
      repositories: textsOf(one.repositories),
      body: {
        id: numberOf(one.id, 1),
        target_type: "organization" as const,
        name: textOf(one.name),
        description: textOf(one.description),
        secret_scanning: "enabled" as const,
        secret_scanning_push_protection: "enabled" as const,
        dependabot_alerts: "enabled" as const,
        enforcement: "unenforced" as const,
      } satisfies Shape<"code-security-configuration">,
    }));
}
