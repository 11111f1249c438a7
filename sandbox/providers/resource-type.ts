import type { Json, JsonObject, Kind } from "../world/schema";
import type { VendorWorld } from "../world/world";
import type { Path } from "./paths";
import type { Random } from "./random";

/** What a stand-in works with: its vendor's world, the time of the call, and chance. */
export interface Context {
  readonly world: VendorWorld;
  /** ISO 8601, UTC. */
  readonly now: string;
  readonly random: Random;
}

/** One input that the provider's check refuses: its concrete property path, and why. */
export interface CheckFailure {
  readonly property: string;
  readonly reason: string;
}

/** Why the vendor would refuse to keep these properties, or undefined; `id` is the object's own, once it has one. */
export type Refusal = (inputs: JsonObject, context: Context, id: string | undefined) => string | undefined;

/** A type that the vendor keeps as part of other objects, as a repository keeps its default branch. */
export interface View {
  read(id: string, context: Context): JsonObject | undefined;
  write(inputs: JsonObject, context: Context): void;
  remove(id: string, context: Context): void;
}

/** How a provider and its vendor treat one resource type; property names are those of the SDK. */
export interface ResourceType {
  /** Where the world keeps the objects; a view has none of its own. */
  readonly kind: Kind | View;
  /** Inputs that must be given, where their parent is given. */
  readonly required: readonly Path[];
  /** What check fills in where the parent is given and the property is not. */
  readonly defaults?: Readonly<Record<Path, Json>>;
  readonly values?: Readonly<Record<Path, readonly string[]>>;
  /** Texts must have a form: a pattern, and the words that describe it. */
  readonly formats?: Readonly<Record<Path, readonly [RegExp, string]>>;
  /** Smallest and largest number, both allowed. */
  readonly ranges?: Readonly<Record<Path, readonly [number, number]>>;
  /** Lists that must have an element. */
  readonly nonEmpty?: readonly Path[];
  /** Properties that only the vendor sets. */
  readonly outputs?: readonly Path[];
  /** Inputs that the vendor sets where the program does not. */
  readonly computed?: readonly Path[];
  /** Properties that the provider marks secret. */
  readonly secrets?: readonly Path[];
  /** A change of one of these makes a new object. */
  readonly replaceOn?: readonly Path[];
  /** Lists whose order means nothing to the vendor. */
  readonly unordered?: readonly Path[];
  /** A `name` that is left out is made from the resource's name, as the provider does. */
  readonly autoname?: true;
  /** What no single property can tell in check. */
  readonly judge?: (inputs: JsonObject) => readonly CheckFailure[];
  readonly refusals?: readonly Refusal[];
  readonly newId: (inputs: JsonObject, context: Context) => string;
  /** Outputs and computed inputs that are chosen when the object is made. */
  readonly once?: (inputs: JsonObject, context: Context, id: string) => JsonObject;
  /** Outputs that follow from inputs and the id at any time. */
  readonly derive?: (inputs: JsonObject, context: Context, id: string) => JsonObject;
  /** The world's id for an id that a person gives to `import`. */
  readonly importId?: (id: string, context: Context) => string;
}

/** The types of a vendor by token, as "github:index/repository:Repository". */
export type ResourceTypes = Readonly<Record<string, ResourceType>>;

/** A data source: answers from the world, or throws a `Refused` with the provider's words. */
export type Lookup = (args: JsonObject, context: Context) => JsonObject;
export type Lookups = Readonly<Record<string, Lookup>>;

/** What the vendor or provider says no to; its message is what the person reads. */
export class Refused extends Error {}
