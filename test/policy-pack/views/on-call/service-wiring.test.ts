import assert from "node:assert/strict";
import { buildInventory } from "../../../../policy-pack/engine/inventory";
import { datadog, pagerduty } from "../../../../policy-pack/engine/tokens";
import { UnknownValue } from "../../../../policy-pack/engine/value";
import { handleProblem, pagersOf } from "../../../../policy-pack/views/on-call/service-wiring";
import { type Given, given } from "../../given";
import type { GivenResource } from "../../perfect-service";

const { service, serviceIntegration, rulesetRule, eventOrchestrationRouter, eventOrchestrationService } =
  pagerduty;
const { monitor, syntheticsTest, monitorNotificationRule, pagerdutyServiceObject } = datadog;
const pagerName = "checkout-pagerduty";
const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

function pagerIn(input: Given) {
  const found = buildInventory(input.resources()).services.find(({ subject }) => subject.name === "checkout");
  const pager = found && pagersOf(found.subject, found.evidence)[0];
  assert.ok(found && pager);
  return { pager, service: found.subject, evidence: found.evidence };
}

function feed(input: Given): string {
  return pagerIn(input).pager.feed();
}

function problem(input: Given): ReturnType<typeof handleProblem> {
  const { pager, service, evidence } = pagerIn(input);
  return handleProblem(pager, service, evidence);
}

function unfed(): Given {
  return given.service().without(serviceIntegration, "checkout-integration");
}

/** The service with nothing that feeds it but a resource of the stack's. */
function fedBy(resource: Omit<GivenResource, "name">, start: Given = unfed()): Given {
  return start.add({ name: "route", belongs: false, ...resource });
}

/** All monitors and tests of the service say this. */
function saying(message: string, input: Given = given.service()): Given {
  return input.with(monitor, undefined, { message }).with(syntheticsTest, undefined, { message });
}

function handle(
  props: Record<string, unknown>,
  dependsOn: Readonly<Record<string, readonly string[]>> = {},
): Given {
  return given
    .service()
    .without(pagerdutyServiceObject, "checkout-handle")
    .add({
      type: pagerdutyServiceObject,
      name: "checkout-handle",
      props: { serviceKey: "k", ...props },
      dependsOn,
    });
}

describe("what feeds a PagerDuty service", () => {
  const to = "PSVC-checkout";
  const cases: Readonly<Record<string, readonly [Given, string]>> = {
    "an integration": [given.service(), "monitoring"],
    "an orchestration of its own": [
      unfed().add({
        type: eventOrchestrationService,
        name: "orchestration",
        props: { service: unknown },
        dependsOn: { service: [pagerName] },
      }),
      "monitoring",
    ],
    "a router that names its id": [
      fedBy({ type: eventOrchestrationRouter, props: { set: { rules: [{ actions: { routeTo: to } }] } } }),
      "monitoring",
    ],
    "a router that sends it the rest, before it has an id": [
      fedBy(
        {
          type: eventOrchestrationRouter,
          props: { catchAll: { actions: { routeTo: unknown } } },
          dependsOn: { catchAll: [pagerName] },
        },
        unfed().unknown(service, pagerName, "id"),
      ),
      "monitoring",
    ],
    "a rule of a ruleset": [
      fedBy({ type: rulesetRule, props: { actions: { routes: [{ value: to }] } } }),
      "monitoring",
    ],
    "a rule of a ruleset that is switched off": [
      fedBy({ type: rulesetRule, props: { disabled: true, actions: { routes: [{ value: to }] } } }),
      "nothing",
    ],
    "a router that leads elsewhere": [
      fedBy({ type: eventOrchestrationRouter, props: { catchAll: { actions: { routeTo: "PSVC-spare" } } } }),
      "nothing",
    ],
    "an integration beside one that is not known": [
      given
        .service()
        .add({ type: serviceIntegration, name: "later", props: { service: unknown, vendor: "P1" } }),
      "monitoring",
    ],
    "an integration of neither type nor vendor": [
      given
        .service()
        .with(serviceIntegration, "checkout-integration", { type: undefined, vendor: undefined }),
      "nothing",
    ],
  };
  for (const [name, [input, expected]] of Object.entries(cases))
    it(`is ${expected} for ${name}`, () => assert.equal(feed(input), expected));

  it("is not known for an integration alone whose service is not known", () => {
    const lost = unfed().add({
      type: serviceIntegration,
      name: "later",
      props: { service: unknown, vendor: "P1" },
    });
    assert.throws(() => feed(lost), UnknownValue);
  });
});

describe("the handle of a PagerDuty service", () => {
  const cases: Readonly<Record<string, readonly [Given, ReturnType<typeof handleProblem>]>> = {
    "is right where monitors use it": [given.service(), undefined],
    "may be missing where nothing at Datadog watches the service": [
      given
        .service()
        .without(pagerdutyServiceObject, "checkout-handle")
        .without(monitor)
        .without(syntheticsTest),
      undefined,
    ],
    "is not judged where monitors page nobody": [saying("Something is wrong."), undefined],
    "is right where one of many monitors uses it": [
      saying("@pagerduty-payments").with(monitor, "checkout-errors", { message: "@pagerduty-checkout" }),
      undefined,
    ],
    "may have another name than the service": [
      saying(
        "@pagerduty-checkout-prod",
        given.service().with(pagerdutyServiceObject, "checkout-handle", { serviceName: "checkout-prod" }),
      ),
      undefined,
    ],
    "is right where a notification rule adds it": [
      saying("Something is wrong.").add({
        type: monitorNotificationRule,
        name: "rule",
        props: { name: "rule", filter: { tags: ["service:checkout"] }, recipients: ["pagerduty-checkout"] },
      }),
      undefined,
    ],
    "may be what the monitor fills in when it alerts": [saying("@pagerduty-{{service.name}}"), undefined],
    "leads by its name where its key tells nothing": [handle({ serviceName: "checkout" }), undefined],
    "is missing where it leads to another service": [
      handle({ serviceName: "checkout" }, { serviceKey: ["spare-integration"] }),
      "unnamed",
    ],
    "is wrong where monitors use two others": [
      saying("@pagerduty-payments @pagerduty-cart"),
      { handle: "pagerduty-checkout", used: "pagerduty-cart, @pagerduty-payments" },
    ],
  };
  for (const [name, [input, expected]] of Object.entries(cases))
    it(name, () => assert.deepEqual(problem(input), expected));
});
