import type { Objects } from "../sandbox/world/schema";
import { byId, type Content, kinds, owner } from "./large-organisation";

const signals: readonly (readonly [string, string])[] = [
  ["latency", "percentile(last_5m):p95:trace.http.request{service:NAME,env:prod} > 0.5"],
  ["errors", "sum(last_5m):sum:trace.http.request.errors{service:NAME,env:prod}.as_count() > 50"],
  ["traffic", "sum(last_10m):sum:trace.http.request.hits{service:NAME,env:prod}.as_count() < 1"],
  ["saturation", "avg(last_10m):avg:kubernetes.cpu.usage.total{service:NAME} > 0.8"],
];

export function datadogObjects(names: readonly string[]): Objects {
  const monitorsOf = (name: string, index: number) =>
    signals.map(([signal, query], place): [string, Content] => [
      String(1_000_000 + index * signals.length + place),
      {
        name: `${name}: ${signal}`,
        type: "query alert",
        query: query.replaceAll("NAME", name),
        message: `{{#is_alert}}@pagerduty-${name}{{/is_alert}} https://docs.${owner}.example/${name}`,
        monitorThresholds: { critical: "50" },
        tags: [`service:${name}`, `signal:${signal}`, "env:prod"],
      },
    ]);
  const hits = (name: string) => `sum:trace.http.request.hits{service:${name},env:prod}.as_count()`;
  const sloOf = (name: string): Content => ({
    name: `${name} availability`,
    type: "metric",
    query: {
      numerator: `${hits(name)} - sum:trace.http.request.errors{service:${name}}.as_count()`,
      denominator: hits(name),
    },
    thresholds: [{ timeframe: "30d", target: 99.9 }],
    timeframe: "30d",
    targetThreshold: 99.9,
    tags: [`service:${name}`, "sli:availability"],
  });
  return kinds([
    ["monitor", byId(names.flatMap(monitorsOf))],
    ["serviceLevelObjective", byId(names.map((name, index) => [slo(index), sloOf(name)]))],
    [
      "telemetry",
      byId(
        names.map((name) => [
          name,
          {
            logs: "PT2M",
            traces: "PT1M",
            metrics: "PT1M",
            names: ["trace.http.request.hits", "container.uptime"],
          },
        ]),
      ),
    ],
    ["sloStatus", byId(names.map((name) => [`${name} availability`, { sli: 99.95, indexedAt: "PT12M" }]))],
    [
      "syntheticsTest",
      byId(
        names.map((name, index) => [
          `t-${index + 1}`,
          {
            name: `${name} answers`,
            type: "api",
            subtype: "http",
            status: "live",
            message: `@pagerduty-${name}`,
            locations: ["aws:eu-central-1", "aws:eu-west-1"],
            tags: [`service:${name}`],
            requestDefinition: { method: "GET", url: `https://${name}.${owner}.example/health` },
            assertions: [{ type: "statusCode", operator: "is", target: "200" }],
            optionsList: { tickEvery: 60, minLocationFailed: 1 },
            monitorId: 9_000_000 + index,
          },
        ]),
      ),
    ],
    [
      "dashboard",
      byId(
        names.map((name, index) => [
          `d-${index + 1}`,
          {
            title: `${name} overview`,
            layoutType: "ordered",
            templateVariables: [{ name: "service", prefix: "service", defaults: [name] }],
            widgets: [
              {
                serviceLevelObjectiveDefinition: {
                  sloId: slo(index),
                  viewType: "detail",
                  timeWindows: ["30d"],
                },
              },
            ],
          },
        ]),
      ),
    ],
    [
      "pagerdutyServiceObject",
      byId(names.map((name) => [name, { serviceName: name, serviceKey: "not-a-key" }])),
    ],
  ]);
}

function slo(index: number): string {
  return `slo-${index + 1}`;
}
