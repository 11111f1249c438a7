import type { Collector } from "../collector";
import type { FactKind, FactValue } from "../facts";
import type { ApiClient } from "../http/client";
import { earliest, once, type Read, type Teller, tellAll, teller } from "../read";
import type { WantedService } from "../wanted";
import { type Account, openAccount } from "./account";
import { incidentsOf, openIncidents, type PagingPolicy, pagesOf } from "./incidents";
import { membersOf, onCallOf, reachesOf, shiftsOf } from "./on-call";
import { openResponse } from "./response";
import { belongingsOf } from "./rota";
import type { PagerService } from "./schemas";
import { windowThing } from "./things";

/** What the collector works with; nothing in it writes. */
export interface PagerdutyParts {
  readonly client: ApiClient;
  readonly now: () => Date;
}

/** Kinds that PagerDuty tells, each about a service. */
const kinds = [
  "on-call",
  "on-call-shifts",
  "on-call-members",
  "contact-methods",
  "incident-response",
  "incidents",
  "pages",
  "maintenance-windows",
] as const satisfies readonly FactKind[];

/** Reads PagerDuty: the account's lists once, and by the thing only what no list has. */
export function pagerdutyCollector({ client, now }: PagerdutyParts): Collector {
  return {
    vendor: "pagerduty",
    questions: (services) =>
      services.flatMap(({ name }) => kinds.map((kind) => ({ service: name, kind, subject: name }))),
    collect: async (services, sheet) => {
      if (services.length > 0) await tellAll(await openTellers(services, client, now()), services, sheet);
    },
  };
}

async function openTellers(
  services: readonly WantedService[],
  client: ApiClient,
  now: Date,
): Promise<readonly Teller[]> {
  const account = openAccount(client, now);
  const response = openResponse(client);
  const paging = once(() => policiesInUse(services, account));
  const incidents = once(async () => {
    const mine = await Promise.all(services.map((one) => servicesOf(one, account)));
    return openIncidents(
      client,
      now,
      "all",
      mine.flatMap((one) => one?.value ?? []),
    );
  });
  const pages = once(async () => {
    const used = [...(await paging()).values()].flat();
    return openIncidents(
      client,
      now,
      "pages",
      used.flatMap((policy) => policy.services.map(({ id }) => id)),
    );
  });
  await announce(services, account);
  return [
    teller("on-call", (service) => onCallOf(service, account, client)),
    teller("on-call-shifts", (service) => shiftsOf(service, account)),
    teller("on-call-members", (service) => membersOf(service, account)),
    teller("contact-methods", (service) => reachesOf(service, account)),
    teller("maintenance-windows", (service) => windowsOf(service, account)),
    teller("incident-response", async (service) => {
      const mine = await servicesOf(service, account);
      return mine && after(mine.at, await response.of(mine.value));
    }),
    teller("pages", async (service) => {
      const policies = (await paging()).get(service.name) ?? [];
      return policies.length === 0 ? undefined : pagesOf(policies, await pages());
    }),
    teller("incidents", async (service) => {
      const mine = await servicesOf(service, account);
      return mine && incidentsOf(mine.value, await incidents(), client);
    }),
  ];
}

async function windowsOf(
  service: WantedService,
  account: Account,
): Promise<Read<FactValue<"maintenance-windows">> | undefined> {
  const mine = await servicesOf(service, account);
  if (mine === undefined) return undefined;
  const windows = await account.windows();
  const own = windows.value.filter((one) => one.services.some(({ id }) => mine.value.includes(id)));
  return after(mine.at, { value: { resources: own.map(windowThing) }, at: windows.at });
}

function after<T>(at: string, read: Read<T>): Read<T> {
  return { value: read.value, at: earliest(at, read.at) };
}

/** Ids of a service's PagerDuty services; undefined where there is none. */
async function servicesOf(
  service: WantedService,
  account: Account,
): Promise<Read<readonly string[]> | undefined> {
  const found = await belongingsOf(service, account);
  if (found === undefined || found.value.services.length === 0) return undefined;
  return { value: found.value.services.map(({ id }) => id), at: found.at };
}

/** A service's policies with everything that pages by them. */
async function policiesInUse(
  services: readonly WantedService[],
  account: Account,
): Promise<ReadonlyMap<string, readonly PagingPolicy[]>> {
  const paging = byPolicy((await account.services()).value);
  const found = await Promise.all(
    services.map(async (service) => {
      const policies = (await belongingsOf(service, account))?.value.policies ?? [];
      const used = policies.map(({ id, name }) => ({ name, services: paging.get(id) ?? [] }));
      return [service.name, used] as const;
    }),
  );
  return new Map(found);
}

/** Services by the policies that they page by: once, as there may be thousands of either. */
function byPolicy(services: readonly PagerService[]): ReadonlyMap<string, PagingPolicy["services"]> {
  const found = new Map<string, { readonly id: string; readonly name: string }[]>();
  for (const { id, name, escalation_policy: policy } of services) {
    if (!policy) continue;
    const list = found.get(policy.id);
    if (list) list.push({ id, name });
    else found.set(policy.id, [{ id, name }]);
  }
  return found;
}

/** Lets few calls serve all; what cannot be read is each question's own matter. */
async function announce(services: readonly WantedService[], account: Account): Promise<void> {
  const found = await Promise.allSettled(services.map((one) => belongingsOf(one, account)));
  account.announce(
    found.flatMap((one) =>
      one.status === "fulfilled" ? (one.value?.value.policies ?? []).map(({ id }) => id) : [],
    ),
  );
}
