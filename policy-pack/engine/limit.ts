import { Script } from "node:vm";

/** Milliseconds that one rule may take for one service, and all of them together. */
export const limits = { check: 1_000, run: 10_000 } as const;

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
 * is only blamed for its own time. Jobs must be repeatable.
 */
export function runAllLimited(
  jobs: readonly (() => void)[],
  stopped: (job: number, why: string) => void,
  now: () => number,
): void {
  const end = now() + limits.run;
  let next = 0;
  while (next < jobs.length) {
    const left = end - now();
    if (left <= 0) break;
    const first = next;
    const finished = runLimited(Math.ceil(Math.min(limits.check, left)), () => {
      for (; next < jobs.length; next++) jobs[next]?.();
    });
    if (finished || next > first || end - now() <= 0) continue;
    stopped(next, `took longer than ${limits.check / 1_000} s`);
    next++;
  }
  for (; next < jobs.length; next++)
    stopped(next, `was not reached within the ${limits.run / 1_000} s that all rules have`);
}

function isTimeout(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "ERR_SCRIPT_EXECUTION_TIMEOUT";
}
