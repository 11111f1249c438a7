import type { JsonObject, WorldObject } from "../world/schema";
import { inputsOf, merged, onlyVendorSet, withDefaults } from "./properties";
import { type Context, Refused, type ResourceType } from "./resource-type";

/** An object as the provider reports it: its id and its state, the id not among the properties. */
export interface Made {
  readonly id: string;
  readonly state: JsonObject;
}

/** Makes a new object in the world. Throws `Refused` where the vendor would say no. */
export function create(type: ResourceType, inputs: JsonObject, context: Context): Made {
  refuse(type, inputs, context, undefined);
  const id = type.newId(inputs, context);
  const given = merged(inputs, derived(type, inputs, context, id), type.once?.(inputs, context, id) ?? {});
  keep(type, { ...given, api: { createdAt: context.now }, id }, context);
  return { id, state: stateOf(type, given, context, id) };
}

/** Changes an object in the world; what the vendor set stays. Throws `Refused` where it is gone or the vendor says no. */
export function update(type: ResourceType, id: string, inputs: JsonObject, context: Context): Made {
  const old = find(type, id, context);
  if (!old) throw new Refused(`404 Not Found: ${id} does not exist any more. Run \`pulumi refresh\`.`);
  refuse(type, inputs, context, id);
  const given = merged(
    inputs,
    derived(type, inputs, context, id),
    onlyVendorSet(type, old, inputs),
    type.once?.(inputs, context, id) ?? {},
  );
  keep(type, { ...given, ...(old.api === undefined ? {} : { api: old.api }), id }, context);
  return { id, state: stateOf(type, given, context, id) };
}

/** What the world holds now, for a refresh or an import, with the inputs that would make it; undefined where it is gone. */
export function read(
  type: ResourceType,
  givenId: string,
  inputsBefore: JsonObject | undefined,
  context: Context,
): (Made & { readonly inputs: JsonObject }) | undefined {
  const id = type.importId?.(givenId, context) ?? givenId;
  const held = find(type, id, context);
  if (!held) return undefined;
  const object = typeof type.kind === "string" ? held : asGiven(type, held, inputsBefore ?? {});
  const state = stateOf(type, object, context, id);
  return { id, state, inputs: inputsOf(type, state, inputsBefore) };
}

/** A view names its object in one way of several, and knows no switches of the provider: both stay as they were given. */
function asGiven(type: ResourceType, held: JsonObject, before: JsonObject): JsonObject {
  const identity = Object.entries(before).filter(([property]) => type.replaceOn?.includes(property));
  return merged(Object.fromEntries(identity), held, before);
}

/** Removes an object from the world; one that is gone already is fine. */
export function remove(type: ResourceType, id: string, context: Context): void {
  if (typeof type.kind === "string") context.world.remove(type.kind, id);
  else type.kind.remove(id, context);
}

function find(type: ResourceType, id: string, context: Context): JsonObject | undefined {
  return typeof type.kind === "string" ? context.world.get(type.kind, id) : type.kind.read(id, context);
}

function keep(type: ResourceType, object: WorldObject, context: Context): void {
  if (typeof type.kind === "string") context.world.put(type.kind, object);
  else type.kind.write(object, context);
}

function refuse(type: ResourceType, inputs: JsonObject, context: Context, id: string | undefined): void {
  for (const refusal of type.refusals ?? []) {
    const message = refusal(inputs, context, id);
    if (message !== undefined) throw new Refused(message);
  }
}

function derived(type: ResourceType, inputs: JsonObject, context: Context, id: string): JsonObject {
  return type.derive?.(inputs, context, id) ?? {};
}

function stateOf(type: ResourceType, object: JsonObject, context: Context, id: string): JsonObject {
  // `api` holds what only the vendor's API tells; no provider has it among its properties.
  const { id: _id, api: _api, ...properties } = object;
  const complete = withDefaults(type, properties);
  return merged(complete, derived(type, complete, context, id));
}
