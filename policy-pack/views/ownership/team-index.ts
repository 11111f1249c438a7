import type { Evidence, Resource } from "../../engine/rule";
import { github } from "../../engine/tokens";
import { UnknownValue } from "../../engine/value";
import { attempt } from "../attempt";
import { idOf, sourcesOf } from "../links";

/** A GitHub team of the stack, with everything that others refer to it by: slug, id and URN. */
export interface TeamAt {
  readonly resource: Resource;
  readonly slug: string;
  readonly keys: readonly string[];
}

/** The GitHub teams of the stack and who is in them. */
export interface TeamIndex {
  readonly bySlug: ReadonlyMap<string, readonly TeamAt[]>;
  /** Lists of members and single memberships, by what they refer to their team by. */
  readonly memberships: ReadonlyMap<string, readonly Resource[]>;
  /** Teams by what they refer to their parent by. */
  readonly children: ReadonlyMap<string, readonly TeamAt[]>;
  /** Why some are left out: it is not known which team they are, or are about. */
  readonly doubts: readonly UnknownValue[];
}

/** Indexes by the stack's list of resources: made once, whichever of its services asks. */
const indexes = new WeakMap<readonly Resource[], TeamIndex>();

export function teamIndex(evidence: Evidence): TeamIndex {
  const resources = evidence.all(github.team, github.teamMembers, github.teamMembership);
  const known = indexes.get(resources) ?? createIndex(resources);
  indexes.set(resources, known);
  return known;
}

/** What GitHub makes of a team's name. */
export function slugOf(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9_]+/g, "-");
}

function createIndex(resources: readonly Resource[]): TeamIndex {
  const bySlug = new Map<string, TeamAt[]>();
  const memberships = new Map<string, Resource[]>();
  const children = new Map<string, TeamAt[]>();
  const doubts: UnknownValue[] = [];
  const place = (resource: Resource): void => {
    if (resource.type !== github.team) {
      for (const key of references(resource, ["teamSlug", "teamId"])) put(memberships, key, resource);
      return;
    }
    const team = teamAt(resource);
    put(bySlug, team.slug, team);
    for (const key of references(resource, ["parentTeamId"])) put(children, key, team);
  };
  for (const resource of resources) {
    const placed = attempt(() => place(resource));
    if ("unknown" in placed) doubts.push(placed.unknown);
  }
  return { bySlug, memberships, children, doubts };
}

function teamAt(resource: Resource): TeamAt {
  const slug = slugOf(statedName(resource));
  const id = idOf(resource);
  return { resource, slug, keys: [slug, resource.urn, ...(id === undefined ? [] : [id.toLowerCase()])] };
}

/** The slug where it is known, which is after an update, else the name that GitHub makes it from. */
function statedName({ props, name }: Resource): string {
  const slug = props.get("slug");
  return (slug.unknown ? undefined : slug.string()) ?? props.get("name").string() ?? name;
}

/** What a resource refers to a team by: an id or slug, and the URN of what it was computed from. */
function references(resource: Resource, properties: readonly string[]): readonly string[] {
  return properties.flatMap((property) => {
    const stated = resource.props.get(property);
    const sources = sourcesOf(resource, property, [github.team]).map(({ urn }) => urn);
    const text = stated.unknown ? undefined : stated.string()?.toLowerCase();
    if (text !== undefined) return [...sources, text];
    if (sources.length > 0 || !stated.unknown) return sources;
    throw new UnknownValue("planned", `${property} of ${resource.name} is only known after an update`);
  });
}

function put<T>(map: Map<string, T[]>, key: string, item: T): void {
  const list = map.get(key);
  if (list) list.push(item);
  else map.set(key, [item]);
}
