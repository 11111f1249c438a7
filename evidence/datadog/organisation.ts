import type { ApiClient } from "../http/client";
import { mustGet, once, oncePer, type Read } from "../read";
import { type Test, testsPage } from "./checks";
import { type Dashboard, dashboardSchema, type Summary, summariesPage } from "./dashboards";
import { type Downtime, downtimesAnswer } from "./downtimes";
import { listAll } from "./listing";
import { type Monitor, monitorAnswer, monitorsPage, type NotificationRule, rulesPage } from "./monitors";
import { type FoundSlo, foundPage, type Slo, slosPage } from "./slos";

/** What an organisation has, each list read once and when it is first wanted. */
export interface Organisation {
  monitors(): Promise<Read<readonly Monitor[]>>;
  /** One with the links that it carries beside its message; undefined where it is gone. */
  monitor(id: string): Promise<Read<Monitor> | undefined>;
  rules(): Promise<Read<readonly NotificationRule[]>>;
  downtimes(): Promise<Read<readonly Downtime[]>>;
  tests(): Promise<Read<readonly Test[]>>;
  slos(): Promise<Read<readonly Slo[]>>;
  /** SLOs as the search shows them, with their budgets. */
  foundSlos(): Promise<Read<readonly FoundSlo[]>>;
  dashboards(): Promise<Read<readonly Summary[]>>;
  /** One with its widgets; undefined where it is gone. */
  dashboard(id: string): Promise<Read<Dashboard> | undefined>;
}

/** Reads an organisation by a client. */
export function openOrganisation(client: ApiClient): Organisation {
  return { ...monitorLists(client), ...sloLists(client), ...dashboardLists(client) };
}

function monitorLists(client: ApiClient) {
  return {
    monitors: once(() =>
      listAll(client, {
        path: "/api/v1/monitor",
        pageOf: (page, size) => ({ page, page_size: size }),
        size: 1000,
        schema: monitorsPage,
        items: (page) => page,
        permission: "monitors_read",
      }),
    ),
    monitor: oncePer((id) =>
      client.get({
        path: `/api/v1/monitor/${encodeURIComponent(id)}`,
        query: { with_assets: true },
        schema: monitorAnswer,
        permission: "monitors_read",
      }),
    ),
    rules: once(() =>
      listAll(client, {
        path: "/api/v2/monitor/notification_rule",
        pageOf: (page, size) => ({ page, per_page: size }),
        size: 100,
        schema: rulesPage,
        items: (page) => page.data,
        permission: "monitors_read",
      }),
    ),
    // The first version has one answer for all, and wants no permission to mute.
    downtimes: once(() =>
      mustGet(client, { path: "/api/v1/downtime", schema: downtimesAnswer, permission: "monitors_read" }),
    ),
    tests: once(() =>
      listAll(client, {
        path: "/api/v1/synthetics/tests",
        pageOf: (page, size) => ({ page_number: page, page_size: size }),
        size: 100,
        schema: testsPage,
        items: (page) => page.tests,
        permission: "synthetics_read",
      }),
    ),
  };
}

function sloLists(client: ApiClient) {
  return {
    slos: once(() =>
      listAll(client, {
        path: "/api/v1/slo",
        pageOf: (page, size) => ({ limit: size, offset: page * size }),
        size: 1000,
        schema: slosPage,
        items: (page) => page.data,
        permission: "slos_read",
      }),
    ),
    foundSlos: once(() =>
      listAll(client, {
        path: "/api/v1/slo/search",
        pageOf: (page, size) => ({ "page[number]": page, "page[size]": size }),
        size: 100,
        schema: foundPage,
        items: (page) => page.data.attributes.slos.map(({ data }) => data),
        permission: "slos_read",
      }),
    ),
  };
}

function dashboardLists(client: ApiClient) {
  return {
    dashboards: once(() =>
      listAll(client, {
        path: "/api/v1/dashboard",
        pageOf: (page, size) => ({ start: page * size, count: size }),
        size: 100,
        schema: summariesPage,
        items: (page) => page.dashboards,
        permission: "dashboards_read",
      }),
    ),
    dashboard: oncePer((id) =>
      client.get({
        path: `/api/v1/dashboard/${encodeURIComponent(id)}`,
        schema: dashboardSchema,
        permission: "dashboards_read",
      }),
    ),
  };
}
