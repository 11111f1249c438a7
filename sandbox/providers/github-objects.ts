import type { WorldObject } from "../world/schema";
import type { VendorWorld } from "../world/world";
import type { Path } from "./paths";
import type { Random } from "./random";
import { refersTo } from "./refusals";
import type { Context, Refusal } from "./resource-type";

const nodeAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

/** A GraphQL node id, as "BPR_kwDOAbCdEfGhIjKl". */
export function nodeId(prefix: string, random: Random): string {
  return `${prefix}${random.pick(nodeAlphabet, 12)}`;
}

/** An HTTP entity tag, as the provider keeps it. */
export function etag(random: Random): string {
  return `W/"${random.hex(32)}"`;
}

/** The login of the world's organisation. */
export function ownerOf(world: VendorWorld): string {
  const [organization] = world.list("organization");
  if (!organization)
    throw new Error(`The world of github holds no organization. Add one, or reset the sandbox.`);
  return organization.id;
}

/** The repository with a name, an `owner/name` or a node id. */
export function repositoryOf(reference: string, world: VendorWorld): WorldObject | undefined {
  const name = reference.slice(reference.lastIndexOf("/") + 1);
  return world.find("repository", "name", name)[0] ?? world.find("repository", "nodeId", reference)[0];
}

/** The team with an id, a slug or a name. */
export function teamOf(reference: string, world: VendorWorld): WorldObject | undefined {
  const bySlug = world.find("team", "slug", reference)[0] ?? world.find("team", "name", reference)[0];
  return world.get("team", reference) ?? bySlug;
}

/** Refuses a repository that does not exist. */
export function repositoryExists(path: Path): Refusal {
  return refersTo(
    path,
    (reference, { world }) => repositoryOf(reference, world) !== undefined,
    (reference) => `Could not resolve to a Repository with the name '${reference}'.`,
  );
}

/** Refuses a team that does not exist. */
export function teamExists(path: Path): Refusal {
  return refersTo(
    path,
    (reference, { world }) => teamOf(reference, world) !== undefined,
    (reference) => `404 Not Found: no team has the id or slug '${reference}'.`,
  );
}

/** Refuses a login that nobody has. */
export function userExists(path: Path): Refusal {
  return refersTo(
    path,
    (login, { world }) => world.get("user", login) !== undefined,
    (login) => `404 Not Found: no user has the login '${login}'.`,
  );
}

/** The number that GitHub's REST API knows a repository by; null where it does not exist. */
export function repoIdOf(repository: unknown, { world }: Context): number | null {
  const repoId = repositoryOf(String(repository), world)?.repoId;
  return typeof repoId === "number" ? repoId : null;
}
