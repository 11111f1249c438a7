import type { Json, JsonObject } from "../world/schema";
import { childPath, isObject, type Path, patternOf } from "./paths";
import { isBlank, vendorSet } from "./properties";
import type { ResourceType } from "./resource-type";
import { isUnknown } from "./wire";

/** One property that differs between what is and what is wanted. */
export interface Change {
  /** Concrete path, as "layers[0].users[1]". */
  readonly at: string;
  readonly kind: "add" | "update" | "delete";
  /** True where the vendor cannot change it and a new object is needed. */
  readonly replaces: boolean;
}

interface Comparison {
  readonly vendorSet: ReadonlySet<Path>;
  readonly unordered: ReadonlySet<Path>;
}

/**
 * Compares the state with the checked inputs, property by property, in the order of the inputs.
 * As in the real providers, an absent property equals an empty one, and what the vendor set may stay.
 */
export function diff(type: ResourceType, state: JsonObject, inputs: JsonObject): readonly Change[] {
  const comparison = { vendorSet: new Set(vendorSet(type)), unordered: new Set(type.unordered) };
  const replaceOn = type.replaceOn ?? [];
  return compareObjects(state, inputs, "", comparison).map((change) => ({
    ...change,
    replaces: replaceOn.some((path) => covers(path, patternOf(change.at))),
  }));
}

type Found = Omit<Change, "replaces">;

function compareObjects(old: JsonObject, wanted: JsonObject, at: string, comparison: Comparison): Found[] {
  const keys = new Set([...Object.keys(wanted), ...Object.keys(old)]);
  return [...keys].flatMap((key) => compare(old[key], wanted[key], childPath(at, key), comparison));
}

function compare(
  old: Json | undefined,
  wanted: Json | undefined,
  at: string,
  comparison: Comparison,
): Found[] {
  if (wanted === undefined) {
    return isBlank(old) || comparison.vendorSet.has(patternOf(at)) ? [] : [{ at, kind: "delete" }];
  }
  if (isUnknown(wanted)) return [{ at, kind: old === undefined ? "add" : "update" }];
  if (old === undefined) return isBlank(wanted) ? [] : [{ at, kind: "add" }];
  if (Array.isArray(old) && Array.isArray(wanted)) return compareLists(old, wanted, at, comparison);
  if (isObject(old) && isObject(wanted)) return compareObjects(old, wanted, at, comparison);
  return old === wanted ? [] : [{ at, kind: "update" }];
}

function compareLists(
  old: readonly Json[],
  wanted: readonly Json[],
  at: string,
  comparison: Comparison,
): Found[] {
  if (comparison.unordered.has(patternOf(at)) && sameElements(old, wanted)) return [];
  const length = Math.max(old.length, wanted.length);
  return Array.from({ length }, (_, index) => index).flatMap((index): Found[] => {
    const place = `${at}[${index}]`;
    if (index >= wanted.length) return [{ at: place, kind: "delete" }];
    if (index >= old.length) return [{ at: place, kind: "add" }];
    return compare(old[index], wanted[index], place, comparison);
  });
}

function sameElements(left: readonly Json[], right: readonly Json[]): boolean {
  if (left.length !== right.length || right.some(isUnknown)) return false;
  const sorted = (list: readonly Json[]) => list.map((element) => JSON.stringify(element, sortedKeys)).sort();
  return sorted(left).join("\n") === sorted(right).join("\n");
}

function sortedKeys(_key: string, value: Json): Json {
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([left], [right]) => (left < right ? -1 : 1)));
}

function covers(path: Path, changed: Path): boolean {
  return changed === path || changed.startsWith(`${path}.`) || changed.startsWith(`${path}[]`);
}
