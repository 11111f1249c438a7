import type { Json, JsonObject } from "../world/schema";
import { childPath, type Draft, isObject, type Path, patternOf, slotsOf, valuesAt } from "./paths";
import type { ResourceType } from "./resource-type";
import { isUnknown, unknown } from "./wire";

/** A copy that may be changed. */
export function draftOf(properties: JsonObject): Draft {
  // A clone of JSON is JSON; only the type knows it as read-only.
  return structuredClone(properties) as Draft;
}

/** Puts objects over each other: the first that has a value wins; a list is as long as in the first that has it. */
export function layered(...layers: readonly (Json | undefined)[]): Json {
  const [first, ...rest] = layers.filter((layer) => layer !== undefined && layer !== null);
  if (first === undefined || isUnknown(first)) return first ?? null;
  if (Array.isArray(first)) {
    const lists = rest.filter((layer) => Array.isArray(layer)) as readonly (readonly Json[])[];
    return first.map((element: Json, index) => layered(element, ...lists.map((list) => list[index])));
  }
  if (!isObject(first)) return first;
  const objects = [first, ...rest.filter((layer) => isObject(layer))] as readonly JsonObject[];
  const keys = new Set(objects.flatMap((layer) => Object.keys(layer)));
  return Object.fromEntries([...keys].map((key) => [key, layered(...objects.map((layer) => layer[key]))]));
}

/** `layered` for objects. */
export function merged(first: JsonObject, ...rest: readonly JsonObject[]): JsonObject {
  // The first layer is an object, so the result is one.
  return layered(first, ...rest) as JsonObject;
}

/** Fills in what the provider documents as default, where the parent is given. */
export function withDefaults(type: ResourceType, properties: JsonObject): JsonObject {
  const draft = draftOf(properties);
  for (const [path, value] of Object.entries(type.defaults ?? {})) {
    for (const { holder, key } of slotsOf(draft, path)) holder[key] ??= value;
  }
  return draft;
}

/** Puts unknown for everything that only the vendor will set. */
export function withUnknowns(type: ResourceType, inputs: JsonObject): JsonObject {
  const draft = draftOf(inputs);
  for (const path of vendorSet(type)) {
    for (const { holder, key } of slotsOf(draft, path)) holder[key] ??= unknown;
  }
  return draft;
}

/** What the vendor set on an object, as far as the inputs still have a place for it. */
export function onlyVendorSet(type: ResourceType, object: JsonObject, inputs: JsonObject): JsonObject {
  const paths = new Set(vendorSet(type));
  const kept = keepAt(object, "", paths, inputs);
  return isObject(kept) ? kept : {};
}

/**
 * The inputs that would make this object: what only the vendor sets is left out.
 * With the inputs of before, so is what the vendor set and the program never gave; without, what it left blank.
 */
export function inputsOf(type: ResourceType, state: JsonObject, before?: JsonObject): JsonObject {
  const draft = draftOf(state);
  for (const path of type.outputs ?? []) {
    for (const { holder, key } of slotsOf(draft, path)) delete holder[key];
  }
  for (const path of type.computed ?? []) {
    const given = before && new Set(valuesAt(before, path).map(({ at }) => at));
    for (const { holder, key, at } of slotsOf(draft, path)) {
      if (given ? !given.has(at) : isBlank(holder[key])) delete holder[key];
    }
  }
  return draft;
}

/** Every path that the vendor sets, always or where the program does not. */
export function vendorSet(type: ResourceType): readonly Path[] {
  return [...(type.outputs ?? []), ...(type.computed ?? [])];
}

function keepAt(value: Json, at: string, keep: ReadonlySet<Path>, place: Json | undefined): Json | undefined {
  if (at !== "" && keep.has(patternOf(at))) return value;
  if (Array.isArray(value) && Array.isArray(place)) {
    return value.map(
      (element: Json, index) => keepAt(element, `${at}[${index}]`, keep, place[index]) ?? null,
    );
  }
  if (!isObject(value) || !isObject(place)) return undefined;
  const entries = Object.entries(value).flatMap(([key, child]) => {
    const kept = keepAt(child, childPath(at, key), keep, place[key]);
    return kept === undefined ? [] : [[key, kept] as const];
  });
  return Object.fromEntries(entries);
}

/** True for an absent value and for one that says nothing: empty, zero or false. */
export function isBlank(value: Json | undefined): boolean {
  if (value === undefined || value === null || value === "" || value === false || value === 0) return true;
  if (Array.isArray(value)) return value.length === 0;
  return isObject(value) && Object.values(value).every(isBlank);
}
