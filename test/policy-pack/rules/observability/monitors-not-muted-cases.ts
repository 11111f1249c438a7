import type { ObservedResource } from "../../../../evidence/facts";
import { datadog, pagerduty } from "../../../../policy-pack/engine/tokens";
import { type Given, given } from "../../given";
import type { RuleCases } from "../../rule-tester";

// Today is 2026-11-23: the next 30 days have 720 hours, of which 180 may be muted.
export const onErrors = {
  monitorIdentifier: { monitorTags: ["service:checkout", "signal:errors"] },
  scope: "*",
};
export const epoch = (time: string): number => Date.parse(time) / 1_000;

/** The perfect service with a downtime of its monitor of errors. */
export function muted(props: Record<string, unknown>, name = "calm"): Given {
  return given
    .service()
    .add({ type: datadog.downtimeSchedule, name, belongs: false, props: { ...onErrors, ...props } });
}

export function once(start: string | undefined, end: string | undefined): Given {
  return muted({ oneTimeSchedule: { start, end } });
}

export function again(...recurrences: readonly Record<string, string>[]): Given {
  return muted({ recurringSchedule: [{ timezone: "Europe/Berlin", recurrences }] });
}

export function classic(props: Record<string, unknown>): Given {
  const base = { scopes: ["*"], monitorTags: ["service:checkout", "signal:errors"] };
  return given
    .service()
    .add({ type: datadog.downtime, name: "calm", belongs: false, props: { ...base, ...props } });
}

export function window(props: Record<string, unknown>, dependsOn?: Record<string, readonly string[]>): Given {
  return given.service().add({
    type: pagerduty.maintenanceWindow,
    name: "move",
    belongs: false,
    props: { startTime: "2026-11-23T00:00:00Z", services: ["PSVC-checkout"], ...props },
    ...(dependsOn ? { dependsOn } : {}),
  });
}

export function seen(
  kind: "downtimes" | "maintenance-windows",
  ...resources: readonly ObservedResource[]
): Given {
  return given.service().observed(kind, "checkout", { value: { resources: [...resources] } });
}

export const numbered = (): Given => given.service().with(datadog.monitor, "checkout-errors", { id: "77" });

const site = { subject: "calm", on: "calm" };
const data = { what: "Downtime", mute: "calm", monitors: "checkout-errors" };
const endless = [{ message: "endless", data, ...site }];
const limits = { limit: 25, days: 30 };
const long = (share: number) => [{ message: "long", data: { ...data, ...limits, share }, ...site }];
const windowSite = { subject: "move", on: "move" };
const all = "checkout-availability-burn-fast (and 8 more)";

