import { datadogCollector } from "../../../evidence/datadog/collector";
import { type Answers, now, vendor } from "../fake-vendor";

/** A list whose first page has all of it; the ones after it are empty. */
export function list(make: (items: readonly unknown[]) => unknown, ...items: readonly unknown[]) {
  return (query: URLSearchParams): unknown => {
    const position = ["page", "page_number", "page[number]", "offset", "start"].map((name) =>
      query.get(name),
    );
    return make(position.some((one) => one !== null && one !== "0") ? [] : items);
  };
}

export const plain = (items: readonly unknown[]): unknown => items;
export const tests = (items: readonly unknown[]) => ({ tests: items });
export const data = (items: readonly unknown[]) => ({ data: items });
export const dashboards = (items: readonly unknown[]) => ({ dashboards: items });
export const found = (items: readonly unknown[]) => ({
  data: { type: "service_level_objective_search_results", attributes: { slos: items } },
});

/** A monitor as the API gives it, but for what is changed. */
export function monitor(id: number, more: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    id,
    name: `Monitor ${id}`,
    type: "query alert",
    query: "sum(last_5m):sum:trace.http.request.errors{env:prod,service:checkout} > 5",
    message: "{{#is_alert}}@pagerduty-checkout @amy@shop.example{{/is_alert}}",
    tags: ["service:checkout", "team:orders"],
    priority: null,
    options: { thresholds: { critical: 5 }, silenced: {}, notify_no_data: false },
    creator: { name: "Amy", handle: "amy@shop.example", email: "amy@shop.example" },
    matching_downtimes: [],
    ...more,
  };
}

/** An SLO as the API gives it, but for what is changed. */
export function slo(id: string, more: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    id,
    name: `SLO ${id}`,
    type: "metric",
    tags: ["service:checkout"],
    monitor_tags: [],
    thresholds: [{ timeframe: "30d", target: 99.9, target_display: "99.9" }],
    timeframe: "30d",
    target_threshold: 99.9,
    query: { numerator: "sum:hits{ok:yes}.as_count()", denominator: "sum:hits{*}.as_count()" },
    creator: { email: "amy@shop.example" },
    ...more,
  };
}

/** An organisation that has nothing at all. */
export const empty: Answers = {
  "/api/v1/monitor": list(plain),
  "/api/v2/monitor/notification_rule": list(data),
  "/api/v1/downtime": [],
  "/api/v1/synthetics/tests": list(tests),
  "/api/v1/slo": list(data),
  "/api/v1/slo/search": list(found),
  "/api/v1/dashboard": list(dashboards),
  "/api/v2/logs/analytics/aggregate": { data: { buckets: [] }, meta: { status: "done" } },
  "/api/v2/spans/analytics/aggregate": { data: [] },
  "/api/v1/query": { status: "ok", series: [] },
  "/api/v1/metrics": { metrics: [], from: "0" },
  "/api/v2/deployment_gates": { data: [], meta: { page: { next_cursor: null } } },
  "/api/v2/dora/deployments": { data: [] },
};

/** A collector of an organisation like the empty one, but for what is changed, with what it asked. */
export function collectorOf(changes: Answers = {}) {
  const { client, asked } = vendor({ ...empty, ...changes });
  return { collector: datadogCollector({ client, now: () => now }), asked };
}
