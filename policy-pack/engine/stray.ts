import { createHook } from "node:async_hooks";
import { describeThrown } from "./text";

/** Watches promises that jobs leave behind; a rejection that nobody handles belongs to the job that made the promise. */
export interface StrayRejections {
  /** Runs a job; promises made meanwhile, and those that follow from them, are its own. */
  during<T>(job: number, run: () => T): T;
  /** Waits until rejections have surfaced, stops watching, and returns the reason for each job that left one. */
  settle(): Promise<ReadonlyMap<number, string>>;
}

/** Takes a rejection if the promise is one of its jobs'. */
type Watch = (reason: unknown, promise: Promise<unknown>) => boolean;

const watches = new Set<Watch>();
let resting: readonly unknown[] = [];

/** Starts watching. The process's own listeners rest meanwhile, as they would end the pack without a judgement. */
export function catchStrayRejections(): StrayRejections {
  const makers = new WeakMap<object, number>();
  const jobOf = new Map<number, number>();
  const found = new Map<number, string>();
  let current: number | undefined;
  const hook = createHook({
    init(id, type, trigger, resource) {
      if (type !== "PROMISE") return;
      const job = current ?? jobOf.get(trigger);
      if (job === undefined) return;
      jobOf.set(id, job);
      makers.set(resource, job);
    },
  }).enable();
  const watch: Watch = (reason, promise) => {
    const job = makers.get(promise);
    if (job !== undefined) found.set(job, describeThrown(reason));
    return job !== undefined;
  };
  startWatch(watch);
  return {
    during(job, run) {
      current = job;
      try {
        return run();
      } finally {
        current = undefined;
      }
    },
    async settle() {
      current = undefined; // A job that the time limit stopped never reached its finally.
      await new Promise((resolve) => setImmediate(resolve));
      hook.disable();
      endWatch(watch);
      return found;
    },
  };
}

function listen(reason: unknown, promise: Promise<unknown>): void {
  if ([...watches].some((watch) => watch(reason, promise))) return;
  for (const own of resting) if (typeof own === "function") Reflect.apply(own, process, [reason, promise]);
}

/** The first watch sends the process's own listeners to rest; judgements that overlap share that. */
function startWatch(watch: Watch): void {
  watches.add(watch);
  if (watches.size > 1) return;
  resting = process.rawListeners("unhandledRejection");
  process.removeAllListeners("unhandledRejection").on("unhandledRejection", listen);
}

function endWatch(watch: Watch): void {
  watches.delete(watch);
  if (watches.size > 0) return;
  process.removeListener("unhandledRejection", listen);
  for (const own of resting) process.on("unhandledRejection", own as NodeJS.UnhandledRejectionListener); // as they were
  resting = [];
}
