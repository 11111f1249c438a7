import type { JsonObject, Kind } from "../world/schema";
import type { Path } from "./paths";
import { holds, refersTo, taken } from "./refusals";
import type { Context, Refusal } from "./resource-type";

const base32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/** A PagerDuty id, as "PABCDEFGHIJKL2". */
export function pagerdutyId(_inputs: JsonObject, { random }: Context): string {
  return `P${random.pick(base32, 13)}`;
}

/** PagerDuty's answer to a request that it does not accept. */
export function invalid(collection: string, reason: string): string {
  return (
    `POST API call to https://api.pagerduty.com/${collection} failed 400 Bad Request. ` +
    `Code: 2001, Errors: [${reason}], Message: Invalid Input Provided`
  );
}

/** Refuses a second object of a kind with the same name. */
export function nameTaken(kind: Kind, collection: string): Refusal {
  return taken(kind, ["name"], () => invalid(collection, "Name has already been taken"));
}

/** Refuses an id that no object of this kind has. */
export function idExists(path: Path, kind: Kind, collection: string): Refusal {
  return refersTo(path, holds(kind), (id, at) => invalid(collection, `${at}: no ${kind} has the id ${id}`));
}

/** The page of an object on the account's site. */
export function pageOf(section: string) {
  return (_inputs: JsonObject, _context: Context, id: string): JsonObject => ({
    htmlUrl: `https://astronomy-shop.pagerduty.com/${section}/${id}`,
  });
}

/** "PUSER:PMETHOD" and "PSERVICE.PINTEGRATION" are kept by their last part. */
export function lastPart(id: string): string {
  return id.split(/[:.]/).at(-1) ?? id;
}

/** The provider writes this where no description is given. */
export const managed = "Managed by Pulumi";
