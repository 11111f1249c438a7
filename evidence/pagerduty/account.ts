import type { ApiClient } from "../http/client";
import { inGroups } from "../http/in-turns";
import { mustGet, once, oncePer, type Read } from "../read";
import { listAll } from "./listing";
import {
  type OnCall,
  onCallsPage,
  type PagerService,
  type Policy,
  policiesPage,
  type Reach,
  reachesPage,
  type Schedule,
  scheduleAnswer,
  schedulesPage,
  servicesPage,
  type User,
  usersPage,
  type Window,
  windowsPage,
} from "./schemas";

/** Policies whose shifts are asked for at a time: at 100 shifts a policy and quarter, a tenth of what a list may hold. */
const policiesAtATime = 10;
const dayMs = 86_400_000;
/** How far ahead shifts are rendered, in days; the longest that is asked for. */
const daysAhead = 90;

/** A stretch of time as two instants in ISO 8601. */
export interface Span {
  readonly from: string;
  readonly to: string;
}

/** What an account has, each read once and when it is first wanted. */
export interface Account {
  services(): Promise<Read<readonly PagerService[]>>;
  policies(): Promise<Read<readonly Policy[]>>;
  /** Schedules by their names alone. */
  schedules(): Promise<Read<readonly { readonly id: string; readonly name: string }[]>>;
  /** One with its layers. */
  schedule(id: string): Promise<Read<Schedule>>;
  users(): Promise<Read<readonly User[]>>;
  reaches(): Promise<Read<readonly Reach[]>>;
  windows(): Promise<Read<readonly Window[]>>;
  /** Who is on call by these policies within the span; asked in groups of the policies that were announced. */
  shifts(policy: string): Promise<Read<readonly OnCall[]>>;
  /** The span of shifts: whole days, so that it is the same question all day long. */
  readonly ahead: Span;
  /** Tells which policies' shifts will be wanted, so that few calls serve all. */
  announce(policies: readonly string[]): void;
}

/** The first instant of a day in UTC, so many days from today. */
export function dayAt(now: Date, days: number): string {
  const midnight = Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate());
  return new Date(midnight + days * dayMs).toISOString();
}

/** Reads an account by a client. */
export function openAccount(client: ApiClient, now: Date): Account {
  const ahead = { from: dayAt(now, 0), to: dayAt(now, daysAhead) };
  let groups: readonly (readonly string[])[] = [];
  const shiftsOf = oncePer((group) => listAll(client, shiftsOfPolicies(group.split(" "), ahead)));
  return {
    ...organisationLists(client),
    ahead,
    announce: (policies) => {
      groups = inGroups([...new Set(policies)].sort(), policiesAtATime);
    },
    shifts: oncePer(async (policy) => {
      const group = groups.find((one) => one.includes(policy)) ?? [policy];
      const { value, at } = await shiftsOf(group.join(" "));
      return { value: value.filter((shift) => shift.escalation_policy.id === policy), at };
    }),
    schedule: oncePer(async (id) => {
      const { value, at } = await mustGet(client, {
        path: `/schedules/${encodeURIComponent(id)}`,
        schema: scheduleAnswer,
        permission: "schedules.read",
      });
      return { value: value.schedule, at };
    }),
  };
}

function organisationLists(client: ApiClient) {
  return {
    services: once(() =>
      listAll(client, {
        path: "/services",
        query: { "include[]": ["integrations"] },
        schema: servicesPage,
        items: (page) => page.services,
        permission: "services.read",
      }),
    ),
    policies: once(() =>
      listAll(client, {
        path: "/escalation_policies",
        schema: policiesPage,
        items: (page) => page.escalation_policies,
        permission: "escalation_policies.read",
      }),
    ),
    schedules: once(() =>
      listAll(client, {
        path: "/schedules",
        schema: schedulesPage,
        items: (page) => page.schedules,
        permission: "schedules.read",
      }),
    ),
    ...peopleLists(client),
    windows: once(() =>
      listAll(client, {
        path: "/maintenance_windows",
        query: { filter: "open" },
        schema: windowsPage,
        items: (page) => page.maintenance_windows,
        permission: "services.read",
      }),
    ),
  };
}

/** Two lists of the same people, as how they are reached needs a permission more. */
function peopleLists(client: ApiClient) {
  return {
    users: once(() =>
      listAll(client, {
        path: "/users",
        schema: usersPage,
        items: (page) => page.users,
        permission: "users.read",
      }),
    ),
    reaches: once(() =>
      listAll(client, {
        path: "/users",
        query: { "include[]": ["contact_methods", "notification_rules"] },
        schema: reachesPage,
        items: (page) => page.users,
        permission: "users:contact_methods.read",
      }),
    ),
  };
}

function shiftsOfPolicies(policies: readonly string[], { from, to }: Span) {
  return {
    path: "/oncalls",
    query: { "escalation_policy_ids[]": policies, since: from, until: to, time_zone: "UTC" },
    schema: onCallsPage,
    items: (page: { readonly oncalls: readonly OnCall[] }) => page.oncalls,
    permission: "oncalls.read",
  };
}
