import type { JsonObject, Objects } from "../../../sandbox/world/schema";
import seed from "../../../sandbox/world/seed.json";

/** Full tokens of the types that the tests use most. */
export const tokens = {
  repository: "github:index/repository:Repository",
  branchProtection: "github:index/branchProtection:BranchProtection",
  team: "github:index/team:Team",
  teamMembers: "github:index/teamMembers:TeamMembers",
  environment: "github:index/repositoryEnvironment:RepositoryEnvironment",
  environmentPolicy:
    "github:index/repositoryEnvironmentDeploymentPolicy:RepositoryEnvironmentDeploymentPolicy",
  schedule: "pagerduty:index/schedule:Schedule",
  escalationPolicy: "pagerduty:index/escalationPolicy:EscalationPolicy",
  service: "pagerduty:index/service:Service",
  integration: "pagerduty:index/serviceIntegration:ServiceIntegration",
  monitor: "datadog:index/monitor:Monitor",
  slo: "datadog:index/serviceLevelObjective:ServiceLevelObjective",
  syntheticsTest: "datadog:index/syntheticsTest:SyntheticsTest",
  dashboard: "datadog:index/dashboard:Dashboard",
  serviceObject: "datadog:pagerduty/serviceObject:ServiceObject",
} as const;

/** Ids of what the seed holds in PagerDuty. */
export const seeded = {
  amy: pagerdutyId("user", "Amy"),
  ben: pagerdutyId("user", "Ben"),
  datadog: pagerdutyId("vendor", "Datadog"),
  legacySchedule: pagerdutyId("schedule", "Legacy fulfilment rotation"),
  legacyPolicy: pagerdutyId("escalationPolicy", "Legacy fulfilment"),
  legacyService: pagerdutyId("service", "quote-legacy"),
};

export const schedule: JsonObject = {
  name: "checkout",
  timeZone: "Europe/Berlin",
  layers: [
    {
      name: "primary",
      start: "2026-01-05T09:00:00+01:00",
      rotationVirtualStart: "2026-01-05T09:00:00+01:00",
      rotationTurnLengthSeconds: 604_800,
      users: [seeded.amy, seeded.ben],
    },
  ],
};

export const protection: JsonObject = {
  repositoryId: "astronomy-shop",
  pattern: "main",
  requiredPullRequestReviews: [{ requiredApprovingReviewCount: 1 }],
};

export const slo: JsonObject = {
  name: "checkout-availability",
  type: "metric",
  query: {
    numerator: "sum:good{service:checkout}.as_count()",
    denominator: "sum:all{service:checkout}.as_count()",
  },
  thresholds: [{ timeframe: "30d", target: 99.9, warning: 99.95 }],
  tags: ["service:checkout", "team:payments"],
};

export const monitor: JsonObject = {
  name: "checkout latency",
  type: "query alert",
  message: "@pagerduty-checkout",
  query: "percentile(last_5m):p95:trace.http.request{service:checkout} > 0.5",
  tags: ["service:checkout"],
};

export const syntheticsTest: JsonObject = {
  name: "checkout",
  type: "api",
  status: "live",
  locations: ["aws:eu-central-1"],
  requestDefinition: { method: "GET", url: "https://shop.astronomy-shop.example/" },
  optionsList: { tickEvery: 60 },
};

export const dashboard: JsonObject = {
  title: "Checkout service",
  layoutType: "ordered",
  widgets: [{ noteDefinition: { content: "Hello." } }],
};

function pagerdutyId(
  kind: "user" | "vendor" | "schedule" | "escalationPolicy" | "service",
  name: string,
): string {
  const objects: Objects[typeof kind] = seed.pagerduty.objects[kind];
  const found = Object.values(objects ?? {}).find((object) => object.name === name);
  if (!found) throw new Error(`The seed has no ${kind} named ${name}.`);
  return found.id;
}
