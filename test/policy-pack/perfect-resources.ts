import { datadog, pagerduty } from "../../policy-pack/engine/tokens";
import { perfectParts } from "./perfect/parts";
import type { GivenResource } from "./perfect-service";

/** What the program declares below one service, all ids known, as after an update. */
export function serviceResources(name: string): readonly GivenResource[] {
  return [
    ...onCallResources(name),
    ...objectives(name),
    ...burnMonitors(name),
    ...signalMonitors(name),
    ...checkAndDashboard(name),
    ...perfectParts(name).resources,
  ];
}

type Child = (
  type: string,
  suffix: string,
  props: Record<string, unknown>,
  dependsOn?: Readonly<Record<string, readonly string[]>>,
) => GivenResource;

/** Makes resources below a service, named after it. */
function childrenOf(parent: string): Child {
  return (type, suffix, props, dependsOn) => ({
    type,
    name: `${parent}-${suffix}`,
    parent,
    props,
    ...(dependsOn ? { dependsOn } : {}),
  });
}

const tagsOf = (name: string): readonly string[] => [`service:${name}`, "team:orders", "env:prod"];
const pageOf = (name: string): string =>
  `{{#is_alert}}@pagerduty-${name}{{/is_alert}} Runbook: https://runbooks.astronomy-shop.example/${name}`;

function onCallResources(name: string): readonly GivenResource[] {
  const child = childrenOf(name);
  const own = (suffix: string): string => `${name}-${suffix}`;
  const ids = { schedule: `PSCHED-${name}`, policy: `PPOL-${name}`, service: `PSVC-${name}` };
  const people = ["amy", "ben", "cho", "dia"].map((login) => `PUSER-${login}`);
  return [
    child(pagerduty.schedule, "schedule", {
      id: ids.schedule,
      name: own("schedule"),
      timeZone: "Europe/Berlin",
      layers: [
        {
          name: "primary",
          start: "2026-01-05T09:00:00+01:00",
          rotationVirtualStart: "2026-01-05T09:00:00+01:00",
          rotationTurnLengthSeconds: 604800,
          users: people,
        },
      ],
    }),
    child(
      pagerduty.escalationPolicy,
      "policy",
      {
        id: ids.policy,
        name: own("policy"),
        numLoops: 2,
        rules: [
          { escalationDelayInMinutes: 10, targets: [{ type: "schedule_reference", id: ids.schedule }] },
          { escalationDelayInMinutes: 15, targets: [{ type: "user_reference", id: "PUSER-pia" }] },
        ],
      },
      { rules: [own("schedule")] },
    ),
    child(
      pagerduty.service,
      "pagerduty",
      {
        id: ids.service,
        name,
        escalationPolicy: ids.policy,
        status: "active",
        alertCreation: "create_alerts_and_incidents",
        acknowledgementTimeout: "1800",
        incidentUrgencyRule: { type: "constant", urgency: "severity_based" },
      },
      { escalationPolicy: [own("policy")] },
    ),
    child(
      pagerduty.serviceIntegration,
      "integration",
      {
        id: `PINT-${name}`,
        name: "Datadog",
        service: ids.service,
        vendor: "PAM4FGS",
        type: "generic_events_api_inbound_integration",
        integrationKey: "not-a-key",
      },
      { service: [own("pagerduty")] },
    ),
    child(
      datadog.pagerdutyServiceObject,
      "handle",
      { id: name, serviceName: name, serviceKey: "not-a-key" },
      { serviceKey: [own("integration")] },
    ),
  ];
}

