import { deepStrictEqual, ok, strictEqual } from "node:assert/strict";
import { ask, toldValue, wanted } from "../fake-vendor";
import { collectorOf, dashboards, data, found, list, monitor, plain, slo } from "./organisation";

describe("Datadog's SLOs", () => {
  it("are those that name the service by tag, query or the catalog's ids", async () => {
    const { collector } = collectorOf({
      "/api/v1/slo": list(
        data,
        slo("tagged"),
        slo("queried", { tags: [], query: { numerator: "sum:ok{service:checkout}", denominator: "x" } }),
        slo("named", { tags: ["service:cart"] }),
        slo("other", { tags: ["service:cart"] }),
      ),
    });
    const { resources } = await toldValue(collector, "slos", [wanted("checkout", { slos: ["named"] })]);
    deepStrictEqual(
      resources.map(({ id }) => id),
      ["tagged", "queried", "named"],
    );
    deepStrictEqual(resources[0]?.props, {
      name: "SLO tagged",
      type: "metric",
      tags: ["service:checkout"],
      timeframe: "30d",
      targetThreshold: 99.9,
      thresholds: [{ timeframe: "30d", target: 99.9 }],
      query: { numerator: "sum:hits{ok:yes}.as_count()", denominator: "sum:hits{*}.as_count()" },
    });
  });

  it("have the specifications by slices of time and by counts", async () => {
    const queries = [{ data_source: "metrics", name: "query1", query: "avg:latency{service:checkout}" }];
    const metricQuery = { name: "query1", query: "avg:latency{service:checkout}", dataSource: "metrics" };
    const { collector } = collectorOf({
      "/api/v1/slo": list(
        data,
        slo("slices", {
          type: "time_slice",
          tags: [],
          query: null,
          sli_specification: {
            time_slice: {
              comparator: "<",
              threshold: 5,
              query_interval_seconds: 300,
              query: { formulas: [{ formula: "query1" }], queries },
            },
          },
        }),
        slo("counts", {
          query: null,
          sli_specification: {
            count: {
              good_events_formula: { formula: "query1" },
              total_events_formula: { formula: "query1 + 1" },
              queries,
            },
          },
        }),
      ),
    });
    const { resources } = await toldValue(collector, "slos");
    deepStrictEqual(
      resources.map(({ props }) => props.sliSpecification),
      [
        {
          timeSlice: {
            comparator: "<",
            threshold: 5,
            queryIntervalSeconds: 300,
            query: { formula: { formulaExpression: "query1" }, queries: [{ metricQuery }] },
          },
        },
        {
          count: {
            goodEventsFormula: "query1",
            totalEventsFormula: "query1 + 1",
            queries: [{ metricQuery }],
          },
        },
      ],
    );
  });

  it("have the budgets that the search shows, one for each time frame that was computed", async () => {
    const made = Date.parse("2026-01-01T00:00:00Z") / 1000;
    const at = Date.parse("2026-11-23T06:00:00Z") / 1000;
    const status = (timeframe: string, more: Record<string, unknown>) => ({
      timeframe,
      target: 99.9,
      state: "ok",
      indexed_at: at,
      ...more,
    });
    const searched = (id: string, overall: readonly unknown[]) => ({
      data: { id, type: "slo", attributes: { name: id, created_at: made, overall_status: overall } },
    });
    const { collector } = collectorOf({
      "/api/v1/slo": list(data, slo("mine"), slo("theirs", { tags: ["service:cart"] })),
      "/api/v1/slo/search": list(
        found,
        searched("mine", [
          status("30d", { error_budget_remaining: -10.5 }),
          status("7d", { error_budget_remaining: null, state: "no_data" }),
          status("90d", { error_budget_remaining: 42, indexed_at: null }),
        ]),
        searched("theirs", [status("30d", { error_budget_remaining: 1 })]),
      ),
    });
    const rest = {
      slo: "mine",
      name: "mine",
      at: "2026-11-23T06:00:00.000Z",
      since: "2026-01-01T00:00:00.000Z",
    };
    const { budgets } = await toldValue(collector, "error-budgets");
    deepStrictEqual(
      budgets.map((one) => ({ ...one })),
      [
        { ...rest, timeframe: "30d", left: -10.5 },
        { ...rest, timeframe: "7d" },
      ],
    );
  });
});

