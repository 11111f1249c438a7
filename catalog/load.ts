import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import type { z } from "zod";
import { checkInitiative, checkWaivers } from "./exceptions";
import { checkAlone, checkNames, checkPeople, type Identified, identify, stemOf } from "./identities";
import { type Initiative, initiativeSchema } from "./initiative";
import { type Problem, quote, type Result, sortProblems } from "./reading/problems";
import { type ParsedFile, readYaml, reason } from "./reading/read-yaml";
import { type Catalog, type Service, serviceSchema, type Team, teamSchema } from "./schema";
import { waiversFileSchema } from "./waiver";

export const servicesFolder = "catalog/services";
export const teamsFolder = "catalog/teams";
export const initiativesFolder = "catalog/initiatives";
export const waiversFile = "catalog/waivers.yaml";

/** What catalog/ holds, as far as it can be read, and every problem of every file. */
export interface CatalogFiles {
  readonly services: CatalogFolder<Service>;
  readonly teams: CatalogFolder<Team>;
  readonly initiatives: CatalogFolder<Initiative>;
  /** Absent where the file is not there. */
  readonly waivers: ParsedFile<z.infer<typeof waiversFileSchema>> | undefined;
  readonly problems: readonly Problem[];
}

/**
 * Reads and checks services, teams, initiatives and waivers in catalog/ below the project's root. Either the whole catalog,
 * each kind sorted by name, or every problem of every file, sorted by file and position.
 */
export function loadCatalog(root: string): Result<Catalog> {
  return catalogOf(readCatalogFiles(root));
}

/** The catalog of files that have no problem. */
export function catalogOf({
  services,
  teams,
  initiatives,
  waivers,
  problems,
}: CatalogFiles): Result<Catalog> {
  if (problems.length > 0) return { ok: false, problems };
  return {
    ok: true,
    value: {
      services: services.data,
      teams: teams.data,
      waivers: waivers?.data?.waivers ?? [],
      initiatives: initiatives.data,
    },
  };
}

/** Reads and checks the files in catalog/, and keeps those that are right beside those that are not. */
export function readCatalogFiles(root: string): CatalogFiles {
  const services = readFolder(serviceSchema, root, servicesFolder, true);
  const teams = readFolder(teamSchema, root, teamsFolder, false);
  const initiatives = readFolder(initiativeSchema, root, initiativesFolder, false);
  const waivers = readWaivers(root);
  const problems = [
    ...services.problems,
    ...teams.problems,
    ...initiatives.problems,
    ...waivers.problems,
    ...initiatives.files.flatMap((file) =>
      checkInitiative(
        file,
        services.complete && teams.complete ? { services: services.files, teams: teams.files } : undefined,
      ),
    ),
    ...(waivers.file ? checkWaivers(waivers.file) : []),
    ...[...services.files, ...teams.files].flatMap(checkAlone),
    ...checkNames(services.files),
    ...checkNames(teams.files),
    // With a team file that cannot be read, everybody in it would look like a stranger.
    ...(teams.complete ? checkPeople(services.files, teams.files) : []),
  ];
  return { services, teams, initiatives, waivers: waivers.file, problems: sortProblems(problems) };
}

/** The waivers, of which there need not be any. */
function readWaivers(root: string): {
  readonly file: ParsedFile<z.infer<typeof waiversFileSchema>> | undefined;
  readonly problems: readonly Problem[];
} {
  const misnamed = waiversFile.replace(/yaml$/, "yml");
  if (existsSync(join(root, misnamed)))
    return {
      file: undefined,
      problems: [{ file: misnamed, message: "The file's name must end in .yaml. Rename it." }],
    };
  if (!existsSync(join(root, waiversFile))) return { file: undefined, problems: [] };
  const file = readYaml(waiversFileSchema, root, waiversFile);
  return { file, problems: file.problems };
}

/** The files of one kind. */
export interface CatalogFolder<T> {
  /** What the right ones state. */
  readonly data: readonly T[];
  /** Those that can be read as YAML. */
  readonly files: readonly Identified[];
  /** Names of all files without their ending, which are those of what they state. */
  readonly stems: readonly string[];
  readonly problems: readonly Problem[];
  /** Whether every file could be read as YAML. */
  readonly complete: boolean;
}

function readFolder<T>(
  schema: z.ZodType<T>,
  root: string,
  folder: string,
  required: boolean,
): CatalogFolder<T> {
  const { names, problems } = listFolder(root, folder, required);
  const parsed = names.map((name) => readYaml(schema, root, `${folder}/${name}`));
  const readable = parsed.filter((file) => file.raw !== undefined);
  return {
    data: parsed.flatMap((file) => (file.data === undefined ? [] : [file.data])),
    files: readable.map(identify),
    stems: names.map(stemOf),
    problems: [...problems, ...parsed.flatMap((file) => file.problems)],
    complete: problems.length === 0 && readable.length === parsed.length,
  };
}

/** Names of the YAML files in a folder; hidden files, Markdown and editors' copies do not count, all else is a problem. */
function listFolder(
  root: string,
  folder: string,
  required: boolean,
): { names: string[]; problems: Problem[] } {
  const entries = entriesOf(root, folder, required);
  if (!entries.ok) return { names: [], problems: [...entries.problems] };
  const relevant = entries.value.filter((name) => !/^\.|^#.*#$|~$|\.(md|swp)$/.test(name)).sort();
  const stems = relevant.filter((name) => name.endsWith(".yaml")).map(stemOf);
  const names = stems.sort().map((stem) => `${stem}.yaml`); // With the ending, frontend-proxy would come before frontend.
  const problems = relevant
    .filter((name) => !name.endsWith(".yaml"))
    .map((name) => ({
      file: `${folder}/${quote(name).slice(1, -1)}`,
      message: /\.(yml|ya?ml)$/i.test(name)
        ? "The file's name must end in .yaml. Rename it."
        : "Only files that end in .yaml are read here, and no folders. Rename or move it.",
    }));
  return { names, problems };
}

function entriesOf(root: string, folder: string, required: boolean): Result<string[]> {
  try {
    return { ok: true, value: readdirSync(join(root, folder)) };
  } catch (error) {
    const absent = error instanceof Error && "code" in error && error.code === "ENOENT";
    if (absent && !required) return { ok: true, value: [] };
    const message = absent
      ? "The folder must exist, with one YAML file for each service. Create it, or run from the project's root."
      : `The folder cannot be read: ${reason(error)}`;
    return { ok: false, problems: [{ file: folder, message }] };
  }
}
