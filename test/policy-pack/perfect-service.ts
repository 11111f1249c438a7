import { catalogToken, serviceToken } from "../../catalog/graph";
import { serviceSchema, type Team, teamSchema } from "../../catalog/schema";
import type { RawResource } from "../../policy-pack/engine/resource";
import { datadog, github, pagerduty } from "../../policy-pack/engine/tokens";

/** Resources as tests write them: relations by resource name, the parent by name as well. */
export interface GivenResource {
  readonly type: string;
  readonly name: string;
  readonly props: Record<string, unknown>;
  readonly parent?: string;
  readonly dependsOn?: Readonly<Record<string, readonly string[]>>;
}

export const stackName = "prod";
const repository = "astronomy-shop";

export function urnOf({ type, name }: Pick<GivenResource, "type" | "name">): string {
  return `urn:pulumi:${stackName}::readiness::${type}::${name}`;
}

/** The team that owns the perfect service; four people, so that tier 1 is met. */
export const ordersTeam: Team = teamSchema.parse({
  name: "orders",
  description: "Takes orders from cart to payment.",
  contacts: { chat: "#orders", email: "orders@astronomy-shop.example", onCall: "orders" },
  timeZone: "Europe/Berlin",
  members: ["amy", "ben", "cho", "dia"].map((login) => ({ login, email: `${login}@astronomy-shop.example` })),
  escalateTo: ["pia"],
});

/** Catalog facts of a service that lacks nothing at tier 1. */
export function perfectFacts(name: string): Record<string, unknown> {
  return {
    ...serviceSchema.parse({
      name,
      title: "Checkout",
      description: "Takes a cart, charges the card and hands the order to shipping.",
      owner: "orders",
      lifecycle: "production",
      criticality: "high",
      risk: "high",
      exposure: "public",
      dataClass: "confidential",
      repository,
      path: `src/${name}`,
      runbook: {
        url: `https://runbooks.astronomy-shop.example/${name}`,
        confirmed: { by: "amy", at: "2026-10-01", covers: ["alerts", "rollback"] },
      },
      onCall: {},
      slos: [
        {
          name: "availability",
          kind: "availability",
          good: `sum:hits.ok{service:${name}}.as_count()`,
          total: `sum:hits{service:${name}}.as_count()`,
        },
        {
          name: "latency",
          kind: "latency",
          query: `p95:trace.http.request{service:${name}}`,
          threshold: 0.5,
        },
      ],
    }),
    tier: 1,
    tierFrom: "stack",
  };
}

/** What exists once: the catalog's facts, and the shared repository with its protection. */
export function sharedResources(): readonly GivenResource[] {
  return [
    { type: "pulumi:pulumi:Stack", name: "readiness-prod", props: {} },
    {
      type: catalogToken,
      name: "catalog",
      props: {
        schemaVersion: 1,
        programVersion: "0.1.0",
        facts: {
          stack: stackName,
          environment: "prod",
          mode: "enforce",
          owns: true,
          tiers: { checkout: 1, spare: 1 },
          approvers: { "1": ["platform"], "2": ["platform"] },
          promotions: {
            checkout: [{ from: 2, to: 1, by: "pia", at: "2026-09-01", ticket: "OPS-1" }],
            spare: [{ from: 2, to: 1, by: "pia", at: "2026-09-01", ticket: "OPS-2" }],
          },
          teams: [
            ordersTeam,
            teamSchema.parse({
              name: "platform",
              members: [{ login: "pia", email: "pia@astronomy-shop.example" }],
            }),
          ],
        },
        declares: [],
      },
    },
    {
      type: github.repository,
      name: repository,
      parent: "catalog",
      props: {
        name: repository,
        fullName: `shop/${repository}`,
        description: "The astronomy shop.",
        archived: false,
        visibility: "public",
        defaultBranch: "main",
      },
    },
    {
      type: github.branchDefault,
      name: `${repository}-default`,
      parent: "catalog",
      props: { repository, branch: "main" },
      dependsOn: { repository: [repository] },
    },
    {
      type: github.branchProtection,
      name: `${repository}-main`,
      parent: "catalog",
      props: {
        repositoryId: repository,
        pattern: "main",
        allowsForcePushes: false,
        allowsDeletions: false,
        enforceAdmins: true,
        requireSignedCommits: true,
        requiredPullRequestReviews: [
          {
            requiredApprovingReviewCount: 2,
            dismissStaleReviews: true,
            requireCodeOwnerReviews: true,
            requireLastPushApproval: true,
          },
        ],
        requiredStatusChecks: [{ strict: true, contexts: ["ci"] }],
      },
      dependsOn: { repositoryId: [repository] },
    },
  ];
}

