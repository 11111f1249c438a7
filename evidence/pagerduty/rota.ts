import { earliest, oncePerThing, type Read, untold } from "../read";
import type { WantedService } from "../wanted";
import type { Account } from "./account";
import type { PagerService, Policy, Schedule } from "./schemas";

/** What of PagerDuty belongs to a service, by the names that the catalog tells. */
export interface Belongings {
  readonly services: readonly PagerService[];
  readonly policies: readonly Policy[];
  /** Ids of the schedules that its policies refer to, and of one that the catalog names. */
  readonly schedules: readonly string[];
}

type Found = Promise<Read<Belongings> | undefined>;

/** What was found in an account, as each kind of question about a service begins with it. */
const finder = oncePerThing((account: Account) =>
  oncePerThing((service: WantedService) => findBelongings(service, account)),
);

/** Finds what belongs to a service. Undefined where PagerDuty has nothing of it. */
export function belongingsOf(service: WantedService, account: Account): Found {
  return finder(account)(service);
}

async function findBelongings({ paging }: WantedService, account: Account): Found {
  const [services, policies] = [await account.services(), await account.policies()];
  const byName = namesOf(services.value);
  const names = new Set(paging.services.map((name) => name.toLowerCase()));
  const mine = [...names].flatMap((name) => byName.get(name) ?? []);
  const used = mine.map((service) => service.escalation_policy?.id);
  const policiesOfMine = policies.value.filter(
    ({ id, name }) => used.includes(id) || isSame(paging.policy, name),
  );
  const named = await namedSchedule(paging.schedule, account);
  const schedules = [...policiesOfMine.flatMap(scheduleIds), ...(named?.value ?? [])];
  if (mine.length + policiesOfMine.length + schedules.length === 0) return undefined;
  const at = earliest(services.at, policies.at, ...(named === undefined ? [] : [named.at]));
  return { value: { services: mine, policies: policiesOfMine, schedules: [...new Set(schedules)] }, at };
}

/** Services by their names in lower case: once, as there may be thousands. */
const namesOf = oncePerThing((services: readonly PagerService[]) => {
  const found = new Map<string, PagerService[]>();
  for (const service of services) {
    const key = service.name.toLowerCase();
    const list = found.get(key);
    if (list) list.push(service);
    else found.set(key, [service]);
  }
  return found;
});

/** The schedule that the catalog names; the list of all is not read where it names none. */
async function namedSchedule(
  name: string | undefined,
  account: Account,
): Promise<Read<readonly string[]> | undefined> {
  if (name === undefined) return undefined;
  const { value, at } = await account.schedules();
  return { value: value.filter((one) => isSame(name, one.name)).map(({ id }) => id), at };
}

function isSame(wanted: string | undefined, name: string): boolean {
  return wanted?.toLowerCase() === name.toLowerCase();
}

function scheduleIds({ escalation_rules: rules }: Policy): readonly string[] {
  return targetsOf(rules, "schedule");
}

function targetsOf(rules: Policy["escalation_rules"], kind: "schedule" | "user"): readonly string[] {
  const targets = rules.flatMap((rule) => rule.targets);
  return targets.filter(({ type }) => type.replace(/_reference$/, "") === kind).map(({ id }) => id);
}

/** A service's on-call with its schedules and the ids of all who stand in it. */
export interface Rota extends Belongings {
  readonly read: readonly Schedule[];
  readonly people: readonly string[];
}

/** Reads the schedules, and who takes turns in them, is named by a policy, or stands in for somebody. */
export async function rotaOf(service: WantedService, account: Account): Promise<Read<Rota> | undefined> {
  const own = await belongingsOf(service, account);
  if (own === undefined) return undefined;
  const schedules = await Promise.all(own.value.schedules.map((id) => account.schedule(id)));
  const read = schedules.map(({ value }) => value);
  const people = [
    ...own.value.policies.flatMap(({ escalation_rules: rules }) => targetsOf(rules, "user")),
    ...read.flatMap(({ schedule_layers: layers }) =>
      layers.flatMap(({ users }) => users.map(({ user }) => user.id)),
    ),
    ...(await standIns(own.value.policies, account)),
  ];
  const at = earliest(own.at, ...schedules.map((one) => one.at));
  return { value: { ...own.value, read, people: [...new Set(people)] }, at };
}

/**
 * Everybody with a shift ahead. Where shifts cannot be read nobody can stand in for anybody: they are a question of their
 * own, whose answer then tells why.
 */
async function standIns(policies: readonly Policy[], account: Account): Promise<readonly string[]> {
  const all = await Promise.all(
    policies.map(({ id }) =>
      account.shifts(id).catch((error: unknown) => {
        untold(error);
        return { value: [] };
      }),
    ),
  );
  return all.flatMap(({ value }) => value.map(({ user }) => user.id));
}
