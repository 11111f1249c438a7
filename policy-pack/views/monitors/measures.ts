import { type MetricTerm, metricTerms } from "./queries";

/** What a query measures: the four golden signals. */
export type Measure = "latency" | "errors" | "traffic" | "saturation";

/**
 * What metric names tell, first match wins. Covers what Datadog, Istio, OpenTelemetry and Prometheus call them;
 * an organisation's own names are told by a tag instead.
 */
const byName: readonly (readonly [Measure, RegExp])[] = [
  ["errors", /(^|[._])(errors?|fail(ed|ures?)?|faults?|exceptions?|[45]xx)($|[._])/],
  ["latency", /(^|[._])(latency|duration|response_?time|elapsed)($|[._])/],
  [
    "saturation",
    /(^|[._])(cpu|mem|memory|heap|disk|load|queue|lag|backlog|connections|threads|pool|saturation|utili[sz]ation)($|[._])/,
  ],
  ["traffic", /(^|[._])(hits|requests?|request_count|requests_total|calls|throughput|messages)($|[._])/],
];

/** What one metric measures by its name and aggregator, where they tell. */
export function measureOfTerm({ metric, aggregator, condition }: MetricTerm): Measure | undefined {
  const named = byName.find(([, pattern]) => pattern.test(metric.toLowerCase()))?.[0];
  if (named === "latency") return countsEvents(metric, aggregator, condition) ? "traffic" : "latency";
  if (named !== undefined && named !== "traffic") return named;
  // A percentile is of durations, and so is a trace metric without a suffix: trace.http.request, but not …hits.
  const timed = /^p\d/.test(aggregator ?? "") || /^trace\.(?!.*\.(hits|apdex)(\.|$))/.test(metric);
  if (!timed) return named;
  return countsEvents(metric, aggregator, condition) ? "traffic" : "latency";
}

/** A distribution of durations counts events too: count:http.server.request.duration, or a metric that ends in count. */
function countsEvents(
  metric: string,
  aggregator: string | undefined,
  condition: string | undefined,
): boolean {
  return (aggregator === "count" && condition === undefined) || /[._]count$/.test(metric);
}

/** What a query measures, where all of it tells the same; errors in relation to traffic measure errors. */
export function measureOf(query: string): Measure | undefined {
  const measures = new Set(metricTerms(query).map(measureOfTerm));
  if (measures.has("errors") && [...measures].every((one) => one === "errors" || one === "traffic"))
    return "errors";
  return measures.size === 1 ? [...measures][0] : undefined;
}
