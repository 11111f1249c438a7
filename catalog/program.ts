import { existsSync } from "node:fs";
import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import type { Vendor } from "../evidence/facts";
import type { Observed } from "../evidence/observe";
import type { WantedService } from "../evidence/wanted";
import { readBaseline } from "../stacks/baseline";
import { stackConfigFromEngine } from "../stacks/read";
import type { StackConfig } from "../stacks/schema";
import { checkAdoptions } from "./components/adoptions";
import { CatalogComponent } from "./components/catalog";
import { type OnCallWish, onCallWish, peopleByLogin } from "./components/on-call-plan";
import { planServices } from "./components/planned-services";
import { type PlannedService, planRepositories, type RepositoryPlan } from "./components/repository-plan";
import { ServiceComponent } from "./components/service";
import type { BaselineEntry, CatalogFacts } from "./graph";
import { loadCatalog } from "./load";
import { type Lookups, lookUp, type Wishes } from "./lookups/look-up";
import { onlyWanted, readNeighbour, remarkOn, standingOf } from "./lookups/neighbours";
import type { Neighbour, Standing } from "./neighbour";
import { wantedServices } from "./observing/wanted";
import { formatProblem, type Problem, sortProblems } from "./reading/problems";
import { type Catalog, schemaVersion } from "./schema";

/** What the program is run with. */
export interface ProgramInput {
  /** The project's root, where catalog/ and stacks/ are. */
  readonly root: string;
  readonly stack: string;
  /** The whole stack config as the engine hands it over: each value text, structures as JSON. */
  readonly config: Readonly<Record<string, string>>;
  /** The organisation or person at GitHub that repositories without an owner belong to. */
  readonly githubOwner: string | undefined;
  readonly programVersion: string;
  readonly now: Date;
  /** Says what is amiss but stops nothing; the engine's log by default. */
  readonly warn?: (message: string) => Promise<void>;
  /** Reads what another stack tells of its services; by default from its outputs. */
  readonly askNeighbour?: (stack: string) => Promise<Neighbour>;
  /** Reads what is really there from the vendors that the stack names; nobody is asked without it. */
  readonly observe?: Observe;
}

/** Reads facts about services from vendors, and says what whoever runs this must know, such as a missing token. */
export type Observe = (
  vendors: readonly Vendor[],
  services: readonly WantedService[],
) => Promise<{ readonly facts: Observed; readonly remarks: readonly string[] }>;

/** The stack's outputs, for stacks that own nothing and for the command line. */
export interface ProgramOutputs {
  readonly catalog: {
    readonly schemaVersion: number;
    readonly programVersion: string;
    readonly environment: string;
    readonly owns: boolean;
    /** What stacks that name this one among their neighbours must know, where it shares that. */
    readonly services?: Readonly<Record<string, Standing>>;
  };
}

/**
 * Declares the catalog as strictly as the stack's config asks. Throws one error, which the engine prints without
 * a stack trace, with every problem of catalog and config, or of what the vendors were asked for.
 */
export async function declareReadiness(input: ProgramInput): Promise<ProgramOutputs> {
  const { catalog, config, baseline } = readInputs(input);
  const services = planServices(catalog, config);
  const { plans, problems } = planRepositories(config.owns ? services : [], input.githubOwner);
  const isFile = (file: string): boolean => existsSync(join(input.root, file));
  refuse([...problems, ...catalog.services.flatMap((service) => checkAdoptions(service, isFile))]);

  const wishes = wishesOf(catalog, services, plans);
  const [{ lookups, problems: unanswered, absent }, observed, neighbours] = await Promise.all([
    lookUp(wishes, input.root),
    observedFacts(input, catalog, services, config),
    neighboursOf(input, config, catalog),
  ]);
  refuse(unanswered, "vendors");
  for (const remark of [...absent.map(formatProblem), ...observed.remarks, ...neighbours.flatMap(remarkOn)])
    await (input.warn ?? pulumi.log.warn)(remark);

  const component = new CatalogComponent({
    programVersion: input.programVersion,
    now: input.now,
    facts: catalogFacts(config, catalog, { baseline, neighbours }),
    services,
    repositories: plans,
    found: lookups.found,
    existingTeams: lookups.teams,
    newTeams: config.owns ? catalog.teams.filter(({ github }) => github.team === undefined) : [],
  });
  declareServices(services, component, { lookups, observed: observed.facts }, config, input.githubOwner);
  return outputsOf(services, config, input.programVersion);
}

interface Inputs {
  readonly catalog: Catalog;
  readonly config: StackConfig;
  readonly baseline: readonly BaselineEntry[];
}

