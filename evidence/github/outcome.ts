import { NotVisibleError, RefusedError, UnansweredError } from "../http/outcome";

/** Why there is no answer, in the shape that a sheet takes for any kind. */
export type Untold =
  | { readonly state: "not-visible"; readonly permission: string }
  | { readonly state: "unanswered"; readonly reason: string };

/** GitHub could not answer so much at once; less of it may work. */
export class OverloadedError extends UnansweredError {}

/** What an error means for the fact that was asked for. Throws on what ends all asking, and on faults of our own. */
export function untold(error: unknown): Untold {
  if (error instanceof NotVisibleError) return { state: "not-visible", permission: error.permission };
  if (error instanceof UnansweredError && !(error instanceof RefusedError))
    return { state: "unanswered", reason: error.message };
  throw error;
}

export function unanswered(reason: string): Untold {
  return { state: "unanswered", reason };
}

export function hidden(permission: string): Untold {
  return { state: "not-visible", permission };
}

/** Does something for each item, so many at a time, and ends with the first error once all have ended. */
export async function eachAtMost<T>(
  most: number,
  items: readonly T[],
  work: (item: T) => Promise<void>,
): Promise<void> {
  const waiting = items.values(); // Shared, so that each item is taken once.
  const take = async (): Promise<void> => {
    for (const item of waiting) await work(item);
  };
  const ends = await Promise.allSettled(Array.from({ length: most }, take));
  for (const end of ends) if (end.status === "rejected") throw end.reason;
}
