import { attempt, take } from "./attempt";

/**
 * What came of looking for something that the catalog says is there: undefined where no collector looks, so that the
 * catalog's word counts. Throws UnknownValue where one looks and has no answer.
 */
export function lookedUp<T>(find: () => T): { readonly found: T } | undefined {
  const tried = attempt(find);
  if ("unknown" in tried && tried.unknown.unknownCause === "no-collector") return undefined;
  return { found: take(tried) };
}

/** Whether something is there, on the catalog's word where no collector looks. */
export function isThere(find: () => unknown): boolean {
  const looked = lookedUp(find);
  return looked === undefined || looked.found !== undefined;
}
