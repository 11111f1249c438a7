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
  const resource = new github.Team(team.name, args, { parent, aliases: earlierNames(team) });
  const members = declareMembers(parent, team, resource.id);
  return { id: resource.id, children: [declaredChild(resource, args, undefined), ...members] };
}

function declareMembers(parent: pulumi.Resource, team: Team, teamId: pulumi.Output<string>): DeclaredChild[] {
  if (team.members.length === 0) return [];
  const args = { teamId, members: team.members.map(({ login }) => ({ username: login, role: "member" })) };
  const name = childName(team.name, "members");
  const options = { parent, aliases: earlierNames(team, "members") };
  return [declaredChild(new github.TeamMembers(name, args, options), args, undefined)];
}

/** Lets a declared team write to a repository in which it owns a service. */
export function declareAccess(
  parent: pulumi.Resource,
  team: Team,
  teamId: pulumi.Output<string>,
  repository: { readonly plainName: string; readonly name: pulumi.Output<string> },
): DeclaredChild {
  const args = { teamId, repository: repository.name, permission: "push" };
  const name = childName(team.name, repository.plainName);
  const options = { parent, aliases: earlierNames(team, repository.plainName) };
  return declaredChild(new github.TeamRepository(name, args, options), args, undefined);
}

/** A team that is renamed stays the same at GitHub, and so does what is declared of it. */
function earlierNames({ aliases }: Team, part?: string): { name: string }[] {
  return aliases.map((alias) => ({ name: part === undefined ? alias : childName(alias, part) }));
}
