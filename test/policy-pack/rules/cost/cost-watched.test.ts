import { aws, datadog } from "../../../../policy-pack/engine/tokens";
import { costWatched } from "../../../../policy-pack/rules/cost/cost-watched";
import { type Given, given } from "../../given";
import { testRule } from "../../rule-tester";

const unwatched = given.service().without(aws.budget, "checkout-budget");
const link = { kind: "cost", url: "https://cost.astronomy-shop.example/checkout" };

/** A cost alert with a message, and whatever else is said of it. */
const alerting = (message: string, more: Record<string, unknown> = {}, start: Given = unwatched): Given =>
  start.add({
    type: datadog.monitor,
    name: "checkout-cost",
    props: {
      type: "cost alert",
      query: 'formula("query1").last("7d") > 100',
      message,
      tags: ["service:checkout", "team:orders"],
      ...more,
    },
  });
const budget = (patch: Record<string, unknown>): Given =>
  given.service().with(aws.budget, "checkout-budget", patch);
const mailTo = (...addresses: readonly string[]): Given =>
  budget({ "notifications[0].subscriberEmailAddresses": addresses });
const plan = (endMonth: number, start: Given = unwatched): Given =>
  start.add({
    type: datadog.costBudget,
    name: "checkout-plan",
    props: {
      name: "checkout",
      metricsQuery: "sum:aws.cost.amortized{*} by {service}",
      startMonth: 202601,
      endMonth,
    },
  });

const useless = (watch: string, reason: string) => ({
  message: "useless",
  data: { watch, reason },
  subject: watch,
  on: watch,
});
const elsewhere = "does not notify the owner";

testRule(costWatched, {
  pass: {
    "a budget of AWS that mails the team": given.service(),
    "a budget of AWS that mails a member, in other capitals": mailTo(
      "finance@shop.example",
      "AMY@astronomy-shop.example",
    ),
    "a budget of AWS that ends today": budget({ timePeriodEnd: "2026-11-23_00:00" }),
    "a cost alert in the team's channel": alerting("{{#is_alert}}@slack-orders{{/is_alert}}"),
    "a cost alert in the team's channel of an account": alerting("@slack-Astronomy-orders too dear"),
    "a cost alert to the team at Datadog": alerting("@team-orders"),
    "a cost alert to the team's address": alerting("Too dear: @orders@astronomy-shop.example."),
    "a cost alert to the people on call": alerting("@pagerduty-checkout"),
    "a cost alert whose rule tells the team": alerting("no handle", {}, unwatched).add({
      type: datadog.monitorNotificationRule,
      name: "rule",
      belongs: false,
      props: { name: "rule", filter: { tags: ["team:orders"] }, recipients: ["slack-orders"] },
    }),
    "a budget of Datadog beside a cost alert": plan(202612, alerting("@team-orders")),
    "a page that watches it elsewhere": unwatched.facts({ links: [link] }),
    "a page that watches it elsewhere, among other pages": unwatched.facts({
      links: [{ ...link, kind: "dashboard" }, link],
    }),
    "a page that watches it elsewhere, for a service that no team owns": unwatched.facts({
      links: [link],
      owner: "ghosts",
    }),
    "a sound alert beside one that is not known": alerting("@team-orders").unknown(
      aws.rdsInstance,
      "checkout-db",
      "tags",
    ),
  },
  fail: {
    nothing: [unwatched, [{ message: "missing" }]],
    "monitors of other types": [
      unwatched.add({
        type: datadog.monitor,
        name: "checkout-spend",
        props: {
          type: "query alert",
          query: "avg(last_5m):avg:cost{service:checkout} > 1",
          message: "@team-orders",
        },
      }),
      [{ message: "missing" }],
    ],
    "a link without a page": [
      unwatched.facts({ links: [{ kind: "cost", title: "Costs" }] }),
      [{ message: "missing" }],
    ],
    "a link of another kind": [
      unwatched.facts({ links: [{ ...link, kind: "dashboard" }] }),
      [{ message: "missing" }],
    ],
    "a budget of Datadog alone, which has no recipients": [
      plan(202612),
      [useless("checkout-plan", "notifies nobody by itself")],
    ],
    "a budget of Datadog that has ended": [plan(202610), [useless("checkout-plan", "has ended")]],
    "a budget of Datadog in its last month": [
      plan(202611),
      [useless("checkout-plan", "notifies nobody by itself")],
    ],
    "a budget of Datadog that only its lines tie to the service": [
      unwatched.add({
        type: datadog.costBudget,
        name: "shop-plan",
        belongs: false,
        props: {
          name: "shop",
          metricsQuery: "sum:aws.cost.amortized{*} by {service}",
          endMonth: 209912,
          budgetLines: [
            { tagFilters: [{ tagKey: "service", tagValue: "checkout" }] },
            { tagFilters: [{ tagKey: "service", tagValue: "spare" }] },
          ],
        },
      }),
      [useless("shop-plan", "notifies nobody by itself")],
    ],
    "a cost alert that tells nobody": [alerting("too dear"), [useless("checkout-cost", "notifies nobody")]],
    "a cost alert in another channel": [alerting("@slack-preorders"), [useless("checkout-cost", elsewhere)]],
    "a cost alert to another team": [alerting("@team-platform"), [useless("checkout-cost", elsewhere)]],
    "a cost alert that tells the owner when it recovers": [
      alerting("{{#is_recovery}}@team-orders{{/is_recovery}} @team-platform"),
      [useless("checkout-cost", elsewhere)],
    ],
    "a draft": [alerting("@team-orders", { draftStatus: "draft" }), [useless("checkout-cost", "is a draft")]],
    "a budget of AWS that mails others": [
      mailTo("finance@shop.example"),
      [useless("checkout-budget", elsewhere)],
    ],
    "a budget of AWS that mails nobody": [
      budget({ notifications: undefined }),
      [useless("checkout-budget", "notifies nobody")],
    ],
    "a budget of AWS that has ended": [
      budget({ timePeriodEnd: "2026-11-22_00:00" }),
      [useless("checkout-budget", "has ended")],
    ],
    "all that there is": [
      plan(202612, alerting("@team-platform")),
      [useless("checkout-plan", "notifies nobody by itself"), useless("checkout-cost", elsewhere)],
    ],
  },
  notApplicable: {
    "a service that no team of the catalog owns": unwatched.facts({ owner: "ghosts" }),
  },
  unknown: {
    "whom a topic of AWS notifies": [
      budget({
        "notifications[0].subscriberEmailAddresses": [],
        "notifications[0].subscriberSnsTopicArns": ["arn:aws:sns:eu-central-1:123456789012:cost"],
      }),
      "no-collector: whom the topics of checkout-budget notify",
    ],
    "a monitor whose message is not known": [
      alerting("@team-orders").unknown(datadog.monitor, "checkout-cost", "message"),
      "planned: message",
    ],
    "whether an alert tells the owner": [
      alerting('{{#is_match "env" "prod"}}@team-orders{{/is_match}} @team-platform'),
      "unobserved: whom checkout-cost notifies",
    ],
    "a monitor whose type is not known": [
      alerting("@team-orders").unknown(datadog.monitor, "checkout-cost", "type"),
      "planned: type",
    ],
  },
});
