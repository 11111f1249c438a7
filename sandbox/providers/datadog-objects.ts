import type { JsonObject, Kind } from "../world/schema";
import type { Path } from "./paths";
import { holds, refersTo } from "./refusals";
import type { CheckFailure, Context, Refusal } from "./resource-type";
import { isUnknown } from "./wire";

const lowerCase = "abcdefghijklmnopqrstuvwxyz0123456789";

/** Datadog's answer to a request that it does not accept. */
export function badRequest(reason: string): string {
  return `400 Bad Request: {"errors":[${JSON.stringify(reason)}]}`;
}

/** A number, as monitors and downtimes have; other numbers can be turned into it. */
export function numericId(_inputs: JsonObject, { random }: Context): string {
  return String(random.number());
}

/** Three groups of three characters, as synthetic tests and dashboards have. */
export function publicId(_inputs: JsonObject, { random }: Context): string {
  return Array.from({ length: 3 }, () => random.pick(lowerCase, 3)).join("-");
}

export function uuid(_inputs: JsonObject, { random }: Context): string {
  return random.uuid();
}

/** Refuses an id that no object of this kind has. */
export function idExists(path: Path, kind: Kind): Refusal {
  return refersTo(path, holds(kind), (id, at) => badRequest(`${at}: no ${kind} has the id ${id}`));
}

/** Reports a property whose text is not JSON. */
export function jsonText(property: string): (inputs: JsonObject) => readonly CheckFailure[] {
  return (inputs) => {
    const text = inputs[property];
    if (isUnknown(text)) return [];
    try {
      JSON.parse(String(text));
      return [];
    } catch (error) {
      const words = error instanceof Error ? error.message : String(error);
      return [{ property, reason: `"${property}" contains an invalid JSON: ${words}` }];
    }
  };
}
