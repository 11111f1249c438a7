import { repositoryOf } from "../../providers/github-objects";
import type { Json, WorldObject } from "../../world/schema";
import { type Ask, apiOf, objectOf, when } from "../exchange";
import { folderTree, type Tree } from "./tree";

/**
 * Whoever asks, and what a request has read of the world already: a query asks one repository a dozen things.
 *
 * What GitHub tells and no provider knows lies below `api`; instants are dates or durations back from now.
 * - organization: `owners` (logins), `basePermission` (read by default), `apps` by slug {id, name, nodeId},
 *   `securityConfigurations` [{id, name, repositories}].
 * - user: `outside` (no member of the organisation).
 * - repository: `files` by path (a text, or {link: target}), `commits` [{at, author, message, paths, checks}] newest
 *   first, `checks` and `pullRequests` [{number, title, at, author, bot, state, checks}], `deployments` [{environment, at,
 *   ref, commit, state, statuses: [{state, at}]}], `languages` by name in bytes, `workflowRuns` by file [{at, conclusion, …}],
 *   `vulnerabilityAlerts` [{package, severity, scope, at, state, reason}], `secretAlerts` [{type, at, state, resolution,
 *   validity, leaked, bypassed}], `codeScanning` {analyses: [{tool, at, error}], alerts: [{tool, rule, severity, at,
 *   state}], setup}.
 * - repositoryEnvironment: `apps` [slug] that decide over deployments.
 */
export interface Viewer {
  readonly ask: Ask;
  /** Whether the token reads only, and so administers nothing. */
  readonly isReader: boolean;
  readonly organization: WorldObject;
  /** What was computed for this request, by a name of its own. */
  once<T>(key: string, make: () => T): T;
}

export function viewerOf(ask: Ask, isReader: boolean): Viewer {
  const [organization] = ask.world.list("organization");
  if (!organization) throw new Error("The world of github holds no organization.");
  const made = new Map<string, unknown>();
  return {
    ask,
    isReader,
    organization,
    once<T>(key: string, make: () => T): T {
      // A key is used in one place only, so that what it holds is of that place's type.
      if (made.has(key)) return made.get(key) as T;
      const value = make();
      made.set(key, value);
      return value;
    },
  };
}

/** The repository of an owner, whose name has no case to GitHub. */
export function repositoryAt(viewer: Viewer, owner: string, name: string): WorldObject | undefined {
  if (owner.toLowerCase() !== viewer.organization.id.toLowerCase()) return undefined;
  return repositoryOf(name, viewer.ask.world);
}

export function nameOf(repository: WorldObject): string {
  return String(repository.name);
}

export function branchOf(repository: WorldObject): string {
  return textOf(repository.defaultBranch, "main");
}

export function textOf(value: Json | undefined, otherwise = ""): string {
  return typeof value === "string" ? value : typeof value === "number" ? String(value) : otherwise;
}

/** When something was, as GitHub writes it; many things of a world are equally long ago. */
export function instant(viewer: Viewer, value: Json | undefined): string | null {
  if (typeof value !== "string") return null;
  return viewer.once(`instant/${value}`, () => when(viewer.ask, value));
}

/** By an instant of each, the earliest first. */
export function inTime<T>(all: readonly T[], at: (one: T) => string): readonly T[] {
  // Long lists are sorted for every page that is asked for, and reading a date takes longer than comparing numbers.
  return all
    .map((one) => ({ one, time: Date.parse(at(one)) }))
    .sort((a, b) => a.time - b.time)
    .map(({ one }) => one);
}

export function isOn(value: Json | undefined, otherwise = false): boolean {
  return typeof value === "boolean" ? value : otherwise;
}

/** Everything in the repository's default branch: what was there before, and what the provider wrote. */
export function treeOf(viewer: Viewer, repository: WorldObject): Tree {
  return viewer.once(`tree/${repository.id}`, () => {
    const written = viewer.ask.world.find("repositoryFile", "repository", nameOf(repository));
    const before = baseTree(repository);
    if (written.length === 0) return before;
    const files = new Map<string, Json>([
      ...before.files,
      ...written.map((file) => [textOf(file.file), textOf(file.content)] as const),
    ]);
    return folderTree(files);
  });
}

// Objects of the world are replaced, never changed.
const trees = new WeakMap<WorldObject, Tree>();

function baseTree(repository: WorldObject): Tree {
  const known = trees.get(repository);
  if (known) return known;
  const made = folderTree(new Map(Object.entries(objectOf(apiOf(repository).files))));
  trees.set(repository, made);
  return made;
}

/** Whether nothing was ever committed, so that there is no branch either. */
export function isEmpty(viewer: Viewer, repository: WorldObject): boolean {
  if (repository.autoInit === true || apiOf(repository).commits !== undefined) return false;
  return treeOf(viewer, repository).files.size === 0;
}
