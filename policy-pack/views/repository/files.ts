import { posix } from "node:path";
import type { FactKind, FactValue } from "../../../evidence/facts";
import type { Evidence, FailureSite, Resource, Subject } from "../../engine/rule";
import { UnknownValue } from "../../engine/value";
import { type Attempt, attempt, take } from "../attempt";
import { declaredFiles, plainPath } from "./declared-files";
import { isDefaultBranch } from "./guarded-branch";
import { type LinkedRepository, linkedRepository } from "./repository";

/** A file on the default branch of a service's repository, as the stack declares it or as it was seen. */
export interface RepositoryFile {
  /** From the repository's root; that of the file itself where a symbolic link led to it. */
  readonly path: string;
  /** Where a failure about the file is shown. */
  readonly site: FailureSite;
  /** Whether it is no text. */
  readonly binary: boolean;
  /** Empty for what is no text. Throws UnknownValue where it is not known to its end. */
  readonly text: string;
  /** When it last changed, as ISO 8601. Throws UnknownValue where that is not known. */
  readonly changedAt: string;
}

export interface FolderEntry {
  readonly name: string;
  /** other: a symbolic link or a submodule. */
  readonly kind: "file" | "folder" | "other";
}

/** A folder of a service's repository; one with nothing in it does not exist for Git. */
export interface RepositoryFolder {
  /** The files right in it that the stack declares. */
  readonly declared: readonly FolderEntry[];
  /** Everything in it, nothing where it is absent. Throws UnknownValue where nobody listed it. */
  readonly entries: readonly FolderEntry[];
}

/**
 * The file at a path of the service's repository; what the stack declares there goes before what was seen. Undefined
 * where there is none, also for a service without a repository. Throws UnknownValue where nobody can tell: `what` names
 * the file then, such as 'the README of repository shop'. No stack declares all files of a repository, so that one
 * which is not declared is absent only where a vendor says so.
 */
export function repositoryFile(
  service: Subject,
  evidence: Evidence,
  path: string,
  what: string,
): RepositoryFile | undefined {
  const repository = linkedRepository(service, evidence);
  if (repository === undefined) return undefined;
  return fileAt({ service, evidence, repository, path: plainPath(path), what });
}

/** A folder of the service's repository, the root's path being empty; `what` names it where it is not known. */
export function repositoryFolder(
  service: Subject,
  evidence: Evidence,
  folder: string,
  what: string,
): RepositoryFolder {
  const repository = linkedRepository(service, evidence);
  if (repository === undefined) return { declared: [], entries: [] };
  return folderAt({ service, evidence, repository, path: plainPath(folder), what });
}

/** A place in a repository, and what to call it. */
interface Place {
  readonly service: Subject;
  readonly evidence: Evidence;
  readonly repository: LinkedRepository;
  readonly path: string;
  readonly what: string;
}

function fileAt(place: Place): RepositoryFile | undefined {
  const { certain, doubt } = declaredAt(place);
  const seen = attempt(() => seenFile(place, doubt));
  if (certain !== undefined) return fileDeclared(certain, seen, place);
  if ("value" in seen && seen.value !== undefined) return seen.value;
  if (doubt !== undefined) throw doubt;
  return take(seen);
}

/** The resource that declares a file for certain, or else why one in doubt might. */
function declaredAt(place: Place): {
  readonly certain: Resource | undefined;
  readonly doubt: UnknownValue | undefined;
} {
  const { service, evidence, repository, path } = place;
  const { byPath, inDoubt } = declaredFiles(repository, evidence);
  const onBranch = (byPath.get(path) ?? []).map((resource) => ({
    resource,
    is: attempt(() => isDefaultBranch(resource.props.get("branch").string(), service, repository, evidence)),
  }));
  const certain = onBranch.find(({ is }) => "value" in is && is.value)?.resource;
  const unsure = onBranch.flatMap(({ is }) => ("unknown" in is ? [is.unknown] : []));
  return { certain, doubt: unsure[0] ?? inDoubt[0] };
}

function fileDeclared(
  resource: Resource,
  seen: Attempt<RepositoryFile | undefined>,
  { path, what }: Place,
): RepositoryFile {
  return {
    path,
    site: { subject: path, resource },
    binary: false, // A resource holds text only.
    get text() {
      return resource.props.get("content").string() ?? "";
    },
    get changedAt() {
      const before = take(seen);
      // What differs from what was seen changes with the next update.
      if (before?.text === this.text) return before.changedAt;
      throw new UnknownValue("planned", `when ${what} last changed is only known after an update`);
    },
  };
}

