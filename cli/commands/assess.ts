import { join } from "node:path";
import { loadCatalog, servicesFolder } from "../../catalog/load";
import { quote } from "../../catalog/reading/problems";
import { readText } from "../../catalog/reading/read-yaml";
import type { Catalog, Service } from "../../catalog/schema";
import type { Tier } from "../../catalog/tier";
import type { Circumstances } from "../../tiers/grading";
import { type AssessedFacts, assessedKeys, withAssessedFacts } from "../assessment/edit";
import { dependantsOf, type StackFit, type Suggestion, stackFit, suggestionFor } from "../assessment/fit";
import { incidentsByService } from "../assessment/incidents";
import { type Answers, askAnswers } from "../assessment/questions";
import { writeAtomically } from "../atomic-write";
import { requireNamed } from "../check/services";
import { readStacks, requireStack } from "../check/stacks";
import { type ExitCode, exitCodes, InputError, inputErrorOf } from "../failures";
import { type JudgingOptions, judgeStack } from "../judging/judge-stack";
import { stackFitText, suggestionText } from "../printing/assessment";
import { findProject } from "../project";
import { tierIn } from "../promotion/move";
import { paintFor, type Terminal } from "../terminal";

export interface AssessOptions extends JudgingOptions, Omit<Answers, "incidents"> {
  readonly incidents?: string;
  /** Write what was found into the service's file. */
  readonly write?: boolean;
  readonly json?: boolean;
}

/** Suggests a tier for a service, or says which services of a stack have one that no longer fits. */
export async function run(
  service: string | undefined,
  options: AssessOptions,
  terminal: Terminal,
): Promise<ExitCode> {
  const { root } = findProject(options.project ?? terminal.cwd);
  const catalog = loadCatalog(root);
  if (!catalog.ok) throw inputErrorOf(catalog.problems);
  if (service === undefined) return assessStack(root, catalog.value, options, terminal);
  return assessService(root, catalog.value, requireNamed(catalog.value.services, service), options, terminal);
}

async function assessStack(
  root: string,
  { services }: Catalog,
  options: AssessOptions,
  terminal: Terminal,
): Promise<ExitCode> {
  if (options.write || Object.keys(answersIn(options)).length > 0)
    throw new InputError("Name the service that the answers are about, or that is to be written.");
  const stack = requireStack(root, options.stack);
  const incidents = await observedIncidents(options, terminal);
  const dependants = dependantsOf(services);
  const tierOf = tiersIn(root, stack);
  const fit = stackFit(
    services.map((service) => ({
      service,
      tier: tierOf(service.name),
      circumstances: circumstancesOf(service, dependants, incidents),
    })),
  );
  terminal.out(textOf(fit, () => stackFitText(fit, stack, incidents.size > 0, look(terminal)), options));
  return fit.weak.length > 0 ? exitCodes.blocked : exitCodes.fine;
}

async function assessService(
  root: string,
  { services }: Catalog,
  service: Service,
  options: AssessOptions,
  terminal: Terminal,
): Promise<ExitCode> {
  if (options.stack !== undefined) requireStack(root, options.stack);
  const isJudged = [options.stack, options.fromState, options.state].some((one) => one !== undefined);
  const incidents = isJudged ? await observedIncidents(options, terminal) : new Map<string, number>();
  const known = circumstancesOf(service, dependantsOf(services), incidents);
  const answers = await answersFor(service, known, options, terminal);
  const { exposure, dataClass, ...more } = answers;
  const circumstances = { ...known, ...more };
  const suggestion = suggestionFor(service, circumstances, { exposure, dataClass });
  const stacks = options.stack === undefined ? readStacks(root).map(({ stack }) => stack) : [options.stack];
  const tiers = stacks.map((stack) => [stack, tiersIn(root, stack)(service.name)] as const);
  const changes = changesOf(service, suggestion);
  const told = {
    service: service.name,
    ...suggestion,
    circumstances,
    tiers: Object.fromEntries(tiers),
    changes,
  };
  terminal.out(
    textOf(told, () => suggestionText(service, suggestion, tiers, circumstances, look(terminal)), options),
  );
  if (options.write) write(root, service, changes, terminal);
  else if (Object.keys(changes).length > 0)
    terminal.err(`--write puts ${listed(changes)} into ${fileOf(service)}.`);
  return exitCodes.fine;
}

