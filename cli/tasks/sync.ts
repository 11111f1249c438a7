import { RefusedError, UnansweredError } from "../../evidence/http/outcome";
import type { TaskIssue } from "../../scorecard/tasks/change";
import {
  type Operation,
  type PlanInput,
  planTasks,
  serviceOf,
  type TaskPlan,
} from "../../scorecard/tasks/plan";
import type { GithubIssues } from "./github-issues";
import { perform } from "./perform";
import { isOfGithub, mostFailures, openWorld, type World } from "./world";

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
  /** Repositories whose issues are not among them. */
  readonly unread: readonly string[];
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
  const plan = await firstPlan(planNow, world);
  const unread = input.repositories.filter((repository) => !world.isKnown(repository));
  const ended = (done: readonly Done[], stopped?: string): SyncResult => {
    const problems = [...world.problems(), ...(stopped === undefined ? [] : [stopped])];
    return { plan, done, problems, issues: world.all(), unread };
  };
  input.begin(plan);
  if (input.dryRun) return ended(plan.operations.map((operation) => ({ operation, result: "planned" })));
  const done: Done[] = [];
  const stopped = await performAll(plan.operations, world, input.issues, done);
  if (stopped !== undefined) return ended(done, stopped);
  const opened = done.filter(({ operation }) => operation.change.operation === "open");
  await world.read([...new Set(opened.map(({ operation }) => operation.repository))]);
  // Only doubles: all else was decided on above.
  const doubles = planNow().operations.filter(({ endsFor }) => endsFor === "double");
  return ended(done, opened.length === 0 ? undefined : await performAll(doubles, world, input.issues, done));
}

/** The plan, once every repository where it opens something was looked at for tasks of other logins. */
async function firstPlan(planNow: () => TaskPlan, world: World): Promise<TaskPlan> {
  const looked = new Set<string>();
  for (;;) {
    const plan = planNow();
    const opening = plan.operations.filter(({ number }) => number === undefined);
    const unseen = new Set(opening.map(({ repository }) => repository).filter((one) => !looked.has(one)));
    if (unseen.size === 0) return plan;
    await world.refuseStrangers([...unseen]);
    for (const repository of unseen) looked.add(repository);
  }
}

/** Does one after the other, as GitHub asks for; answers why it stopped, where it did. */
async function performAll(
  operations: readonly Operation[],
  world: World,
  issues: GithubIssues,
  done: Done[],
): Promise<string | undefined> {
  let silences = 0;
  const unopened = new Set<string>();
  for (const [index, operation] of operations.entries()) {
    if (operation.endsFor === "replacement" && unopened.has(serviceOf(operation))) {
      done.push({
        operation,
        result: "failed",
        problem: "it stays, as what replaces it could not be opened",
      });
      continue;
    }
    try {
      done.push(await perform(operation, world, issues));
      silences = 0;
    } catch (error) {
      if (!isOfGithub(error)) throw error;
      done.push({ operation, result: "failed", problem: error.message });
      if (operation.number === undefined) unopened.add(serviceOf(operation));
      silences = error instanceof UnansweredError ? silences + 1 : 0;
      const isSpent = error instanceof RefusedError || /rate limit/.test(error.message);
      if (isSpent || silences >= mostFailures)
        return `GitHub was asked no further: ${error.message}. ${operations.length - index - 1} left; run it again later.`;
    }
  }
  return undefined;
}
