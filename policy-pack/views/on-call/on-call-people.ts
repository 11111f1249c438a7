import type { Evidence, Resource } from "../../engine/rule";
import { datadog, pagerduty } from "../../engine/tokens";
import { UnknownValue, type Value } from "../../engine/value";
import { idOf, nameOf, withId } from "../links";
import type { Truth } from "../truth";

export const userTypes = [pagerduty.user, datadog.user] as const;

/**
 * Who may be paged, as far as it is known. People are named by the URN of their User resource where there is one,
 * else by their id at the vendor, so that a preview and the update after it name them alike.
 */
export interface People {
  readonly sure: ReadonlySet<string>;
  /** Each of these may or may not be among them. */
  readonly maybe: ReadonlySet<string>;
  /** How many there may be besides whom nothing names; infinite where even that is not known. */
  readonly more: number;
  /** Why it is not known, where `maybe` or `more` leave something open. */
  readonly open: UnknownValue | undefined;
}

export const nobody: People = { sure: new Set(), maybe: new Set(), more: 0, open: undefined };

/** People of whom it is known only why nothing is known, and how many they may be at most. */
export function unnamedPeople(open: UnknownValue, more = Number.POSITIVE_INFINITY): People {
  return { ...nobody, more, open };
}

/** All people of several groups together. */
export function allPeople(groups: readonly People[]): People {
  const sure = new Set(groups.flatMap((group) => [...group.sure]));
  const maybe = groups.flatMap((group) => [...group.maybe]).filter((person) => !sure.has(person));
  return {
    sure,
    maybe: new Set(maybe),
    more: groups.reduce((sum, group) => sum + group.more, 0),
    open: groups.find((group) => group.open !== undefined)?.open,
  };
}

/** How many different people there are at most. */
export function atMost({ sure, maybe, more }: People): number {
  return sure.size + maybe.size + more;
}

/** Whether there are that many different people; throws UnknownValue where that is not known. */
export function hasPeople(people: People, wanted: number): boolean {
  if (people.sure.size >= wanted) return true;
  if (atMost(people) < wanted) return false;
  throw people.open ?? new UnknownValue("planned", "who is in the rotation is only known after an update");
}

/** Whether two groups are the same people; undefined where it is not known. */
export function samePeople(a: People, b: People): Truth {
  if (hasStranger(a, b) || hasStranger(b, a)) return false;
  return a.maybe.size + a.more + b.maybe.size + b.more === 0 ? true : undefined;
}

/** Whether somebody is surely of the one group and surely not of the other. */
function hasStranger(one: People, other: People): boolean {
  return (
    other.more === 0 && [...one.sure].some((person) => !other.sure.has(person) && !other.maybe.has(person))
  );
}

/** A place in a rotation: a person who can be paged, nobody who can, or somebody whom only an update will tell. */
export type Slot = { readonly person: string } | "nobody" | "open";

const unpageableRoles = ["read_only_user", "read_only_limited_user"];

/** Whether a User resource is somebody whom the vendor pages: neither a read-only stakeholder nor disabled. */
export function canBePaged(user: Resource): boolean {
  if (user.type === datadog.user) return !(user.props.get("disabled").boolean() ?? false);
  return !unpageableRoles.includes(user.props.get("role").string() ?? "user");
}

/** Users among what a property was computed from. */
export function userSources(resource: Resource, property: string): readonly Resource[] {
  return resource.dependenciesOf(property).filter((source) => isUser(source));
}

function isUser({ type }: Resource): boolean {
  return userTypes.some((known) => known === type);
}

/** Reads one user id of a rotation or level; absent and empty are Datadog's way to write nobody. */
export function slotOf(evidence: Evidence, user: Value, sources: readonly Resource[]): Slot {
  if (user.unknown) return "open";
  const id = user.string();
  if (id === undefined || id === "") return "nobody";
  const resource = withId(evidence, id, userTypes, sources);
  if (resource === undefined && sources.some((source) => idOf(source) === undefined && !canBePaged(source)))
    throw new UnknownValue(
      "unobserved",
      `it cannot be told whether ${user.path} is somebody who cannot be paged`,
    );
  if (resource === undefined) return { person: id };
  return canBePaged(resource) ? { person: resource.urn } : "nobody";
}

/** Users among the sources that no known id names: who the open slots may be. */
export function candidates(sources: readonly Resource[], known: readonly Value[]): readonly Resource[] {
  const ids = new Set(known.filter((user) => !user.unknown).map((user) => user.string()));
  return sources.filter((source) => !ids.has(idOf(source) ?? source.urn));
}

/** User resources of a stack by URN: found once, whoever asks. */
const users = new WeakMap<readonly Resource[], ReadonlyMap<string, Resource>>();

/** The User resource of a person as rotations name people; undefined for one who is only known by the vendor's id. */
export function userOf(evidence: Evidence, person: string): Resource | undefined {
  const all = evidence.all(...userTypes);
  const known = users.get(all) ?? new Map(all.map((user) => [user.urn, user]));
  users.set(all, known);
  return known.get(person);
}

/** What somebody is called: the name of the User resource where there is one, else the vendor's id. */
export function nameOfPerson(evidence: Evidence, person: string): string {
  const user = userOf(evidence, person);
  return user === undefined ? person : nameOf(user);
}
