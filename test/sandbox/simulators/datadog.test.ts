import assert from "node:assert/strict";
import { asking } from "./asking";
import { datadogObjects } from "./declared-checkout";

const names = (list: readonly { readonly name: string }[]) => list.map(({ name }) => name);
const counted = (query: string) => ({
  compute: [{ aggregation: "count", type: "timeseries", interval: "1h" }],
  filter: { query, from: "now-7d", to: "now" },
  group_by: [{ facet: "service", limit: 1000 }],
});

describe("the simulator of Datadog", () => {
  const { get, post } = asking("datadog");

  it("gives lists in pages, each by parameters of its own, until one is empty", async () => {
    const lists = [
      ["/api/v1/monitor?page_size=2&page=", (body: []) => body, 1],
      ["/api/v1/synthetics/tests?page_size=1&page_number=", (body: { tests: [] }) => body.tests, 1],
      ["/api/v1/slo?limit=1&offset=", (body: { data: [] }) => body.data, 1],
      ["/api/v1/dashboard?count=2&start=", (body: { dashboards: [] }) => body.dashboards, 2],
      ["/api/v2/team?page[size]=1&page[number]=", (body: { data: [] }) => body.data, 1],
      [
        "/api/v1/slo/search?page[size]=1&page[number]=",
        (body: { data: { attributes: { slos: [] } } }) => body.data.attributes.slos,
        1,
      ],
    ] as const;
    const totals = [];
    for (const [path, itemsOf, step] of lists) {
      let total = 0;
      for (let page = 0; ; page += step) {
        const items = itemsOf((await get(`${path}${page}`)).body);
        if (items.length === 0) break;
        total += items.length;
      }
      totals.push(total);
    }
    // Monitors of tests are among the monitors.
    assert.deepEqual(totals, [7, 2, 2, 3, 2, 2]);
    assert.equal((await get("/api/v1/monitor")).body.length, 7);
    assert.deepEqual((await get("/api/v1/monitor?page=x")).body, {
      errors: ["Invalid pagination parameters"],
    });
  });

  it("tells of its limits in seconds, and refuses by a list of errors", async () => {
    const { headers } = await get("/api/v1/monitor");
    assert.deepEqual([headers.get("x-ratelimit-remaining"), headers.get("x-ratelimit-reset")], ["299", "30"]);
    const refused = [
      await get("/api/v1/monitor/1"),
      await get("/api/v2/deployment_gates", "reader"),
      await get("/api/v1/monitor", "wrong"),
    ];
    assert.deepEqual(
      refused.map(({ status, body }) => [status, body.errors.length]),
      [
        [404, 1],
        [403, 1],
        [403, 1],
      ],
    );
    assert.equal((await get("/api/v1/monitor", "reader")).status, 200);
  });

  it("tells what silences a monitor: downtimes by id or tags, and mutes that are not over", async () => {
    const { body } = await get("/api/v1/monitor?with_downtimes=true");
    const silenced = Object.fromEntries(
      body.map((one: { name: string; options: { silenced: object }; matching_downtimes: [] }) => [
        one.name,
        [one.options.silenced, one.matching_downtimes.length],
      ]),
    );
    const inAnHour = 1_795_420_800;
    assert.deepEqual(silenced["checkout-prod-errors"], [{ "env:prod": inAnHour }, 1]);
    assert.deepEqual(silenced["Orders are not looked at for fraud"], [{ "*": null }, 1]);
    const in40Days = Date.parse("2027-01-02T07:00:00Z") / 1000;
    assert.deepEqual(silenced["Latency of recommendation (old)"], [{ "env:prod": in40Days }, 0]);
    assert.deepEqual(silenced["The queue of mails is long"], [{}, 0]);
    const downtimes = (await get("/api/v1/downtime")).body;
    assert.deepEqual(
      [downtimes.length, (await get("/api/v1/downtime?current_only=true")).body.length],
      [4, 3],
    );
    assert.equal((await get("/api/v2/downtime")).body.meta.page.total_filtered_count, 3);
  });

  it("shows links of a monitor by itself only where they are asked for", async () => {
    const path = `/api/v1/monitor/${datadogObjects.monitor.id}`;
    assert.equal((await get(path)).body.assets, undefined);
    assert.deepEqual((await get(`${path}?with_assets=true`)).body.assets, datadogObjects.monitor.assets);
    assert.deepEqual(names((await get("/api/v1/monitor?monitor_tags=service:email")).body), [
      "The queue of mails is long",
    ]);
  });

  it("nests what an SLO measures as the API does, and has no figure where nothing was measured", async () => {
    const { data } = (await get(`/api/v1/slo/${datadogObjects.serviceLevelObjective.id}`)).body;
    assert.deepEqual(data.sli_specification.time_slice.query, {
      formulas: [{ formula: "query1" }],
      queries: [
        { name: "query1", query: "p95:trace.grpc.server{service:checkout,env:prod}", data_source: "metrics" },
      ],
    });
    const { slos } = (await get("/api/v1/slo/search")).body.data.attributes;
    assert.deepEqual(
      slos.map(
        (one: {
          data: {
            attributes: {
              name: string;
              overall_status: [{ status: number; error_budget_remaining: number }];
            };
          };
        }) => {
          const {
            name,
            overall_status: [status],
          } = one.data.attributes;
          return [name, status.status, status.error_budget_remaining];
        },
      ),
      [
        ["quote-availability", 99.4, 40],
        ["checkout-prod-latency", 99.4, 40],
      ],
    );
  });

  it("writes widgets and tests in the API's words", async () => {
    const { widgets, template_variables: variables } = (
      await get(`/api/v1/dashboard/${datadogObjects.dashboard.id}`)
    ).body;
    assert.deepEqual(
      [widgets[0].definition.type, widgets[0].definition.slo_id, variables[0].defaults],
      ["slo", datadogObjects.serviceLevelObjective.id, ["checkout"]],
    );
    assert.deepEqual(widgets[1].definition.widgets[0].definition.requests[0], {
      display_type: "line",
      queries: [
        {
          data_source: "metrics",
          name: "query1",
          query: "sum:trace.grpc.server.hits{service:checkout,env:prod}",
        },
      ],
      formulas: [{ formula: "query1" }],
    });
    const { config, options } = (await get(`/api/v1/synthetics/tests/${datadogObjects.syntheticsTest.id}`))
      .body;
    assert.deepEqual(config.assertions, [{ type: "statusCode", operator: "is", target: 200 }]);
    assert.deepEqual(options, { tick_every: 60, min_location_failed: 1, ci: { executionRule: "blocking" } });
  });

  it("counts logs and spans by the hour up to the last that arrived", async () => {
    const logs = (await post("/api/v2/logs/analytics/aggregate", counted("service:*"))).body.data.buckets;
    const last = (
      list: readonly { by: { service: string }; computes: { c0: { time: string }[] } }[],
      service: string,
    ) => list.find(({ by }) => by.service === service)?.computes.c0.at(-1)?.time;
    assert.deepEqual(
      [last(logs, "checkout"), last(logs, "fraud-detection"), last(logs, "flagd")],
      ["2026-11-23T06:00:00.000Z", "2026-11-21T03:00:00.000Z", undefined],
    );
    const body = { data: { type: "aggregate_request", attributes: counted("service:flagd") } };
    const spans = (await post("/api/v2/spans/analytics/aggregate", body)).body.data;
    assert.deepEqual(
      [spans.length, spans[0].type, spans[0].attributes.by],
      [1, "bucket", { service: "flagd" }],
    );
    const newest = { filter: { query: "service:currency", from: "now-7d" }, page: { limit: 1 } };
    const events = (await post("/api/v2/logs/events/search", newest)).body.data;
    assert.equal(events[0].attributes.timestamp, "2026-11-18T04:00:00.000Z");
  });

  it("has points of the metrics that a service sends", async () => {
    const to = Date.parse("2026-11-23T07:00:00Z") / 1000;
    const query =
      "max:container.uptime{service:*} by {service}.rollup(max,3600),max:no.such{service:*} by {service}";
    const { series } = (
      await get(`/api/v1/query?from=${to - 604_800}&to=${to}&query=${encodeURIComponent(query)}`)
    ).body;
    assert.deepEqual(
      series.map((one: { scope: string }) => one.scope),
      ["cart", "checkout", "frontend", "payment", "product-catalog"].map((name) => `service:${name}`),
    );
    const { metrics } = (await get(`/api/v1/metrics?from=${to - 86_400}&tag_filter=service:kafka`)).body;
    assert.deepEqual(metrics, ["kafka.replication.under_replicated_partitions"]);
  });

  it("says what it does not model where an empty answer would be taken for the vendor's", async () => {
    const statuses = [
      post("/api/v2/logs/analytics/aggregate", counted("status:error AND service:*")),
      get("/api/v1/query?from=1&to=2&query=anomalies(avg:a{*})"),
      post("/api/v2/dora/deployments", { data: { attributes: { query: "team:orders" } } }),
      get("/api/v2/logs/analytics/aggregate"),
      post("/api/v1/monitor", {}),
    ].map(async (answer) => (await answer).status);
    assert.deepEqual(await Promise.all(statuses), [501, 501, 501, 501, 501]);
  });

  it("tells of gates by cursor and of deployments by service and time", async () => {
    const first = (await get("/api/v2/deployment_gates?page[size]=1")).body;
    const second = (
      await get(`/api/v2/deployment_gates?page[size]=1&page[cursor]=${first.meta.page.next_cursor}`)
    ).body;
    assert.deepEqual(
      [...first.data, ...second.data]
        .map(({ attributes }) => [attributes.service, attributes.dry_run])
        .sort(),
      [
        ["checkout", false],
        ["payment", true],
      ],
    );
    assert.equal(second.meta.page.next_cursor, null);
    const deployments = async (query: string) => {
      const attributes = {
        from: "2026-11-01T00:00:00Z",
        to: "2026-11-24T00:00:00Z",
        limit: 100,
        query,
        sort: "-started_at",
      };
      const { data } = (
        await post("/api/v2/dora/deployments", {
          data: { type: "dora_deployments_list_request", attributes },
        })
      ).body;
      return data.map((one: { attributes: { service: string; started_at: number } }) => [
        one.attributes.service,
        new Date(one.attributes.started_at / 1e6).toISOString(),
      ]);
    };
    assert.deepEqual(await deployments('service:("payment" OR "frontend-proxy")'), [
      ["payment", "2026-11-18T00:00:00.000Z"],
      ["payment", "2026-11-04T04:00:00.000Z"],
    ]);
  });

  it("leads from a team to whoever is paged for it", async () => {
    const [team] = (await get("/api/v2/team?filter[keyword]=fulfilment")).body.data;
    const { included } = (await get(`/api/v2/on-call/teams/${team.id}/routing-rules?include=rules`)).body;
    const policy = included[0].relationships.policy.data.id;
    const steps = (await get(`/api/v2/on-call/escalation-policies/${policy}?include=steps.targets`)).body;
    assert.deepEqual(
      steps.included.map(({ type }: { type: string }) => type),
      ["steps", "steps", "users"],
    );
    const schedule = steps.included[0].relationships.targets.data[0].id;
    const shown = (await get(`/api/v2/on-call/schedules/${schedule}?include=layers,layers.members.user`))
      .body;
    assert.deepEqual(
      shown.included.map(({ type }: { type: string }) => type),
      ["layers", "members", "members", "members", "users", "users", "users"],
    );
    const shift = (await get(`/api/v2/on-call/schedules/${schedule}/on-call?include=user`)).body;
    const responders = (await get(`/api/v2/on-call/teams/${team.id}/on-call?include=responders`)).body;
    assert.equal(shift.included[0].attributes.name, "Nia");
    assert.deepEqual(responders.data.relationships.responders.data, [shift.data.relationships.user.data]);
  });

  it("tells of people, catalogue entries and connections to other vendors", async () => {
    const { data } = (await get("/api/v2/users?filter=sam")).body;
    assert.deepEqual([data.length, data[0].attributes.status], [1, "Active"]);
    const entities = (await get("/api/v2/catalog/entity?filter[owner]=payments")).body;
    assert.deepEqual(
      entities.data.map((one: { attributes: { name: string } }) => one.attributes.name),
      ["payment"],
    );
    const definitions = (await get("/api/v2/services/definitions?schema_version=v2.2")).body;
    assert.equal(definitions.data[0].attributes.schema["dd-service"], "email");
    const handle = "/api/v1/integration/pagerduty/configuration/services";
    assert.deepEqual((await get(`${handle}/checkout-prod`)).body, { service_name: "checkout-prod" });
    assert.equal((await get(`${handle}/none`)).status, 404);
    const channels = await get("/api/v1/integration/slack/configuration/accounts/astronomy-shop/channels");
    assert.deepEqual(names(channels.body), ["#payments"]);
  });
});
