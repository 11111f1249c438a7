import * as github from "@pulumi/github";
import type { FoundRepository } from "../components/repository";
import type { RepositoryPlan } from "../components/repository-plan";
import { type Problem, quote } from "../reading/problems";
import type { Team } from "../schema";
import { ask, reasonOf } from "./ask";

/** Finds the repositories that exist, by the plan's name; an absent one is no problem unless it is to be adopted. */
export async function lookUpRepositories(
  plans: readonly RepositoryPlan[],
  problems: Problem[],
): Promise<ReadonlyMap<string, FoundRepository>> {
  const found = await Promise.all(
    plans.map(async (plan) => {
      const repository = await findRepository(plan, problems);
      if (repository === undefined) return [];
      problems.push(...disagreements(plan, repository));
      return [[plan.name, repository] as const];
    }),
  );
  return new Map(found.flat());
}

async function findRepository(
  plan: RepositoryPlan,
  problems: Problem[],
): Promise<(FoundRepository & { readonly name: string }) | undefined> {
  try {
    const answer = await github.getRepository({ name: plan.name });
    // The provider answers an absent repository with an empty id in some versions, with 404 in others.
    return answer.id === "" ? undefined : answer;
  } catch (error) {
    const reason = reasonOf(error);
    if (/\b404\b/.test(reason) && plan.adopt.repository === undefined) return undefined;
    problems.push({
      file: fileOf(plan),
      message: `The repository ${plan.name} cannot be looked up: ${reason}`,
    });
    return undefined;
  }
}

/** Where the catalog says otherwise than GitHub, taking the repository over would change it. */
function disagreements(
  plan: RepositoryPlan,
  { name, defaultBranch }: FoundRepository & { readonly name: string },
): readonly Problem[] {
  const renamed: Problem = {
    file: fileOf(plan),
    message: `repository must be ${quote(name)}, its name today; it is ${quote(plan.name)}.`,
  };
  const { branch } = plan;
  return [
    ...(name.toLowerCase() === plan.name.toLowerCase() ? [] : [renamed]),
    ...(branch === undefined || branch.name === defaultBranch
      ? []
      : [otherBranch(branch, name, defaultBranch)]),
  ];
}

function otherBranch(
  { name, statedBy }: NonNullable<RepositoryPlan["branch"]>,
  repository: string,
  defaultBranch: string,
): Problem {
  const message =
    `branch must be ${quote(defaultBranch)}, the default branch of ${repository}; it is ${quote(name)}. ` +
    "Correct it, or change the default branch at GitHub first.";
  return { file: `catalog/services/${statedBy}.yaml`, message };
}

function fileOf(plan: RepositoryPlan): string {
  return `catalog/services/${plan.services[0]}.yaml`;
}

/** Finds the ids of GitHub teams by the name of the catalog's team. */
export async function lookUpTeams(
  teams: readonly Team[],
  problems: Problem[],
): Promise<ReadonlyMap<string, string>> {
  const found = await Promise.all(
    teams.map(async (team) => {
      const slug = team.github.team ?? team.name;
      const problem = (reason: string): Problem => ({
        file: `catalog/teams/${team.name}.yaml`,
        message: `github.team must be the slug of a team at GitHub; it is ${quote(slug)}: ${reason}`,
      });
      const answer = await ask(() => github.getTeam({ slug, summaryOnly: true }), problem, problems);
      return answer === undefined ? [] : [[team.name, answer.id] as const];
    }),
  );
  return new Map(found.flat());
}
