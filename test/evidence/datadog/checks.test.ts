import { deepStrictEqual, strictEqual } from "node:assert/strict";
import { ask, toldValue } from "../fake-vendor";
import { collectorOf, list, monitor, plain, tests } from "./organisation";

const idsOf = ({ resources }: { readonly resources: readonly { readonly id: string }[] }) =>
  resources.map(({ id }) => id);

describe("Datadog's downtimes", () => {
  const later = Date.parse("2026-11-23T09:00:00Z") / 1000;
  const downtime = (id: number, more: Record<string, unknown> = {}) => ({
    id,
    scope: ["env:prod"],
    monitor_id: null,
    monitor_tags: ["service:checkout"],
    start: later - 9000,
    end: later,
    canceled: null,
    disabled: false,
    active: true,
    timezone: "UTC",
    message: "Ask @amy@shop.example",
    recurrence: null,
    ...more,
  });

  it("are those that silence the service's monitors now or later", async () => {
    const recurrence = {
      type: "weeks",
      period: 1,
      week_days: ["Mon"],
      until_date: null,
      until_occurrences: null,
    };
    const { collector } = collectorOf({
      "/api/v1/monitor": list(plain, monitor(1), monitor(2, { query: "avg:cpu{service:cart}" })),
      "/api/v1/downtime": [
        downtime(10),
        downtime(11, { monitor_id: 1, monitor_tags: ["*"], end: null }),
        downtime(12, { monitor_tags: ["*"], end: 1, recurrence }),
        downtime(20, { monitor_id: 2 }),
        downtime(21, { monitor_tags: ["service:checkout", "team:other"] }),
        downtime(22, { end: 1 }),
        downtime(23, { canceled: 5 }),
        downtime(24, { disabled: true }),
      ],
    });
    const value = await toldValue(collector, "downtimes");
    deepStrictEqual(idsOf(value), ["10", "11", "12"]);
    deepStrictEqual(value.resources[0]?.props, {
      scopes: ["env:prod"],
      monitorTags: ["service:checkout"],
      start: later - 9000,
      end: later,
      timezone: "UTC",
    });
    strictEqual(value.resources[1]?.props.monitorId, 1);
    deepStrictEqual(value.resources[2]?.props.recurrence, { type: "weeks", period: 1, weekDays: ["Mon"] });
  });

  it("are those too that silence what a test of the service makes", async () => {
    const { collector } = collectorOf({
      "/api/v1/synthetics/tests": list(tests, {
        public_id: "abc-def-ghi",
        name: "Up",
        type: "browser",
        tags: ["service:checkout"],
        monitor_id: 77,
      }),
      "/api/v1/downtime": [downtime(10, { monitor_id: 77 }), downtime(11, { monitor_id: 78 })],
    });
    deepStrictEqual(idsOf(await toldValue(collector, "downtimes")), ["10"]);
  });
});

describe("Datadog's checks", () => {
  const check = {
    public_id: "abc-def-ghi",
    name: "Health",
    type: "api",
    subtype: "http",
    status: "live",
    message: "@amy@shop.example",
    tags: ["service:checkout"],
    locations: ["aws:eu-central-1"],
    monitor_id: 77,
    config: {
      request: {
        method: "GET",
        url: "https://amy:secret@checkout.example/health?key=SECRET#x",
        headers: { authorization: "SECRET" },
        basicAuth: { password: "SECRET" },
        port: 8443,
      },
      assertions: [
        { type: "statusCode", operator: "is", target: 200 },
        { type: "body", operator: "contains", target: "SECRET" },
      ],
    },
    options: {
      tick_every: 60,
      min_location_failed: 1,
      monitor_priority: 2,
      scheduling: { timezone: "UTC", timeframes: [{ day: 1, from: "00:00", to: "24:00" }] },
      retry: { count: 1 },
    },
  };
  const one = (changes: Record<string, unknown> = {}) =>
    collectorOf({ "/api/v1/synthetics/tests": list(tests, { ...check, ...changes }) }).collector;

  it("are told in the shape of the resource, without what may be secret", async () => {
    const { resources } = await toldValue(one(), "checks");
    deepStrictEqual(resources[0]?.props, {
      name: "Health",
      type: "api",
      subtype: "http",
      status: "live",
      message: "@someone@redacted.invalid",
      tags: ["service:checkout"],
      locations: ["aws:eu-central-1"],
      monitorId: 77,
      requestDefinition: { method: "GET", url: "https://checkout.example/health", port: "8443" },
      assertions: [
        { type: "statusCode", operator: "is", target: "200" },
        { type: "body", operator: "contains" },
      ],
      optionsList: {
        tickEvery: 60,
        minLocationFailed: 1,
        monitorPriority: 2,
        scheduling: { timezone: "UTC", timeframes: [{ day: 1, from: "00:00", to: "24:00" }] },
      },
    });
  });

  it("have the steps of a test of several", async () => {
    const steps = [{ name: "a", subtype: "http", allowFailure: false, ...check.config }];
    const { resources } = await toldValue(one({ subtype: "multi", config: { steps } }), "checks");
    deepStrictEqual(resources[0]?.props.apiSteps, [
      {
        name: "a",
        subtype: "http",
        allowFailure: false,
        assertions: [
          { type: "statusCode", operator: "is", target: "200" },
          { type: "body", operator: "contains" },
        ],
        requestDefinition: { method: "GET", url: "https://checkout.example/health", port: "8443" },
      },
    ]);
  });

  it("are unanswered where the list shows no assertions, and another service's do not matter", async () => {
    strictEqual((await ask(one({ config: {} }), "checks")).state, "unanswered");
    const other = one({ config: {}, tags: ["service:cart"] });
    deepStrictEqual(await toldValue(other, "checks"), { resources: [] });
  });
});
