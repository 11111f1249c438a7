import { datadog, pagerduty } from "../../../../policy-pack/engine/tokens";
import { serviceWired } from "../../../../policy-pack/rules/on-call/service-wired";
import { type Given, given } from "../../given";
import { testRule } from "../../rule-tester";
import { observedCases } from "./service-wired-observed-cases";

const { schedule, escalationPolicy, service, serviceIntegration } = pagerduty;
const { pagerdutyServiceObject, monitor, syntheticsTest } = datadog;
const pager = "checkout-pagerduty";
const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** The service without the integration and handle that the program declares. */
function unfed(): Given {
  return given
    .service()
    .without(serviceIntegration, "checkout-integration")
    .without(pagerdutyServiceObject, "checkout-handle");
}

function integration(name: string, props: Record<string, unknown>): (input: Given) => Given {
  return (input) =>
    input.add({
      type: serviceIntegration,
      name,
      props: { service: "PSVC-checkout", ...props },
      dependsOn: { service: [pager] },
    });
}

/** All monitors and tests of the service say this. */
function saying(message: string, input: Given = given.service()): Given {
  return input.with(monitor, undefined, { message }).with(syntheticsTest, undefined, { message });
}

function handle(props: Record<string, unknown>): Given {
  return given.service().with(pagerdutyServiceObject, "checkout-handle", props);
}

function urgency(incidentUrgencyRule: Record<string, unknown> | undefined): Given {
  return given.service().with(service, pager, { incidentUrgencyRule });
}

function withoutOnCall(): Given {
  return unfed()
    .without(schedule, "checkout-schedule")
    .without(escalationPolicy, "checkout-policy")
    .without(service, pager);
}

const steps = {
  type: datadog.onCallEscalationPolicy,
  name: "checkout-steps",
  props: { id: "DPOL", steps: [{ escalateAfterSeconds: 300, targets: [{ user: "amy" }] }] },
};

function routed(rules: readonly Record<string, unknown>[], start: Given = withoutOnCall()): Given {
  return start
    .add(steps)
    .add({ type: datadog.onCallTeamRoutingRules, name: "orders-routing", props: { teamId: "DTEAM", rules } });
}

const site = { subject: "checkout", on: pager };
const data = { pager: "checkout" };

function low(when: string) {
  return [{ message: "low", data: { ...data, when }, ...site }];
}

