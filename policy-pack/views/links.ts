import type { Evidence, Resource } from "../engine/rule";
import { UnknownValue, type Value } from "../engine/value";
import { attempt } from "./attempt";

/** The physical name of a resource where it is known, else the logical one. */
export function nameOf(resource: Resource): string {
  return knownText(resource, "name") ?? resource.name;
}

/** The id that the vendor gave a resource; undefined where it is unknown, hidden by a partial run, or not kept. */
export function idOf(resource: Resource): string | undefined {
  return knownText(resource, "id");
}

function knownText(resource: Resource, property: string): string | undefined {
  const tried = attempt(() => resource.props.get(property).string());
  return "value" in tried ? tried.value : undefined;
}

/** Among what a property was computed from, the resources of some types. */
export function sourcesOf(
  resource: Resource,
  property: string,
  types: readonly string[],
): readonly Resource[] {
  return resource.dependenciesOf(property).filter(({ type }) => types.includes(type));
}

/**
 * The resource of some types that has an id: among the likely ones first, then in the whole stack. Undefined where
 * none has it.
 */
export function withId(
  evidence: Evidence,
  id: string,
  types: readonly string[],
  likely: readonly Resource[],
): Resource | undefined {
  const has = (resource: Resource): boolean => types.includes(resource.type) && idOf(resource) === id;
  return likely.find(has) ?? evidence.of(...types).find(has) ?? evidence.all(...types).find(has);
}

/**
 * The resource that a top-level property refers to by id: by the id where it is known, else by what it was computed
 * from. Undefined where a known id belongs to nothing in this stack; throws UnknownValue where it cannot be told.
 */
export function referredTo(
  evidence: Evidence,
  from: Resource,
  property: string,
  types: readonly string[],
): Resource | undefined {
  const reference = from.props.get(property);
  const sources = sourcesOf(from, property, types);
  if (reference.unknown) return onlyOf(sources, reference, from);
  const id = reference.string();
  if (id === undefined) return undefined;
  const unnumbered = sources.filter((source) => idOf(source) === undefined);
  return withId(evidence, id, types, sources) ?? (unnumbered.length === 1 ? unnumbered[0] : undefined);
}

function onlyOf(sources: readonly Resource[], reference: Value, from: Resource): Resource {
  const [only, ...others] = sources;
  if (only !== undefined && others.length === 0) return only;
  throw new UnknownValue("planned", `${reference.path} of ${nameOf(from)} is only known after an update`);
}

/**
 * Things of which some have several forms, such as a monitor by properties or as JSON, without what was only seen in one
 * form while this stack declares it in another.
 */
export function withoutSeenCopies(things: readonly Resource[]): readonly Resource[] {
  if (things.every(({ observed }) => !observed)) return things;
  const declared = new Set(things.filter(({ observed }) => !observed).map(idOf));
  return things.filter((thing) => !thing.observed || !declared.has(idOf(thing)));
}
