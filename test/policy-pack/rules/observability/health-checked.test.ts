import { datadog } from "../../../../policy-pack/engine/tokens";
import { healthChecked } from "../../../../policy-pack/rules/observability/health-checked";
import { type Given, given } from "../../given";
import { testRule } from "../../rule-tester";

const test = datadog.syntheticsTest;

/** The perfect service with its check changed. */
function check(patch: Record<string, unknown>): Given {
  return given.service().with(test, "checkout-health", patch);
}

function internal(patch: Record<string, unknown>): Given {
  const url = "http://checkout.shop.internal:8080/health";
  return check({ "requestDefinition.url": url, ...patch }).facts({ health: { url, internal: true } });
}

function asserting(...assertions: readonly Record<string, unknown>[]): Given {
  return check({ assertions });
}

function status(operator: string, target: string): Given {
  return asserting({ type: "statusCode", operator, target });
}

/** No test, but an agent that checks a service of a tier. */
function agent(query: string, props: Record<string, unknown> = {}): Given {
  return given
    .service({ tier: 2 })
    .without(test)
    .add({
      type: datadog.monitor,
      name: "checkout-up",
      props: {
        type: "service check",
        query,
        message: "@pagerduty-checkout",
        tags: ["service:checkout"],
        monitorThresholds: { critical: "2" },
        ...props,
      },
    });
}

function steps(...apiSteps: readonly Record<string, unknown>[]): Given {
  return check({ subtype: "multi", requestDefinition: undefined, assertions: undefined, apiSteps });
}

const step = (url: string, more: Record<string, unknown> = {}) => ({
  subtype: "http",
  requestDefinition: { url },
  assertions: [{ type: "statusCode", operator: "is", target: "200" }],
  ...more,
});
const endpoint = "https://checkout.astronomy-shop.example/health";
const days = (from: string, to: string, of = [1, 2, 3, 4, 5, 6, 7]) => ({
  timezone: "Europe/Berlin",
  timeframes: of.map((day) => ({ day, from, to })),
});

const fault = (message: string, wanted: string, actual: string, name = "checkout-health") => ({
  message,
  data: { check: name, wanted, actual },
  subject: name,
  on: name,
});
const unasserted = [fault("unasserted", "that the status is a good one", "nothing of it")];
const missing = [{ message: "missing" }];

