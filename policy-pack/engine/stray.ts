import { createHook } from "node:async_hooks";
import { describeThrown } from "./text";

/** Watches promises that jobs leave behind; a rejection that nobody handles belongs to the job that made the promise. */
export interface StrayRejections {
  /** Runs a job; promises made meanwhile, and those that follow from them, are its own. */
  during<T>(job: number, run: () => T): T;
  /** Waits until rejections have surfaced, stops watching, and returns the reason for each job that left one. */
  settle(): Promise<ReadonlyMap<number, string>>;
}

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
  const others = process.rawListeners("unhandledRejection");
  const listener = (reason: unknown, promise: Promise<unknown>): void => {
    const job = makers.get(promise);
    if (job !== undefined) found.set(job, describeThrown(reason));
    else for (const other of others) Reflect.apply(other, process, [reason, promise]);
  };
  process.removeAllListeners("unhandledRejection").on("unhandledRejection", listener);
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
      process.removeListener("unhandledRejection", listener);
      for (const other of others)
        process.on("unhandledRejection", other as NodeJS.UnhandledRejectionListener); // as they were
      return found;
    },
  };
}
