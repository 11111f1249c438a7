import { RefusedError, UnansweredError } from "../../evidence/http/outcome";
import type { TaskIssue } from "../../scorecard/tasks/change";
import { readBlock } from "../../scorecard/tasks/marker";
import { type Operation, type PlanInput, planTasks, type TaskPlan } from "../../scorecard/tasks/plan";
import { DeclinedError, type GithubIssue, type GithubIssues } from "./github-issues";
import { perform } from "./perform";

/** What a sync goes by. */
export interface SyncInput extends Pick<PlanInput, "cards" | "config" | "placeOf"> {
  readonly issues: GithubIssues;
  /** owner/name of every repository where tasks are or belong. */
  readonly repositories: readonly string[];
  readonly dryRun: boolean;
  /** Says what will be done, before it is. */
  begin(plan: TaskPlan): void;
}

/** An operation and what became of it. */
export interface Done {
  readonly operation: Operation;
  readonly result: "planned" | "done" | "superseded" | "failed";
  /** Of the issue that was opened or changed. */
  readonly url?: string;
  readonly number?: number;
  /** Why it failed, or what of it GitHub left out. */
  readonly problem?: string;
}

export interface SyncResult {
  readonly plan: TaskPlan;
  readonly done: readonly Done[];
  /** What could not be read, or not be gone on with, as sentences. */
  readonly problems: readonly string[];
  /** All issues that syncs wrote, as they are at the end. */
  readonly issues: readonly TaskIssue[];
}

/**
 * Makes issues say what scorecards say. Whatever happens on the way, the same call again goes on from what is there: each
 * step looks first, and new issues are looked for once more at the end, in case another run opened the same.
 */
export async function syncTasks(input: SyncInput): Promise<SyncResult> {
  const writers = [...new Set([await input.issues.viewer(), ...input.config.writers])];
  const world = openWorld(input, writers);
  await world.read(input.repositories);
  const planNow = (): TaskPlan => planTasks({ ...input, issues: world.all(), isKnown: world.isKnown });
  const plan = planNow();
  input.begin(plan);
  if (input.dryRun) {
    const done = plan.operations.map((operation): Done => ({ operation, result: "planned" }));
    return { plan, done, problems: world.problems(), issues: world.all() };
  }
  const done: Done[] = [];
  const stopped = await performAll(plan.operations, world, input.issues, done);
  if (stopped !== undefined)
    return { plan, done, problems: [...world.problems(), stopped], issues: world.all() };
  const opened = done.filter(({ operation }) => operation.change.operation === "open");
  await world.read([...new Set(opened.map(({ operation }) => operation.repository))]);
  // Only doubles: all else was decided on above.
  const doubles = planNow().operations.filter(({ endsFor }) => endsFor === "double");
  const late = opened.length === 0 ? undefined : await performAll(doubles, world, input.issues, done);
  const problems = [...world.problems(), ...(late === undefined ? [] : [late])];
  return { plan, done, problems, issues: world.all() };
}

/** What is known of the issues at GitHub. */
export interface World {
  read(repositories: readonly string[]): Promise<void>;
  all(): readonly TaskIssue[];
  isKnown(repository: string): boolean;
  /**
   * Takes in an issue as GitHub told it last; undefined where it is none of a sync's: it has no mark, or somebody else
   * opened it, as anybody may paste a mark.
   */
  take(repository: string, issue: GithubIssue): TaskIssue | undefined;
  /** Whether syncs write as this login. */
  isWriter(login: string | undefined): boolean;
  problems(): readonly string[];
}

function openWorld(
  { issues, config, cards }: Pick<SyncInput, "issues" | "config" | "cards">,
  writers: readonly string[],
): World {
  const known = new Map<string, Map<number, TaskIssue>>();
  const problems = new Map<string, string>();
  const names = new Set(writers.map((writer) => writer.toLowerCase()));
  const isWriter: World["isWriter"] = (login) => login !== undefined && names.has(login.toLowerCase());
  const take: World["take"] = (repository, issue) => {
    const read = isWriter(issue.user?.login) ? taskIssueOf(repository, issue) : undefined;
    const own = known.get(repository.toLowerCase());
    if (read === undefined) own?.delete(issue.number);
    else own?.set(issue.number, read);
    return read;
  };
  /** Where none is ours, those of another login are most likely a sync's that had another token: all would come twice. */
  const strangerIn = async (repository: string): Promise<string | undefined> => {
    for (const issue of await issues.list(repository, { labels: config.label })) {
      const marker = isWriter(issue.user?.login) ? undefined : taskIssueOf(repository, issue)?.marker;
      if (cards.some(({ project, stack }) => project === marker?.project && stack === marker.stack))
        return `its issue ${issue.number} is marked as a task, and ${issue.user?.login ?? "somebody"} opened it; name that login under writers in catalog/tasks.yaml if a sync wrote as it, else take the label off the issue`;
    }
    return undefined;
  };
  const readOne = async (repository: string): Promise<void> => {
    try {
      const found: GithubIssue[] = [];
      for (const creator of writers) found.push(...(await issues.list(repository, { creator })));
      const own = found.flatMap((issue) => taskIssueOf(repository, issue) ?? []);
      const stranger = own.length === 0 ? await strangerIn(repository) : undefined;
      if (stranger !== undefined) throw new DeclinedError(409, stranger);
      known.set(repository.toLowerCase(), new Map(own.map((one) => [one.number, one])));
    } catch (error) {
      if (error instanceof RefusedError || !isOfGithub(error)) throw error;
      known.delete(repository.toLowerCase());
      problems.set(repository, `${repository}: ${error.message}.`);
    }
  };
  return {
    read: async (repositories) => {
      for (const repository of repositories) await readOne(repository);
    },
    all: () => [...known.values()].flatMap((own) => [...own.values()]),
    isKnown: (repository) => known.has(repository.toLowerCase()),
    take,
    isWriter,
    problems: () => [...problems.values()],
  };
}

export function isOfGithub(error: unknown): error is DeclinedError | UnansweredError {
  return error instanceof DeclinedError || error instanceof UnansweredError;
}

function taskIssueOf(
  repository: string,
  { number, html_url, title, body, state, closed_at, labels }: GithubIssue,
): TaskIssue | undefined {
  const marker = readBlock(body ?? "")?.marker;
  if (marker === undefined) return undefined;
  return {
    repository,
    number,
    url: html_url,
    title,
    body: body ?? "",
    state,
    closedAt: closed_at ?? undefined,
    labels: labels.flatMap((label) => (typeof label === "string" ? label : (label.name ?? []))),
    marker,
  };
}

/** Failures in a row after which GitHub is asked no further. */
const mostFailures = 3;

/** Does one after the other, as GitHub asks for; answers why it stopped, where it did. */
async function performAll(
  operations: readonly Operation[],
  world: World,
  issues: GithubIssues,
  done: Done[],
): Promise<string | undefined> {
  let silences = 0;
  for (const [index, operation] of operations.entries()) {
    try {
      done.push(await perform(operation, world, issues));
      silences = 0;
    } catch (error) {
      if (!isOfGithub(error)) throw error;
      done.push({ operation, result: "failed", problem: error.message });
      silences = error instanceof UnansweredError ? silences + 1 : 0;
      const isSpent = error instanceof RefusedError || /rate limit/.test(error.message);
      if (isSpent || silences >= mostFailures)
        return `GitHub was asked no further: ${error.message}. ${operations.length - index - 1} left; run it again later.`;
    }
  }
  return undefined;
}
