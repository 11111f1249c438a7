import { datadog, pagerduty } from "../../../../policy-pack/engine/tokens";
import { monitorsNotMuted } from "../../../../policy-pack/rules/observability/monitors-not-muted";
import { given } from "../../given";
import { testRule } from "../../rule-tester";
import { again, classic, epoch, muted, once, onErrors, overlong, window } from "./monitors-not-muted-cases";

testRule(monitorsNotMuted, {
  pass: {
    "a service that nothing mutes": given.service(),
    "a downtime that ends in two hours": once("2026-11-23T00:00:00Z", "2026-11-23T02:00:00Z"),
    "a downtime of exactly a quarter of the days": once("2026-11-23T00:00:00Z", "2026-11-30T12:00:00Z"),
    "a downtime that is over": once("2026-01-01T00:00:00Z", "2026-11-22T00:00:00Z"),
    "a long downtime after the days that are looked at": once("2026-12-23T00:00:00Z", "2027-12-23T00:00:00Z"),
    "a downtime at night": again({
      rrule: "FREQ=DAILY;INTERVAL=1",
      duration: "6h",
      start: "2026-01-01T01:00",
    }),
    "a recurrence that is over": again({
      rrule: "FREQ=DAILY;UNTIL=20261101T000000Z",
      duration: "24h",
      start: "2026-01-01T00:00",
    }),
    "overlapping downtimes, each hour counted once": again(
      { rrule: "FREQ=DAILY", duration: "6h", start: "2026-01-01T00:00" },
      { rrule: "FREQ=WEEKLY;BYDAY=MO,TU", duration: "5h", start: "2026-01-01T01:00" },
    ),
    "a downtime without end of a scope that the monitor does not watch": muted({ scope: "env:dev" }),
    "a downtime without end of another service's monitors": muted({
      monitorIdentifier: { monitorTags: ["service:spare-part"] },
    }),
    "a downtime of monitors that have not all its tags": muted({
      monitorIdentifier: { monitorTags: ["service:checkout", "signal:errors", "team:carts"] },
    }),
    "a draft that is muted without end": muted({}).with(datadog.monitor, "checkout-errors", {
      draftStatus: "draft",
    }),
    "a classic downtime that is switched off": classic({ disabled: true }),
    "a classic downtime of weekends": classic({
      start: epoch("2026-11-28T00:00:00Z"),
      end: epoch("2026-11-28T18:00:00Z"),
      recurrence: { type: "weeks", period: 1, weekDays: ["Sat", "Sun"] },
    }),
    "a maintenance window of an hour": window({ endTime: "2026-11-23T01:00:00Z" }),
    "a long maintenance window of another PagerDuty service": window({
      endTime: "2027-11-23T01:00:00Z",
      services: ["PSVC-other"],
    }),
    "maintenance windows that nobody tells of, where PagerDuty does not page": given
      .service()
      .without(pagerduty.service, "checkout-pagerduty")
      .unobserved("maintenance-windows"),
    "a tolerance that an organisation widened": once(
      "2026-11-23T00:00:00Z",
      "2026-12-03T00:00:00Z",
    ).parameters({
      percent: 50,
    }),
  },
  fail: overlong,
  notApplicable: {
    "a service without a monitor": given.service().without(datadog.monitor).without(datadog.syntheticsTest),
  },
  unknown: {
    "what was muted by hand, where nobody looks": [
      given.service().unobserved("downtimes"),
      "no-collector: what mutes the monitors of checkout is not managed in this stack, and Datadog is not observed",
    ],
    "what was muted by hand, where it is not answered": [
      given.service().observed("downtimes", "checkout", { reason: "it timed out" }),
      "unobserved: Datadog did not tell what mutes the monitors of checkout: it timed out",
    ],
    "maintenance, where it may not be seen": [
      given.service().observed("maintenance-windows", "checkout", { permission: "services.read" }),
      "unobserved: PagerDuty shows the maintenance windows of checkout only with the permission services.read",
    ],
    "whether a scope covers the groups of a monitor": [
      muted({
        monitorIdentifier: { monitorTags: ["*"] },
        scope: "host:web-1 AND service:checkout",
        oneTimeSchedule: { end: "2027-01-01T00:00:00Z" },
      }),
      "unobserved: whether calm silences all of checkout-availability-burn-fast depends on its groups",
    ],
    "an end that is not known": [
      once(undefined, "2026-11-24T00:00:00Z").unknown(
        datadog.downtimeSchedule,
        "calm",
        "oneTimeSchedule.end",
      ),
      "planned: oneTimeSchedule.end of",
    ],
    "whom a downtime is for": [
      given
        .service()
        .add({ type: datadog.downtimeSchedule, name: "calm", props: { ...onErrors, oneTimeSchedule: {} } })
        .unknown(datadog.downtimeSchedule, "calm", "monitorIdentifier.monitorTags"),
      "planned: monitorIdentifier.monitorTags of",
    ],
    "a rule that recurs too often": [
      again({ rrule: "FREQ=SECONDLY;BYMINUTE=1", duration: "5m" }),
      "unobserved: calm recurs too often for its times to be added up",
    ],
    "a rule that cannot be read": [
      again({ rrule: "FREQ=NEVER", duration: "5m" }),
      "unobserved: the recurrence of calm cannot be read: it has no FREQ that RFC 5545 knows",
    ],
    "a length that cannot be read": [
      again({ rrule: "FREQ=DAILY", duration: "a while" }),
      "unobserved: the recurrence of calm cannot be read: it has no length or start",
    ],
    "an end that is no time": [once(undefined, "some day"), "unobserved: oneTimeSchedule.end is no time"],
    "whether a monitor is a draft": given
      .service()
      .unknown(datadog.monitor, "checkout-errors", "draftStatus"),
  },
});
