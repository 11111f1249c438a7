import { posix } from "node:path";
import type { Evidence, Resource } from "../../engine/rule";
import { github } from "../../engine/tokens";
import type { UnknownValue } from "../../engine/value";
import { attempt } from "../attempt";
import type { LinkedRepository } from "./repository";

/** The files that a stack declares in one repository, on whichever branch. */
export interface DeclaredFiles {
  readonly byPath: ReadonlyMap<string, readonly Resource[]>;
  /** Their paths by the folder that they lie in. */
  readonly byFolder: ReadonlyMap<string, readonly string[]>;
  /** Why it is not known of some where they lie. */
  readonly inDoubt: readonly UnknownValue[];
}

/** Made once a repository, by the stack's list of files, whichever of its services asks. */
const indexes = new WeakMap<readonly Resource[], Map<string, DeclaredFiles>>();

/** What the stack declares as files of a repository. */
export function declaredFiles(repository: LinkedRepository, evidence: Evidence): DeclaredFiles {
  const all = evidence.all(github.repositoryFile);
  const known = indexes.get(all) ?? new Map<string, DeclaredFiles>();
  indexes.set(all, known);
  const name = repository.name.toLowerCase();
  const files = known.get(name) ?? filesOf(repository);
  known.set(name, files);
  return files;
}

function filesOf(repository: LinkedRepository): DeclaredFiles {
  const byPath = new Map<string, Resource[]>();
  const inDoubt = repository.inDoubt(github.repositoryFile).map(({ error }) => error);
  for (const resource of repository.of(github.repositoryFile)) {
    const path = attempt(() => plainPath(resource.props.get("file").string() ?? ""));
    if ("unknown" in path) inDoubt.push(path.unknown);
    else put(byPath, path.value, resource);
  }
  const byFolder = new Map<string, string[]>();
  for (const path of byPath.keys()) put(byFolder, plainPath(posix.dirname(path)), path);
  return { byPath, byFolder, inDoubt };
}

function put<T>(lists: Map<string, T[]>, key: string, item: T): void {
  const list = lists.get(key);
  if (list) list.push(item);
  else lists.set(key, [item]);
}

/** A path as Git writes it: from the root, without . and slashes at its ends; the root itself is empty. */
export function plainPath(path: string): string {
  const plain = posix.normalize(path).replace(/^\/+|\/+$/g, "");
  return plain === "." ? "" : plain;
}