/** What the program declares below one service, all ids known, as after an update. */
export function serviceResources(name: string): readonly GivenResource[] {
  const own = (suffix: string): string => `${name}-${suffix}`;
  const ids = {
    schedule: `PSCHED-${name}`,
    policy: `PPOL-${name}`,
    service: `PSVC-${name}`,
    slo: `slo-${name}`,
  };
  const people = ["amy", "ben", "cho", "dia"].map((login) => `PUSER-${login}`);
  const child = (
    type: string,
    suffix: string,
    props: Record<string, unknown>,
    dependsOn?: Readonly<Record<string, readonly string[]>>,
  ): GivenResource => ({
    type,
    name: own(suffix),
    parent: name,
    props,
    ...(dependsOn ? { dependsOn } : {}),
  });
  const page = `{{#is_alert}}@pagerduty-${name}{{/is_alert}} Runbook: https://runbooks.astronomy-shop.example/${name}`;
  const tags = [`service:${name}`, "team:orders", "env:prod"];
  const monitor = (signal: string, query: string, critical: string): GivenResource =>
    child(datadog.monitor, signal, {
      name: own(signal),
      type: "query alert",
      query,
      message: page,
      monitorThresholds: { critical },
      tags: [...tags, `signal:${signal}`],
    });
  const burn = (slo: string, speed: string, critical: string): GivenResource =>
    child(
      datadog.monitor,
      `${slo}-burn-${speed}`,
      {
        name: own(`${slo}-burn-${speed}`),
        type: "slo alert",
        query: `burn_rate("${ids.slo}-${slo}").over("30d").long_window("1h").short_window("5m") > ${critical}`,
        message: page,
        monitorThresholds: { critical },
        tags: [...tags, `burn:${speed}`],
      },
      { query: [own(slo)] },
    );
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
    child(datadog.serviceLevelObjective, "availability", {
      id: `${ids.slo}-availability`,
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
      id: `${ids.slo}-latency`,
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
    burn("availability", "fast", "14.4"),
    burn("availability", "slow", "6"),
    burn("latency", "fast", "14.4"),
    burn("latency", "slow", "6"),
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
    child(datadog.syntheticsTest, "health", {
      name: own("health"),
      type: "api",
      subtype: "http",
      status: "live",
      locations: ["aws:eu-central-1", "aws:us-east-1", "aws:ap-south-1"],
      requestDefinition: { method: "GET", url: `https://${name}.astronomy-shop.example/health` },
      assertions: [{ type: "statusCode", operator: "is", target: "200" }],
      optionsList: { tickEvery: 60 },
      message: page,
      tags,
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
              sloId: `${ids.slo}-availability`,
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

/** Turns test resources into what the engine sends; relations by name become URNs. */
export function toRaw(resources: readonly GivenResource[]): readonly RawResource[] {
  const urns = new Map(resources.map((resource) => [resource.name, urnOf(resource)]));
  const resolve = (names: readonly string[]): readonly string[] =>
    names.map((name) => urns.get(name) ?? name);
  return resources.map((resource) => {
    const propertyDependencies = Object.fromEntries(
      Object.entries(resource.dependsOn ?? {}).map(([property, names]) => [property, resolve(names)]),
    );
    return {
      urn: urnOf(resource),
      type: resource.type,
      name: resource.name,
      props: resource.props,
      parent: resource.parent === undefined ? undefined : urns.get(resource.parent),
      dependencies: Object.values(propertyDependencies).flat(),
      propertyDependencies,
    };
  });
}

/** The Service component of a service whose children are known by then. */
export function serviceComponent(
  name: string,
  facts: Record<string, unknown>,
  children: readonly GivenResource[],
): GivenResource {
  const declares = children.map((child) => ({ urn: urnOf(child), type: child.type, expects: {} }));
  return { type: serviceToken, name, props: { schemaVersion: 1, facts, observed: [], declares } };
}
