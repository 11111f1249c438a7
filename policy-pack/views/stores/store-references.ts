import type { Evidence, Resource } from "../../engine/rule";
import type { UnknownValue } from "../../engine/value";
import { attempt } from "../attempt";
import { at } from "../property";
import { storeTokens } from "./store-table";
import type { Companion } from "./store-types";

/** Properties by which other resources call a store; which of them a vendor takes differs, none means another store. */
const nameProperties = [
  "id",
  "arn",
  "name",
  "identifier",
  "clusterIdentifier",
  "bucket",
  "databaseName",
  "accountName",
  "serverName",
];

/** Stores by what others call them, in lower case: found once a stack, whichever of its services asks. */
const byName = new WeakMap<readonly Resource[], ReadonlyMap<string, readonly Resource[]>>();

function storesByName(evidence: Evidence): ReadonlyMap<string, readonly Resource[]> {
  const all = evidence.all(...storeTokens);
  const known = byName.get(all);
  if (known) return known;
  const index = new Map<string, Resource[]>();
  for (const resource of all) {
    const names = nameProperties.map((property) => attempt(() => resource.props.get(property).string()));
    for (const name of new Set(names.map((one) => ("value" in one ? one.value?.toLowerCase() : undefined)))) {
      if (name) index.set(name, [...(index.get(name) ?? []), resource]);
    }
  }
  byName.set(all, index);
  return index;
}

/**
 * The stores of some types that a property refers to: by name or id where that is known, else those that it was computed
 * from. None where it refers to nothing in this stack; throws UnknownValue where that cannot be told.
 */
export function storesReferredTo(
  from: Resource,
  path: string,
  types: readonly string[],
  evidence: Evidence,
  byDefault?: string,
): readonly Resource[] {
  const isOne = ({ type }: Resource): boolean => types.includes(type);
  const reference = attempt(() => at(from.props, path).string() || byDefault);
  if ("value" in reference)
    return (storesByName(evidence).get(reference.value?.toLowerCase() ?? "") ?? []).filter(isOne);
  const [property = ""] = path.split(".");
  const sources = from.dependenciesOf(property).filter(isOne);
  if (sources.length > 0) return sources;
  throw reference.unknown;
}

interface Companions {
  readonly byStore: ReadonlyMap<Resource, readonly Resource[]>;
  /** Those of which it is not known yet whose they are. */
  readonly homeless: readonly { readonly resource: Resource; readonly error: UnknownValue }[];
}

/** Companions by the list of all of their types: found once a stack, whichever of its services asks. */
const indexes = new WeakMap<readonly Resource[], Companions>();

/** The resources that hold a setting of a store; throws UnknownValue where one of the service's may be one of them. */
export function companionsOf(store: Resource, companion: Companion, evidence: Evidence): readonly Resource[] {
  const { byStore, homeless } = companionIndex(companion, evidence);
  const found = (byStore.get(store) ?? []).filter((one) =>
    (companion.alike ?? []).every((property) => isAlike(one, store, property)),
  );
  if (found.length > 0) return found;
  for (const { resource, error } of homeless) if (evidence.of(resource.type).includes(resource)) throw error;
  return [];
}

function companionIndex({ types, homes, by, byDefault }: Companion, evidence: Evidence): Companions {
  const all = evidence.all(...types);
  const known = indexes.get(all);
  if (known) return known;
  const byStore = new Map<Resource, Resource[]>();
  const homeless: { resource: Resource; error: UnknownValue }[] = [];
  for (const resource of all) {
    const stores = attempt(() => storesReferredTo(resource, by, homes, evidence, byDefault));
    if ("unknown" in stores) homeless.push({ resource, error: stores.unknown });
    else for (const store of stores.value) byStore.set(store, [...(byStore.get(store) ?? []), resource]);
  }
  const index = { byStore, homeless };
  indexes.set(all, index);
  return index;
}

/** Whether two resources say the same, such as the server of a database: in words, or by what both were computed from. */
function isAlike(one: Resource, other: Resource, property: string): boolean {
  const [own, others] = [one, other].map(({ props }) => attempt(() => props.get(property).string() ?? ""));
  if (own && "value" in own && others && "value" in others)
    return own.value.toLowerCase() === others.value.toLowerCase();
  const sources = other.dependenciesOf(property);
  return one.dependenciesOf(property).some((source) => sources.includes(source));
}