function readInputs({ root, stack, config, now }: ProgramInput): Inputs {
  const catalog = loadCatalog(root);
  const known = catalog.ok ? catalog.value : undefined;
  const stackConfig = stackConfigFromEngine(config, { root, stack, catalog: known, now });
  const baseline = readBaseline(root, stack);
  refuse([catalog, stackConfig, baseline].flatMap((read) => (read.ok ? [] : read.problems)));
  if (!catalog.ok || !stackConfig.ok || !baseline.ok)
    throw new Error("A result that is not ok must have problems.");
  return { catalog: catalog.value, config: stackConfig.value, baseline: baseline.value?.entries ?? [] };
}

/** Why nothing was declared: the project's files are wrong, or a vendor did not answer as it had to. */
export class NothingDeclaredError extends pulumi.RunError {
  constructor(
    readonly problems: readonly Problem[],
    readonly fault: "files" | "vendors",
  ) {
    const count = problems.length === 1 ? "a problem" : `${problems.length} problems`;
    const lines = sortProblems(problems).map((problem) => `  ${formatProblem(problem)}`);
    super(`Nothing was declared, because of ${count}:\n${lines.join("\n")}`);
    // Pulumi formats what is thrown before it prints it, and its formatter needs up to 40 s for the lines of a stack.
    Object.assign(this, { stack: undefined });
  }
}

function refuse(problems: readonly Problem[], fault: NothingDeclaredError["fault"] = "files"): void {
  if (problems.length > 0) throw new NothingDeclaredError(problems, fault);
}

function wishesOf(
  catalog: Catalog,
  services: readonly PlannedService[],
  plans: readonly RepositoryPlan[],
): Wishes {
  const people = peopleByLogin(catalog.teams);
  const teams = new Map(catalog.teams.map((team) => [team.name, team]));
  const onCall = services.flatMap(({ facts, team }): [string, OnCallWish][] => {
    const wish = onCallWish(facts, teams.get(team ?? ""), people);
    return wish === undefined ? [] : [[facts.name, wish]];
  });
  const reviewers = new Set(plans.flatMap((plan) => plan.environments.flatMap((one) => one.reviewers)));
  const existing = catalog.teams.filter(
    ({ name, github }) => github.team !== undefined && reviewers.has(name),
  );
  return { onCall: new Map(onCall), repositories: plans, teams: existing };
}

async function observedFacts(
  { observe, githubOwner }: ProgramInput,
  catalog: Catalog,
  services: readonly PlannedService[],
  { observe: vendors, environment }: StackConfig,
): ReturnType<Observe> {
  if (observe === undefined || vendors.length === 0) return { facts: new Map(), remarks: [] };
  return observe(vendors, wantedServices(services, catalog, { environment, githubOwner }));
}

/** What the neighbours tell of the services that some service here depends on. */
async function neighboursOf(
  { askNeighbour = readNeighbour }: ProgramInput,
  config: StackConfig,
  catalog: Catalog,
): Promise<Neighbour[]> {
  const wanted = new Set(
    catalog.services.flatMap(({ dependencies }) => dependencies.map((one) => one.service)),
  );
  const all = await Promise.all(config.neighbours.map((stack) => askNeighbour(stack)));
  return all.map((one) => onlyWanted(one, wanted));
}

function catalogFacts(
  { shares: _, ...config }: StackConfig,
  { teams, waivers, initiatives }: Catalog,
  { baseline, neighbours }: { readonly baseline: readonly BaselineEntry[]; readonly neighbours: Neighbour[] },
): CatalogFacts {
  return {
    ...config,
    teams: [...teams],
    waivers: [...waivers],
    initiatives: [...initiatives],
    baseline: [...baseline],
    neighbours,
  };
}

function declareServices(
  services: readonly PlannedService[],
  catalog: CatalogComponent,
  { lookups, observed }: { readonly lookups: Lookups; readonly observed: Observed },
  { environment }: StackConfig,
  githubOwner: string | undefined,
): void {
  for (const { facts, team, adopt } of services) {
    new ServiceComponent({
      facts,
      observed: observed.get(facts.name) ?? [],
      environment,
      team,
      onCall: lookups.onCall.get(facts.name),
      githubOwner,
      adopt,
      shared: catalog.shared.get(facts.name) ?? [],
    });
  }
}

function outputsOf(
  services: readonly PlannedService[],
  { environment, owns, shares }: StackConfig,
  programVersion: string,
): ProgramOutputs {
  const stated = { schemaVersion, programVersion, environment, owns };
  if (!shares) return { catalog: stated };
  const standings = Object.fromEntries(services.map(({ facts }) => [facts.name, standingOf(facts)]));
  return { catalog: { ...stated, services: standings } };
}
