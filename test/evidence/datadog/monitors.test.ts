import { deepStrictEqual, ok, strictEqual } from "node:assert/strict";
import { isOf, servicesInQuery, withoutAddresses } from "../../../evidence/datadog/belonging";
import { ask, toldValue, wanted } from "../fake-vendor";
import { collectorOf, data, list, monitor, plain, slo, tests } from "./organisation";

const idsOf = ({ resources }: { readonly resources: readonly { readonly id: string }[] }) =>
  resources.map(({ id }) => id);

describe("a service in a query of Datadog's", () => {
  const cases: readonly (readonly [string, readonly string[]])[] = [
    ["avg:cpu{env:prod,service:Checkout}", ["checkout"]],
    ['logs("service:checkout status:error").index("*")', ["checkout"]],
    ['service:"checkout"', ["checkout"]],
    ["service:(checkout OR cart)", ["checkout", "cart"]],
    ["sum:hits{service IN (checkout, cart)}", ["checkout", "cart"]],
    ["service:checkout-worker", ["checkout-worker"]],
    ["service:checkout*", []],
    ["avg:cpu{!service:checkout}", []],
    ["-service:checkout", []],
    ["NOT service:checkout", []],
    ["peer.service:checkout", []],
    ["avg:cpu{*} by {service}", []],
  ];
  for (const [query, expected] of cases)
    it(`is ${expected.join(" and ") || "nobody"}: ${query}`, () => {
      deepStrictEqual(servicesInQuery(query), expected);
    });

  it("goes before the tags, and any of a service's names will do", () => {
    const service = wanted("checkout", { names: ["checkout", "Shop"] });
    ok(isOf(service, ["service:shop"], "avg:cpu{*}"));
    ok(isOf(service, [], "avg:cpu{service:shop}"));
    ok(!isOf(service, ["service:checkout"], "avg:cpu{service:cart}"));
  });
});

describe("addresses in Datadog's texts", () => {
  it("are put out of sight, again and again the same", () => {
    const clean = withoutAddresses("Call @amy.b+x@shop.example or @slack-orders");
    strictEqual(clean, "Call @someone@redacted.invalid or @slack-orders");
    strictEqual(withoutAddresses(clean), clean);
  });
});