/** Mutes that are too long. */
export const overlong: RuleCases["fail"] = {
  "a downtime without an end": [once("2026-11-23T00:00:00Z", undefined), endless],
  "a downtime without a schedule": [muted({}), endless],
  "a downtime without an end that only starts next year": [once("2027-11-23T00:00:00Z", undefined), endless],
  "a downtime without an end of some groups of the monitor": [muted({ scope: "host:web-1" }), endless],
  "a downtime that ends in a year": [once(undefined, "2027-11-23T00:00:00Z"), long(100)],
  "a downtime a minute longer than a quarter of the days": [
    once("2026-11-23T00:00:00Z", "2026-11-30T12:01:00Z"),
    long(25.1),
  ],
  "every day for a day, which is for ever": [
    again({ rrule: "FREQ=DAILY", duration: "24h", start: "2026-01-01T00:00" }),
    long(100),
  ],
  "every hour for an hour": [again({ rrule: "FREQ=HOURLY", duration: "60m" }), long(100)],
  "the same as a rule with a huge count": [
    again({ rrule: "FREQ=SECONDLY;COUNT=999999999", duration: "1h" }),
    long(100),
  ],
  "weekends and nights in one downtime": [
    again(
      { rrule: "FREQ=WEEKLY;BYDAY=SA,SU", duration: "1d", start: "2026-01-03T00:00" },
      { rrule: "FREQ=DAILY", duration: "6h", start: "2026-01-01T00:00" },
    ),
    long(45),
  ],
  "a recurrence that starts when it is made": [
    again({ rrule: "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", duration: "12h" }),
    long(36.7),
  ],
  "downtimes that only together are too long": [
    again({ rrule: "FREQ=DAILY", duration: "4h", start: "2026-01-01T00:00" }).add({
      type: datadog.downtimeSchedule,
      name: "noon",
      belongs: false,
      props: {
        ...onErrors,
        recurringSchedule: {
          recurrences: [{ rrule: "FREQ=DAILY", duration: "3h", start: "2026-01-01T12:00" }],
        },
      },
    }),
    [
      {
        message: "together",
        data: { mute: "calm, noon", monitors: "checkout-errors", ...limits, share: 29.2 },
        subject: "checkout-errors",
      },
    ],
  ],
  "all that queries the service, by a downtime of all monitors": [
    muted({ monitorIdentifier: { monitorTags: ["*"] }, scope: "service:checkout" }),
    [{ message: "endless", data: { ...data, monitors: "checkout-errors (and 3 more)" }, ...site }],
  ],
  "a downtime of the scope that the monitor watches": [
    muted({ scope: "env:prod AND service:checkout" }),
    endless,
  ],
  "a downtime of a monitor that has no id yet": [
    given
      .service()
      .add({
        type: datadog.downtimeSchedule,
        name: "calm",
        props: { scope: "*", monitorIdentifier: { monitorId: 0 } },
        dependsOn: { monitorIdentifier: ["checkout-errors"] },
      })
      .unknown(datadog.downtimeSchedule, "calm", "monitorIdentifier.monitorId"),
    endless,
  ],
  "a classic downtime without an end": [classic({ start: epoch("2026-11-01T00:00:00Z") }), endless],
  "a classic downtime of all monitors": [
    classic({
      monitorTags: undefined,
      scopes: ["env:prod", "service:checkout"],
      endDate: "2027-11-01T00:00:00Z",
    }),
    [
      {
        message: "long",
        data: { ...data, monitors: "checkout-errors (and 3 more)", ...limits, share: 100 },
        ...site,
      },
    ],
  ],
  "a classic downtime of a day that comes every day": [
    classic({
      start: epoch("2026-11-01T00:00:00Z"),
      end: epoch("2026-11-02T00:00:00Z"),
      recurrence: { type: "days", period: 1 },
    }),
    long(100),
  ],
  "a classic downtime of a day that comes every second day until a day": [
    classic({
      start: epoch("2026-11-01T00:00:00Z"),
      end: epoch("2026-11-02T00:00:00Z"),
      recurrence: { type: "days", period: 2, untilDate: epoch("2026-12-11T00:00:00Z") },
    }),
    long(33.4),
  ],
  "a classic downtime by a rule": [
    classic({
      start: epoch("2026-11-01T00:00:00Z"),
      end: epoch("2026-11-01T12:00:00Z"),
      recurrence: { type: "rrule", rrule: "FREQ=DAILY;INTERVAL=1" },
    }),
    long(50),
  ],
  "a maintenance window of a month": [
    window({ endTime: "2026-12-23T00:00:00Z" }),
    [
      {
        message: "long",
        data: { what: "Maintenance window", mute: "move", monitors: all, ...limits, share: 100 },
        ...windowSite,
      },
    ],
  ],
  "a maintenance window of a service that has no id yet": [
    window({ endTime: "2027-01-01T00:00:00Z" }, { services: ["checkout-pagerduty"] }).unknown(
      pagerduty.maintenanceWindow,
      "move",
      "services[0]",
    ),
    [
      {
        message: "long",
        data: { what: "Maintenance window", mute: "move", monitors: all, ...limits, share: 100 },
        ...windowSite,
      },
    ],
  ],
  "a monitor as JSON that silences itself": [
    given.service().add({
      type: datadog.monitorJson,
      name: "checkout-json",
      props: {
        monitor: JSON.stringify({
          type: "query alert",
          query: "avg(last_5m):avg:a.b{service:checkout} > 1",
          message: "@pagerduty-checkout",
          options: { silenced: { "*": null } },
        }),
      },
    }),
    [
      {
        message: "endless",
        data: { what: "Mute", mute: "checkout-json", monitors: "checkout-json" },
        subject: "checkout-json",
        on: "checkout-json",
      },
    ],
  ],
  "a mute that somebody made by hand": [
    numbered().observed("downtimes", "checkout", {
      value: {
        resources: [
          { type: datadog.downtime, id: "9", name: "calm", props: { monitorId: 77, scopes: ["*"] } },
        ],
      },
    }),
    endless,
  ],
  "a maintenance window that somebody made by hand": [
    seen("maintenance-windows", {
      type: pagerduty.maintenanceWindow,
      id: "PMW1",
      name: "move",
      props: {
        startTime: "2026-11-20T00:00:00Z",
        endTime: "2026-12-20T00:00:00Z",
        services: ["PSVC-checkout"],
      },
    }),
    [
      {
        message: "long",
        data: { what: "Maintenance window", mute: "move", monitors: all, ...limits, share: 90 },
        ...windowSite,
      },
    ],
  ],
  "one that never ends beside one that cannot be read": [
    muted({}).add({
      type: datadog.downtimeSchedule,
      name: "odd",
      belongs: false,
      props: { ...onErrors, oneTimeSchedule: { end: "some day" } },
    }),
    endless,
  ],
};
