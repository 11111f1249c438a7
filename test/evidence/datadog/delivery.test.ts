import { deepStrictEqual, ok, strictEqual } from "node:assert/strict";
import { observe } from "../../../evidence/observe";
import type { WantedService } from "../../../evidence/wanted";
import { ask, now, toldValue, wanted } from "../fake-vendor";
import { collectorOf } from "./organisation";

const window = { from: "2026-11-16T07:00:00.000Z", to: "2026-11-23T07:00:00.000Z" };
const hours = [
  { time: "2026-11-23T03:00:00Z", value: 12 },
  { time: "2026-11-23T04:00:00Z", value: 3 },
  { time: "2026-11-23T05:00:00Z", value: 0 },
];

describe("Datadog's logs and traces", () => {
  const logs = (...buckets: readonly unknown[]) => ({
    "/api/v2/logs/analytics/aggregate": { data: { buckets }, meta: { status: "done" } },
  });

  it("were last seen within the last hour that has any, asked for once for all services", async () => {
    const { collector, asked } = collectorOf({
      ...logs({ by: { service: "checkout" }, computes: { c0: hours } }),
      "/api/v2/spans/analytics/aggregate": {
        data: [{ type: "bucket", attributes: { by: { service: "checkout" }, compute: { c0: hours } } }],
      },
    });
    const both = [wanted("checkout"), wanted("cart")];
    for (const kind of ["telemetry-logs", "telemetry-traces"] as const) {
      deepStrictEqual(await toldValue(collector, kind, both), {
        ...window,
        last: "2026-11-23T05:00:00.000Z",
      });
      deepStrictEqual(await toldValue(collector, kind, both, "cart"), window);
    }
    strictEqual(asked.filter((one) => one.startsWith("POST /api/v2/logs")).length, 1);
  });

  it("were seen no later than when that was told", async () => {
    const { collector } = collectorOf(
      logs({ by: { service: "Checkout" }, computes: { c0: [{ time: "2026-11-23T06:30:00Z", value: 1 }] } }),
    );
    deepStrictEqual(await toldValue(collector, "telemetry-logs"), { ...window, last: window.to });
  });

  it("are unanswered where they were not all counted in time, or the counts are somewhere else", async () => {
    const cut = { data: { buckets: [] }, meta: { status: "timeout" } };
    const odd = { data: { buckets: [{ by: { service: "checkout" }, counts: { c0: hours } }] } };
    for (const body of [cut, odd]) {
      const { collector } = collectorOf({ "/api/v2/logs/analytics/aggregate": body });
      strictEqual((await ask(collector, "telemetry-logs")).state, "unanswered");
    }
  });

  it("are unanswered for whom an answer may have left out", async () => {
    const full = Array.from({ length: 1000 }, (_, index) => ({
      by: { service: `s${index}` },
      computes: { c0: hours },
    }));
    const told = await ask(collectorOf(logs(...full)).collector, "telemetry-logs");
    strictEqual(told.state, "unanswered");
  });
});

describe("Datadog's metrics", () => {
  it("were last seen by what many services send", async () => {
    const at = Date.parse("2026-11-23T02:00:00Z");
    const series = [
      {
        tag_set: ["service:checkout"],
        scope: "service:checkout",
        pointlist: [
          [at - 3_600_000, 1],
          [at, 2],
          [at + 3_600_000, null],
        ],
      },
      { scope: "service:cart", pointlist: [[at, null]] },
    ];
    const { collector, asked } = collectorOf({ "/api/v1/query": { status: "ok", series } });
    deepStrictEqual(await toldValue(collector, "telemetry-metrics"), {
      ...window,
      last: "2026-11-23T03:00:00.000Z",
    });
    ok(!asked.some((one) => one.startsWith("GET /api/v1/metrics")));
  });

  it("were seen at the start of the time in which there were any others", async () => {
    const day = Date.parse("2026-11-22T07:00:00Z") / 1000;
    const metrics = (since: number) => (query: URLSearchParams) => ({
      metrics:
        Number(query.get("from")) <= since && query.get("tag_filter") === "service:checkout"
          ? ["a", "b"]
          : [],
      from: "0",
    });
    const lively = collectorOf({ "/api/v1/metrics": metrics(day) }).collector;
    deepStrictEqual(await toldValue(lively, "telemetry-metrics"), {
      ...window,
      last: "2026-11-22T07:00:00.000Z",
    });
    const quiet = collectorOf({ "/api/v1/metrics": metrics(day - 1) }).collector;
    deepStrictEqual(await toldValue(quiet, "telemetry-metrics"), { ...window, last: window.from });
    deepStrictEqual(await toldValue(collectorOf().collector, "telemetry-metrics"), window);
  });
});

