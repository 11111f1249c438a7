import { relative } from "node:path";
import { checkAdoptions } from "../../catalog/components/adoptions";
import { planServices } from "../../catalog/components/planned-services";
import { planRepositories } from "../../catalog/components/repository-plan";
import { type CatalogFiles, catalogOf, readCatalogFiles } from "../../catalog/load";
import { readNotifications, unknownTeams } from "../../catalog/notifications-file";
import { formatProblem, type Problem, type Result, sortProblems } from "../../catalog/reading/problems";
import type { Catalog } from "../../catalog/schema";
import { readTasksFile, tasksProblems } from "../../catalog/tasks-file";
import { extensionsFile } from "../../policy-pack/extensions";
import { checkStackFile } from "../../stacks/read";
import type { StackConfig } from "../../stacks/schema";
import { loadPack, type Pack } from "../judging/pack";
import type { Project } from "../project";
import { baselineProblems } from "./baselines";
import { initiativeProblems, waiverProblems } from "./references";
import { githubOwnerOf, ownerProblems, type ParsedStack, readStacks } from "./stacks";
import { tierProblems } from "./tier-tables";

/** What a project's files were checked against, and everything that is wrong with them. */
export interface CheckedProject {
  readonly pack: Pack;
  readonly files: CatalogFiles;
  /** Names and earlier names of all services, those of broken files included. */
  readonly services: readonly string[];
  /** Every problem of every file, sorted by file and position. */
  readonly problems: readonly Problem[];
}

/**
 * Checks every file that decides something: catalog, stacks, waivers, initiatives, baselines, tier tables and extensions.
 * Reads files only; a fault in one hides none in another.
 */
export function checkProject(project: Project, now: Date): CheckedProject {
  const { root } = project;
  const pack = loadPack(project);
  const files = readCatalogFiles(root);
  const services = namesOf(files);
  const stacks = readStacks(root);
  // A broken service file must not make the stacks' entries for it look misspelt.
  const known = {
    services: [...named(files), ...files.services.stems.map((name) => ({ name, aliases: [] }))],
  };
  const configs = stacks.map(({ stack, file }) => checkStackFile(file, { root, stack, catalog: known, now }));
  const catalog = catalogOf(files);
  const problems = [
    ...files.problems,
    ...configs.flatMap((config) => (config.ok ? [] : config.problems)),
    ...ownerProblems(stacks),
    ...(catalog.ok ? plannedProblems(catalog.value, stacks, configs) : []),
    ...waiverProblems(files, pack, services),
    ...initiativeProblems(files, pack),
    ...notificationProblems(root, files),
    ...baselineProblems(
      root,
      stacks.map(({ stack }) => stack),
      pack,
      services,
    ),
    ...tierProblems(pack),
    ...taskProblems(root, files),
    ...extensionProblems(project, pack),
  ];
  return { pack, files, services, problems: distinct(problems) };
}

function notificationProblems(root: string, { teams }: CatalogFiles): readonly Problem[] {
  const parsed = readNotifications(root);
  if (parsed === undefined) return [];
  // With a team file that cannot be read, its team would look misspelt.
  return [...parsed.problems, ...unknownTeams(parsed, teams.stems)];
}

function namesOf(files: CatalogFiles): readonly string[] {
  const stated = named(files).flatMap(({ name, aliases }) => [name, ...aliases]);
  return [...new Set([...files.services.stems, ...stated])];
}

function named({ services }: CatalogFiles): readonly { readonly name: string; readonly aliases: string[] }[] {
  return services.files.flatMap(({ identity: { name, aliases } }) =>
    name === undefined ? [] : [{ name, aliases }],
  );
}

/** What only shows once the tiers of a stack are laid over the catalog. */
function plannedProblems(
  catalog: Catalog,
  stacks: readonly ParsedStack[],
  configs: readonly Result<StackConfig>[],
): readonly Problem[] {
  const stackFiles = new Set(stacks.map(({ file }) => file.file));
  return [
    ...catalog.services.flatMap((service) => checkAdoptions(service, (file) => stackFiles.has(file))),
    ...configs.flatMap((config, index) => {
      if (!config.ok || !config.value.owns) return [];
      const owner = githubOwnerOf(stacks[index]);
      return planRepositories(planServices(catalog, config.value), owner).problems;
    }),
  ];
}

function taskProblems(root: string, { teams }: CatalogFiles): readonly Problem[] {
  const parsed = readTasksFile(root);
  if (parsed === undefined) return [];
  const named = teams.files.flatMap(({ identity: { name, aliases } }) => [name ?? "", ...aliases]);
  return tasksProblems(parsed, [...named, ...teams.stems]);
}

function extensionProblems({ root, packFolder }: Project, { problems }: Pack): readonly Problem[] {
  const file = `${relative(root, packFolder).replaceAll("\\", "/")}/${extensionsFile}`;
  return problems.map((message) => ({ file, message }));
}

function distinct(problems: readonly Problem[]): readonly Problem[] {
  return sortProblems([...new Map(problems.map((one) => [formatProblem(one), one])).values()]);
}
