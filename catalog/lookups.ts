import * as github from "@pulumi/github";
import * as pagerduty from "@pulumi/pagerduty";
import type { OnCallPlan } from "./components/on-call";
import type { OnCallWish, Person } from "./components/on-call-plan";
import type { FoundRepository } from "./components/repository";
import type { RepositoryPlan } from "./components/repository-plan";
import { formatProblem, type Problem, quote } from "./problems";
import { readYaml } from "./read-yaml";
import { type Team, teamSchema } from "./schema";

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

/** Asks each vendor for each thing once, all at the same time; what went wrong is collected, never thrown. */
export async function lookUp(
  wishes: Wishes,
  root: string,
): Promise<{ readonly lookups: Lookups; readonly problems: readonly Problem[] }> {
  const problems: Problem[] = [];
  const [onCall, found, teams] = await Promise.all([
    lookUpOnCall(wishes.onCall, root, problems),
    lookUpRepositories(wishes.repositories, problems),
    lookUpTeams(wishes.teams, problems),
  ]);
  return { lookups: { onCall, found, teams }, problems: distinct(problems) };
}

function distinct(problems: readonly Problem[]): readonly Problem[] {
  return [...new Map(problems.map((problem) => [formatProblem(problem), problem])).values()];
}

async function lookUpOnCall(
  wishes: ReadonlyMap<string, OnCallWish>,
  root: string,
  problems: Problem[],
): Promise<ReadonlyMap<string, OnCallPlan>> {
  if (wishes.size === 0) return new Map();
  const all = [...wishes];
  const people = all.flatMap(([, { rotation, escalateTo }]) => [...rotation, ...escalateTo]);
  const named = (read: (wish: OnCallWish) => string | undefined): Asked[] =>
    all.flatMap(([service, wish]) => {
      const name = read(wish);
      return name === undefined ? [] : [{ name, service }];
    });
  const [vendor, users, policies, schedules] = await Promise.all([
    ask(() => pagerduty.getVendor({ name: "Datadog" }), vendorProblem, problems),
    lookUpUsers(people, root, problems),
    lookUpNamed(
      "policy",
      named((wish) => wish.policy),
      (name) => pagerduty.getEscalationPolicy({ name }),
      problems,
    ),
    lookUpNamed(
      "schedule",
      named((wish) => wish.schedule),
      (name) => pagerduty.getSchedule({ name }),
      problems,
    ),
  ]);
  const idsOf = (persons: readonly Person[]): string[] =>
    persons.flatMap(({ email }) => users.get(email) ?? []);
  return new Map(
    all.map(([service, { timeZone, rotation, escalateTo, policy, schedule }]) => {
      const existingPolicy = policies.get(policy ?? "");
      const existingSchedule = schedules.get(schedule ?? "");
      const plan: OnCallPlan = {
        timeZone,
        rotation: idsOf(rotation),
        escalateTo: idsOf(escalateTo),
        datadogVendor: vendor?.id ?? "",
        ...(existingPolicy === undefined ? {} : { existingPolicy }),
        ...(existingSchedule === undefined ? {} : { existingSchedule }),
      };
      return [service, plan];
    }),
  );
}

const vendorProblem = (reason: string): Problem => ({
  file: "catalog/services",
  message: `PagerDuty's vendor Datadog, for services with onCall, cannot be looked up: ${reason}`,
});

async function lookUpUsers(
  people: readonly Person[],
  root: string,
  problems: Problem[],
): Promise<ReadonlyMap<string, string>> {
  const byEmail = new Map(people.map((person) => [person.email, person]));
  const users = await Promise.all(
    [...byEmail.values()].map(async (person) => {
      const user = await ask(
        () => pagerduty.getUser({ email: person.email }),
        (reason) => userProblem(person, root, reason),
        problems,
      );
      return user === undefined ? [] : [[person.email, user.id] as const];
    }),
  );
  return new Map(users.flat());
}

function userProblem({ login, email, team, index }: Person, root: string, reason: string): Problem {
  // Without an answer nothing is known of the person, and everybody else's problem is the same.
  if (!/unable to (locate|find)|not found/i.test(reason)) {
    return { file: "catalog/teams", message: `PagerDuty cannot be asked for the members: ${reason}` };
  }
  const file = `catalog/teams/${team}.yaml`;
  // Read once more, for the position only.
  const at = readYaml(teamSchema, root, file).at(["members", index, "email"]);
  const message =
    `PagerDuty must have a user for the member ${login} with the e-mail ${quote(email)}: ${reason} ` +
    "Invite the person there, correct the e-mail, or remove it to leave the person out of rotations.";
  return { file, at, message };
}

/** A name that a service's file states. */
interface Asked {
  readonly name: string;
  readonly service: string;
}

async function lookUpNamed(
  field: "policy" | "schedule",
  asked: readonly Asked[],
  get: (name: string) => Promise<{ readonly id: string }>,
  problems: Problem[],
): Promise<ReadonlyMap<string, string>> {
  const byName = new Map(asked.map((one) => [one.name, one]));
  const found = await Promise.all(
    [...byName.values()].map(async ({ name, service }) => {
      const problem = (reason: string): Problem => ({
        file: `catalog/services/${service}.yaml`,
        message: `onCall.existing.${field} must name what exists at PagerDuty; it is ${quote(name)}: ${reason}`,
      });
      const answer = await ask(() => get(name), problem, problems);
      return answer === undefined ? [] : [[name, answer.id] as const];
    }),
  );
  return new Map(found.flat());
}

async function lookUpRepositories(
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

async function lookUpTeams(
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

async function ask<T>(
  get: () => Promise<T>,
  problem: (reason: string) => Problem,
  problems: Problem[],
): Promise<T | undefined> {
  try {
    return await get();
  } catch (error) {
    problems.push(problem(reasonOf(error)));
    return undefined;
  }
}

/** The vendor's own words, on one line and with a full stop. */
function reasonOf(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  const words = text
    .replace(/^invocation of \S+ returned an error:\s*/, "")
    .replace(/^invoking \S+:\s*/, "")
    .replace(/^\d+ errors? occurred:\s*\*\s*/, "")
    .replace(/\s+/g, " ")
    .trim();
  return /[.!?]$/.test(words) ? words : `${words}.`;
}
