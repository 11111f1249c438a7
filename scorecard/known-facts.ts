import type { ServicePair } from "./diff";

/** What is known of a service and is another now, of these names. */
export function othersIn(pair: ServicePair | undefined, names: readonly string[]): readonly string[] {
  const [then, now] = [pair?.then, pair?.now].map((one) => new Map(Object.entries(one?.digests ?? {})));
  return [...new Set(names)].filter((name) => then?.get(name) !== now?.get(name));
}

/** Whether a service that another relies on has another tier, or anything that is known of it is another. */
export function isOtherService(pair: ServicePair | undefined): boolean {
  if (pair?.then === undefined || pair.then.tier !== pair.now.tier) return true;
  return othersIn(pair, [...Object.keys(pair.then.digests), ...Object.keys(pair.now.digests)]).length > 0;
}

const ownWords: ReadonlyMap<string, string> = new Map([
  ["catalog", "its catalog facts"],
  ["neighbours", "what neighbouring stacks tell"],
]);

/** The catalog's facts, types without their package, and kinds of facts as they are called. */
export function wordsOf(names: readonly string[]): string {
  return names.map((name) => ownWords.get(name) ?? name.replace(/^.*:/, "")).join(", ");
}
