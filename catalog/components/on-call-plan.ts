import { parameterTables } from "../../tiers/parameters";
import type { ServiceFacts } from "../graph";
import type { Team } from "../schema";

/** A member of a team who can be found at PagerDuty. */
export interface Person {
  readonly login: string;
  readonly email: string;
  /** Where the catalog says so. */
  readonly team: string;
  readonly index: number;
}

/** Who shall be paged for a service, before anything is looked up. */
export interface OnCallWish {
  readonly timeZone: string;
  readonly rotation: readonly Person[];
  readonly escalateTo: readonly Person[];
  /** Names of what exists at PagerDuty. */
  readonly policy?: string;
  readonly schedule?: string;
}

/** Everybody with an address, by login; somebody without one cannot be found, and so not be paged. */
export function peopleByLogin(teams: readonly Team[]): ReadonlyMap<string, Person> {
  const people = new Map<string, Person>();
  for (const team of teams) {
    for (const [index, { login, email }] of team.members.entries()) {
      if (email !== undefined && !people.has(login))
        people.set(login, { login, email, team: team.name, index });
    }
  }
  return people;
}

/** What the catalog wants declared for a service's on-call; undefined where it wants nothing or nobody could be paged. */
export function onCallWish(
  facts: ServiceFacts,
  team: Team | undefined,
  people: ReadonlyMap<string, Person>,
): OnCallWish | undefined {
  const { onCall, lifecycle } = facts;
  if (onCall === undefined || lifecycle === "retired" || onCall.existing?.service !== undefined)
    return undefined;
  const timeZone = team?.timeZone ?? "UTC";
  const { policy, schedule } = onCall.existing ?? {};
  if (policy !== undefined) return { timeZone, rotation: [], escalateTo: [], policy };
  const find = (logins: readonly string[]): readonly Person[] =>
    logins.flatMap((login) => people.get(login) ?? []);
  const { levels } = parameterTables["escalation-layered"].values[facts.tier];
  const seconds = levels > 1 ? find(onCall.escalateTo ?? team?.escalateTo ?? []) : [];
  if (schedule !== undefined) return { timeZone, rotation: [], escalateTo: seconds, schedule };
  const rotation = find(onCall.rotation ?? team?.members.map(({ login }) => login) ?? []);
  if (rotation.length === 0) return undefined;
  return { timeZone, rotation, escalateTo: seconds.filter((person) => !rotation.includes(person)) };
}
