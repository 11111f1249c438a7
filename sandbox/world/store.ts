import type { Kind, Objects, WorldObject } from "./schema";

/** Objects of one vendor in memory, with indexes by property value that grow with use. */
export interface Store {
  get(kind: Kind, id: string): WorldObject | undefined;
  list(kind: Kind): readonly WorldObject[];
  find(kind: Kind, property: string, value: string): readonly WorldObject[];
  put(kind: Kind, object: WorldObject): void;
  remove(kind: Kind, id: string): void;
  /** Kinds in the order in which they were first seen, each with its objects by id. */
  entries(): Iterable<readonly [Kind, ReadonlyMap<string, WorldObject>]>;
}

type Index = Map<string, Map<string, WorldObject>>;

/** Builds a store over objects as a world file holds them. */
export function createStore(initial: Objects): Store {
  const byKind = new Map<Kind, Map<string, WorldObject>>();
  const indexes = new Map<Kind, Map<string, Index>>();
  // The parsed keys are kinds: the file's schema allows no other.
  for (const [kind, objects] of Object.entries(initial) as [Kind, { [id: string]: WorldObject }][]) {
    byKind.set(kind, new Map(Object.entries(objects)));
  }
  const ofKind = (kind: Kind) => getOrAdd(byKind, kind, () => new Map<string, WorldObject>());
  const indexesOf = (kind: Kind) => getOrAdd(indexes, kind, () => new Map<string, Index>());

  const remove = (kind: Kind, id: string) => {
    const old = ofKind(kind).get(id);
    if (!old) return;
    for (const [property, index] of indexesOf(kind)) index.get(String(old[property]))?.delete(id);
    ofKind(kind).delete(id);
  };

  return {
    get: (kind, id) => byKind.get(kind)?.get(id),
    list: (kind) => [...(byKind.get(kind)?.values() ?? [])],
    find(kind, property, value) {
      const index = getOrAdd(indexesOf(kind), property, () => buildIndex(ofKind(kind).values(), property));
      return [...(index.get(value)?.values() ?? [])];
    },
    put(kind, object) {
      const old = ofKind(kind).get(object.id);
      for (const [property, index] of indexesOf(kind)) {
        if (old) index.get(String(old[property]))?.delete(object.id);
        addTo(index, property, object);
      }
      ofKind(kind).set(object.id, object);
    },
    remove,
    entries: () => byKind,
  };
}

function buildIndex(objects: Iterable<WorldObject>, property: string): Index {
  const index: Index = new Map();
  for (const object of objects) addTo(index, property, object);
  return index;
}

function addTo(index: Index, property: string, object: WorldObject): void {
  getOrAdd(index, String(object[property]), () => new Map<string, WorldObject>()).set(object.id, object);
}

function getOrAdd<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = make();
  map.set(key, made);
  return made;
}
