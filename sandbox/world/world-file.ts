import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { z } from "zod";
import { seedFiles } from "./content";
import { type Kind, type Objects, type Vendor, vendorFileSchema, type WorldObject } from "./schema";
import seed from "./seed.json";

/** The file that holds one vendor's objects. */
export function fileOf(dir: string, vendor: Vendor): string {
  return join(dir, `${vendor}.json`);
}

/** Writes the vendor's seed into a world folder, unless the file is there already. */
export function createIfAbsent(dir: string, vendor: Vendor): void {
  const file = fileOf(dir, vendor);
  if (statSync(file, { throwIfNoEntry: false })) return;
  mkdirSync(dir, { recursive: true });
  const draft = draftOf(file);
  writeFileSync(draft, serialise(vendor, entriesOf(seedOf(vendor, dir))));
  try {
    // A link appears whole and, unlike a rename, never replaces what another process created meanwhile.
    linkSync(draft, file);
  } catch (error) {
    if (!statSync(file, { throwIfNoEntry: false })) throw error;
  } finally {
    rmSync(draft, { force: true });
  }
}

/** The organization that the seed is of. */
const seedOwner = "astronomy-shop";

/**
 * What a vendor holds before anything happened. A world folder below worlds/ is named after its account, whose
 * organization at GitHub bears that name: another's would make addresses of repositories wrong.
 */
export function seedOf(vendor: Vendor, dir: string): Objects {
  const owner = basename(dirname(dir)) === "worlds" ? decodeURIComponent(basename(dir)) : seedOwner;
  return parse(vendor === "github" ? githubSeed(owner) : seed[vendor], vendor, "sandbox/world/seed.json");
}

/** GitHub's seed with the files of its repositories, as it is for an organization. */
function githubSeed(owner: string): unknown {
  const files = seedFiles();
  const filled: unknown = JSON.parse(JSON.stringify(seed.github), (key, value: unknown) => {
    if (key !== "repository" || typeof value !== "object" || value === null) return value;
    const repositories = Object.entries(value).map(([name, one]) => [
      name,
      name in files ? { ...one, api: { ...one.api, files: files[name] } } : one,
    ]);
    return Object.fromEntries(repositories);
  });
  return owner === seedOwner ? filled : ownedBy(owner, filled);
}

function ownedBy(owner: string, filled: unknown): unknown {
  return JSON.parse(JSON.stringify(filled), (key, value: unknown) => {
    if (typeof value === "string") return value.replaceAll(`${seedOwner}/`, `${owner}/`);
    if (key !== "organization") return value;
    return { [owner]: { ...seed.github.objects.organization[seedOwner], id: owner, login: owner } };
  });
}

/** Reads and checks one vendor's file. Throws an error that names file, place and cure. */
export function load(file: string, vendor: Vendor): Objects {
  const text = readFileSync(file, "utf8");
  try {
    return parse(JSON.parse(text), vendor, file);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new Error(`${file} is not JSON: ${error.message}. ${cure}`, { cause: error });
  }
}

/** Replaces one vendor's file in a single step, so that a reader sees the old or the new one, never a half. */
export function replace(file: string, vendor: Vendor, entries: Entries): void {
  const draft = draftOf(file);
  writeFileSync(draft, serialise(vendor, entries));
  renameSync(draft, file);
}

/** Tells one version of a file from another: each replacement is a new file. */
export function stampOf(file: string): string {
  const { ino, mtimeNs, size } = statSync(file, { bigint: true });
  return `${ino}:${mtimeNs}:${size}`;
}

type Entries = Iterable<readonly [Kind, ReadonlyMap<string, WorldObject>]>;

const cure = "Correct the file, or start from the seed with `npm run sandbox:reset`.";

/** Checks the content of a vendor's file; the error names the file, each place and the cure. */
export function parse(content: unknown, vendor: Vendor, file: string): Objects {
  const parsed = vendorFileSchema(vendor).safeParse(content);
  if (parsed.success) return parsed.data.objects;
  throw new Error(`${file} is not a world file of ${vendor}:\n${z.prettifyError(parsed.error)}\n${cure}`);
}

function draftOf(file: string): string {
  return `${file}.${process.pid}.draft`;
}

function entriesOf(objects: Objects): Entries {
  // The keys are kinds: the file's schema allows no other.
  return (Object.entries(objects) as [Kind, { [id: string]: WorldObject }][]).map(([kind, byId]) => [
    kind,
    new Map(Object.entries(byId)),
  ]);
}

// Objects are replaced, never changed, so the text of one that stayed is still right: a write costs what changed.
const textOf = new WeakMap<WorldObject, string>();

function serialise(vendor: Vendor, entries: Entries): string {
  const ofKinds = [...entries]
    .filter(([, objects]) => objects.size > 0)
    .map(
      ([kind, objects]) =>
        `    ${JSON.stringify(kind)}: {\n${[...objects.values()].map(serialiseObject).join(",\n")}\n    }`,
    );
  const inner = ofKinds.length === 0 ? "{}" : `{\n${ofKinds.join(",\n")}\n  }`;
  return `{\n  "format": 1,\n  "vendor": ${JSON.stringify(vendor)},\n  "objects": ${inner}\n}\n`;
}

function serialiseObject(object: WorldObject): string {
  const known = textOf.get(object);
  if (known !== undefined) return known;
  const text = `      ${JSON.stringify(object.id)}: ${JSON.stringify(object, null, 2).replaceAll("\n", "\n      ")}`;
  textOf.set(object, text);
  return text;
}
