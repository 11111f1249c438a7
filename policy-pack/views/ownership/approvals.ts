import type { Promotion, Tier } from "../../../catalog/graph";
import type { Subject, Surroundings } from "../../engine/rule";

/** What the stack config has on record about a service's tier. */
export interface TierRecords {
  /** Every record up to today, oldest first; those of one day in the order of the file. */
  readonly past: readonly Promotion[];
  readonly future: readonly Promotion[];
  /** The records that led to the tier that was approved last: none of another tier comes after them. */
  readonly latest: readonly Promotion[];
}

/** The promotions of a service under its name and its earlier ones; `today` is a UTC day, YYYY-MM-DD. */
export function tierRecords({ name, facts }: Subject, { catalog }: Surroundings, today: string): TierRecords {
  const promotions = catalog?.promotions ?? {};
  const all = [name, ...facts.aliases]
    .flatMap((key) => (Object.hasOwn(promotions, key) ? (promotions[key] ?? []) : []))
    .toSorted((a, b) => (a.at === b.at ? 0 : a.at < b.at ? -1 : 1));
  const past = all.filter(({ at }) => at <= today);
  const change = past.findLastIndex(({ to }) => to !== past.at(-1)?.to);
  return { past, future: all.filter(({ at }) => at > today), latest: past.slice(change + 1) };
}

/** Who may approve a tier, as the stack config lists them: logins, and teams of the catalog. */
export function approversOf(tier: Tier, { catalog }: Surroundings): readonly string[] {
  return catalog?.approvers[`${tier}`] ?? [];
}

/** Whether a person is on a list of logins and teams, by login or as a member; a team itself approves nothing. */
export function isListed(by: string, listed: readonly string[], { team }: Surroundings): boolean {
  if (team(by) !== undefined) return false;
  return listed.some((name) => isSamePerson(name, by) || hasMember(team(name), by));
}

/** Whether a login is one of a team's members; GitHub tells no case apart. */
export function hasMember(team: Subject["team"], by: string): boolean {
  return (team?.members ?? []).some(({ login }) => isSamePerson(login, by));
}

function isSamePerson(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}