function objectives(name: string): readonly GivenResource[] {
  const child = childrenOf(name);
  const own = (suffix: string): string => `${name}-${suffix}`;
  const tags = tagsOf(name);
  return [
    child(datadog.serviceLevelObjective, "availability", {
      id: `slo-${name}-availability`,
      name: own("availability"),
      type: "metric",
      query: {
        numerator: `sum:hits.ok{service:${name},env:prod}.as_count()`,
        denominator: `sum:hits{service:${name},env:prod}.as_count()`,
      },
      thresholds: [{ timeframe: "30d", target: 99.9, warning: 99.95 }],
      timeframe: "30d",
      targetThreshold: 99.9,
      tags: [...tags, "sli:availability"],
    }),
    child(datadog.serviceLevelObjective, "latency", {
      id: `slo-${name}-latency`,
      name: own("latency"),
      type: "time_slice",
      sliSpecification: {
        timeSlice: {
          comparator: "<",
          threshold: 0.5,
          queryIntervalSeconds: 300,
          query: {
            formula: { formulaExpression: "query1" },
            queries: [
              { metricQuery: { name: "query1", query: `p95:trace.http.request{service:${name},env:prod}` } },
            ],
          },
        },
      },
      thresholds: [{ timeframe: "30d", target: 95 }],
      timeframe: "30d",
      targetThreshold: 95,
      tags: [...tags, "sli:latency"],
    }),
  ];
}

function burnMonitors(name: string): readonly GivenResource[] {
  const child = childrenOf(name);
  return ["availability", "latency"].flatMap((slo) =>
    [
      { speed: "fast", critical: "14.4" },
      { speed: "slow", critical: "6" },
    ].map(({ speed, critical }) =>
      child(
        datadog.monitor,
        `${slo}-burn-${speed}`,
        {
          name: `${name}-${slo}-burn-${speed}`,
          type: "slo alert",
          query: `burn_rate("slo-${name}-${slo}").over("30d").long_window("1h").short_window("5m") > ${critical}`,
          message: pageOf(name),
          monitorThresholds: { critical },
          tags: [...tagsOf(name), `burn:${speed}`],
        },
        { query: [`${name}-${slo}`] },
      ),
    ),
  );
}

function signalMonitors(name: string): readonly GivenResource[] {
  const child = childrenOf(name);
  const monitor = (signal: string, query: string, critical: string): GivenResource =>
    child(datadog.monitor, signal, {
      name: `${name}-${signal}`,
      type: "query alert",
      query,
      message: pageOf(name),
      monitorThresholds: { critical },
      tags: [...tagsOf(name), `signal:${signal}`],
    });
  return [
    monitor(
      "latency-signal",
      `percentile(last_5m):p95:trace.http.request{service:${name},env:prod} > 0.5`,
      "0.5",
    ),
    monitor(
      "errors",
      `sum(last_5m):sum:trace.http.request.errors{service:${name},env:prod}.as_count() / sum:trace.http.request.hits{service:${name},env:prod}.as_count() > 0.02`,
      "0.02",
    ),
    monitor(
      "traffic",
      `sum(last_10m):sum:trace.http.request.hits{service:${name},env:prod}.as_count() < 1`,
      "1",
    ),
    monitor(
      "saturation",
      `avg(last_10m):avg:kubernetes.cpu.usage.total{service:${name},env:prod} > 0.8`,
      "0.8",
    ),
  ];
}

function checkAndDashboard(name: string): readonly GivenResource[] {
  const child = childrenOf(name);
  const own = (suffix: string): string => `${name}-${suffix}`;
  return [
    child(datadog.syntheticsTest, "health", {
      name: own("health"),
      type: "api",
      subtype: "http",
      status: "live",
      locations: ["aws:eu-central-1", "aws:us-east-1", "aws:ap-south-1"],
      requestDefinition: { method: "GET", url: `https://${name}.astronomy-shop.example/health` },
      assertions: [{ type: "statusCode", operator: "is", target: "200" }],
      optionsList: { tickEvery: 60 },
      message: pageOf(name),
      tags: tagsOf(name),
    }),
    child(
      datadog.dashboard,
      "dashboard",
      {
        title: own("dashboard"),
        layoutType: "ordered",
        templateVariables: [{ name: "service", prefix: "service", defaults: [name] }],
        widgets: [
          {
            serviceLevelObjectiveDefinition: {
              sloId: `slo-${name}-availability`,
              viewType: "detail",
              viewMode: "overall",
              timeWindows: ["30d"],
            },
          },
        ],
        tags: ["team:orders"],
      },
      { widgets: [own("availability")] },
    ),
  ];
}
