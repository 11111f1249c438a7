import { existsSync, readFileSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { z } from "zod";
import { formatProblem } from "../../catalog/reading/problems";
import { parseJson } from "../../scorecard/stored";
import { checkProject } from "../check/check-project";
import { type ExitCode, exitCodes, InputError } from "../failures";
import { type Answers, answersFrom } from "../init/answers";
import { placeFiles } from "../init/place";
import { type Planned, planFiles } from "../init/plan";
import { ownersFiles, ownPackage, type PackageNeed, wantedFiles } from "../init/templates";
import { repositoryAbove, usualIn } from "../init/usual";
import { findProject } from "../project";
import { counted, type Terminal } from "../terminal";

export interface InitOptions {
  readonly project?: string;
  readonly org?: string;
  readonly name?: string;
  readonly stack?: string;
  readonly platformTeam?: string;
  readonly team?: string;
  readonly service?: string;
  readonly ci?: string;
  /** Takes what is usual instead of asking. */
  readonly yes?: boolean;
  /** What package.json asks for: a version, or anything else that npm takes. */
  readonly packageVersion?: string;
  readonly dryRun?: boolean;
  readonly json?: boolean;
}

/** Writes all that a repository needs to be judged; what exists is left alone, and the exit code says so. */
export async function run(
  where: string | undefined,
  options: InitOptions,
  terminal: Terminal,
): Promise<ExitCode> {
  const folder = resolve(terminal.cwd, where ?? options.project ?? ".");
  if (existsSync(folder) && !statSync(folder).isDirectory())
    throw new InputError(`${folder} must be a folder; it is a file.`);
  const answers = await gather(folder, options, terminal);
  requireRoot(folder, answers);
  const own = ownPackage();
  const need = { name: own.name, version: options.packageVersion ?? own.version };
  if (!/^[^"\\\p{Cc}]+$/u.test(need.version))
    throw new InputError("--package-version must be a version, or a path or address without quotes.");
  const wanted = wantedFiles(answers, need, ownersFileIn(folder, answers), isModuleIn(folder));
  const planned = planFiles(folder, wanted);
  const toPlace = planned.filter(({ fate }) => fate === "written" || fate === "added");
  if (!options.dryRun && toPlace.length > 0) placeFiles(folder, toPlace);
  terminal.out(options.json ? jsonOf(planned) : listOf(planned, options.dryRun ?? false));
  if (!options.json) sayNext(planned, { answers, need, folder }, options.dryRun ?? false, terminal);
  const problems = options.dryRun ? [] : checkProject(findProject(folder), new Date()).problems;
  for (const problem of problems) terminal.err(formatProblem(problem));
  if (problems.length > 0) return exitCodes.wrongInput;
  return planned.some(({ fate }) => fate === "differs") ? exitCodes.blocked : exitCodes.fine;
}

async function gather(folder: string, options: InitOptions, terminal: Terminal): Promise<Answers> {
  const { org, name, stack, platformTeam, team, service, ci, yes } = options;
  const flags = { org, name, stack, platformTeam, team, service, ci };
  const ask = yes ? undefined : terminal.ask;
  return answersFrom({
    given: flags,
    usual: usualIn(folder),
    needed: yes || ask ? [] : ["team", "service"], // nobody to ask, and nobody who said yes
    ask,
    say: terminal.err,
  });
}

/** Throws InputError for a folder inside a repository, where nobody would read workflows and owners. */
function requireRoot(folder: string, { ci }: Answers): void {
  const above = ci === "none" ? undefined : repositoryAbove(folder);
  if (above === undefined) return;
  throw new InputError(
    `${folder} lies inside the repository ${above}, and workflows count in a repository's root only. Run it there, or leave workflows out with --ci none.`,
  );
}

function ownersFileIn(folder: string, { ci }: Answers): string {
  const places = ownersFiles[ci === "gitlab" ? "gitlab" : "github"];
  return places.find((file) => existsSync(join(folder, file))) ?? places[0];
}

/** Whether a package.json that is there already makes code in the folder ES modules. */
function isModuleIn(folder: string): boolean {
  const file = join(folder, "package.json");
  if (!existsSync(file) || !statSync(file).isFile()) return false;
  const json = parseJson(readFileSync(file, "utf8"));
  return "content" in json && z.object({ type: z.literal("module") }).safeParse(json.content).success;
}

const words: Readonly<Record<Planned["fate"], readonly [done: string, dry: string]>> = {
  written: ["written", "would be written"],
  added: ["lines added at its end", "lines would be added at its end"],
  same: ["there already", "there already"],
  differs: ["exists and differs, left alone", "exists and differs, would be left alone"],
};

function listOf(planned: readonly Planned[], dry: boolean): string {
  return planned.map(({ file, fate }) => `${file}: ${words[fate][dry ? 1 : 0]}.`).join("\n");
}

function jsonOf(planned: readonly Planned[]): string {
  return JSON.stringify({ files: planned.map(({ file, fate }) => ({ file, fate })) }, null, 2);
}

interface Made {
  readonly answers: Answers;
  readonly need: PackageNeed;
  readonly folder: string;
}

function sayNext(
  planned: readonly Planned[],
  { answers, need, folder }: Made,
  dry: boolean,
  terminal: Terminal,
): void {
  const fates = new Map(planned.map(({ file, fate }) => [file, fate]));
  const left = planned.filter(({ fate }) => fate === "differs");
  const changed = planned.filter(({ fate }) => fate === "written" || fate === "added").length;
  terminal.err(
    `\n${counted(changed, "file")} ${dry ? "would be written" : "written"}, ${left.length} left alone.${left.length === 0 ? "" : " To compare, run it in an empty folder."}`,
  );
  if (dry) return;
  const install =
    fates.get("package.json") === "differs"
      ? `npm install --save-exact ${need.name}@${need.version}`
      : "npm install";
  const steps = [
    ...(folder === resolve(terminal.cwd) ? [] : [`cd ${quoted(folder)}`]),
    install,
    "npx readiness check",
    `pulumi stack init ${answers.stack}`,
    `pulumi preview --stack ${answers.stack} --policy-pack node_modules/${need.name}/policy-pack`,
  ];
  terminal.err(`\nNext:\n${steps.map((step) => `  ${step}`).join("\n")}`);
}

/** A path as a shell takes it. */
function quoted(path: string): string {
  return /^[\w./-]+$/.test(path) ? path : `'${path.replaceAll("'", "'\\''")}'`;
}
