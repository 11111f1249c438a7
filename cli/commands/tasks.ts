import { resolve } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { z } from "zod";
import { loadCatalog } from "../../catalog/load";
import { quote } from "../../catalog/reading/problems";
import { type ParsedFile, parseYaml, readYaml } from "../../catalog/reading/read-yaml";
import { type TasksConfig, tasksConfigSchema } from "../../catalog/tasks-config";
import { readTasksFile, tasksProblems } from "../../catalog/tasks-file";
import { areSimulated, reach } from "../../evidence/connections";
import { githubSend } from "../../evidence/github/send";
import type { Connection } from "../../evidence/http/connection";
import { RefusedError, UnansweredError } from "../../evidence/http/outcome";
import { openTransport, usualLimits } from "../../evidence/http/transport";
import type { Scorecard } from "../../scorecard/schema";
import { stackNameOf } from "../../scorecard/stack-name";
import { openTasksOf } from "../../scorecard/tasks/open-tasks";
import type { TaskPlan } from "../../scorecard/tasks/plan";
import { writeAtomically } from "../atomic-write";
import { githubOwnerOf, readStacks } from "../check/stacks";
import { type ExitCode, exitCodes, InputError, inputErrorOf, NotJudgedError } from "../failures";
import { readGivenFile } from "../given-file";
import { tasksText } from "../printing/tasks";
import { findProject, projectFile } from "../project";
import { organizationOf } from "../scanning/organization";
import { readScorecards } from "../scorecard-file";
import { githubIssues } from "../tasks/github-issues";
import { paced, pauseBetweenChanges } from "../tasks/paced";
import { placeFinder, repositoriesOf } from "../tasks/places";
import { isComplete, reportOf } from "../tasks/report";
import { type SyncInput, type SyncResult, syncTasks } from "../tasks/sync";
import { counted, paintFor, shownTexts, type Terminal } from "../terminal";

export interface TasksOptions {
  readonly project?: string;
  /** A file of scorecards. */
  readonly scorecard: string;
  /** Instead of catalog/tasks.yaml. */
  readonly config?: string;
  readonly dryRun?: boolean;
  readonly json?: boolean;
  /** Where what is open then is written. */
  readonly output?: string;
}

/** Makes issues at GitHub say what scorecards say. */
export async function sync(options: TasksOptions, terminal: Terminal): Promise<ExitCode> {
  const { dryRun = false, json, output } = options;
  const cards = readScorecards(options.scorecard, terminal.cwd);
  refuseWhatIf(cards, dryRun);
  const way = wayOf(options, cards, terminal);
  const begin = (plan: TaskPlan): void => foretell(plan, dryRun, terminal);
  const result = await asked(way, { cards, dryRun, begin }, terminal);
  if (output !== undefined)
    writeAtomically(
      resolve(terminal.cwd, output),
      `${JSON.stringify(openTasksOf(cards, result.issues, result.unread), null, 2)}\n`,
    );
  const report = shownTexts(reportOf(result, dryRun));
  terminal.out(json ? JSON.stringify(report, null, 2) : tasksText(report, paintFor(terminal)));
  return isComplete(report) ? exitCodes.fine : exitCodes.blocked;
}

function refuseWhatIf(cards: readonly Scorecard[], dryRun: boolean): void {
  const moved = cards.find(({ whatIf }) => whatIf);
  if (moved !== undefined && !dryRun)
    throw new InputError(
      `The scorecard of ${quote(stackNameOf(moved))} is of a moved day: it may be shown with --dry-run, and changes no task.`,
    );
}

interface Way extends Pick<SyncInput, "config" | "placeOf" | "repositories"> {
  readonly connection: Connection;
}

/** Everything that a sync needs to know of the project. Throws InputError with all that is wrong. */
function wayOf(options: TasksOptions, cards: readonly Scorecard[], terminal: Terminal): Way {
  const { root } = findProject(options.project ?? terminal.cwd);
  const catalog = loadCatalog(root);
  if (!catalog.ok) throw inputErrorOf(catalog.problems);
  const { teams } = catalog.value;
  const config = configOf(
    root,
    options,
    teams.flatMap(({ name, aliases }) => [name, ...aliases]),
    terminal,
  );
  const stacks = readStacks(root);
  const usual = organizationOf(root, terminal.env);
  const ownerOf = (stack: string): string | undefined =>
    githubOwnerOf(stacks.find((one) => one.stack === stack)) ?? usual;
  const placeOf = placeFinder({ catalog: catalog.value, project: projectNameOf(root), config, ownerOf });
  return {
    config,
    placeOf,
    repositories: repositoriesOf(cards, config, placeOf),
    connection: connectionOf(terminal),
  };
}

function configOf(
  root: string,
  { config: file }: TasksOptions,
  teams: readonly string[],
  { cwd }: Terminal,
): TasksConfig {
  const parsed: ParsedFile<TasksConfig> | undefined =
    file === undefined ? readTasksFile(root) : parseYaml(tasksConfigSchema, file, readGivenFile(file, cwd));
  if (parsed === undefined) return tasksConfigSchema.parse({});
  const problems = tasksProblems(parsed, teams);
  if (parsed.data === undefined || problems.length > 0) throw inputErrorOf(problems);
  return parsed.data;
}

const manifest = z.looseObject({ name: z.string().min(1) });

function projectNameOf(root: string): string {
  const { data, problems } = readYaml(manifest, root, projectFile);
  if (data === undefined) throw inputErrorOf(problems);
  return data.name;
}

function connectionOf({ env }: Terminal): Connection {
  const reached = reach("github", { config: {}, env });
  if ("connection" in reached) return reached.connection;
  throw new InputError(
    "missing" in reached
      ? `${reached.missing.join(" and ")} must be set: a token that may read metadata and write issues (read them, for --dry-run).`
      : `GitHub cannot be reached: ${reached.problem}.`,
  );
}

/** A line about how long it will take, since GitHub asks for a pause after each change. */
function foretell({ operations }: TaskPlan, dryRun: boolean, terminal: Terminal): void {
  if (dryRun || operations.length < 20 || areSimulated(terminal)) return;
  const requests = operations.reduce((sum, { change }) => sum + (change.word === undefined ? 1 : 2), 0);
  const minutes = Math.ceil((requests * pauseBetweenChanges) / 60_000);
  terminal.err(
    `${counted(operations.length, "task")} to change, one request a second as GitHub asks: about ${counted(minutes, "minute")}.`,
  );
}

async function asked(
  { connection, ...way }: Way,
  what: Pick<SyncInput, "cards" | "dryRun" | "begin">,
  { env }: Terminal,
): Promise<SyncResult> {
  const limits = { ...usualLimits, connections: 1 };
  const transport = openTransport(connection.baseUrl, limits);
  const pauseMs = areSimulated({ env }) ? 0 : pauseBetweenChanges;
  const send = paced(githubSend(connection, transport, limits), pauseMs, pause);
  try {
    return await syncTasks({ ...way, ...what, issues: githubIssues(send, connection) });
  } catch (error) {
    if (error instanceof RefusedError || error instanceof UnansweredError)
      throw new NotJudgedError(`GitHub could not be asked: ${error.message}.`);
    throw error;
  } finally {
    await transport.close();
  }
}
