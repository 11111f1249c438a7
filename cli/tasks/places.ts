import type { Catalog, Service, Team } from "../../catalog/schema";
import type { TasksConfig } from "../../catalog/tasks-config";
import type { Scorecard, ScoredService } from "../../scorecard/schema";
import type { TaskPlace } from "../../scorecard/tasks/body";

export interface PlacesInput {
  readonly catalog: Pick<Catalog, "services" | "teams">;
  /** The Pulumi project that the catalog is of: it says nothing about the services of others. */
  readonly project: string;
  readonly config: TasksConfig;
  /** The organisation or person at GitHub whose repositories a stack's services are in. */
  ownerOf(stack: string): string | undefined;
}

/** Finds where the tasks of a service belong, and for whom they are. */
export function placeFinder({ catalog, project, config, ownerOf }: PlacesInput) {
  const services = new Map(catalog.services.map((one) => [one.name, one]));
  const teams = new Map(
    catalog.teams.flatMap((team) => [team.name, ...team.aliases].map((name) => [name, team] as const)),
  );
  const assigned = new Map(Object.entries(config.assign)); // a team may be called like what every object has
  return (card: Scorecard, service: ScoredService): TaskPlace => {
    const isOurs = card.project === project;
    const owner = isOurs ? ownerOf(card.stack) : undefined;
    const entry = isOurs ? services.get(service.name) : undefined;
    const team = isOurs ? teams.get(service.owner ?? "") : undefined;
    const repository =
      config.repository === "own" ? (ownRepository(entry, owner) ?? config.otherwise) : config.repository;
    return {
      repository,
      team: mentionOf(team, owner),
      assignees: assigned.get(service.owner ?? "") ?? [],
    };
  };
}

function ownRepository(service: Service | undefined, owner: string | undefined): string | undefined {
  if (service?.repository === undefined) return undefined;
  if (service.repository.includes("/")) return service.repository;
  return owner === undefined ? undefined : `${owner}/${service.repository}`;
}

/** A team by the slug that it has at GitHub; what is no slug calls nobody. */
function mentionOf(team: Team | undefined, owner: string | undefined): string | undefined {
  if (team === undefined || owner === undefined) return undefined;
  const slug = team.github.team ?? team.name;
  return /^[a-z0-9][a-z0-9_-]*$/i.test(slug) && /^[a-z0-9][a-z0-9-]*$/i.test(owner)
    ? `${owner}/${slug}`
    : undefined;
}

/** Every repository where tasks belong, or were kept. */
export function repositoriesOf(
  cards: readonly Scorecard[],
  config: TasksConfig,
  placeOf: ReturnType<typeof placeFinder>,
): readonly string[] {
  const places = cards.flatMap((card) =>
    card.services.flatMap((service) => placeOf(card, service).repository ?? []),
  );
  const central = config.repository === "own" ? [] : [config.repository];
  const all = [
    ...places,
    ...central,
    ...(config.otherwise === undefined ? [] : [config.otherwise]),
    ...config.former,
  ];
  // As the first of them spells it.
  const distinct = new Map([...all].reverse().map((one) => [one.toLowerCase(), one]));
  return [...distinct.values()].sort();
}