describe("Datadog's dashboards", () => {
  const summary = (id: string, title: string) => ({ id, title, author_handle: "amy@shop.example" });
  const dashboard = (id: string, more: Record<string, unknown> = {}) => ({
    id,
    title: id,
    widgets: [{ id: 1, definition: { type: "note", content: "Call Amy" } }],
    template_variables: [],
    author_handle: "amy@shop.example",
    ...more,
  });
  const widget = (definition: Record<string, unknown>) => [{ definition }];
  const about: readonly (readonly [string, Record<string, unknown>, boolean])[] = [
    [
      "a variable",
      { template_variables: [{ name: "service", prefix: "service", defaults: ["checkout"] }] },
      true,
    ],
    [
      "another variable",
      { template_variables: [{ name: "env", prefix: "env", defaults: ["checkout"] }] },
      false,
    ],
    [
      "a query",
      { widgets: widget({ type: "timeseries", requests: [{ q: "avg:cpu{service:checkout}" }] }) },
      true,
    ],
    [
      "a query in a group",
      {
        widgets: widget({
          type: "group",
          widgets: widget({
            type: "toplist",
            requests: [{ queries: [{ query: "avg:cpu{service:checkout}" }] }],
          }),
        }),
      },
      true,
    ],
    [
      "a search",
      {
        widgets: widget({
          type: "list",
          requests: [{ queries: [{ search: { query: "service:checkout" } }] }],
        }),
      },
      true,
    ],
    ["one of its SLOs", { widgets: widget({ type: "slo", slo_id: "mine" }) }, true],
    ["another's SLO", { widgets: widget({ type: "slo", slo_id: "theirs" }) }, false],
    ["odd requests", { widgets: widget({ type: "odd", requests: { fill: { q: 1 } } }) }, false],
    ["nothing", {}, false],
  ];
  for (const [by, more, isMine] of about)
    it(`are ${isMine ? "" : "not "}the service's by ${by}`, async () => {
      const { collector } = collectorOf({
        "/api/v1/slo": list(data, slo("mine")),
        "/api/v1/dashboard": list(dashboards, summary("abc-def-ghi", "Things")),
        "/api/v1/dashboard/abc-def-ghi": dashboard("abc-def-ghi", more),
      });
      const { resources } = await toldValue(collector, "dashboards");
      strictEqual(resources.length, isMine ? 1 : 0);
    });

  it("are told in the vendor's words, by what they ask for alone", async () => {
    const { collector } = collectorOf({ "/api/v1/dashboard/abc-def-ghi": dashboard("abc-def-ghi") });
    const linked = [wanted("checkout", { dashboards: ["ABC-def-ghi"] })];
    const { resources } = await toldValue(collector, "dashboards", linked);
    deepStrictEqual(resources, [
      {
        type: "datadog:index/dashboardJson:DashboardJson",
        id: "abc-def-ghi",
        name: "abc-def-ghi",
        props: {
          dashboard: JSON.stringify({
            title: "abc-def-ghi",
            widgets: [{ definition: { type: "note" } }],
            template_variables: [],
          }),
        },
      },
    ]);
  });

  it("do not have one that is linked and gone", async () => {
    const linked = [wanted("checkout", { dashboards: ["abc-def-ghi"] })];
    deepStrictEqual(await toldValue(collectorOf().collector, "dashboards", linked), { resources: [] });
  });

  it("are looked into by their titles where there are many, and unanswered without one", async () => {
    const many = Array.from({ length: 300 }, (_, index) => summary(`d-${index}`, `Checkouts ${index}`));
    const titled = { "/api/v1/dashboard/abc-def-ghi": dashboard("abc-def-ghi", about[0]?.[1]) };
    const all = list(dashboards, ...many, summary("abc-def-ghi", "The checkout: overview"));
    const { collector, asked } = collectorOf({ ...titled, "/api/v1/dashboard": all });
    strictEqual((await toldValue(collector, "dashboards")).resources.length, 1);
    strictEqual(asked.filter((one) => one.includes("/api/v1/dashboard/")).length, 1);
    const untold = await ask(collector, "dashboards", [wanted("cart")], "cart");
    strictEqual(untold.state, "unanswered");
  });
});

describe("Datadog's handles of PagerDuty services", () => {
  it("are those of the service's names and of what its monitors notify", async () => {
    const at = "/api/v1/integration/pagerduty/configuration/services";
    const { collector, asked } = collectorOf({
      "/api/v1/monitor": list(plain, monitor(1, { message: "@pagerduty-Shop-Main, @pagerduty-gone." })),
      [`${at}/checkout`]: { service_name: "checkout" },
      [`${at}/Shop-Main`]: { service_name: "Shop-Main", service_key: "SECRET" },
    });
    const { resources } = await toldValue(collector, "pager-handles");
    deepStrictEqual(
      resources.map(({ type, props }) => [type, props]),
      [
        ["datadog:pagerduty/serviceObject:ServiceObject", { serviceName: "checkout" }],
        ["datadog:pagerduty/serviceObject:ServiceObject", { serviceName: "Shop-Main" }],
      ],
    );
    ok(asked.includes(`GET ${at}/gone`));
  });

  it("are hidden where the integration is", async () => {
    const at = "/api/v1/integration/pagerduty/configuration/services/checkout";
    const told = await ask(collectorOf({ [at]: 403 }).collector, "pager-handles");
    strictEqual(told.state, "not-visible");
  });
});
