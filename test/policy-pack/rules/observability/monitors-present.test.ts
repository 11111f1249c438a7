import type { ObservedResource } from "../../../../evidence/facts";
import { datadog } from "../../../../policy-pack/engine/tokens";
import { monitorsPresent } from "../../../../policy-pack/rules/observability/monitors-present";
import { type Given, given } from "../../given";
import { testRule } from "../../rule-tester";

const unwatched = given.service().without(datadog.monitor).without(datadog.syntheticsTest);
const errors = {
  name: "Errors",
  type: "query alert",
  query:
    "sum(last_5m):sum:trace.http.request.errors{service:checkout}.as_count() / sum:trace.http.request.hits{service:checkout}.as_count() > 0.02",
  message: "@slack-orders",
  tags: ["service:checkout"],
};

function watchedBy(props: Record<string, unknown>, dependsOn?: Record<string, readonly string[]>): Given {
  return unwatched.add({
    type: datadog.monitor,
    name: "checkout-watch",
    props: { ...errors, ...props },
    ...(dependsOn ? { dependsOn } : {}),
  });
}

function seenBy(props: ObservedResource["props"]): Given {
  const resources = [{ type: datadog.monitor, id: "7", name: "Errors", props }];
  return unwatched.observed("monitors", "checkout", { value: { resources } });
}

function watchedByJson(monitor: unknown): Given {
  return unwatched.add({ type: datadog.monitorJson, name: "checkout-watch", props: { monitor } });
}

const burn = 'burn_rate("slo-checkout-availability").over("30d").long_window("1h").short_window("5m") >';
const useless = (reason: string) => [
  {
    message: "useless",
    data: { reasons: `checkout-watch ${reason}` },
    subject: "checkout-watch",
    on: "checkout-watch",
  },
];
const foreignMonitor = {
  type: datadog.monitor,
  name: "cart-errors",
  props: { ...errors, id: "77", query: "avg(last_5m):avg:a.errors{service:cart} > 1" },
  belongs: false,
};