describe("Datadog's monitors", () => {
  it("are told in the shape of the resources that would declare them", async () => {
    const whole = monitor(1, {
      priority: 2,
      draft_status: "published",
      assets: [
        { category: "runbook", name: "Runbook", url: "https://runbooks.example/1", resource_key: null },
      ],
      options: {
        escalation_message: "Again @ben@shop.example",
        renotify_interval: 30,
        notify_no_data: true,
        on_missing_data: "show_and_notify_no_data",
        silenced: { "*": null, "env:staging": 1_800_000_000 },
        thresholds: { critical: 5, warning: 2.5 },
      },
    });
    const { resources } = await toldValue(
      collectorOf({ "/api/v1/monitor": list(plain, whole) }).collector,
      "monitors",
    );
    deepStrictEqual(resources, [
      {
        type: "datadog:index/monitor:Monitor",
        id: "1",
        name: "Monitor 1",
        props: {
          name: "Monitor 1",
          type: "query alert",
          query: "sum(last_5m):sum:trace.http.request.errors{env:prod,service:checkout} > 5",
          message: "{{#is_alert}}@pagerduty-checkout @someone@redacted.invalid{{/is_alert}}",
          tags: ["service:checkout", "team:orders"],
          priority: "2",
          draftStatus: "published",
          assets: [{ category: "runbook", name: "Runbook", url: "https://runbooks.example/1" }],
          escalationMessage: "Again @someone@redacted.invalid",
          renotifyInterval: 30,
          notifyNoData: true,
          onMissingData: "show_and_notify_no_data",
          silenced: { "*": 0, "env:staging": 1_800_000_000 },
          monitorThresholds: { critical: "5", warning: "2.5" },
        },
      },
    ]);
  });

  it("are the service's own, with alerts on its SLOs and without what tests make", async () => {
    const { collector } = collectorOf({
      "/api/v1/monitor": list(
        plain,
        monitor(1),
        monitor(2, { query: "avg:cpu{service:cart}" }),
        monitor(3, { type: "slo alert", query: 'burn_rate("abc").over("30d") > 14', tags: [] }),
        monitor(4, { type: "slo alert", query: 'burn_rate("xyz").over("30d") > 14', tags: [] }),
        monitor(5, { type: "synthetics alert", query: "no_query" }),
      ),
      "/api/v1/slo": list(data, slo("abc"), slo("xyz", { tags: ["service:cart"] })),
    });
    deepStrictEqual(idsOf(await toldValue(collector, "monitors")), ["1", "3"]);
  });

  it("come with the notification rules that may be about them", async () => {
    const rule = (id: string, filter: unknown) => ({
      id,
      type: "monitor-notification-rule",
      attributes: {
        name: id,
        filter,
        recipients: ["pagerduty-checkout", "amy@shop.example"],
        conditional_recipients: {
          conditions: [{ scope: "transition_type:is_alert", recipients: ["slack-orders"] }],
          fallback_recipients: ["slack-all"],
        },
      },
    });
    const { collector } = collectorOf({
      "/api/v1/monitor": list(plain, monitor(1)),
      "/api/v2/monitor/notification_rule": list(
        data,
        rule("mine", { tags: ["Team:orders", "service:checkout"] }),
        rule("scoped", { scope: "service:(checkout OR cart)" }),
        rule("other", { tags: ["team:orders", "service:cart"] }),
      ),
    });
    const value = await toldValue(collector, "monitors");
    deepStrictEqual(idsOf(value), ["1", "mine", "scoped"]);
    deepStrictEqual(value.resources[1]?.props, {
      name: "mine",
      filter: { tags: ["Team:orders", "service:checkout"] },
      recipients: ["pagerduty-checkout", "someone@redacted.invalid"],
      conditionalRecipients: {
        conditions: [{ scope: "transition_type:is_alert", recipients: ["slack-orders"] }],
        fallbackRecipients: ["slack-all"],
      },
    });
  });

  it("have the links that only each one by itself shows, asked for where its message has none", async () => {
    const assets = [{ category: "runbook", name: "Runbook", url: "https://runbooks.example/1" }];
    const linked = monitor(2, { message: "See https://runbooks.example/2" });
    const { collector, asked } = collectorOf({
      "/api/v1/monitor": list(plain, monitor(1), linked, monitor(3)),
      "/api/v1/monitor/1": monitor(1, { assets }),
    });
    const { resources } = await toldValue(collector, "monitors");
    deepStrictEqual(
      resources.map(({ props }) => props.assets),
      [assets, undefined, undefined],
    );
    deepStrictEqual(
      asked.filter((one) => /monitor\/\d/.test(one)),
      ["GET /api/v1/monitor/1?with_assets=true", "GET /api/v1/monitor/3?with_assets=true"],
    );
    const hidden = collectorOf({ "/api/v1/monitor": list(plain, monitor(1)), "/api/v1/monitor/1": 403 });
    strictEqual((await ask(hidden.collector, "monitors")).state, "not-visible");
  });

  it("are read to the last page, however short the pages are", async () => {
    const pages = (query: URLSearchParams) => [[monitor(1)], [monitor(2)]][Number(query.get("page"))] ?? [];
    deepStrictEqual(idsOf(await toldValue(collectorOf({ "/api/v1/monitor": pages }).collector, "monitors")), [
      "1",
      "2",
    ]);
    const endless = await ask(collectorOf({ "/api/v1/monitor": [monitor(1)] }).collector, "monitors");
    strictEqual(endless.state, "unanswered");
  });

  it("are an empty list where there are none", async () => {
    deepStrictEqual(await toldValue(collectorOf().collector, "monitors"), { resources: [] });
  });
});

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

describe("what Datadog hides", () => {
  const cases = [
    ["monitors", "/api/v1/monitor", "monitors_read"],
    ["monitors", "/api/v2/monitor/notification_rule", "monitors_read"],
    ["downtimes", "/api/v1/downtime", "monitors_read"],
    ["checks", "/api/v1/synthetics/tests", "synthetics_read"],
    ["slos", "/api/v1/slo", "slos_read"],
    ["error-budgets", "/api/v1/slo/search", "slos_read"],
    ["dashboards", "/api/v1/dashboard", "dashboards_read"],
    ["telemetry-logs", "/api/v2/logs/analytics/aggregate", "logs_read_data"],
    ["telemetry-traces", "/api/v2/spans/analytics/aggregate", "apm_read"],
    ["telemetry-metrics", "/api/v1/query", "timeseries_query"],
    ["telemetry-metrics", "/api/v1/metrics", "metrics_read"],
    ["deployment-gates", "/api/v2/deployment_gates", "deployment_gates_read"],
    ["service-deployments", "/api/v2/dora/deployments", "dora_metrics_read"],
  ] as const;
  for (const [kind, path, permission] of cases)
    it(`is never missing: ${kind} without ${path}`, async () => {
      for (const status of [403, 404])
        deepStrictEqual(await ask(collectorOf({ [path]: status }).collector, kind), {
          state: "not-visible",
          permission,
        });
      const odd = await ask(collectorOf({ [path]: "odd" }).collector, kind);
      strictEqual(odd.state, "unanswered");
    });
});
