import type { ServiceFacts } from "../graph";
import type { Problem } from "../reading/problems";
import { quote } from "../reading/problems";
import { type Tier, tiers } from "../tier";
import type { Adopt } from "./place";

/** What is declared once for a repository, as strictly as the strictest of its services asks. */
export interface RepositoryPlan {
  /** Its name without the owner. */
  readonly name: string;
  /** Names of the services in it, in the order of the catalog. */
  readonly services: readonly string[];
  readonly tier: Tier;
  /** Default branch as the catalog states it, and the first service that does. */
  readonly branch: { readonly name: string; readonly statedBy: string } | undefined;
  /** What the repository is for, where one service has it for itself. */
  readonly description: string | undefined;
  /** Status checks that must pass. */
  readonly checks: readonly string[];
  /** Deployment environments to guard, with the names of the teams that review deployments. */
  readonly environments: readonly EnvironmentPlan[];
  /** Names of the teams that own services in it. */
  readonly teams: readonly string[];
  /** Ids of what exists and is taken over. */
  readonly adopt: {
    readonly repository?: string;
    readonly branchProtection?: string;
  };
}

export interface EnvironmentPlan {
  readonly name: string;
  readonly reviewers: readonly string[];
  /** Id of the environment that exists and is taken over. */
  readonly adopted: string | undefined;
}

/** The status check that every repository is expected to have where its services name none. */
const defaultCheck = "ci";
const defaultEnvironment = "production";
/** Tiers whose deployments are guarded. */
const guardedTiers: readonly Tier[] = [1, 2];

/** A service as the plan sees it: its facts, and its owning team's name where the catalog knows it. */
export interface PlannedService {
  readonly facts: ServiceFacts;
  readonly team: string | undefined;
  /** Ids that this stack takes over; empty where another one does. */
  readonly adopt: Adopt;
}

/** Plans every repository of the account; those of other accounts cannot be declared with its credentials. */
export function planRepositories(
  services: readonly PlannedService[],
  githubOwner: string | undefined,
): { readonly plans: readonly RepositoryPlan[]; readonly problems: readonly Problem[] } {
  const groups = new Map<string, PlannedService[]>();
  for (const service of services) {
    const name = repositoryInAccount(service.facts, githubOwner);
    if (name === undefined) continue;
    const group = groups.get(name.toLowerCase());
    if (group) group.push(service);
    else groups.set(name.toLowerCase(), [service]);
  }
  const all = [...groups.values()];
  return { plans: all.map(planOf), problems: all.flatMap(contradictions) };
}

/** The plain name of a service's repository, where it is in the account and the service is not retired. */
export function repositoryInAccount(
  { repository, lifecycle }: ServiceFacts,
  githubOwner: string | undefined,
): string | undefined {
  if (repository === undefined || lifecycle === "retired") return undefined;
  const [first = "", second] = repository.split("/");
  if (second === undefined) return first;
  return githubOwner === undefined || first.toLowerCase() === githubOwner.toLowerCase() ? second : undefined;
}

function planOf(group: readonly PlannedService[]): RepositoryPlan {
  const facts = group.map((service) => service.facts);
  const checks = unique(facts.flatMap((one) => one.checks ?? []));
  const adopt = {
    repository: stated(group, (one) => one.adopt.repository),
    branchProtection: stated(group, (one) => one.adopt.branchProtection),
  };
  return {
    name: plainName(facts[0]?.repository ?? ""),
    services: facts.map(({ name }) => name),
    tier: tiers.find((tier) => facts.some((one) => one.tier === tier)) ?? 3,
    branch: stated(group, ({ facts: { branch, name } }) => branch && { name: branch, statedBy: name }),
    description: facts.length === 1 ? facts[0]?.description : undefined,
    checks: checks.length > 0 ? checks : [defaultCheck],
    environments: environmentsOf(group),
    teams: unique(group.flatMap(({ team }) => team ?? [])),
    adopt: Object.fromEntries(Object.entries(adopt).filter(([, id]) => id !== undefined)),
  };
}

function environmentsOf(group: readonly PlannedService[]): readonly EnvironmentPlan[] {
  const guarded = group.filter(({ facts }) => guardedTiers.includes(facts.tier));
  return unique(guarded.map(({ facts }) => environmentOf(facts))).map((name) => ({
    name,
    reviewers: unique(
      guarded.filter(({ facts }) => environmentOf(facts) === name).flatMap(({ team }) => team ?? []),
    ),
    adopted: stated(group, ({ facts, adopt }) =>
      environmentOf(facts) === name ? adopt.environment : undefined,
    ),
  }));
}

/** The production environment at GitHub. */
export function environmentOf({ environments }: Pick<ServiceFacts, "environments">): string {
  return environments.production ?? defaultEnvironment;
}

type Field = (service: PlannedService) => string | undefined;

/** What services that share a repository must agree on; the second who differs is told. */
const shared: Readonly<Record<string, Field>> = {
  branch: ({ facts }) => facts.branch,
  "adopt.repository": ({ adopt }) => adopt.repository,
  "adopt.branchProtection": ({ adopt }) => adopt.branchProtection,
};

function contradictions(group: readonly PlannedService[]): readonly Problem[] {
  return [
    ...Object.entries(shared).flatMap(([field, read]) => disagreements(group, field, read)),
    ...unique(group.map(({ facts }) => environmentOf(facts))).flatMap((name) =>
      disagreements(
        group.filter(({ facts }) => environmentOf(facts) === name),
        "adopt.environment",
        ({ adopt }) => adopt.environment,
      ),
    ),
  ];
}

function disagreements(group: readonly PlannedService[], field: string, read: Field): readonly Problem[] {
  const holders = group.filter((service) => read(service) !== undefined);
  const [first] = holders;
  if (first === undefined) return [];
  return holders
    .filter((service) => read(service) !== read(first))
    .map((service) => ({
      file: `catalog/services/${service.facts.name}.yaml`,
      message:
        `${field} must be ${quote(read(first) ?? "")} as in ${first.facts.name}.yaml, since both are in the ` +
        `repository ${service.facts.repository}; it is ${quote(read(service) ?? "")}.`,
    }));
}

function stated<T>(
  group: readonly PlannedService[],
  read: (service: PlannedService) => T | "" | undefined,
): T | undefined {
  return group.map(read).find((value): value is T => value !== undefined && value !== "");
}

/** A repository's name without its owner. */
export function plainName(repository: string): string {
  return repository.slice(repository.lastIndexOf("/") + 1);
}

function unique(values: readonly string[]): string[] {
  return [...new Set(values)];
}
