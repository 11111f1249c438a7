import assert from "node:assert/strict";
import { measureOf } from "../../../../policy-pack/views/monitors/measures";
import {
  comparisonOf,
  groupKeys,
  metricTerms,
  normalised,
} from "../../../../policy-pack/views/monitors/queries";
import { neverFires } from "../../../../policy-pack/views/monitors/query-range";

const hits = "sum:trace.http.request.hits{service:cart}.as_count()";
const errors = "sum:trace.http.request.errors{service:cart}.as_count()";

const deadQueries: Readonly<Record<string, string>> = {
  "a per cent of errors above 100": `sum(last_5m):${errors} / ${hits} * 100 > 100`,
  "a per cent of errors at 101": `sum(last_5m):100 * (${errors} / ${hits}) >= 101`,
  "a share of errors above 1": `sum(last_5m):${errors} / ${hits} > 1`,
  "a share of errors at 5": `sum(last_5m):(${errors}) / (${hits}) > 5`,
  "a share of a narrower scope": `sum(last_5m):sum:app.calls{service:cart,ok:no}.as_count() / sum:app.calls{service:cart}.as_count() > 1`,
  "errors of requests by name": `sum(last_5m):sum:http.errors{service:cart}.as_count() / sum:http.requests{service:cart}.as_count() * 100 > 100`,
  "a count below zero": `sum(last_5m):${hits} < 0`,
  "a count at most minus one": `sum(last_5m):${hits} <= -1`,
  "a count that equals minus one": `sum(last_5m):${hits} == -1`,
  "the agent's cpu above 100": "avg(last_5m):avg:system.cpu.user{service:cart} > 100",
  "the agent's disk share above 1": "max(last_5m):max:system.disk.in_use{service:cart} by {host} > 1",
  "a count of logs below zero": 'logs("service:cart status:error").index("*").rollup("count").last("5m") < 0',
};

const liveQueries: Readonly<Record<string, string>> = {
  "a per cent of errors above 99": `sum(last_5m):${errors} / ${hits} * 100 > 99`,
  "a share at 1": `sum(last_5m):${errors} / ${hits} >= 1`,
  "a per cent as a share": `sum(last_5m):${errors} / ${hits} > 0.02`,
  "a count of zero": `sum(last_5m):${hits} <= 0`,
  "a count below one": `sum(last_5m):${hits} < 1`,
  "a difference below zero": `sum(last_5m):${hits} - ${errors} < 0`,
  "a change below zero": `change(sum(last_5m),last_1h):${hits} < 0`,
  "a forecast below zero": `avg(last_5m):forecast(${hits}, 'linear', 1) < 0`,
  "a comparison with last week": `sum(last_5m):${hits} / week_before(${hits}) * 100 > 100`,
  "usage of what is requested":
    "avg(last_5m):avg:kubernetes.cpu.usage{service:cart} / avg:kubernetes.cpu.requests{service:cart} * 100 > 100",
  "bytes of each request":
    "sum(last_5m):sum:http.requests.bytes{*}.as_count() / sum:http.requests{*}.as_count() > 1",
  "errors of another scope": `sum(last_5m):${errors} / sum:trace.http.request.hits{service:ad}.as_count() > 1`,
  "the sum of many hosts' cpu": "avg(last_5m):sum:system.cpu.user{service:cart} > 100",
  "a sum of shares over time": "sum(last_5m):avg:system.disk.in_use{service:cart} > 1",
  "a container's cpu": "avg(last_5m):avg:container.cpu.usage{service:cart} > 100",
  "a gauge below zero": "avg(last_5m):avg:room.temperature{service:cart} < 0",
  "no comparison": '"http.can_connect".over("service:cart").last(3).count_by_status()',
  "an anomaly": `avg(last_4h):anomalies(${hits}, 'basic', 2) >= 1`,
};

