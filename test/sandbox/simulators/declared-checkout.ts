import type { WorldObject } from "../../../sandbox/world/schema";
import { editWorld } from "../../../sandbox/world/world";

/** Ids of the people of the sandbox's seed. */
const [amy, ben, tess] = ["PJN4GKNEENLZGR", "PA237PFZHJ7I24", "POU36KPERERDED"];
const tags = ["service:checkout", "team:orders", "env:prod"];
const scope = "{service:checkout,env:prod}";

/** What `pulumi up` makes of the service checkout at PagerDuty, in the words of the SDK. */
export const pagerdutyObjects = {
  schedule: {
    id: "PSCHEDULE00001",
    name: "checkout-prod",
    timeZone: "Europe/Berlin",
    layers: [
      {
        id: "PLAYER00000001",
        name: "Rotation",
        start: "2026-01-05T09:00:00+01:00",
        rotationVirtualStart: "2026-01-05T09:00:00+01:00",
        rotationTurnLengthSeconds: 604_800,
        users: [amy, ben],
      },
    ],
  },
  escalationPolicy: {
    id: "PPOLICY0000001",
    name: "checkout-prod",
    numLoops: 2,
    rules: [
      {
        id: "PRULE000000001",
        escalationDelayInMinutes: 10,
        targets: [{ type: "schedule_reference", id: "PSCHEDULE00001" }],
      },
      {
        id: "PRULE000000002",
        escalationDelayInMinutes: 10,
        targets: [{ type: "user_reference", id: tess }],
      },
    ],
  },
  service: {
    id: "PSERVICE000001",
    name: "checkout-prod",
    escalationPolicy: "PPOLICY0000001",
    alertCreation: "create_alerts_and_incidents",
    acknowledgementTimeout: "1800",
    autoResolveTimeout: "null",
    incidentUrgencyRule: { type: "constant", urgency: "severity_based" },
    status: "active",
  },
  serviceIntegration: {
    id: "PINTEGRATION01",
    name: "Datadog",
    service: "PSERVICE000001",
    vendor: "PBGMZEGXJMUQD7",
    type: "event_transformer_api_inbound_integration",
    integrationKey: "made-up",
  },
  maintenanceWindow: {
    id: "PWINDOW0000001",
    services: ["PSERVICE000001"],
    startTime: "-P1DT2H",
    endTime: "-P1DT4H",
    description: "A move",
  },
} as const satisfies Record<string, WorldObject>;

/** The same at Datadog. */
export const datadogObjects = {
  monitor: {
    id: "70000001",
    name: "checkout-prod-errors",
    type: "query alert",
    query: `sum(last_5m):sum:trace.grpc.server.errors${scope}.as_count() > 5`,
    message: "{{#is_alert}}@pagerduty-checkout-prod{{/is_alert}}",
    tags,
    monitorThresholds: { critical: "5", warning: "2" },
    assets: [
      { category: "runbook", name: "Runbook", url: "https://wiki.astronomy-shop.example/runbooks/checkout" },
    ],
  },
  serviceLevelObjective: {
    id: "a0000000000000000000000000000001",
    name: "checkout-prod-latency",
    type: "time_slice",
    tags,
    thresholds: [{ timeframe: "30d", target: 99 }],
    timeframe: "30d",
    targetThreshold: 99,
    sliSpecification: {
      timeSlice: {
        comparator: "<",
        threshold: 0.5,
        queryIntervalSeconds: 300,
        query: {
          formula: { formulaExpression: "query1" },
          queries: [
            {
              metricQuery: { name: "query1", query: `p95:trace.grpc.server${scope}`, dataSource: "metrics" },
            },
          ],
        },
      },
    },
  },
  syntheticsTest: {
    id: "abc-def-ghi",
    name: "checkout-prod-health",
    type: "api",
    subtype: "http",
    status: "live",
    locations: ["aws:eu-central-1"],
    requestDefinition: { method: "GET", url: "https://checkout.shop.example/health" },
    assertions: [{ type: "statusCode", operator: "is", target: "200" }],
    optionsList: { tickEvery: 60, minLocationFailed: 1, ci: { executionRule: "blocking" } },
    message: "",
    tags,
    monitorId: 70_000_002,
  },
  dashboard: {
    id: "jkl-mno-pqr",
    title: "checkout-prod",
    layoutType: "ordered",
    templateVariables: [{ name: "service", prefix: "service", defaults: ["checkout"] }],
    widgets: [
      {
        serviceLevelObjectiveDefinition: {
          title: "Latency",
          sloId: "a0000000000000000000000000000001",
          viewType: "detail",
          viewMode: "overall",
          timeWindows: ["30d"],
        },
      },
      {
        groupDefinition: {
          layoutType: "ordered",
          widgets: [
            {
              timeseriesDefinition: {
                requests: [
                  {
                    queries: [
                      { metricQuery: { name: "query1", query: `sum:trace.grpc.server.hits${scope}` } },
                    ],
                    formulas: [{ formulaExpression: "query1" }],
                    displayType: "line",
                  },
                ],
              },
            },
          ],
        },
      },
    ],
  },
  downtimeSchedule: {
    id: "00000000-0000-4000-8000-000000000001",
    scope: "env:prod",
    monitorIdentifier: { monitorId: 70_000_001 },
    oneTimeSchedule: { start: "PT1H", end: "-PT1H" },
    message: "A move",
  },
  pagerdutyServiceObject: { id: "checkout-prod", serviceName: "checkout-prod", serviceKey: "made-up" },
} as const satisfies Record<string, WorldObject>;

/** Puts checkout into a world, beside what the seed has. */
export async function declareCheckout(worldDir: string): Promise<void> {
  for (const [vendor, made] of [
    ["pagerduty", pagerdutyObjects],
    ["datadog", datadogObjects],
  ] as const) {
    await editWorld(worldDir, vendor, (objects) => {
      for (const [kind, object] of Object.entries(made)) {
        const key = kind as keyof typeof objects; // a kind of this vendor, as the world checks when it is written
        objects[key] = { ...objects[key], [object.id]: object };
      }
    });
  }
}
