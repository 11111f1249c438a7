import type { Resource } from "./rule";
import { readValue, type UnknownValue, type Value } from "./value";

/** A resource as the engine sends it, before relations are resolved. */
export interface RawResource {
  readonly urn: string;
  readonly type: string;
  readonly name: string;
  readonly props: Readonly<Record<string, unknown>>;
  readonly parent?: string | undefined;
  readonly dependencies: readonly string[];
  readonly propertyDependencies: Readonly<Record<string, readonly string[]>>;
  /** True for a thing that a collector saw; it is no resource of the stack. */
  readonly observed?: boolean;
}

/** Finds a resource by URN; what is not part of this run is undefined. */
export type Lookup = (urn: string) => Resource | undefined;

/** Gives a raw resource its relations, resolved when they are read. */
export function resourceOf(raw: RawResource, lookup: Lookup): Resource {
  const resolve = (urns: readonly string[] | undefined): readonly Resource[] =>
    (urns ?? []).map(lookup).filter((resource) => resource !== undefined);
  return {
    urn: raw.urn,
    type: raw.type,
    name: raw.name,
    observed: raw.observed ?? false,
    get props() {
      return readValue(raw.props, "", `${raw.type} ${raw.name}`);
    },
    get parent() {
      return raw.parent === undefined ? undefined : lookup(raw.parent);
    },
    get dependencies() {
      return resolve(raw.dependencies);
    },
    dependenciesOf: (property) =>
      resolve(
        Object.hasOwn(raw.propertyDependencies, property) ? raw.propertyDependencies[property] : undefined,
      ),
  };
}

/**
 * A resource that a partial run hides: its name is known, everything else throws `hidden`. That holds for `unknown` and
 * `absent` as well, so that no rule takes it for a value which only the update will know, or for one that is not set.
 */
export function hiddenResource(urn: string, type: string, hidden: () => UnknownValue): Resource {
  const refuse = (): never => {
    throw hidden();
  };
  return {
    urn,
    type,
    name: nameInUrn(urn),
    observed: false,
    props: hiddenValue("", refuse),
    get parent(): Resource | undefined {
      return refuse();
    },
    get dependencies(): readonly Resource[] {
      return refuse();
    },
    dependenciesOf: refuse,
  };
}

function hiddenValue(path: string, refuse: () => never): Value {
  return {
    path,
    get unknown(): boolean {
      return refuse();
    },
    get absent(): boolean {
      return refuse();
    },
    get: (key) => hiddenValue(path === "" ? key : `${path}.${key}`, refuse),
    items: refuse,
    string: refuse,
    number: refuse,
    boolean: refuse,
    keys: refuse,
  };
}

/** The logical name of a resource: the last part of its URN, or the whole text where it is no URN. */
export function nameInUrn(urn: string): string {
  const name = urn.split("::").slice(3).join("::");
  return name === "" ? urn : name;
}
