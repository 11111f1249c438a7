import { catalogToken, serviceToken } from "../../catalog/graph";
import { serviceSchema, type Team, teamSchema } from "../../catalog/schema";
import type { ObservedFact } from "../../evidence/facts";
import type { RawResource } from "../../policy-pack/engine/resource";
import { github } from "../../policy-pack/engine/tokens";
import { perfectParts } from "./perfect/parts";

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
  members: ["amy", "ben", "cho", "dia"].map((login) => ({
    login,
    email: `${login}@astronomy-shop.example`,
    joined: "2024-06-03",
    responderTraining: { date: "2026-05-12", by: "pia" },
  })),
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
      ...perfectParts(name).facts,
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
        statedAt: "2026-11-23T08:00:00.000Z",
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
    ...perfectParts("shared").shared,
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
  observed: readonly ObservedFact[] = [],
): GivenResource {
  const declares = children.map((child) => ({ urn: urnOf(child), type: child.type, expects: {} }));
  return { type: serviceToken, name, props: { schemaVersion: 1, facts, observed, declares } };
}