describe("neverFires", () => {
  for (const [name, query] of Object.entries(deadQueries))
    it(`knows that ${name} cannot be`, () => {
      const { operator, threshold } = comparisonOf(query) ?? {};
      assert.equal(neverFires(query), `its query is never ${operator} ${threshold}`);
    });
  for (const [name, query] of Object.entries(liveQueries))
    it(`lets ${name} be`, () => assert.equal(neverFires(query), undefined));
});

describe("metricTerms", () => {
  it("reads aggregator, metric, sorted scope and functions of each metric", () => {
    const query =
      "avg(last_5m):p95:trace.http{service:cart,env:prod} by {host}.rollup(max,60) + count(v: v<=0.3):a.b{*} > 1";
    assert.deepEqual(metricTerms(query), [
      {
        aggregator: "p95",
        condition: undefined,
        metric: "trace.http",
        scope: ["env:prod", "service:cart"],
        suffix: ".rollup(max,60)",
      },
      { aggregator: "count", condition: "v: v<=0.3", metric: "a.b", scope: ["*"], suffix: "" },
    ]);
  });

  for (const part of ["a", "a{", "a{}", ".", "sum:", "a{}.b(", "by {", " ", "(", "count(v:"])
    it(`takes time linear in the length of many '${part}'`, function () {
      this.timeout(60_000);
      const text = part.repeat(1_000_000);
      const started = process.hrtime.bigint();
      metricTerms(text);
      normalised(text);
      groupKeys(text);
      comparisonOf(text);
      assert.ok(Number(process.hrtime.bigint() - started) / 1e6 < 30_000);
    });
});

describe("normalised", () => {
  const same: Readonly<Record<string, readonly [string, string]>> = {
    whitespace: ["sum: a{ x:1 }.as_count()", "sum:a{x:1}.as_count()"],
    "the order of a scope": ["sum:a{x:1,y:2}", "sum:a{y:2, x:1}"],
    "brackets around the whole": ["((sum:a{x:1}))", "sum:a{x:1}"],
  };
  for (const [name, [one, other]] of Object.entries(same))
    it(`leaves out ${name}`, () => assert.equal(normalised(one), normalised(other)));

  it("keeps brackets that do not enclose the whole", () => {
    assert.equal(normalised("(a{x}) / (b{x})"), "(a{x})/(b{x})");
  });
});

describe("groupKeys", () => {
  it("reads metric and log groups", () => {
    assert.deepEqual(groupKeys('avg:a{*} by {host, Env} > 1 logs("x").by("service","@code")'), [
      "host",
      "env",
      "service",
      "@code",
    ]);
  });
});

describe("measureOf", () => {
  const measures: Readonly<Record<string, string | undefined>> = {
    "p95:trace.http.request{service:cart} > 1": "latency",
    "avg:trace.http.request{service:cart}": "latency",
    "avg:http.server.request.duration{service:cart}": "latency",
    "avg:istio.mesh.request.duration.milliseconds{service:cart}": "latency",
    "sum:trace.http.request.errors{service:cart}.as_count() / sum:trace.http.request.hits{service:cart}.as_count()":
      "errors",
    "sum:http.responses.5xx{service:cart}": "errors",
    "sum:trace.http.request.hits{service:cart}.as_count()": "traffic",
    "sum:istio.mesh.request.count{service:cart}": "traffic",
    "count:http.server.request.duration{service:cart}.as_count()": "traffic",
    "count(v: v<=0.3):http.server.request.duration{service:cart}.as_count()": "latency",
    "count(v: v<=0.3):trace.http.request{service:cart}.as_count()": "latency",
    "sum:http_server_duration_seconds_count{service:cart}": "traffic",
    "sum:trace.http.request.hits.by_http_status{service:cart}": "traffic",
    "avg:kubernetes.cpu.usage.total{service:cart}": "saturation",
    "avg:kafka.consumer.lag{service:cart}": "saturation",
    "avg:orders.value{service:cart}": undefined,
    "avg:system.cpu.user{*} + sum:trace.http.request.hits{*}": undefined,
  };
  for (const [query, measure] of Object.entries(measures))
    it(`finds ${measure ?? "nothing certain"} in ${query}`, () => assert.equal(measureOf(query), measure));
});
