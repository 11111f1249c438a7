import type { FactValue } from "../facts";
import type { ApiClient } from "../http/client";
import { UnansweredError } from "../http/outcome";
import { earliest, oncePerThing, type Read } from "../read";
import type { WantedService } from "../wanted";
import type { Account } from "./account";
import { belongingsOf, type Rota, rotaOf } from "./rota";
import { routersTo } from "./routers";
import { addressDigest, type OnCall, type Reach } from "./schemas";
import { integrationType, policyThing, scheduleThing, serviceThings, userThing } from "./things";

type Maybe<T> = Promise<Read<T> | undefined>;

/** Everything that a service's on-call is made of. */
export async function onCallOf(
  service: WantedService,
  account: Account,
  client: ApiClient,
): Maybe<FactValue<"on-call">> {
  const rota = await rotaOf(service, account);
  if (rota === undefined) return undefined;
  const { services, policies, read, people } = rota.value;
  const users = await account.users();
  const unfed = services.filter((one) => !(one.integrations ?? []).some(isMonitoring)).map(({ id }) => id);
  const routers = unfed.length === 0 ? undefined : await routersTo(unfed, client);
  const resources = [
    ...services.flatMap(serviceThings),
    ...(routers?.value ?? []),
    ...policies.map(policyThing),
    ...read.map(scheduleThing),
    ...users.value.filter(({ id }) => people.includes(id)).map(userThing),
  ];
  const at = earliest(rota.at, users.at, ...(routers === undefined ? [] : [routers.at]));
  return { value: { resources }, at };
}

/** Whether something else than e-mail feeds a service, so that nobody need look for another way that alerts come. */
function isMonitoring({ type }: { readonly type: string }): boolean {
  return !integrationType(type).startsWith("generic_email");
}

/** Who is on call by a service's policies for the time ahead. */
export async function shiftsOf(service: WantedService, account: Account): Maybe<FactValue<"on-call-shifts">> {
  const found = await belongingsOf(service, account);
  if (found === undefined || found.value.policies.length === 0) return undefined;
  const read = await Promise.all(found.value.policies.map(({ id }) => account.shifts(id)));
  const policies = found.value.policies.map(({ id }, index) => ({
    id,
    shifts: shiftsIn(read[index]?.value ?? []),
  }));
  return { value: { ...account.ahead, policies }, at: earliest(found.at, ...read.map(({ at }) => at)) };
}

/** Once a policy, as many services may page by it. */
const shiftsIn = oncePerThing((all: readonly OnCall[]) => all.map(shiftOf));

function shiftOf({ escalation_level: level, user, schedule, start, end }: OnCall) {
  return {
    level,
    person: user.id,
    ...(schedule ? { schedule: schedule.id } : {}),
    ...(start ? { from: start } : {}),
    ...(end ? { to: end } : {}),
  };
}

/** Which members of the catalog's teams the people in the rotation are, by the digests of their addresses. */
export async function membersOf(
  service: WantedService,
  account: Account,
): Maybe<FactValue<"on-call-members">> {
  const rota = await rotaOf(service, account);
  if (rota === undefined) return undefined;
  const users = await account.users();
  const logins = new Map(
    service.people.flatMap(({ login, email }) => (email ? [[addressDigest(email), login] as const] : [])),
  );
  const people = rota.value.people.map((person) => {
    const address = users.value.find(({ id }) => id === person)?.address;
    const login = address === undefined ? undefined : logins.get(address);
    return { person, ...(login === undefined ? {} : { login }) };
  });
  return { value: { people }, at: earliest(rota.at, users.at) };
}

/** How everybody can be reached who is in the rotation, or will be once what the catalog declares is there. */
export async function reachesOf(
  service: WantedService,
  account: Account,
): Maybe<FactValue<"contact-methods">> {
  const rota: Read<Rota> | undefined = await rotaOf(service, account);
  const planned = (service.paging.people ?? []).map(addressDigest);
  if (rota === undefined && planned.length === 0) return undefined;
  const users = planned.length === 0 ? undefined : await account.users();
  const willBe = (users?.value ?? []).filter(({ address }) => address && planned.includes(address));
  const reaches = await account.reaches();
  const ids = new Set([...(rota?.value.people ?? []), ...willBe.map(({ id }) => id)]);
  const people = reaches.value.filter(({ id }) => ids.has(id)).map(reachOf);
  const at = earliest(reaches.at, ...[rota, users].flatMap((read) => (read ? [read.at] : [])));
  return { value: { people }, at };
}

const methodKinds = {
  email_contact_method: "email",
  phone_contact_method: "phone",
  sms_contact_method: "sms",
  push_notification_contact_method: "push",
  whatsapp_contact_method: "whatsapp",
} as const;

function isKnown(type: string): type is keyof typeof methodKinds {
  return Object.hasOwn(methodKinds, type);
}

function reachOf({ id, contact_methods: all, notification_rules: rules }: Reach) {
  const methods = all.flatMap(({ id: method, type, enabled, blacklisted }) => {
    if (!isKnown(type))
      throw new UnansweredError("it shows contact methods of a kind that is not known here");
    return enabled === false || blacklisted === true ? [] : [{ id: method, kind: methodKinds[type] }];
  });
  const urgentRules = rules.flatMap(
    ({ type, urgency, start_delay_in_minutes: delayMinutes, contact_method: to }) => {
      if (type.endsWith("_reference"))
        throw new UnansweredError("it shows notification rules by reference only");
      if (type !== "assignment_notification_rule" || urgency !== "high" || !to) return [];
      return delayMinutes === null || delayMinutes === undefined ? [] : [{ method: to.id, delayMinutes }];
    },
  );
  return { person: id, methods, urgentRules };
}
