import type { JsonObject } from "../../sandbox/world/schema";

/** A resource that a program declares, its properties without envelopes. */
export interface Declaration {
  readonly type: string;
  readonly name: string;
  readonly inputs: JsonObject;
  /** The id of a thing that is taken over; empty for one that is to be made. */
  readonly importId: string;
}

/** A resource as a first preview knows it. */
export interface Planned {
  /** Empty while only an update will know it. */
  readonly id: string;
  /** With its id, and the sentinel for everything that only an update will know. */
  readonly props: JsonObject;
}

/** Stands in for the vendors' providers while a program runs in this process. */
export interface Vendors {
  /** Answers a data source, or throws with the provider's words. */
  lookUp(token: string, args: JsonObject): Promise<JsonObject>;
  /** Checks a declaration and says what a preview would show of it, or throws with the provider's words. */
  plan(declaration: Declaration): Promise<Planned>;
  /** Look-ups that were answered with 'not known', as tokens, once each time. */
  readonly notLookedUp: readonly string[];
}