const look = (terminal: Terminal) => ({ width: terminal.width, paint: paintFor(terminal) });

function textOf(value: StackFit | object, text: () => string, { json }: AssessOptions): string {
  return json ? JSON.stringify(value, null, 2) : text();
}

/** From flags where there are any, else from whoever sits at the terminal. */
async function answersFor(
  service: Service,
  { incidents }: Circumstances,
  options: AssessOptions,
  { ask, err }: Terminal,
): Promise<Answers> {
  const given = answersIn(options);
  if (Object.keys(given).length > 0 || ask === undefined || options.json) return given;
  return askAnswers(ask, err, { incidents, service });
}

function answersIn({ revenue, users, changes, incidents, exposure, dataClass }: AssessOptions): Answers {
  if (incidents !== undefined && !/^\d{1,6}$/.test(incidents))
    throw new InputError(`--incidents must be a number; it is ${quote(incidents)}.`);
  return {
    ...(revenue && { revenue }),
    ...(users && { users }),
    ...(changes && { changes }),
    ...(exposure && { exposure }),
    ...(dataClass && { dataClass }),
    ...(incidents === undefined ? {} : { incidents: Number(incidents) }),
  };
}

function circumstancesOf(
  { name, redundancy }: Service,
  dependants: ReadonlyMap<string, number>,
  incidents: ReadonlyMap<string, number>,
): Circumstances {
  return {
    dependants: dependants.get(name),
    incidents: incidents.get(name),
    replicas: redundancy?.replicas,
  };
}

async function observedIncidents(options: AssessOptions, terminal: Terminal) {
  const { assessed, today } = await judgeStack(options, terminal);
  return incidentsByService(assessed.inventory, today.day);
}

function tiersIn(root: string, stack: string): (service: string) => Tier {
  const file = readStacks(root).find((one) => one.stack === stack)?.file;
  if (file?.data === undefined || file.problems.length > 0) throw inputErrorOf(file?.problems ?? []);
  const { config } = file.data;
  return (service) => tierIn(config["readiness:tiers"], service);
}

/** What the service's file does not say yet. */
function changesOf(service: Service, suggestion: Suggestion): AssessedFacts {
  const found = {
    criticality: suggestion.criticality?.grade,
    risk: suggestion.risk?.grade,
    exposure: suggestion.exposure,
    dataClass: suggestion.dataClass,
  };
  const changed = assessedKeys.filter((key) => found[key] !== undefined && found[key] !== service[key]);
  return Object.fromEntries(changed.map((key) => [key, found[key]]));
}

function write(root: string, service: Service, changes: AssessedFacts, terminal: Terminal): void {
  const file = fileOf(service);
  if (Object.keys(changes).length === 0) {
    terminal.err(`${file} says so already; nothing was written.`);
    return;
  }
  const text = readText(root, file);
  if (!text.ok) throw inputErrorOf(text.problems);
  const edited = withAssessedFacts(file, text.value, changes);
  if (!edited.ok) throw inputErrorOf(edited.problems);
  writeAtomically(join(root, file), edited.value);
  const said = Object.keys(changes).map((key) => {
    const [was, is] = [service[key as keyof AssessedFacts], changes[key as keyof AssessedFacts]]; // the keys of changes
    return `${key} ${was === undefined ? "" : `${was} -> `}${is}`;
  });
  terminal.err(`${file}: ${said.join(", ")}. Have it reviewed.`);
}

function listed(changes: AssessedFacts): string {
  return Object.entries(changes)
    .map(([key, value]) => `${key} ${value}`)
    .join(", ");
}

function fileOf({ name }: Service): string {
  return `${servicesFolder}/${name}.yaml`;
}
