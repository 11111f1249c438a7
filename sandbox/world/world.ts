import { existsSync } from "node:fs";
import { setImmediate as nextTurn } from "node:timers/promises";
import { withLock } from "./lock";
import type { Kind, Objects, Vendor, WorldObject } from "./schema";
import { createStore, type Store } from "./store";
import { createIfAbsent, fileOf, load, parse, replace, seedOf, stampOf } from "./world-file";

/** What one stand-in vendor holds: in memory, shared with other processes through its file. */
export interface VendorWorld extends Pick<Store, "get" | "list" | "find"> {
  readonly vendor: Vendor;
  /** Adds or replaces an object in memory; `flush` makes it last. */
  put(kind: Kind, object: WorldObject): void;
  /** Removes an object in memory; an absent one is fine. */
  remove(kind: Kind, id: string): void;
  /** Takes in what other processes wrote since; own changes that are not flushed yet stay on top. */
  sync(): void;
  /** Resolves when every change made so far is in the file; concurrent calls share one write. */
  flush(): Promise<void>;
}

/** Opens one vendor's part of a world folder; an absent file is created from the seed. Throws on a broken file. */
export function openWorld(dir: string, vendor: Vendor): VendorWorld {
  const file = fileOf(dir, vendor);
  createIfAbsent(dir, vendor);
  let stamp = stampOf(file);
  let store = createStore(load(file, vendor));
  const pending = new Map<string, (target: Store) => void>();
  let lastWrite: Promise<void> = Promise.resolve();
  let nextWrite: Promise<void> | undefined;

  const change = (key: string, apply: (target: Store) => void) => {
    pending.set(key, apply);
    apply(store);
  };
  const sync = () => {
    createIfAbsent(dir, vendor);
    const now = stampOf(file);
    if (now === stamp) return;
    store = createStore(load(file, vendor));
    stamp = now;
    for (const apply of pending.values()) apply(store);
  };
  const write = async () => {
    await nextTurn();
    nextWrite = undefined;
    if (pending.size === 0) return;
    await withLock(`${file}.lock`, () => {
      sync();
      replace(file, vendor, store.entries());
      pending.clear();
      stamp = stampOf(file);
    });
  };

  return {
    vendor,
    get: (kind, id) => store.get(kind, id),
    list: (kind) => store.list(kind),
    find: (kind, property, value) => store.find(kind, property, value),
    put: (kind, object) => change(`${kind}/${object.id}`, (target) => target.put(kind, object)),
    remove: (kind, id) => change(`${kind}/${id}`, (target) => target.remove(kind, id)),
    sync,
    flush() {
      // A failed write fails its own callers only; the next one tries again with all that is still pending.
      nextWrite ??= lastWrite = lastWrite.then(write, write);
      return nextWrite;
    },
  };
}

/** A vendor's part of a world folder to look at only: what its file holds, or the seed where there is none yet. */
export function peekWorld(dir: string, vendor: Vendor): VendorWorld {
  const file = fileOf(dir, vendor);
  const store = createStore(existsSync(file) ? load(file, vendor) : seedOf(vendor, dir));
  const refuse = (): never => {
    throw new Error(`The world of ${vendor} was opened to look at only.`);
  };
  return {
    vendor,
    get: (kind, id) => store.get(kind, id),
    list: (kind) => store.list(kind),
    find: (kind, property, value) => store.find(kind, property, value),
    put: refuse,
    remove: refuse,
    sync: () => {},
    flush: async () => {},
  };
}

/**
 * Changes a vendor's objects behind Pulumi's back, under the world's lock.
 * `edit` gets the objects by kind and id and changes them in place; the result is checked before it is written.
 */
export async function editWorld(
  dir: string,
  vendor: Vendor,
  edit: (objects: Objects) => void,
): Promise<void> {
  const file = fileOf(dir, vendor);
  createIfAbsent(dir, vendor);
  await withLock(`${file}.lock`, () => {
    const objects = load(file, vendor);
    edit(objects);
    const checked = parse({ format: 1, vendor, objects }, vendor, file);
    replace(file, vendor, createStore(checked).entries());
  });
}
