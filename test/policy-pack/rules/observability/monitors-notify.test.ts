import { datadog, pagerduty } from "../../../../policy-pack/engine/tokens";
import { monitorsNotify } from "../../../../policy-pack/rules/observability/monitors-notify";
import { type Given, given } from "../../given";
import { testRule } from "../../rule-tester";
import { seenCases, unmonitored, withoutOnCall } from "./monitors-notify-seen-cases";

/** The perfect service with one of its monitors changed. */
function errorsMonitor(patch: Record<string, unknown>): Given {
  return given.service().with(datadog.monitor, "checkout-errors", patch);
}

function withRule(props: Record<string, unknown>, patch: Record<string, unknown> = {}): Given {
  return errorsMonitor({ message: "@slack-orders", ...patch }).add({
    type: datadog.monitorNotificationRule,
    name: "routes",
    belongs: false,
    props: { name: "routes", ...props },
  });
}

const tags = ["service:checkout", "team:orders"];
const routing = {
  type: datadog.onCallTeamRoutingRules,
  name: "orders-routing",
  props: { teamId: "team-1", rules: [{ escalationPolicy: "policy-1" }] },
  dependsOn: { teamId: ["orders-team"] },
  belongs: false,
};
const ordersTeam = {
  type: datadog.team,
  name: "orders-team",
  props: { id: "team-1", handle: "orders", name: "Orders" },
  belongs: false,
};

const site = { subject: "checkout-errors", on: "checkout-errors" };
const data = { monitor: "checkout-errors", handle: "@pagerduty-checkout" };
const absent = [{ message: "absent", data, ...site }];
const elsewhere = (states: string) => [{ message: "elsewhere", data: { ...data, states }, ...site }];