/**
 * The file as it was seen. Where only its name was told, the doubt about what is declared there speaks: a file that a
 * partial run hides must not count as one that nobody could look at. Links are followed once, as a link's own text is only the path that
 * it leads to.
 */
function seenFile(place: Place, doubt: UnknownValue | undefined): RepositoryFile | undefined {
  const file = attempt(() => ask("repository-file", place));
  const kind = kindOf(place);
  if ("unknown" in file) return namedFile(place, kind, doubt ?? file.unknown);
  if (file.value === undefined) return undefined;
  const told = fileSeen(file.value, place);
  if (kind !== "other" || plainPath(file.value.path) !== place.path) return told;
  const target = posix.join(posix.dirname(place.path), told.text.trim());
  if (target.startsWith("../") || target.startsWith("/")) return undefined;
  const there = { ...place, path: plainPath(target) };
  const at = ask("repository-file", there);
  return at && fileSeen(at, there);
}

/** What a listing of its folder says of a file whose text is not known: that there is none, or that it exists. */
function namedFile(
  { path }: Place,
  kind: FolderEntry["kind"] | "absent" | undefined,
  unknown: UnknownValue,
): RepositoryFile | undefined {
  if (kind === undefined) throw unknown;
  if (kind === "absent" || kind === "folder") return undefined;
  const refuse = (): never => {
    throw unknown;
  };
  return {
    path,
    site: { subject: path, observed: true },
    get binary() {
      return refuse();
    },
    get text() {
      return refuse();
    },
    get changedAt() {
      return refuse();
    },
  };
}

/** How the folder that a path lies in lists it; undefined where nobody listed that. */
function kindOf(place: Place): FolderEntry["kind"] | "absent" | undefined {
  const folder = plainPath(posix.dirname(place.path));
  const listed = attempt(() => ask("repository-tree", { ...place, path: folder }));
  if ("unknown" in listed) return undefined;
  const name = posix.basename(place.path);
  return listed.value?.entries.find((entry) => entry.name === name)?.kind ?? "absent";
}

function fileSeen(
  { path, text, truncated, binary, changedAt }: FactValue<"repository-file">,
  { what }: Place,
): RepositoryFile {
  return {
    path: plainPath(path),
    site: { subject: plainPath(path), observed: true },
    binary,
    get text() {
      if (truncated) throw new UnknownValue("unobserved", `GitHub told only the beginning of ${what}`);
      return text;
    },
    get changedAt() {
      if (changedAt === undefined)
        throw new UnknownValue("unobserved", `GitHub did not tell when ${what} last changed`);
      return changedAt;
    },
  };
}

function folderAt(place: Place): RepositoryFolder {
  const { path, evidence, repository } = place;
  const { byFolder, inDoubt } = declaredFiles(repository, evidence);
  return {
    get declared() {
      return (byFolder.get(path) ?? [])
        .filter((file) => declaredAt({ ...place, path: file }).certain !== undefined)
        .map((file) => ({ name: posix.basename(file), kind: "file" as const }));
    },
    get entries() {
      const listed = attempt(() => ask("repository-tree", place));
      if ("unknown" in listed && inDoubt[0] !== undefined) throw inDoubt[0];
      const seen = take(listed)?.entries ?? [];
      const names = new Set(seen.map(({ name }) => name));
      return [...seen, ...this.declared.filter(({ name }) => !names.has(name))];
    },
  };
}

type PlacedKind = Extract<FactKind, "repository-file" | "repository-tree">;

/**
 * Asks for what lies at a path, which Git tells apart by case, though subjects are not: what was told of another case
 * is another file's.
 */
function ask<K extends PlacedKind>(
  kind: K,
  { evidence, repository, path, what }: Place,
): FactValue<K> | undefined {
  const home = repository.name.toLowerCase();
  const exact = evidence.told(kind).find(({ subject }) => {
    const colon = subject.indexOf(":");
    return subject.slice(colon + 1) === path && subject.slice(0, colon).toLowerCase() === home;
  });
  if (exact !== undefined) return exact.value;
  const other = evidence.ask(kind, `${repository.name}:${path}`, what);
  if (other === undefined) return undefined;
  throw new UnknownValue("unobserved", `GitHub did not tell ${what}`);
}
