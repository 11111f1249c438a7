import type { JsonObject, Kind, WorldObject } from "../world/schema";
import type { Context, Lookup } from "./resource-type";
import { Refused } from "./resource-type";

/** The words of a look-up's argument, empty where it is absent. */
export function argument(args: JsonObject, name: string): string {
  const value = args[name];
  return typeof value === "string" ? value : "";
}

/** Looks an object up by its exact name and answers the listed properties. */
export function byName(kind: Kind, words: string, properties: readonly string[]): Lookup {
  return (args, { world }) => {
    const name = argument(args, "name");
    const found = world.find(kind, "name", name)[0];
    if (!found) throw new Refused(`Unable to locate any ${words} with the name: ${name}`);
    return only(found, properties);
  };
}

/** An object's listed properties, with its id. */
export function only(object: WorldObject, properties: readonly string[]): JsonObject {
  const entries = ["id", ...properties].flatMap((property) => {
    const value = object[property];
    return value === undefined ? [] : [[property, value] as const];
  });
  return Object.fromEntries(entries);
}

/** All objects of a kind whose property contains the words, letter case aside. */
export function containing(
  kind: Kind,
  property: string,
  words: string,
  { world }: Context,
): readonly WorldObject[] {
  const wanted = words.toLowerCase();
  return world.list(kind).filter((object) => String(object[property]).toLowerCase().includes(wanted));
}
