import type { Team } from "../../../catalog/schema";
import type { Evidence, Resource } from "../../engine/rule";
import { github } from "../../engine/tokens";
import type { UnknownValue } from "../../engine/value";
import { attempt } from "../attempt";
import { slugOf, type TeamAt, type TeamIndex, teamIndex } from "./team-index";

/** An owner's team at GitHub, as far as it is declared or was seen. */
export interface GitHubTeam {
  readonly slug: string;
  readonly resource: Resource | undefined;
  /** How many different people are known to be in it or in a team below it; there may be more. */
  readonly members: number;
  /** Whether it exists, with no more people than that. Throws UnknownValue where nobody can tell. */
  exists(): boolean;
}

/** Finds the team that the catalog names, which by default has the name of the catalog's own. */
export function githubTeam(team: Team, evidence: Evidence): GitHubTeam {
  const index = teamIndex(evidence);
  const slug = slugOf(team.github.team ?? team.name);
  const namesakes = index.bySlug.get(slug) ?? [];
  const declared = namesakes.filter(({ resource }) => !resource.observed);
  // A declared list is complete: whoever was added by hand goes with the next update.
  const isComplete = membershipsOf(declared, slug, index).some(isCompleteList);
  const counted = isComplete ? declared : namesakes;
  const { people, doubts } = peopleIn(counted, slug, index, isComplete);
  return {
    slug,
    resource: counted[0]?.resource,
    members: Math.max(people.size, ...counted.map(({ resource }) => seenCount(resource))),
    exists() {
      const [doubt] = [...doubts, ...index.doubts];
      if (doubt !== undefined) throw doubt;
      return isComplete || isSeen(team, slug, evidence) || declared.length > 0;
    },
  };
}

/** A team that the catalog does not place at GitHub is declared from its file where this stack owns the account. */
function isSeen(team: Team, slug: string, evidence: Evidence): boolean {
  const told = attempt(() => evidence.ask("team-members", slug, `the members of team ${slug}`));
  if ("value" in told) return told.value !== undefined;
  const isOurs = evidence.owns && team.github.team === undefined;
  if (isOurs && told.unknown.unknownCause === "no-collector") return false;
  throw told.unknown;
}

function isCompleteList({ observed, type }: Resource): boolean {
  return !observed && type === github.teamMembers;
}

function membershipsOf(
  teams: Iterable<TeamAt>,
  slug: string,
  { memberships }: TeamIndex,
): readonly Resource[] {
  const keys = new Set([slug, ...[...teams].flatMap((one) => one.keys)]);
  return [...new Set([...keys].flatMap((key) => memberships.get(key) ?? []))];
}

/** Logins of the people in a team and in the teams below it, and why those of some are not known. */
function peopleIn(
  teams: readonly TeamAt[],
  slug: string,
  index: TeamIndex,
  declaredOnly: boolean,
): { readonly people: ReadonlySet<string>; readonly doubts: readonly UnknownValue[] } {
  const people = new Set<string>();
  const doubts: UnknownValue[] = [];
  const family = new Set(teams);
  // What is added to a set while it is walked is walked as well, and a circle of teams once.
  for (const one of family)
    for (const child of one.keys.flatMap((key) => index.children.get(key) ?? [])) family.add(child);
  for (const membership of membershipsOf(family, slug, index)) {
    if (declaredOnly && membership.observed) continue;
    const logins = attempt(() => loginsIn(membership));
    if ("unknown" in logins) doubts.push(logins.unknown);
    else for (const login of logins.value) people.add(login.toLowerCase());
  }
  return { people, doubts };
}

function loginsIn({ type, props }: Resource): readonly string[] {
  const members = type === github.teamMembers ? props.get("members").items() : [props];
  return members.flatMap((member) => member.get("username").string() ?? []);
}

/** How many people GitHub counts, those of the teams below included. */
function seenCount({ observed, props }: Resource): number {
  return observed ? (props.get("membersCount").number() ?? 0) : 0;
}
