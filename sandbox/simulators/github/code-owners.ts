import { teamOf } from "../../providers/github-objects";
import type { WorldObject } from "../../world/schema";
import { collaboratorsOf, strongest, teamGrants } from "./people";
import { textAt } from "./tree";
import { treeOf, type Viewer } from "./viewer";

/** What GitHub finds wrong in a file of code owners. */
interface CodeOwnersError {
  readonly kind: "Unknown owner" | "Invalid owner" | "Invalid pattern";
  readonly path: string;
  readonly line: number;
  readonly column: number;
  readonly source: string;
  readonly message: string;
  readonly suggestion: string | null;
}

const places = [".github/CODEOWNERS", "CODEOWNERS", "docs/CODEOWNERS"];

/** Errors of the one file that counts; undefined where there is none. */
export function codeOwnersErrors(
  viewer: Viewer,
  repository: WorldObject,
): readonly CodeOwnersError[] | undefined {
  const tree = treeOf(viewer, repository);
  const path = places.find((one) => tree.files.has(one));
  if (path === undefined) return undefined;
  const lines = (textAt(tree, path) ?? "").split("\n");
  return lines.flatMap((source, index) => {
    const text = source.replace(/(^|\s)#.*$/, "");
    const [pattern = ""] = text.trim().split(/\s+/);
    const at = { path, line: index + 1, source, suggestion: null };
    if (/^!|^\[|\\#/.test(pattern)) {
      const message = `Invalid pattern on line ${index + 1}`;
      return [{ ...at, kind: "Invalid pattern" as const, column: 1, message }];
    }
    return ownersIn(text).flatMap(({ owner, column }) => {
      const kind = wrongness(viewer, repository, owner);
      return kind === undefined ? [] : [{ ...at, kind, column, message: `${kind} on line ${index + 1}` }];
    });
  });
}

function ownersIn(text: string) {
  const words = [...text.matchAll(/\S+/g)];
  return words.slice(1).map(({ 0: owner, index }) => ({ owner, column: index + 1 }));
}

/** An owner has to be somebody who may write. */
function wrongness(
  viewer: Viewer,
  repository: WorldObject,
  owner: string,
): CodeOwnersError["kind"] | undefined {
  if (/^[^@\s]+@[^@\s]+$/.test(owner)) return undefined;
  if (!owner.startsWith("@")) return "Invalid owner";
  const [account = "", slug] = owner.slice(1).split("/");
  if (slug === undefined) {
    const person = collaboratorsOf(viewer, repository).find(({ login }) => login === account);
    return person && mayWrite(strongest(person.grants)) ? undefined : "Unknown owner";
  }
  const team = account === viewer.organization.id ? teamOf(slug, viewer.ask.world) : undefined;
  const grants = teamGrants(viewer, repository).filter((one) => one.team.id === team?.id);
  return grants.some(({ permission }) => mayWrite(permission)) ? undefined : "Unknown owner";
}

function mayWrite(permission: string): boolean {
  return ["push", "maintain", "admin"].includes(permission);
}