testRule(healthChecked, {
  pass: {
    "a live check from three places": given.service(),
    "a check of another page of the same host, of which the catalog names but one": check({
      "requestDefinition.url": "https://checkout.astronomy-shop.example/ready",
    }),
    "a check every five minutes": check({ "optionsList.tickEvery": 300 }),
    "a check every quarter of an hour from one place, at tier 2": check({
      "optionsList.tickEvery": 900,
      locations: ["aws:eu-central-1"],
    }).tier(2),
    "an internal host from one private place": internal({ locations: ["pl:shop-cluster"] }),
    "a host that only its name tells to be internal": check({
      "requestDefinition.url": "http://checkout:8080/health",
      locations: ["pl:shop-cluster", "aws:eu-central-1"],
    }).facts({ health: undefined }),
    "a check that pipelines skip, which its own runs do not": check({
      "optionsList.ci": { executionRule: "skipped" },
    }),
    "a schedule of all hours": check({ "optionsList.scheduling": days("00:00", "24:00") }),
    "a status below 500": status("lessThan", "500"),
    "a status by a pattern": status("matches", "^2\\d{2}$"),
    "a status that no pattern of faults matches": status("doesNotMatch", "[45]\\d\\d"),
    "a gRPC health check": check({
      subtype: "grpc",
      requestDefinition: { host: "checkout.astronomy-shop.example", port: "443", callType: "healthcheck" },
      assertions: [{ type: "grpcHealthcheckStatus", operator: "is", target: "1" }],
    }).facts({ health: undefined }),
    "a connection to what speaks no HTTP": check({
      subtype: "tcp",
      requestDefinition: { host: "checkout.astronomy-shop.example", port: "5432" },
      assertions: [{ type: "connection", operator: "is", target: "established" }],
    }).facts({ health: undefined }),
    "several steps of which one asks the endpoint": steps(step("https://login.example/"), step(endpoint)),
    "a step that may fail, but is critical": steps(step(endpoint, { allowFailure: true, isCritical: true })),
    "a sound check beside a paused one": given
      .service()
      .add({ type: test, name: "checkout-old", props: { type: "api", status: "paused", locations: [] } }),
    "a sound check beside one that is not known": given
      .service()
      .add({ type: test, name: "checkout-old", props: { type: "api", status: "live", locations: [] } })
      .unknown(test, "checkout-old", "status"),
    "an agent that asks whether the service answers": agent(
      '"http.can_connect".over("service:checkout").last(3).count_by_status()',
    ),
    "an agent beside an internal service, at tier 1": agent(
      '"process.up".over("service:checkout").last(3).count_by_status()',
    )
      .tier(1)
      .facts({ health: { url: "http://checkout.shop.internal/health", internal: true } }),
    "a check that was seen": given
      .service()
      .without(test)
      .observed("checks", "checkout", {
        value: {
          resources: [
            {
              type: test,
              id: "abc-def-ghi",
              name: "Health of checkout",
              props: {
                name: "Health of checkout",
                type: "api",
                subtype: "http",
                status: "live",
                locations: ["aws:eu-central-1", "aws:us-east-1", "azure:eastus"],
                requestDefinition: { url: endpoint },
                assertions: [{ type: "statusCode", operator: "is", target: "200" }],
                optionsList: { tickEvery: 60 },
                message: "@pagerduty-checkout",
              },
            },
          ],
        },
      }),
    "a service that only its tags name": given.service().withoutComponent(),
  },
  fail: {
    "a service without a check": [given.service().without(test), missing],
    "a paused check": [check({ status: "paused" }), [fault("paused", "live", "paused")]],
    "a check that asserts nothing": [asserting(), unasserted],
    "a check that only asserts a body": [
      asserting({ type: "body", operator: "contains", target: "ok" }),
      unasserted,
    ],
    "a status that says that it is down": [status("is", "503"), unasserted],
    "a status that is only not this fault": [status("isNot", "500"), unasserted],
    "a status of whatever kind": [status("matches", ".*"), unasserted],
    "a status by what is no pattern": [status("matches", "2(00"), unasserted],
    "a gRPC service that does not serve": [
      check({ assertions: [{ type: "grpcHealthcheckStatus", operator: "is", target: "2" }] }),
      unasserted,
    ],
    "a connection to what speaks HTTP": [
      asserting({ type: "connection", operator: "is", target: "established" }),
      unasserted,
    ],
    "a browser's journey": [check({ type: "browser", subtype: undefined }), unasserted],
    "a step that may fail": [steps(step(endpoint, { allowFailure: true })), unasserted],
    "a check of another host": [
      check({ "requestDefinition.url": "https://www.astronomy-shop.example/health" }),
      [fault("elsewhere", "checkout.astronomy-shop.example", "www.astronomy-shop.example")],
    ],
    "a check of another port": [
      check({ "requestDefinition.url": "https://checkout.astronomy-shop.example:8443/health" }),
      [fault("elsewhere", "checkout.astronomy-shop.example", "checkout.astronomy-shop.example:8443")],
    ],
    "a check of the endpoint that is wrong, beside one of another host": [
      check({ status: "paused" }).add({
        type: test,
        name: "checkout-shop",
        props: {
          type: "api",
          status: "live",
          requestDefinition: { url: "https://shop.example/" },
          locations: [],
        },
      }),
      [fault("paused", "live", "paused")],
    ],
    "a check that tells nobody": [check({ message: "Down." }), [fault("silent", "somebody", "nobody")]],
    "a check that only tells of recovery": [
      check({ message: "{{#is_recovery}}@pagerduty-checkout{{/is_recovery}}" }),
      [fault("silent", "somebody", "nobody")],
    ],
    "a check once a week": [
      check({ "optionsList.tickEvery": 604_800 }),
      [fault("slow", "300 seconds", "604800 seconds")],
    ],
    "a check once in a quarter of an hour": [
      check({ "optionsList.tickEvery": 900 }),
      [fault("slow", "300 seconds", "900 seconds")],
    ],
    "a check without a pace, at tier 3": [
      check({ "optionsList.tickEvery": undefined }).tier(3),
      [fault("slow", "900 seconds", "an unstated time")],
    ],
    "a check in business hours": [
      check({ "optionsList.scheduling": days("09:00", "17:00") }),
      [fault("partTime", "at all hours", "at certain hours")],
    ],
    "a check on working days": [
      check({ "optionsList.scheduling": days("00:00", "24:00", [1, 2, 3, 4, 5]) }),
      [fault("partTime", "at all hours", "at certain hours")],
    ],
    "a check from two places": [
      check({ locations: ["aws:eu-central-1", "aws:us-east-1"] }),
      [fault("places", "at least 3 locations", "2 locations")],
    ],
    "a check from one place that is named three times": [
      check({ locations: ["aws:eu-central-1", "aws:eu-central-1", "aws:eu-central-1"] }),
      [fault("places", "at least 3 locations", "1 location")],
    ],
    "a check from nowhere, at tier 3": [
      check({ locations: [], "optionsList.minLocationFailed": 0 }).tier(3),
      [fault("places", "at least 1 location", "0 locations")],
    ],
    "an internal host from public places": [
      internal({}),
      [fault("places", "a private location, as checkout.shop.internal:8080 is internal", "public ones only")],
    ],
    "a check that waits for more places than it runs from": [
      check({ "optionsList.minLocationFailed": 4 }),
      [fault("deaf", "3 locations", "4 locations")],
    ],
    "everything that is wrong with a check": [
      check({ status: "paused", assertions: [], "optionsList.tickEvery": 3_600 }),
      [fault("paused", "live", "paused"), ...unasserted, fault("slow", "300 seconds", "3600 seconds")],
    ],
    "what is wrong with a check of which not all is known": [
      check({ status: "paused" }).unknown(test, "checkout-health", "message"),
      [fault("paused", "live", "paused")],
    ],
    "an agent's own pulse": [
      agent('"datadog.agent.up".over("service:checkout").last(3).count_by_status()'),
      missing,
    ],
    "an agent's look at a certificate": [
      agent('"http.ssl_cert".over("service:checkout").last(3).count_by_status()'),
      missing,
    ],
    "an agent's check that cannot fire": [
      agent('"process.up".over("service:checkout").last(3).count_by_status()', {
        monitorThresholds: { critical: "4" },
      }),
      [fault("useless", "alert", "cannot fire: it counts the last 3 results but alerts at 4", "checkout-up")],
    ],
    "an agent alone beside a public service, at tier 1": [
      agent('"http.can_connect".over("service:checkout").last(3).count_by_status()').tier(1),
      [fault("places", "at least 3 locations", "1 location", "checkout-up")],
    ],
    "a service of which Datadog has no check": [
      given
        .service()
        .without(test)
        .catalog({ observe: ["datadog"] })
        .observed("checks", "checkout", "absent"),
      missing,
    ],
  },
  unknown: {
    "a check of which the address is filled in by Datadog": [
      check({ "requestDefinition.url": "https://{{ HOST }}/health" }),
      "unobserved: requestDefinition holds variables that only the vendor fills in",
    ],
    "a status that is not known": [
      given.service().unknown(test, "checkout-health", "status"),
      "planned: status of",
    ],
    "whom a check tells under a condition": check({
      message: '{{#is_match "a" "b"}}@pagerduty-checkout{{/is_match}}',
    }),
    "a paused check beside one that is not known": check({ status: "paused" })
      .add({ type: test, name: "checkout-new", props: { type: "api", status: "live", locations: [] } })
      .unknown(test, "checkout-new", "locations")
      .with(test, "checkout-new", {
        requestDefinition: { url: endpoint },
        assertions: [{ type: "statusCode", operator: "is", target: "200" }],
        optionsList: { tickEvery: 60 },
        message: "@pagerduty-checkout",
      }),
    "checks that Datadog did not tell of": [
      given
        .service()
        .without(test)
        .catalog({ observe: ["datadog"] }),
      "unobserved: Datadog did not tell the checks of checkout",
    ],
  },
});
