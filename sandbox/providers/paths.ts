import type { Json, JsonObject } from "../world/schema";

/** A property path of a type, as "layers[].users": `[]` stands for each element of a list. */
export type Path = string;
/** An object that is being built; finished ones are `JsonObject`. */
export type Draft = { [key: string]: Json };

/** A place where the last key of a path belongs: the object, the key, and the concrete path of the key. */
export interface Slot {
  readonly holder: Draft;
  readonly key: string;
  readonly at: string;
}

const segmentsOf = new Map<Path, readonly string[]>();

function segments(path: Path): readonly string[] {
  const known = segmentsOf.get(path) ?? path.replaceAll("[]", ".[]").split(".");
  segmentsOf.set(path, known);
  return known;
}

/** True for a JSON object, false for lists, scalars and absent values. */
export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The concrete path of a key inside an object. */
export function childPath(at: string, key: string): string {
  return at === "" ? key : `${at}.${key}`;
}

/** Every place below `root` where the path's last key belongs; none where a parent is absent. */
export function slotsOf(root: JsonObject, path: Path): readonly Slot[] {
  const parts = segments(path);
  const key = parts.at(-1) ?? path;
  return walk(root, parts.slice(0, -1)).flatMap(({ value, at }) =>
    // A draft is a JSON object that its owner may still change; callers pass their own copies.
    isObject(value) ? [{ holder: value as Draft, key, at: childPath(at, key) }] : [],
  );
}

/** Every value below `root` at a path, which may end in `[]`, with its concrete path. */
export function valuesAt(root: JsonObject, path: Path): readonly { value: Json; at: string }[] {
  return walk(root, segments(path));
}

function walk(root: Json, parts: readonly string[]): readonly { value: Json; at: string }[] {
  let found: { value: Json; at: string }[] = [{ value: root, at: "" }];
  for (const part of parts) found = found.flatMap(({ value, at }) => step(value, at, part));
  return found;
}

function step(value: Json, at: string, part: string): { value: Json; at: string }[] {
  if (part === "[]") {
    if (!Array.isArray(value)) return [];
    return value.map((element: Json, index) => ({ value: element, at: `${at}[${index}]` }));
  }
  const child = isObject(value) ? value[part] : undefined;
  return child === undefined || child === null ? [] : [{ value: child, at: childPath(at, part) }];
}

/** The path of a type to which a concrete path belongs: "layers[0].users" is "layers[].users". */
export function patternOf(at: string): Path {
  return at.replaceAll(/\[\d+\]/g, "[]");
}

/** The text at a key, or undefined where it is absent or no text. */
export function textOf(object: JsonObject, key: string): string | undefined {
  const value = object[key];
  return typeof value === "string" ? value : undefined;
}
