import type { OnCallPlan } from "../components/on-call";
import type { OnCallWish } from "../components/on-call-plan";
import type { FoundRepository } from "../components/repository";
import type { RepositoryPlan } from "../components/repository-plan";
import { formatProblem, type Problem } from "../reading/problems";
import type { Team } from "../schema";
import { lookUpRepositories, lookUpTeams } from "./github";
import { lookUpOnCall } from "./on-call";

/** What the program has to ask the vendors before it can declare anything. */
export interface Wishes {
  /** On-call wishes by the service's name. */
  readonly onCall: ReadonlyMap<string, OnCallWish>;
  readonly repositories: readonly RepositoryPlan[];
  /** Teams that exist at GitHub and whose ids are needed. */
  readonly teams: readonly Team[];
}

/** The vendors' answers. */
export interface Lookups {
  /** By the service's name. */
  readonly onCall: ReadonlyMap<string, OnCallPlan>;
  /** Repositories that exist, by the plan's name. */
  readonly found: ReadonlyMap<string, FoundRepository>;
  /** Ids of GitHub teams by the name of the catalog's team. */
  readonly teams: ReadonlyMap<string, string>;
}

/** Asks each vendor for each thing once, all at the same time; what went wrong is collected, never thrown, and so is who is absent. */
export async function lookUp(
  wishes: Wishes,
  root: string,
): Promise<{
  readonly lookups: Lookups;
  readonly problems: readonly Problem[];
  readonly absent: readonly Problem[];
}> {
  const problems: Problem[] = [];
  const absent: Problem[] = [];
  const [onCall, found, teams] = await Promise.all([
    lookUpOnCall(wishes.onCall, root, problems, absent),
    lookUpRepositories(wishes.repositories, problems),
    lookUpTeams(wishes.teams, problems),
  ]);
  return { lookups: { onCall, found, teams }, problems: distinct(problems), absent: distinct(absent) };
}

function distinct(problems: readonly Problem[]): readonly Problem[] {
  return [...new Map(problems.map((problem) => [formatProblem(problem), problem])).values()];
}
