import type { Promotion } from "../../catalog/graph";
import type { Tier } from "../../catalog/tier";
import type { Subject, Surroundings } from "./rule";

/** Every promotion on record for a service, under its name and its earlier ones, oldest first. */
export function promotionsOf({ name, facts }: Subject, { catalog }: Surroundings): readonly Promotion[] {
  const promotions = catalog?.promotions ?? {};
  return [name, ...facts.aliases]
    .flatMap((key) => (Object.hasOwn(promotions, key) ? (promotions[key] ?? []) : []))
    .toSorted((a, b) => (a.at === b.at ? 0 : a.at < b.at ? -1 : 1));
}

/** Who may approve a tier, as the stack config lists them: logins, and teams of the catalog. */
export function approversOf(tier: Tier, { catalog }: Surroundings): readonly string[] {
  return catalog?.approvers[`${tier}`] ?? [];
}

/** Whether a person is on a list of logins and teams, by login or as a member; a team itself approves nothing. */
export function isListed(by: string, listed: readonly string[], surroundings: Surroundings): boolean {
  const { team } = surroundings;
  if (isTeam(by, surroundings)) return false;
  return listed.some((name) => isSamePerson(name, by) || hasMember(team(name), by));
}

/** Whether a name is a team's rather than a person's. */
export function isTeam(name: string, { team }: Surroundings): boolean {
  return team(name.toLowerCase()) !== undefined;
}

/** Whether a login is one of a team's members; GitHub tells no case apart. */
export function hasMember(team: Subject["team"], by: string): boolean {
  return (team?.members ?? []).some(({ login }) => isSamePerson(login, by));
}

function isSamePerson(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}
