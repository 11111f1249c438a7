import { datadog, pagerduty } from "../../../../policy-pack/engine/tokens";
import { sloAlertsOnBurn } from "../../../../policy-pack/rules/reliability/slo-alerts-on-burn";
import { type Given, given } from "../../given";
import { testRule } from "../../rule-tester";

const page = "@pagerduty-checkout";
const availability = "checkout-availability";

/** The perfect service whose availability SLO has the given alerts and no others. */
function alerts(...monitors: readonly Record<string, unknown>[]): Given {
  const bare = given
    .service()
    .without(datadog.monitor, `${availability}-burn-fast`)
    .without(datadog.monitor, `${availability}-burn-slow`);
  return monitors.reduce<Given>(
    (all, props, at) => all.add({ type: datadog.monitor, name: `checkout-a${at}`, props }),
    bare,
  );
}

function burn(
  critical: number,
  patch: Record<string, unknown> = {},
  windows = '.over("30d").long_window("1h")',
) {
  return {
    type: "slo alert",
    query: `burn_rate("slo-${availability}")${windows}.short_window("5m") > ${critical}`,
    message: page,
    monitorThresholds: { critical: String(critical) },
    tags: ["service:checkout"],
    ...patch,
  };
}

const budget = { ...burn(75), query: `error_budget("slo-${availability}").over("30d") > 75` };
const site = { subject: availability, on: availability };
const none = [{ message: "none", data: { slo: availability }, ...site }];
const useless = (reasons: string) => [{ message: "useless", data: { slo: availability, reasons }, ...site }];
const gap = (message: string, wanted: number, actual: string) => ({
  message,
  data: { slo: availability, wanted, actual },
  ...site,
});

/** A latency SLO apart, the availability SLO rests on monitors. */
function overMonitors(type: string, ...ids: readonly number[]): Given {
  return alerts()
    .with(datadog.serviceLevelObjective, availability, { type: "monitor", query: undefined, monitorIds: ids })
    .with(datadog.monitor, "checkout-errors", { id: "11", type });
}