testRule(monitorsNotify, {
  pass: {
    ...seenCases.pass,
    "a service whose monitors all page": given.service(),
    "a handle in plain text": errorsMonitor({ message: "Errors. @pagerduty-checkout" }),
    "a handle in both halves of a condition": errorsMonitor({
      message:
        '{{#is_match "env.name" "prod"}}@pagerduty-checkout{{else}}Quiet? @pagerduty-checkout{{/is_match}}',
    }),
    "a rule by tags that adds the handle": withRule({
      filter: [{ tags: ["service:checkout", "team:orders"] }],
      recipients: ["pagerduty-checkout"],
    }),
    "a rule by scope that adds the handle": withRule({
      filter: { scope: "team:orders AND NOT env:dev AND service:(cart OR checkout)" },
      recipients: ["pagerduty-checkout"],
    }),
    "a rule with a condition that is met on alert": withRule({
      filter: { scope: "service:checkout" },
      conditionalRecipients: {
        conditions: [{ scope: "transition_type:is_alert", recipients: ["pagerduty-checkout"] }],
        fallbackRecipients: ["slack-orders"],
      },
    }),
    "a rule whose conditions are not met, with a fallback": withRule(
      {
        filter: [{ tags: ["service:checkout"] }],
        conditionalRecipients: [
          {
            conditions: [{ scope: "priority:p5", recipients: ["slack-orders"] }],
            fallbackRecipients: ["pagerduty-checkout"],
          },
        ],
      },
      { priority: "1" },
    ),
    "a saturation monitor that tells a chat channel": given
      .service()
      .with(datadog.monitor, "checkout-saturation", { message: "@slack-orders" }),
    "a draft that notifies nobody in time": errorsMonitor({ message: "@slack-orders", draftStatus: "draft" }),
    "a part of a composite, which tells nobody by itself": errorsMonitor({ message: "" }),
    "a monitor of another service, declared beside": errorsMonitor({
      query: "sum(last_5m):sum:trace.http.request.errors{service:cart}.as_count() > 9",
      message: "@pagerduty-cart",
    }),
    "Datadog On-Call of the owning team": errorsMonitor({ message: "@oncall-orders" })
      .add(ordersTeam)
      .add(routing),
    "a PagerDuty service that exists elsewhere": given
      .service()
      .without(datadog.pagerdutyServiceObject)
      .without(pagerduty.service)
      .facts({ onCall: { existing: { service: "checkout" } } }),
    "a burn-rate alert whose query is not known yet": given
      .service()
      .unknown(datadog.monitor, "checkout-availability-burn-fast", "query"),
    "a notification rule for others beside a query that is not known yet": withRule(
      { filter: { scope: "service:cart" }, recipients: ["pagerduty-cart"] },
      { message: "@pagerduty-checkout" },
    ).unknown(datadog.monitor, "checkout-availability-burn-fast", "query"),
    "a message that pages, beside a rule that is not known": withRule(
      { filter: { tags: ["service:checkout"] }, recipients: ["slack-orders"] },
      { message: "@pagerduty-checkout" },
    ).unknown(datadog.monitorNotificationRule, "routes", "filter"),
    "a rule that pages, beside a message that is not known": withRule({
      filter: { tags: ["service:checkout"] },
      recipients: ["pagerduty-checkout"],
    }).unknown(datadog.monitor, "checkout-errors", "message"),
    "a service that only its tags name": unmonitored
      .add({
        type: datadog.monitor,
        name: "checkout-json-free",
        props: {
          type: "query alert",
          query: "avg(last_5m):avg:a.b{service:checkout} > 1",
          message: "@pagerduty-checkout",
        },
      })
      .withoutComponent(),
  },
  fail: {
    ...seenCases.fail,
    "a monitor that tells a chat channel only": [errorsMonitor({ message: "@slack-orders" }), absent],
    "a monitor that pages another service": [errorsMonitor({ message: "@pagerduty-cart" }), absent],
    "a handle that only begins like it": [errorsMonitor({ message: "@pagerduty-checkout-eu" }), absent],
    "the default service of the account": [
      errorsMonitor({ message: "@pagerduty" }),
      [{ message: "defaultService", data, ...site }],
    ],
    "a handle in is_recovery": [
      errorsMonitor({ message: "{{#is_recovery}}@pagerduty-checkout{{/is_recovery}}" }),
      elsewhere("recovery"),
    ],
    "a handle in is_warning": [
      errorsMonitor({ message: "@slack-orders {{#is_warning}}@pagerduty-checkout{{/is_warning}}" }),
      elsewhere("warning"),
    ],
    "a handle in is_no_data": [
      errorsMonitor({ message: "{{#is_no_data}}@pagerduty-checkout{{/is_no_data}}" }),
      elsewhere("no data"),
    ],
    "a handle in is_renotify": [
      errorsMonitor({ message: "{{#is_renotify}}@pagerduty-checkout{{/is_renotify}}" }),
      elsewhere("renotification"),
    ],
    "a handle where it does not alert": [
      errorsMonitor({ message: "{{^is_alert}}@pagerduty-checkout{{/is_alert}}" }),
      absent,
    ],
    "a handle that is escalated to": [
      errorsMonitor({
        message: "@slack-orders",
        escalationMessage: "@pagerduty-checkout",
        renotifyInterval: 10,
      }),
      elsewhere("renotification"),
    ],
    "an escalation message that is never sent": [
      errorsMonitor({ message: "@slack-orders", escalationMessage: "@pagerduty-checkout" }),
      absent,
    ],
    "a rule whose tags do not all match": [
      withRule({ filter: { tags: ["service:checkout", "team:carts"] }, recipients: ["pagerduty-checkout"] }),
      absent,
    ],
    "a rule whose scope excludes it": [
      withRule({
        filter: { scope: "service:checkout AND NOT team:orders" },
        recipients: ["pagerduty-checkout"],
      }),
      absent,
    ],
    "a rule that only tells of recovery": [
      withRule({
        filter: { tags: ["service:checkout"] },
        conditionalRecipients: {
          conditions: [{ scope: "transition_type:is_recovery", recipients: ["pagerduty-checkout"] }],
        },
      }),
      absent,
    ],
    "every kind of error monitor, saturation apart": [
      unmonitored
        .add({
          type: datadog.monitor,
          name: "checkout-errors",
          props: {
            type: "query alert",
            query: "avg(last_5m):avg:a.errors{service:checkout} > 1",
            message: "@slack-a",
            tags,
          },
        })
        .add({
          type: datadog.monitor,
          name: "checkout-load",
          props: {
            type: "query alert",
            query: "avg(last_5m):avg:a.cpu{service:checkout} > 1",
            message: "@slack-a",
            tags,
          },
        }),
      absent,
    ],
    "an error monitor with the tag of saturation": [
      errorsMonitor({ message: "@slack-orders", "tags[3]": "signal:saturation" }),
      absent,
    ],
    "a monitor that is declared as JSON": [
      given.service().add({
        type: datadog.monitorJson,
        name: "checkout-json",
        props: {
          monitor: JSON.stringify({
            type: "query alert",
            query: "avg(last_5m):avg:a.b{service:checkout} > 1",
            message: "@slack-orders",
            options: { escalation_message: "@pagerduty-checkout", renotify_interval: 5 },
          }),
        },
      }),
      [
        {
          message: "elsewhere",
          data: { ...data, monitor: "checkout-json", states: "renotification" },
          subject: "checkout-json",
          on: "checkout-json",
        },
      ],
    ],
    "one that does not page beside one that is not known": [
      errorsMonitor({ message: "@slack-orders" }).unknown(datadog.monitor, "checkout-traffic", "message"),
      absent,
    ],
    "a handle that is wired to another PagerDuty service": [
      given
        .service()
        .add({
          type: datadog.pagerdutyServiceObject,
          name: "checkout-crossed",
          props: { serviceName: "crossed" },
          dependsOn: { serviceKey: ["spare-integration"] },
        })
        .with(datadog.monitor, "checkout-errors", { message: "@pagerduty-crossed" }),
      absent,
    ],
  },
  notApplicable: {
    "a service without on-call": withoutOnCall,
    "a service without monitors": unmonitored,
    "a service whose monitors tell nobody": given
      .service()
      .with(datadog.monitor, undefined, { message: "Broken." })
      .with(datadog.syntheticsTest, undefined, { message: "Broken." }),
  },
  unknown: {
    ...seenCases.unknown,
    "a condition that run time decides": [
      errorsMonitor({ message: '{{#is_match "env.name" "prod"}}@pagerduty-checkout{{/is_match}}' }),
      "unobserved: whom checkout-errors notifies depends on conditions that only an alert decides",
    ],
    "blocks that do not match": [
      errorsMonitor({ message: "{{#is_alert}}@pagerduty-checkout" }),
      "unobserved: whom checkout-errors notifies cannot be told while the blocks of its message do not match",
    ],
    "a handle that run time completes": errorsMonitor({ message: "@pagerduty-{{service.name}}" }),
    "a rule that the monitor's groups decide": withRule(
      { filter: { tags: ["host:web"] }, recipients: ["pagerduty-checkout"] },
      { query: "sum(last_5m):sum:a.errors{service:checkout} by {host} > 1" },
    ),
    "a rule whose scope cannot be read": withRule({
      filter: { scope: "service:checkout AND (" },
      recipients: ["pagerduty-checkout"],
    }),
    "a chat channel beside a rule that is not known": [
      withRule({ filter: { tags: ["service:checkout"] }, recipients: ["slack-orders"] }).unknown(
        datadog.monitorNotificationRule,
        "routes",
        "recipients",
      ),
      "planned: recipients of",
    ],
    "whether a monitor that pages nobody is a draft": errorsMonitor({ message: "@slack-orders" }).unknown(
      datadog.monitor,
      "checkout-errors",
      "draftStatus",
    ),
    "a message that is not known": [
      given.service().unknown(datadog.monitor, "checkout-errors", "message"),
      "planned: message of",
    ],
    "JSON that does not parse": [
      given.service().add({ type: datadog.monitorJson, name: "checkout-json", props: { monitor: "{" } }),
      "unobserved: monitor of checkout-json is not JSON at line 1, column 2",
    ],
  },
});
