/**
 * Does work for each item, so many at a time: what waits for a connection would else grow too old before it is sent. The
 * first failure is thrown at once, and nothing further begins.
 */
export async function inTurns<T>(
  items: readonly T[],
  atATime: number,
  work: (item: T) => Promise<void>,
): Promise<void> {
  let next = 0;
  const worker = async (): Promise<void> => {
    while (next < items.length) {
      const item = items[next++] as T; // within the list, as was just asked
      try {
        await work(item);
      } catch (error) {
        next = items.length;
        throw error;
      }
    }
  };
  await Promise.all(Array.from({ length: atATime }, worker));
}

/** Work on items that come one by one. */
export interface Turns<T> {
  add(item: T): void;
  /** Waits for all that was added; throws the first failure, after which nothing further began. */
  end(): Promise<void>;
}

/** Does work for each item as it comes, so many at a time. */
export function openTurns<T>(atATime: number, work: (item: T) => Promise<void>): Turns<T> {
  const waiting: T[] = [];
  const workers = new Set<Promise<void>>();
  let failure: { readonly error: unknown } | undefined;
  const worker = async (): Promise<void> => {
    while (failure === undefined && waiting.length > 0) {
      const item = waiting.shift() as T; // there is one, as was just asked
      await work(item).catch((error: unknown) => {
        failure ??= { error };
      });
    }
  };
  return {
    add: (item) => {
      waiting.push(item);
      if (workers.size >= atATime) return;
      const one = worker().finally(() => workers.delete(one));
      workers.add(one);
    },
    end: async () => {
      while (workers.size > 0) await Promise.all(workers);
      if (failure !== undefined) throw failure.error;
    },
  };
}

/** Lists of at most so many. */
export function inGroups<T>(items: readonly T[], most: number): readonly (readonly T[])[] {
  const count = Math.ceil(items.length / most);
  return Array.from({ length: count }, (_, index) => items.slice(index * most, (index + 1) * most));
}
