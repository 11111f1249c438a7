import type { JsonObject, Kind } from "../world/schema";
import { type Path, valuesAt } from "./paths";
import type { Context, Refusal } from "./resource-type";

/** Refuses a second object of a kind with the same values of these properties. */
export function taken(
  kind: Kind,
  properties: readonly [string, ...string[]],
  message: (inputs: JsonObject) => string,
): Refusal {
  return (inputs, { world }, id) => {
    const [first, ...others] = properties;
    const twins = world
      .find(kind, first, String(inputs[first]))
      .filter(
        (object) => object.id !== id && others.every((property) => object[property] === inputs[property]),
      );
    return twins.length === 0 ? undefined : message(inputs);
  };
}

/** Refuses a reference to an object that the vendor does not hold. */
export function refersTo(
  path: Path,
  exists: (value: string, context: Context) => boolean,
  message: (value: string, at: string) => string,
): Refusal {
  return (inputs, context) => {
    const lost = valuesAt(inputs, path).find(({ value }) => !exists(String(value), context));
    return lost && message(String(lost.value), lost.at);
  };
}

/** Tells whether the vendor holds an object of this kind with this id. */
export function holds(kind: Kind): (id: string, context: Context) => boolean {
  return (id, { world }) => world.get(kind, id) !== undefined;
}
