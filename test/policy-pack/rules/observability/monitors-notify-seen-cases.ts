import type { ObservedResource } from "../../../../evidence/facts";
import { datadog, pagerduty } from "../../../../policy-pack/engine/tokens";
import { type Given, given } from "../../given";
import type { RuleCases } from "../../rule-tester";

const page = "@pagerduty-checkout";
const query = "avg(last_5m):avg:a.errors{service:checkout} > 1";

/** The perfect service whose monitors stand at the vendor alone. */
function seen(props: ObservedResource["props"], ...rules: readonly ObservedResource["props"][]): Given {
  const monitor = { name: "Errors", type: "query alert", query, tags: ["service:checkout"], ...props };
  return given
    .service()
    .without(datadog.monitor)
    .observed("monitors", "checkout", {
      value: {
        resources: [
          { type: datadog.monitor, id: "7", name: "Errors", props: monitor },
          ...rules.map((rule, at) => ({
            type: datadog.monitorNotificationRule,
            id: `rule-${at}`,
            name: `Rule ${at}`,
            props: rule,
          })),
        ],
      },
    });
}

const handle = "@pagerduty-checkout";
const health = { subject: "checkout-health", on: "checkout-health" };

/** What was seen at the vendor, and what synthetic tests make. */
export const seenCases: Required<Pick<RuleCases, "pass" | "fail" | "unknown">> = {
  pass: {
    "a monitor that was seen": seen({ message: page }),
    "a monitor and a notification rule that were seen": seen(
      { message: "@slack-orders" },
      { filter: { tags: ["service:checkout"] }, recipients: ["pagerduty-checkout"] },
    ),
    "the health check alone, which makes its own monitor": given.service().without(datadog.monitor),
    "a copy of a monitor that is declared as JSON": given
      .service()
      .add({
        type: datadog.monitorJson,
        name: "checkout-json",
        props: { id: "7", monitor: JSON.stringify({ type: "query alert", query, message: page }) },
      })
      .observed("monitors", "checkout", {
        value: {
          resources: [
            {
              type: datadog.monitor,
              id: "7",
              name: "Errors",
              props: { type: "query alert", query, message: "@slack-x" },
            },
          ],
        },
      }),
  },
  fail: {
    "a seen monitor that tells a chat channel only": [
      seen({ message: "@slack-orders" }),
      [{ message: "absent", data: { monitor: "Errors", handle }, subject: "Errors", on: "Errors" }],
    ],
    "a health check that tells a chat channel only": [
      given.service().with(datadog.syntheticsTest, undefined, { message: "@slack-orders" }),
      [{ message: "absent", data: { monitor: "checkout-health", handle }, ...health }],
    ],
    "a monitor that pages nobody, where Datadog told of all rules": [
      seen(
        { message: "@slack-orders" },
        { filter: { tags: ["service:cart"] }, recipients: ["pagerduty-checkout"] },
      )
        .catalog({ observe: ["datadog"] })
        .without(datadog.syntheticsTest),
      [{ message: "absent", data: { monitor: "Errors", handle }, subject: "Errors", on: "Errors" }],
    ],
  },
  unknown: {
    "whether a rule that Datadog did not tell of pages": [
      given
        .service()
        .with(datadog.monitor, "checkout-errors", { message: "@slack-orders" })
        .catalog({ observe: ["datadog"] })
        .observed("monitors", "checkout", { reason: "it timed out" }),
      "unobserved: Datadog did not tell whom checkout-errors notifies: it timed out",
    ],
  },
};

/** A service without monitors of its own, nor any that its tests make. */
export const unmonitored = given.service().without(datadog.monitor).without(datadog.syntheticsTest);

export const withoutOnCall = given
  .service()
  .without(datadog.pagerdutyServiceObject, "checkout-handle")
  .without(pagerduty.service, "checkout-pagerduty");
