import type { WantedPaging, WantedPerson, WantedRepository, WantedService } from "../../evidence/wanted";
import { physicalName } from "../components/naming";
import { type OnCallWish, onCallWish, peopleByLogin } from "../components/on-call-plan";
import { environmentOf, type PlannedService } from "../components/repository-plan";
import type { ServiceFacts } from "../graph";
import { dashboardIdIn } from "../links";
import type { Catalog, Team } from "../schema";

/** What else decides which things at the vendors are a service's. */
export interface ObservedStack {
  readonly environment: string;
  /** The organisation or person at GitHub that repositories without an owner belong to. */
  readonly githubOwner: string | undefined;
}

/** What to look for at the vendors; retired services are not looked for. */
export function wantedServices(
  services: readonly PlannedService[],
  { teams }: Pick<Catalog, "teams">,
  stack: ObservedStack,
): readonly WantedService[] {
  const people = teams.flatMap(({ members }) => members.map(personOf));
  const paged = peopleByLogin(teams);
  return services
    .filter(({ facts }) => facts.lifecycle !== "retired")
    .map((service) => ({
      ...wantedService(service, teams, people, stack),
      paging: pagingOf(
        service.facts,
        stack.environment,
        onCallWish(
          service.facts,
          teams.find(({ name }) => name === service.team),
          paged,
        ),
      ),
    }));
}

function wantedService(
  { facts, team }: PlannedService,
  teams: readonly Team[],
  people: readonly WantedPerson[],
  stack: ObservedStack,
): Omit<WantedService, "paging"> {
  const repository = repositoryOf(facts, stack.githubOwner);
  const named = [...(team === undefined ? [] : [team]), ...facts.bypass.teams];
  return {
    name: facts.name,
    names: unique([facts.name, ...facts.aliases]),
    ...(repository === undefined ? {} : { repository }),
    teams: unique(named.map((name) => slugOf(name, teams))),
    apps: unique(facts.bypass.apps),
    people,
    slos: unique(facts.slos.flatMap(({ existing }) => existing ?? [])),
    dashboards: unique(
      facts.links.flatMap(({ kind, url }) => (kind === "dashboard" && url ? (dashboardIdIn(url) ?? []) : [])),
    ),
  };
}

/** Nobody can look for a repository whose owner is not known. */
function repositoryOf(facts: ServiceFacts, githubOwner: string | undefined): WantedRepository | undefined {
  if (facts.repository === undefined) return undefined;
  const [first = "", second] = facts.repository.split("/");
  const owner = second === undefined ? githubOwner : first;
  if (owner === undefined) return undefined;
  const workflow = facts.pipeline?.path;
  const files = [
    facts.readme,
    facts.runbook?.path,
    ...facts.apis.map(({ path }) => path),
    ...facts.links.map(({ path }) => path),
  ];
  return {
    subject: facts.repository,
    owner,
    name: second ?? first,
    folder: (facts.path ?? "").replace(/^(\.?\/)+|\/+$/g, ""),
    files: unique(files.filter((path) => path !== undefined)),
    workflows: workflow === undefined ? [] : [workflow],
    environments: [environmentOf(facts)],
  };
}

/** The name that the catalog gives goes first, then the one that the program would declare. */
function pagingOf(
  { name, aliases, onCall }: ServiceFacts,
  environment: string,
  wish: OnCallWish | undefined,
): WantedPaging {
  const { service, policy, schedule } = onCall?.existing ?? {};
  const paged = [...(wish?.rotation ?? []), ...(wish?.escalateTo ?? [])];
  const people = unique(paged.map(({ email }) => email));
  const usual = [name, ...aliases].flatMap((one) => [physicalName(one, environment), one]);
  return {
    services: service === undefined ? unique(usual) : [service],
    ...(policy === undefined ? {} : { policy }),
    ...(schedule === undefined ? {} : { schedule }),
    ...(people.length === 0 ? {} : { people }),
  };
}

/** A team of the catalog by the slug that it has at GitHub, which is its name where the catalog says nothing else. */
function slugOf(name: string, teams: readonly Team[]): string {
  const team = teams.find((one) => one.name === name || one.aliases.includes(name));
  return team?.github.team ?? team?.name ?? name;
}

function personOf({ login, email }: Team["members"][number]): WantedPerson {
  return { login, ...(email === undefined ? {} : { email }) };
}

function unique<T>(values: readonly T[]): readonly T[] {
  return [...new Set(values)];
}