testRule(serviceWired, {
  pass: {
    ...observedCases.pass,
    "a service with integration, handle and monitors that use it": given.service(),
    "the first preview, in which no id is known": given
      .service()
      .unknown(service, pager, "id")
      .unknown(service, pager, "status")
      .unknown(service, pager, "escalationPolicy")
      .unknown(escalationPolicy, "checkout-policy", "id")
      .unknown(serviceIntegration, "checkout-integration", "service")
      .unknown(serviceIntegration, "checkout-integration", "type")
      .unknown(serviceIntegration, "checkout-integration", "integrationKey")
      .unknown(pagerdutyServiceObject, "checkout-handle", "serviceKey"),
    "resources of which the provider keeps no ids": given
      .service()
      .with(service, pager, { id: undefined })
      .with(escalationPolicy, "checkout-policy", { id: undefined })
      .with(serviceIntegration, "checkout-integration", { id: undefined }),
    "an events integration of no vendor": integration("events", {
      type: "events_api_v2_inbound_integration",
    })(
      given.service().with(serviceIntegration, "checkout-integration", {
        vendor: undefined,
        type: "generic_email_inbound_integration",
      }),
    ).with(pagerdutyServiceObject, "checkout-handle", { serviceKey: "another" }),
    "constant high urgency": urgency({ type: "constant", urgency: "high" }),
    "no urgency rule, which is high": urgency(undefined),
    "high urgency in and outside support hours": urgency({
      type: "use_support_hours",
      duringSupportHours: { type: "constant", urgency: "high" },
      outsideSupportHours: { type: "constant", urgency: "severity_based" },
    }),
    "low urgency at tier 3": urgency({ type: "constant", urgency: "low" }).tier(3),
    "no acknowledgement timeout stated, which is half an hour": given
      .service()
      .with(service, pager, { acknowledgementTimeout: undefined }),
    "an acknowledgement that lasts at tier 3": given
      .service({ tier: 3 })
      .with(service, pager, { acknowledgementTimeout: "null" }),
    "a ticket queue of low urgency beside it": given.service().add({
      type: service,
      name: "checkout-tickets",
      props: { name: "checkout-tickets", incidentUrgencyRule: { type: "constant", urgency: "low" } },
    }),
    "routing rules of a Datadog team": routed([
      { query: "priority:5", urgency: "low" },
      { escalationPolicy: "DPOL" },
    ]),
    "routing rules of a Datadog team beside a PagerDuty service": routed(
      [{ escalationPolicy: "DPOL" }],
      given.service(),
    ),
    "routing by an action": routed([
      { actions: [{ escalationPolicy: { policyId: "DPOL", urgency: "high" } }] },
    ]),
    "a service that only its PagerDuty service names": given.service().withoutComponent(),
  },
  fail: {
    ...observedCases.fail,
    "a policy without a service": [unfed().without(service, pager), [{ message: "missing" }]],
    "a Datadog policy that nothing leads to": [
      withoutOnCall().add(steps),
      [
        {
          message: "unrouted",
          data: { policy: "checkout-steps" },
          subject: "checkout-steps",
          on: "checkout-steps",
        },
      ],
    ],
    "routing rules that lead nowhere": [
      routed([{ actions: [{ sendSlackMessage: { channel: "C1", workspace: "T1" } }] }]),
      [
        {
          message: "aimless",
          data: { route: "orders-routing" },
          subject: "orders-routing",
          on: "orders-routing",
        },
      ],
    ],
    "routing rules whose rest is of low urgency": [
      routed([
        { query: "priority:1", escalationPolicy: "DPOL" },
        { escalationPolicy: "DPOL", urgency: "low" },
      ]),
      [
        {
          message: "lowRoute",
          data: { route: "orders-routing" },
          subject: "orders-routing",
          on: "orders-routing",
        },
      ],
    ],
    "a service that is disabled": [
      given.service().with(service, pager, { status: "disabled" }),
      [{ message: "disabled", data: { ...data, status: "disabled" }, ...site }],
    ],
    "a service in maintenance": [
      given.service().with(service, pager, { status: "maintenance" }),
      [{ message: "disabled", data: { ...data, status: "maintenance" }, ...site }],
    ],
    "a service that uses the vendor's default policy": [
      given.service().with(service, pager, { escalationPolicy: "PDEFAULT" }),
      [{ message: "otherPolicy", data: { ...data, service: "checkout" }, ...site }],
    ],
    "a service without an integration": [unfed(), [{ message: "unfed", data, ...site }]],
    "an integration of another service": [
      given.service().with(serviceIntegration, "checkout-integration", { service: "PSVC-spare" }),
      [{ message: "unfed", data, ...site }],
    ],
    "an integration by e-mail alone": [
      integration("mail", { type: "generic_email_inbound_integration" })(unfed()),
      [{ message: "emailOnly", data, ...site }],
    ],
    "an integration of a vendor that sends e-mail, before its type is known": [
      integration("mail", {
        vendor: "PMAIL",
        type: "04da6b54-80e4-46f7-96ec-b56ff0331ba9",
        integrationEmail: "checkout@pages.example.com",
      })(unfed()),
      [{ message: "emailOnly", data, ...site }],
    ],
    "constant low urgency": [urgency({ type: "constant", urgency: "low" }), low("at all times")],
    "low urgency outside support hours at tier 2": [
      urgency({
        type: "use_support_hours",
        duringSupportHours: { type: "constant", urgency: "high" },
        outsideSupportHours: { type: "constant", urgency: "low" },
      }).tier(2),
      low("outside support hours"),
    ],
    "low urgency during support hours, written as a list": [
      urgency({
        type: "use_support_hours",
        duringSupportHours: [{ type: "constant", urgency: "low" }],
      }),
      low("during support hours"),
    ],
    "an acknowledgement that lasts": [
      given.service({ tier: 2 }).with(service, pager, { acknowledgementTimeout: "null" }),
      [{ message: "asleep", data, ...site }],
    ],
    "no handle at Datadog": [
      given.service().without(pagerdutyServiceObject, "checkout-handle"),
      [{ message: "unnamed", data, ...site }],
    ],
    "a handle that no monitor uses": [
      handle({ serviceName: "checkout-prod" }),
      [
        {
          message: "misnamed",
          data: { ...data, handle: "pagerduty-checkout-prod", used: "pagerduty-checkout" },
          ...site,
        },
      ],
    ],
    "all that can be wrong at once": [
      unfed().with(service, pager, {
        status: "disabled",
        acknowledgementTimeout: "null",
        incidentUrgencyRule: { type: "constant", urgency: "low" },
      }),
      [
        { message: "disabled", data: { ...data, status: "disabled" }, ...site },
        { message: "unfed", data, ...site },
        ...low("at all times"),
        { message: "asleep", data, ...site },
      ],
    ],
    "low urgency, whatever the integration may be": [
      integration("later", { type: unknown })(unfed()).with(service, pager, {
        incidentUrgencyRule: { type: "constant", urgency: "low" },
      }),
      low("at all times"),
    ],
  },
  notApplicable: { ...observedCases.notApplicable, "a service without on-call": withoutOnCall() },
  unknown: {
    ...observedCases.unknown,
    "a PagerDuty service that a partial run leaves out": [
      given.service().without(service, pager).add({ type: service, name: pager, props: {} }),
      "partial: checkout-pagerduty is left out of this run",
    ],
    "an integration that a partial run leaves out": [
      unfed().add({ type: serviceIntegration, name: "later", props: {} }),
      "partial: later is left out of this run",
    ],
    "what kind of integration it will be": [
      integration("later", { type: unknown })(unfed()),
      "planned: type of pagerduty:index/serviceIntegration:ServiceIntegration later",
    ],
    "whether a message that is not known uses the handle": [
      saying("@pagerduty-payments").unknown(monitor, "checkout-errors", "message"),
      "planned: message of",
    ],
    "a PagerDuty service that the catalog says exists": [
      withoutOnCall().facts({ onCall: { existing: { service: "Checkout" } } }),
      "no-collector: who is on call for Checkout",
    ],
    "the urgency before the update": [
      given.service().unknown(service, pager, "incidentUrgencyRule.urgency"),
      "planned: incidentUrgencyRule.urgency",
    ],
  },
});