describe("Datadog's deployment gates", () => {
  const gate = (id: string, service: string) => ({
    id,
    type: "deployment_gate",
    attributes: {
      service,
      env: "production",
      identifier: "default",
      dry_run: false,
      created_by: { name: "Amy" },
    },
  });

  it("are the service's, of every page, with their rules", async () => {
    const gates = (query: URLSearchParams) =>
      query.get("page[cursor]") === null
        ? { data: [gate("g1", "cart")], meta: { page: { next_cursor: "x" } } }
        : { data: [gate("g2", "Checkout")], meta: { page: { next_cursor: "" } } };
    const rules = [
      {
        name: "errors",
        type: "monitor",
        dry_run: false,
        options: { query: "service:checkout", duration: 900 },
      },
      { name: "faults", type: "faulty_deployment_detection", dry_run: true, options: {} },
    ];
    const { collector, asked } = collectorOf({
      "/api/v2/deployment_gates": gates,
      "/api/v2/deployment_gates/g2/rules": { data: { type: "list_deployment_rules", attributes: { rules } } },
    });
    const { resources } = await toldValue(collector, "deployment-gates");
    deepStrictEqual(resources, [
      {
        type: "datadog:index/deploymentGate:DeploymentGate",
        id: "g2",
        name: "default",
        props: {
          service: "Checkout",
          env: "production",
          identifier: "default",
          dryRun: false,
          rules: [
            {
              name: "errors",
              type: "monitor",
              dryRun: false,
              options: { query: "service:checkout", duration: 900 },
            },
            { name: "faults", type: "faulty_deployment_detection", dryRun: true, options: {} },
          ],
        },
      },
    ]);
    ok(!asked.some((one) => one.includes("g1/rules")));
  });
});

describe("the deployments that Datadog knows of", () => {
  const deployment = (service: string, env: string, at: string | number) => ({
    id: "d",
    type: "dora_deployment",
    attributes: { service, env, started_at: at, finished_at: at, git: { commit_sha: "0".repeat(40) } },
  });
  const of = (...all: readonly unknown[]) => collectorOf({ "/api/v2/dora/deployments": data(all) });
  const data = (all: readonly unknown[]) => ({ data: all });

  it("are the service's to production, newest first", async () => {
    const { collector } = of(
      deployment("checkout", "staging", "2026-11-22T10:00:00Z"),
      deployment("Checkout", "prod", Date.parse("2026-11-20T10:00:00Z") * 1e6),
      deployment("cart", "production", "2026-11-22T10:00:00Z"),
      deployment("checkout", "production", "2026-11-21T12:00:00+02:00"),
    );
    deepStrictEqual(await toldValue(collector, "service-deployments"), {
      deployments: [
        { at: "2026-11-21T10:00:00.000Z", states: ["success"] },
        { at: "2026-11-20T10:00:00.000Z", states: ["success"] },
      ],
    });
  });

  it("may be to an environment that the catalog names, and are absent where there are none", async () => {
    const repository: WantedService["repository"] = {
      subject: "shop",
      owner: "o",
      name: "shop",
      folder: "",
      files: [],
      workflows: [],
      environments: ["Shop-EU"],
    };
    const { collector } = of(deployment("checkout", "shop-eu", "2026-11-22T10:00:00Z"));
    const named = [wanted("checkout", { repository })];
    strictEqual((await toldValue(collector, "service-deployments", named)).deployments.length, 1);
    strictEqual((await ask(collector, "service-deployments")).state, "absent");
  });

  it("are asked for by the service alone where its neighbours fill the answer", async () => {
    const answer = (_: unknown, body: unknown) => {
      const alone = JSON.stringify(body).includes('service:(\\"checkout\\")');
      const one = deployment(alone ? "checkout" : "cart", "prod", "2026-11-22T10:00:00Z");
      return data(Array.from({ length: alone ? 1 : 1000 }, () => one));
    };
    const { collector } = collectorOf({ "/api/v2/dora/deployments": answer });
    const both = [wanted("checkout"), wanted("cart")];
    strictEqual((await toldValue(collector, "service-deployments", both)).deployments.length, 1);
  });
});

describe("the number of Datadog's calls", () => {
  it("grows with pages and groups, and by one a service for its handle and two for metrics that are rare", async () => {
    const services = Array.from({ length: 200 }, (_, index) => wanted(`service-${index}`));
    const { collector, asked } = collectorOf();
    await observe([collector], services, { now: () => now });
    const handles = asked.filter((one) => one.includes("/integration/pagerduty/")).length;
    const metrics = asked.filter((one) => one.startsWith("GET /api/v1/metrics")).length;
    deepStrictEqual([handles, metrics], [200, 400]);
    ok(asked.length - handles - metrics <= 21, `${asked.length - handles - metrics}`);
  });
});