testRule(sloAlertsOnBurn, {
  pass: {
    "a fast and a slow alert on each SLO": given.service(),
    "alerts at exactly the bounds": alerts(burn(10), burn(6)),
    "alerts whose queries are not known yet, by their tags": given
      .service()
      .unknown(datadog.monitor, `${availability}-burn-fast`, "query")
      .unknown(datadog.monitor, `${availability}-burn-slow`, "query"),
    "thresholds that only the queries state": alerts(
      burn(14.4, { monitorThresholds: undefined }),
      burn(6, { monitorThresholds: undefined }),
    ),
    "a slow alert that only tells a chat channel, which monitors-notify judges": alerts(
      burn(14.4),
      burn(6, { message: "@slack-orders" }),
    ),
    "one alert of any speed, at tier 2": alerts(burn(8)).tier(2),
    "as fast as a low target lets an alert be": alerts(burn(9), burn(4.5)).with(
      datadog.serviceLevelObjective,
      availability,
      { "thresholds[0].target": 90, targetThreshold: 90 },
    ),
    "the slow alert that Datadog advises over 90 days": alerts(
      burn(21.6, {}, '.over("90d").long_window("1h")'),
      burn(10.8, {}, '.over("90d").long_window("6h")'),
    ).with(datadog.serviceLevelObjective, availability, {
      timeframe: "90d",
      "thresholds[0].timeframe": "90d",
    }),
    "an SLO over checks, which can have none, beside one that has its alerts": overMonitors(
      "service check",
      11,
    ),
    "an SLO over what tests watch": overMonitors("query alert", 12).with(datadog.syntheticsTest, undefined, {
      monitorId: 12,
    }),
    "alerts on an SLO over monitors of metrics": overMonitors("query alert", 11)
      .add({ type: datadog.monitor, name: "checkout-fast", props: burn(14.4) })
      .add({ type: datadog.monitor, name: "checkout-slow", props: burn(6) }),
    "a service that nobody is on call for, which service-wired judges": alerts(
      burn(14.4, { message: "@slack-orders" }),
      burn(6, { message: "@slack-orders" }),
    )
      .without(pagerduty.service, "checkout-pagerduty")
      .without(datadog.pagerdutyServiceObject, "checkout-handle"),
    "sound alerts beside one that is not known": given
      .service()
      .add({
        type: datadog.monitor,
        name: "checkout-odd",
        props: { type: "slo alert", tags: [], message: page },
      })
      .unknown(datadog.monitor, "checkout-odd", "query"),
    "alerts that were seen, on an SLO that exists elsewhere": given
      .service()
      .without(datadog.monitor)
      .without(datadog.serviceLevelObjective)
      .facts({
        slos: [{ name: "up", kind: "availability", good: "a", total: "b", window: "30d", existing: "abc" }],
      })
      .observed("slos", "checkout", {
        value: {
          resources: [
            {
              type: datadog.serviceLevelObjective,
              id: "abc",
              name: "Up",
              props: { name: "Up", type: "metric", thresholds: [{ timeframe: "30d", target: 99.9 }] },
            },
          ],
        },
      })
      .observed("monitors", "checkout", {
        value: {
          resources: [14.4, 6].map((critical) => ({
            type: datadog.monitor,
            id: String(critical),
            name: `Burn ${critical}`,
            props: {
              type: "slo alert",
              query: `burn_rate("abc").over("30d").long_window("1h").short_window("5m") > ${critical}`,
              message: page,
            },
          })),
        },
      }),
  },
  fail: {
    "an SLO without an alert": [alerts(), none],
    "an SLO without an alert, at tier 3": [alerts().tier(3), none],
    "an alert on the budget only": [
      alerts(budget),
      [{ message: "budgetOnly", data: { slo: availability, alerts: "checkout-a0" }, ...site }],
    ],
    "an alert on another of its SLOs only": [
      alerts({ ...burn(14.4), query: 'burn_rate("slo-checkout-latency").over("30d") > 14.4' }),
      none,
    ],
    "a burn rate that no outage reaches": [
      alerts(burn(1_001)),
      useless("checkout-a0 cannot fire: no burn rate of a target of 99.9 % exceeds 1000"),
    ],
    "a draft": [alerts(burn(14.4, { draftStatus: "draft" })), useless("checkout-a0 is a draft")],
    "alerts that only tell a chat channel": [
      alerts(burn(14.4, { message: "@slack-orders" }), burn(6, { message: "@slack-orders" })),
      useless("checkout-a0 (and 1 more) pages nobody"),
    ],
    "a time frame that the SLO has no target for": [
      alerts(burn(14.4, {}, '.over("7d").long_window("1h")')),
      useless("checkout-a0 looks back over 7d, for which the SLO has no target"),
    ],
    "a long window of half an hour": [
      alerts(burn(14.4, {}, '.over("30d").long_window("30m")')),
      useless("checkout-a0 has a long window outside 1 to 48 hours"),
    ],
    "a long window of three days": [
      alerts(burn(3, {}, '.over("30d").long_window("3d")')),
      useless("checkout-a0 has a long window outside 1 to 48 hours"),
    ],
    "a fast alert alone": [alerts(burn(14.4)), [gap("noSlow", 6, "14.4")]],
    "a slow alert alone": [alerts(burn(6)), [gap("noFast", 10, "6")]],
    "an alert between fast and slow": [alerts(burn(8)), [gap("noFast", 10, "8"), gap("noSlow", 6, "8")]],
    "a fast alert that only tells a chat channel": [
      alerts(burn(14.4, { message: "@slack-orders" }), burn(6)),
      [gap("noFast", 10, "14.4, 6")],
    ],
    "a slow alert that tells nobody": [
      alerts(burn(14.4), burn(6, { message: "Slow." })),
      [gap("noSlow", 6, "14.4, 6")],
    ],
    "one alert that would be fast and slow over 90 days": [
      alerts(burn(10.5, {}, '.over("90d").long_window("6h")')).with(
        datadog.serviceLevelObjective,
        availability,
        {
          timeframe: "90d",
          "thresholds[0].timeframe": "90d",
        },
      ),
      [gap("noSlow", 10.8, "10.5")],
    ],
    "an SLO over monitors of metrics": [overMonitors("query alert", 11), none],
    "an SLO without an alert beside one of which the type is not known": [
      alerts().unknown(datadog.serviceLevelObjective, "checkout-latency", "type"),
      none,
    ],
    "both SLOs without alerts": [
      given.service().without(datadog.monitor),
      [
        ...none,
        {
          message: "none",
          data: { slo: "checkout-latency" },
          subject: "checkout-latency",
          on: "checkout-latency",
        },
      ],
    ],
    "one SLO without an alert and one without a slow one": [
      alerts()
        .without(datadog.monitor, "checkout-latency-burn-slow")
        .with(datadog.monitor, "checkout-latency-burn-fast", {
          message: page,
        }),
      [
        ...none,
        {
          message: "noSlow",
          data: { slo: "checkout-latency", wanted: 6, actual: "14.4" },
          subject: "checkout-latency",
          on: "checkout-latency",
        },
      ],
    ],
    "an SLO of which Datadog told all alerts": [
      alerts()
        .catalog({ observe: ["datadog"] })
        .observed("monitors", "checkout", { value: { resources: [] } }),
      none,
    ],
  },
  notApplicable: {
    "a service none of whose monitors tells anybody": given
      .service()
      .with(datadog.monitor, undefined, { message: "Broken." })
      .with(datadog.syntheticsTest, undefined, { message: "Broken." }),
    "a service without an SLO": given.service().without(datadog.serviceLevelObjective),
    "a service whose only SLO rests on checks": overMonitors("service check", 11).without(
      datadog.serviceLevelObjective,
      "checkout-latency",
    ),
  },
  unknown: {
    "an alert of which neither query nor tag tells what it watches": [
      alerts({ type: "slo alert", message: page, monitorThresholds: { critical: "14.4" }, tags: [] }).unknown(
        datadog.monitor,
        "checkout-a0",
        "query",
      ),
      "planned: query of",
    ],
    "whom an alert pages under a condition": [
      alerts(burn(14.4, { message: `{{#is_match "a" "b"}}${page}{{/is_match}}` })),
      "unobserved: whom checkout-a0 notifies depends on conditions that only an alert decides",
    ],
    "whether an SLO without an alert rests on checks": [
      alerts().unknown(datadog.serviceLevelObjective, availability, "type"),
      "planned: type of",
    ],
    "an SLO that exists elsewhere": [
      given.service().facts({
        slos: [{ name: "up", kind: "availability", good: "a", total: "b", window: "30d", existing: "abc" }],
      }),
      "no-collector: SLO up is not managed in this stack, and Datadog is not observed",
    ],
    "what else alerts on it, where Datadog did not tell": [
      alerts().catalog({ observe: ["datadog"] }),
      "unobserved: Datadog did not tell the alerts on SLO checkout-availability",
    ],
  },
});
