import * as github from "@pulumi/github";
import type * as pulumi from "@pulumi/pulumi";
import type { Team } from "../schema";
import { type DeclaredChild, declaredChild } from "./children";
import { childName } from "./naming";

/** A GitHub team that the catalog has made, and what is declared of it. */
export interface DeclaredTeam {
  readonly id: pulumi.Output<string>;
  readonly children: readonly DeclaredChild[];
}

/** Declares a team with its members. */
export function declareTeam(parent: pulumi.Resource, team: Team): DeclaredTeam {
  const args: github.TeamArgs = {
    name: team.name,
    ...(team.description === undefined ? {} : { description: team.description }),
    privacy: "closed",
  };
  const resource = new github.Team(team.name, args, { parent });
  const members = declareMembers(parent, team, resource.id);
  return { id: resource.id, children: [declaredChild(resource, args, undefined), ...members] };
}

function declareMembers(parent: pulumi.Resource, team: Team, teamId: pulumi.Output<string>): DeclaredChild[] {
  if (team.members.length === 0) return [];
  const args = { teamId, members: team.members.map(({ login }) => ({ username: login, role: "member" })) };
  const name = childName(team.name, "members");
  return [declaredChild(new github.TeamMembers(name, args, { parent }), args, undefined)];
}

/** Lets a declared team write to a repository in which it owns a service. */
export function declareAccess(
  parent: pulumi.Resource,
  team: string,
  teamId: pulumi.Output<string>,
  repository: { readonly plainName: string; readonly name: pulumi.Output<string> },
): DeclaredChild {
  const args = { teamId, repository: repository.name, permission: "push" };
  const resource = new github.TeamRepository(childName(team, repository.plainName), args, { parent });
  return declaredChild(resource, args, undefined);
}
