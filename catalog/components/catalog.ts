import * as pulumi from "@pulumi/pulumi";
import { type CatalogFacts, catalogToken } from "../graph";
import { schemaVersion, type Team } from "../schema";
import type { DeclaredChild } from "./children";
import { declareRepository, type FoundRepository } from "./repository";
import type { PlannedService, RepositoryPlan } from "./repository-plan";
import { declareAccess, declareTeam } from "./team";

/** What a Catalog component is made from; everything is looked up before. */
export interface CatalogComponentArgs {
  readonly programVersion: string;
  readonly now: Date;
  readonly facts: CatalogFacts;
  readonly services: readonly PlannedService[];
  /** Repositories that this stack declares; none where it does not own the account. */
  readonly repositories: readonly RepositoryPlan[];
  /** Repositories that exist, by name. */
  readonly found: ReadonlyMap<string, FoundRepository>;
  /** Ids of GitHub teams that exist, by the name of the catalog's team. */
  readonly existingTeams: ReadonlyMap<string, string>;
  /** Teams that this stack declares; none where it does not own the account. */
  readonly newTeams: readonly Team[];
}

/** What belongs to no single service: the stack's decisions, and what exists once per vendor account. */
export class CatalogComponent extends pulumi.ComponentResource {
  /** What was declared for a service among others, by the service's name. */
  readonly shared: ReadonlyMap<string, readonly DeclaredChild[]>;

  constructor(args: CatalogComponentArgs, options: pulumi.ComponentResourceOptions = {}) {
    const { programVersion, facts } = args;
    super(catalogToken, "catalog", { schemaVersion, programVersion, facts }, options);
    const shares = declareShares(this, args);
    this.shared = sharesByService(args.services, shares);
    this.registerOutputs({
      schemaVersion,
      programVersion,
      // Not an input: it would show as a difference in every preview.
      statedAt: args.now.toISOString(),
      facts,
      declares: shares.flatMap(({ children }) => [...children]),
    });
  }
}

/** Children that serve the services in a repository, or those of a team. */
interface Share {
  readonly services?: readonly string[];
  readonly team?: string;
  readonly children: readonly DeclaredChild[];
}

function declareShares(parent: pulumi.Resource, args: CatalogComponentArgs): readonly Share[] {
  const teams = args.newTeams.map((team) => ({ team, ...declareTeam(parent, team) }));
  const teamIds = new Map<string, pulumi.Input<string>>([
    ...args.existingTeams,
    ...teams.map(({ team, id }) => [team.name, id] as const),
  ]);
  const repositories = args.repositories.map((plan) => {
    const found = args.found.get(plan.name);
    const surroundings = { found, teamIds, githubPlan: args.facts.plans.github };
    return { plan, found, ...declareRepository(parent, plan, surroundings) };
  });
  const access = repositories
    .filter(({ found }) => !found?.archived)
    .flatMap(({ plan, name }) =>
      teams
        .filter(({ team }) => plan.teams.includes(team.name))
        .map(({ team, id }) => ({
          team: team.name,
          children: [declareAccess(parent, team, id, { plainName: plan.name, name })],
        })),
    );
  return [
    ...teams.map(({ team, children }) => ({ team: team.name, children })),
    ...repositories.map(({ plan, children }) => ({ services: plan.services, children })),
    ...access,
  ];
}

function sharesByService(
  services: readonly PlannedService[],
  shares: readonly Share[],
): ReadonlyMap<string, readonly DeclaredChild[]> {
  const byService = new Map<string, readonly DeclaredChild[]>();
  const byTeam = new Map<string, readonly DeclaredChild[]>();
  for (const { services: names, team, children } of shares) {
    if (team !== undefined) byTeam.set(team, [...(byTeam.get(team) ?? []), ...children]);
    for (const name of names ?? []) byService.set(name, children);
  }
  return new Map(
    services.map(({ facts, team }) => [
      facts.name,
      [...(byService.get(facts.name) ?? []), ...(byTeam.get(team ?? "") ?? [])],
    ]),
  );
}
