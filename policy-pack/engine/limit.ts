import { Script } from "node:vm";

/** Milliseconds that one rule may take for one service, and all of them together. */
export const limits = { check: 1_000, run: 10_000 } as const;

/** One piece of work; jobs of a group share a cause, so that one which was stopped casts doubt on the others. */
export interface LimitedJob {
  readonly group: number;
  /** Must be repeatable: a job that is interrupted runs again. */
  run(): void;
}

const slot = Symbol.for("readiness.limited");
const holder = globalThis as { [slot]?: () => void }; // the only way to hand a function to a script of node:vm
const script = new Script("globalThis[Symbol.for('readiness.limited')]()");

/** Runs a function under a limit that stops loops too. False: it was stopped. What it throws passes through. */
export function runLimited(milliseconds: number, run: () => void): boolean {
  holder[slot] = run;
  try {
    script.runInThisContext({ timeout: milliseconds });
    return true;
  } catch (error) {
    if (isTimeout(error)) return false;
    throw error;
  } finally {
    delete holder[slot];
  }
}

/**
 * Runs every job, and says for each that was stopped what stopped it. Jobs run many under one timer, since each timer
 * costs about 0.1 ms: when it fires, the interrupted job runs again alone at the front of the next timer, so that a job
 * is only blamed for its own time. The rest of a stopped job's group runs after all others, so that a rule which loops
 * for every service uses up its own time and not theirs.
 */
export function runAllLimited(
  jobs: readonly LimitedJob[],
  stopped: (job: number, why: string) => void,
  now: () => number,
  within: { readonly check: number; readonly run: number } = limits,
): void {
  const end = now() + within.run;
  let queue: readonly number[] = [...jobs.keys()];
  let next = 0;
  while (next < queue.length) {
    const left = end - now();
    if (left <= 0) break;
    const first = next;
    const finished = runLimited(Math.ceil(Math.min(within.check, left)), () => {
      for (; next < queue.length; next++) jobs[queue[next] ?? -1]?.run();
    });
    if (finished || next > first || left < within.check) continue;
    const blamed = queue[next] ?? -1;
    stopped(blamed, `took longer than ${within.check / 1_000} s`);
    queue = groupLast(queue.slice(next + 1), jobs, jobs[blamed]?.group);
    next = 0;
  }
  for (const job of queue.slice(next))
    stopped(job, `was not judged within the ${within.run / 1_000} s that all rules have`);
}

function groupLast(
  queue: readonly number[],
  jobs: readonly LimitedJob[],
  group: number | undefined,
): readonly number[] {
  const isLast = (job: number): boolean => jobs[job]?.group === group;
  return [...queue.filter((job) => !isLast(job)), ...queue.filter(isLast)];
}

function isTimeout(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "ERR_SCRIPT_EXECUTION_TIMEOUT";
}
