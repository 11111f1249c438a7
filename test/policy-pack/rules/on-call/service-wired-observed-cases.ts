import type { ObservedResource } from "../../../../evidence/facts";
import { datadog, pagerduty } from "../../../../policy-pack/engine/tokens";
import { type Given, given } from "../../given";
import {
  changed,
  nothingDeclared,
  seen,
  seenIntegration,
  seenOnCall,
  seenThings,
} from "../../observed-on-call";
import type { RuleCases } from "../../rule-tester";

const { service, serviceIntegration, eventOrchestrationRouter, escalationPolicy } = pagerduty;
const { pagerdutyServiceObject, monitor, syntheticsTest } = datadog;
const data = { pager: "Checkout" };
const site = { subject: "Checkout", on: "Checkout" };

/** The handles that Datadog has, by the name of each. */
function handled(input: Given, ...names: readonly string[]): Given {
  const resources = names.map((serviceName) => seen(pagerdutyServiceObject, serviceName, { serviceName }));
  return input.observed("pager-handles", "checkout", { value: { resources } });
}

/** All monitors and tests of the service page @pagerduty-Checkout. */
function paging(input: Given): Given {
  const message = "@pagerduty-Checkout";
  return input.with(monitor, undefined, { message }).with(syntheticsTest, undefined, { message });
}

function wired(things: readonly ObservedResource[] = seenThings): Given {
  return handled(paging(seenOnCall(things)), "Checkout");
}

const unfed = seenThings.filter(({ id }) => id !== "PINT");

export const observedCases: Required<Pick<RuleCases, "pass" | "fail" | "notApplicable" | "unknown">> = {
  pass: {
    "a PagerDuty service that exists, with integration and handle": wired(),
    "one that the catalog names": wired().facts({ onCall: { existing: { service: "Checkout" } } }),
    "one that an event orchestration feeds": wired([
      ...unfed,
      seen(eventOrchestrationRouter, "PROUTE", {
        set: { rules: [{ actions: { routeTo: "PSVC" } }] },
      }),
    ]),
    "routing rules that Datadog has": seenOnCall([
      seen(datadog.onCallTeamRoutingRules, "DTEAM", { rules: [{ escalationPolicy: "DPOL" }] }),
      seen(datadog.onCallEscalationPolicy, "DPOL", { name: "Shop", steps: [{ targets: [{ user: "a" }] }] }),
    ]),
    "one without monitors, which need no handle": seenOnCall().without(monitor).without(syntheticsTest),
  },
  fail: {
    "one that is disabled at PagerDuty": [
      wired(changed("PSVC", { status: "disabled" })),
      [{ message: "disabled", data: { ...data, status: "disabled" }, ...site }],
    ],
    "one of low urgency that sleeps at PagerDuty": [
      wired(
        changed("PSVC", {
          incidentUrgencyRule: { type: "constant", urgency: "low" },
          acknowledgementTimeout: "null",
        }),
      ),
      [
        { message: "low", data: { ...data, when: "at all times" }, ...site },
        { message: "asleep", data, ...site },
      ],
    ],
    "one without an integration at PagerDuty": [wired(unfed), [{ message: "unfed", data, ...site }]],
    "one fed by e-mail alone at PagerDuty": [
      wired(changed("PINT", { type: "generic_email_inbound_integration" })),
      [{ message: "emailOnly", data, ...site }],
    ],
    "one without any handle at Datadog": [
      handled(paging(seenOnCall())),
      [{ message: "unnamed", data, ...site }],
    ],
    "one whose handle no monitor uses": [
      handled(seenOnCall(), "Checkout"),
      [
        {
          message: "misnamed",
          data: { ...data, handle: "pagerduty-Checkout", used: "pagerduty-checkout" },
          ...site,
        },
      ],
    ],
    "a policy that the catalog names and that no PagerDuty service uses": [
      seenOnCall([...seenThings, seen(escalationPolicy, "PLONE", { name: "Lone", rules: [] })]).facts({
        onCall: { existing: { policy: "Lone" } },
      }),
      [{ message: "missing" }],
    ],
    "a declared service that only what exists beside it feeds": [
      given
        .service()
        .without(serviceIntegration, "checkout-integration")
        .observed("on-call", "checkout", {
          value: {
            resources: [
              { ...seenIntegration, props: { ...seenIntegration.props, service: "PSVC-checkout" } },
            ],
          },
        }),
      [
        {
          message: "unfed",
          data: { pager: "checkout" },
          subject: "checkout",
          on: "checkout-pagerduty",
        },
      ],
    ],
    "a declared service that uses the policy which exists, not the declared one": [
      given
        .service()
        .with(service, "checkout-pagerduty", { escalationPolicy: "PPOL" })
        .observed("on-call", "checkout", {
          value: { resources: seenThings.filter(({ id }) => id === "PPOL") },
        }),
      [
        {
          message: "otherPolicy",
          data: { pager: "checkout", service: "checkout" },
          subject: "checkout",
          on: "checkout-pagerduty",
        },
      ],
    ],
  },
  notApplicable: {
    "a PagerDuty service of which the vendor says that it does not exist": nothingDeclared()
      .facts({ onCall: { existing: { service: "Checkout" } } })
      .observed("on-call", "checkout", "absent"),
  },
  unknown: {
    "what PagerDuty did not answer": [
      nothingDeclared()
        .facts({ onCall: { existing: { service: "Checkout" } } })
        .observed("on-call", "checkout", { reason: "it timed out" }),
      "unobserved: PagerDuty did not tell who is on call for Checkout: it timed out",
    ],
    "the handle that Datadog did not tell": [
      paging(seenOnCall()),
      "unobserved: Datadog did not tell the handle of PagerDuty service Checkout",
    ],
    "the handle where Datadog is not observed": [
      paging(seenOnCall()).catalog({ observe: ["pagerduty"] }),
      "no-collector: the handle of PagerDuty service Checkout is not managed in this stack, and Datadog is not observed",
    ],
    "which handle of another name leads to it": [
      handled(paging(seenOnCall()), "shop"),
      "unobserved: which of Datadog's handles leads to PagerDuty service Checkout",
    ],
  },
};