testRule(monitorsPresent, {
  pass: {
    "a service with monitors of every kind": given.service(),
    "a service with one error monitor": watchedBy({}),
    "a monitor of the same service under an earlier name": watchedBy({
      query: errors.query.replaceAll("checkout", "till"),
      tags: [],
    }).facts({ aliases: ["till"] }),
    "a monitor that is declared as JSON": watchedByJson(JSON.stringify(errors)),
    "a tag in capitals, which Datadog lowers": watchedBy({
      query: "avg(last_5m):avg:queue.depth{env:prod} > 100",
      tags: ["service:Checkout"],
    }),
    "a live health check, which makes its own monitor": given.service().without(datadog.monitor),
    "a monitor whose recipients a notification rule adds": watchedBy({ message: "Errors." }).add({
      type: datadog.monitorNotificationRule,
      name: "routes",
      belongs: false,
      props: { filter: [{ tags: ["service:checkout"] }], recipients: ["slack-orders"] },
    }),
    "a monitor that only tells of recovery, which monitors-notify judges": watchedBy({
      message: "{{#is_recovery}}@pagerduty-checkout{{/is_recovery}}",
    }),
    "a composite of its own monitors": watchedBy({ draftStatus: "draft", id: "12" }).add({
      type: datadog.monitor,
      name: "checkout-both",
      props: { ...errors, type: "composite", query: "12 && !13" },
    }),
    "a composite whose parts have no ids yet": watchedBy({ draftStatus: "draft" })
      .add({
        type: datadog.monitor,
        name: "checkout-both",
        props: { ...errors, type: "composite" },
        dependsOn: { query: ["checkout-watch"] },
      })
      .unknown(datadog.monitor, "checkout-both", "query"),
    "a burn-rate alert whose SLO has no id yet": watchedBy(
      { type: "slo alert", monitorThresholds: { critical: "14.4" } },
      { query: ["checkout-availability"] },
    ).unknown(datadog.monitor, "checkout-watch", "query"),
    "a sound monitor beside one that is not known": watchedBy({})
      .add({ type: datadog.monitor, name: "checkout-other", props: errors })
      .unknown(datadog.monitor, "checkout-other", "message"),
    "a service that only its tags name": watchedBy({}).withoutComponent(),
    "a monitor that was seen": seenBy(errors),
  },
  fail: {
    "a service without a monitor": [unwatched, [{ message: "missing" }]],
    "a service without a monitor, as Datadog told": [
      unwatched
        .catalog({ observe: ["datadog"] })
        .observed("monitors", "checkout", { value: { resources: [] } }),
      [{ message: "missing" }],
    ],
    "a seen draft": [
      seenBy({ ...errors, draftStatus: "draft" }),
      [{ message: "useless", data: { reasons: "Errors is a draft" }, subject: "Errors", on: "Errors" }],
    ],
    "a draft": [watchedBy({ draftStatus: "draft" }), useless("is a draft")],
    "a draft that is declared as JSON": [
      watchedByJson(JSON.stringify({ ...errors, draft_status: "draft" })),
      useless("is a draft"),
    ],
    "a paused health check alone": [
      given.service().without(datadog.monitor).with(datadog.syntheticsTest, undefined, { status: "paused" }),
      [
        {
          message: "useless",
          data: { reasons: "checkout-health is paused" },
          subject: "checkout-health",
          on: "checkout-health",
        },
      ],
    ],
    "a monitor that queries another service": [
      watchedBy({ query: errors.query.replaceAll("checkout", "cart") }),
      useless("queries cart"),
    ],
    "a monitor that is tagged for another service": [
      watchedBy({ query: "avg(last_5m):avg:system.load.1{*} > 4", tags: ["service:cart"] }),
      useless("is tagged for cart"),
    ],
    "a burn-rate alert on another service's SLO": [
      watchedBy({ type: "slo alert", query: `${burn.replaceAll("checkout", "spare")} 6` }),
      useless("watches SLO spare-availability of another service"),
    ],
    "a composite of foreign monitors": [
      watchedBy({ type: "composite", query: "77 && 78" }).add(foreignMonitor),
      useless("only combines monitors of others"),
    ],
    "a composite of foreign monitors without ids": [
      watchedBy({ type: "composite" }, { query: ["spare-errors"] }).unknown(
        datadog.monitor,
        "checkout-watch",
        "query",
      ),
      useless("only combines monitors of others"),
    ],
    "a threshold above 100 per cent": [
      watchedBy({ query: errors.query.replace("> 0.02", "* 100 > 100") }),
      useless("cannot fire: its query is never > 100"),
    ],
    "a burn rate that no outage reaches": [
      watchedBy({ type: "slo alert", query: `${burn} 2000`, monitorThresholds: { critical: "2000" } }),
      useless("cannot fire: no burn rate of a target of 99.9 % exceeds 1000"),
    ],
    "a check that counts fewer results than it alerts at": [
      watchedBy({
        type: "service check",
        query: '"http.can_connect".over("service:checkout").last(3).count_by_status()',
        monitorThresholds: { critical: "4" },
      }),
      useless("cannot fire: it counts the last 3 results but alerts at 4"),
    ],
    "a monitor without recipients": [watchedBy({ message: "Errors are high." }), useless("notifies nobody")],
    "a monitor whose only handle is in a comment": [
      watchedBy({ message: "{{!-- @pagerduty-checkout --}}" }),
      useless("notifies nobody"),
    ],
    "an escalation message that is never sent": [
      watchedBy({ message: "", escalationMessage: "@pagerduty-checkout" }),
      useless("notifies nobody"),
    ],
    "a notification rule for other monitors": [
      watchedBy({ message: "" }).add({
        type: datadog.monitorNotificationRule,
        name: "routes",
        belongs: false,
        props: { filter: { scope: "service:cart AND env:prod" }, recipients: ["slack-carts"] },
      }),
      useless("notifies nobody"),
    ],
    "several monitors with the same fault": [
      given
        .service()
        .without(datadog.syntheticsTest)
        .with(datadog.monitor, undefined, { message: "Look at it." }),
      [
        {
          message: "useless",
          data: { reasons: "checkout-availability-burn-fast (and 7 more) notifies nobody" },
        },
      ],
    ],
    "two monitors, neither of use": [
      watchedBy({ draftStatus: "draft" }).add({
        type: datadog.monitor,
        name: "checkout-zeal",
        props: { ...errors, message: "" },
      }),
      [{ message: "useless", data: { reasons: "checkout-watch is a draft, checkout-zeal notifies nobody" } }],
    ],
  },
  unknown: {
    "what Datadog may have beside a draft": [
      watchedBy({ draftStatus: "draft" })
        .catalog({ observe: ["datadog"] })
        .observed("monitors", "checkout", { permission: "monitors_read" }),
      "unobserved: Datadog shows the monitors of checkout only with the permission monitors_read",
    ],
    "what Datadog has, where it was not asked": [
      unwatched.catalog({ observe: ["datadog"] }),
      "unobserved: Datadog did not tell the monitors of checkout",
    ],
    "a monitor whose message is not known": [
      watchedBy({}).unknown(datadog.monitor, "checkout-watch", "message"),
      "planned: message",
    ],
    "JSON that an SLO's id will be part of, of which only relations tell whose it is": [
      unwatched.add({
        type: datadog.monitorJson,
        name: "shared-watch",
        belongs: false,
        props: { monitor: "04da6b54-80e4-46f7-96ec-b56ff0331ba9" },
        dependsOn: { monitor: ["checkout-availability"] },
      }),
      "planned: monitor of datadog:index/monitorJson:MonitorJson shared-watch is only known after an update",
    ],
    "JSON that does not parse": [
      watchedByJson('{"name": }'),
      "unobserved: monitor of checkout-watch is not JSON at line 1, column 10",
    ],
    "a draft beside a monitor that is not known": [
      watchedBy({ draftStatus: "draft" }).add({
        type: datadog.monitorJson,
        name: "checkout-json",
        props: { monitor: "nothing" },
      }),
      "unobserved",
    ],
  },
});
