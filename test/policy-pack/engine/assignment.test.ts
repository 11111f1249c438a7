import assert from "node:assert/strict";
import { aws, datadog, github, kubernetes, pagerduty } from "../../../policy-pack/engine/tokens";
import type { GivenResource } from "../perfect-service";
import { belonging, chain, component, inventoryOf, monitor, schedule, unknown, user } from "./stack";

describe("whose a resource is", () => {
  const declared = monitor("cart-load", {
    query: "avg:load{service:checkout} > 1",
    tags: ["service:checkout"],
  });
  const cases: Readonly<
    Record<string, readonly [readonly GivenResource[], Record<string, readonly string[]>]>
  > = {
    "the service's that declares it, whatever query and tags say": [
      [component("cart", {}, [declared]), component("checkout"), declared],
      { cart: ["cart-load"], checkout: [] },
    ],
    "the service's below whose component it stands, through components of others": [
      [
        component("cart"),
        { type: "shop:index:Alerts", name: "alerts", props: {}, parent: "cart" },
        monitor("load", { query: "avg:load{service:checkout}" }, { parent: "alerts" }),
      ],
      { cart: ["load"] },
    ],
    "the query's before the tag's": [
      [
        component("cart"),
        component("checkout"),
        monitor("load", { query: "avg:x{service:cart}", tags: ["service:checkout"] }),
      ],
      { cart: ["load"], checkout: [] },
    ],
    "all services' that its query names": [
      [
        component("cart"),
        component("checkout"),
        monitor("load", { query: "sum:a{service:cart}/sum:b{service:checkout}" }),
      ],
      { cart: ["load"], checkout: ["load"] },
    ],
    "the service's that the tag calls by an earlier name": [
      [
        component("cart", { aliases: ["basket"] }),
        monitor("load", { query: "avg:x{*}", tags: ["service:basket"] }),
      ],
      { cart: ["load"] },
    ],
    "the service's of the name where another has it as an alias": [
      [
        component("a-shop", { aliases: ["cart"] }),
        component("cart"),
        monitor("load", { tags: ["service:cart"] }),
      ],
      { "a-shop": [], cart: ["load"] },
    ],
    "the workload's, for the Rollout and the autoscaler whose spec was computed from it": [
      [
        component("cart"),
        {
          type: kubernetes.deployment,
          name: "pods",
          props: { metadata: { labels: { "app.kubernetes.io/name": "cart" } } },
        },
        {
          type: kubernetes.rollout,
          name: "rollout",
          props: { spec: { workloadRef: { name: unknown } } },
          dependsOn: { spec: ["pods"] },
        },
        {
          type: kubernetes.horizontalPodAutoscaler,
          name: "scaler",
          props: { spec: { scaleTargetRef: { name: unknown } } },
          dependsOn: { spec: ["pods"] },
        },
      ],
      { cart: ["scaler", "pods", "rollout"] },
    ],
    "the store's, for a setting of it": [
      [
        component("cart"),
        { type: aws.s3Bucket, name: "bucket", props: { tags: { service: "cart" } } },
        {
          type: aws.s3BucketVersioning,
          name: "versioning",
          props: { bucket: unknown },
          dependsOn: { bucket: ["bucket"] },
        },
      ],
      { cart: ["bucket", "versioning"] },
    ],
    "the services' that a cost budget has lines for": [
      [
        component("cart", { aliases: ["basket"] }),
        component("checkout"),
        {
          type: datadog.costBudget,
          name: "budget",
          props: {
            metricsQuery: "sum:aws.cost.amortized{*} by {service}",
            budgetLines: [
              { tagFilters: [{ tagKey: "service", tagValue: "Basket" }] },
              { parentTagFilters: [{ tagKey: "service", tagValue: "checkout" }] },
              { childTagFilters: [{ tagKey: "team", tagValue: "orders" }] },
            ],
          },
        },
      ],
      { cart: ["budget"], checkout: ["budget"] },
    ],
    "the function's whose alias it is, since an alias has no tags": [
      [
        { type: "aws:lambda/function:Function", name: "cart-function", props: { tags: { service: "cart" } } },
        { type: aws.lambdaAlias, name: "live", props: {}, dependsOn: { functionName: ["cart-function"] } },
      ],
      { cart: ["cart-function", "live"] },
    ],
    "the monitor's SLO's, where its own query is not known": [
      [
        component("cart"),
        { type: datadog.serviceLevelObjective, name: "slo", props: { tags: ["service:cart"] } },
        monitor("burn", { query: unknown }, { dependsOn: { query: ["slo"] } }),
      ],
      { cart: ["burn", "slo"] },
    ],
    "nobody's where nothing speaks for anybody": [
      [component("cart"), monitor("load", { query: "avg:load{*}" })],
      { cart: [], "-": ["load"] },
    ],
    "a new service's where a tag names none that the catalog has": [
      [component("cart"), monitor("load", { query: "avg:x{service:billing}" })],
      { billing: ["load"], cart: [] },
    ],
    "each user's and schedule's, to all services that share it": [
      [
        component("cart"),
        component("checkout"),
        ...chain("cart", false, "shared"),
        ...chain("checkout", false, "shared"),
        schedule("shared", ["amy"]),
        user("amy"),
        user("ben"),
      ],
      {
        cart: ["cart-object", "cart-policy", "shared", "cart-service", "cart-integration", "amy"],
        checkout: [
          "checkout-object",
          "checkout-policy",
          "shared",
          "checkout-service",
          "checkout-integration",
          "amy",
        ],
        "-": ["ben"],
      },
    ],
    "a repository's: every service's that lives in it": [
      [
        component("cart", { repository: "shop" }),
        component("checkout", { repository: "acme/shop" }),
        component("other", { repository: "acme/elsewhere" }),
        { type: github.repository, name: "r", props: { name: "Shop", fullName: "acme/shop" } },
        { type: github.branchDefault, name: "by-text", props: { repository: "shop" } },
        { type: github.repositoryRuleset, name: "by-full-name", props: { repository: "acme/shop" } },
        { type: github.repositoryRuleset, name: "other-owner", props: { repository: "evil/shop" } },
        {
          type: github.branchProtection,
          name: "by-dependency",
          props: { repositoryId: unknown },
          dependsOn: { repositoryId: ["r"] },
        },
        {
          type: github.branchProtection,
          name: "by-node-id",
          props: { repositoryId: "R_kg" },
          dependsOn: { repositoryId: ["r"] },
        },
        { type: github.team, name: "orders", props: { name: "shop" } },
      ],
      {
        cart: ["by-text", "by-dependency", "by-node-id", "r", "by-full-name", "other-owner"],
        checkout: ["by-text", "by-dependency", "by-node-id", "r", "by-full-name"],
        other: [],
        "-": ["orders"],
      },
    ],
    "a node id's repository, also without a dependency": [
      [
        component("cart", { repository: "shop" }),
        { type: github.repository, name: "shop", props: { name: "shop", nodeId: "R_kg" } },
        { type: github.branchProtection, name: "protection", props: { repositoryId: "R_kg" } },
      ],
      { cart: ["protection", "shop"] },
    ],
  };
  for (const [name, [resources, expected]] of Object.entries(cases)) {
    it(`is ${name}`, () => {
      const sorted = (by: Readonly<Record<string, readonly string[]>>) =>
        Object.fromEntries(Object.entries(by).map(([service, names]) => [service, [...names].sort()]));
      assert.deepEqual(sorted(belonging(inventoryOf(...resources))), sorted(expected));
      assert.deepEqual(
        belonging(inventoryOf(...[...resources].reverse())),
        belonging(inventoryOf(...resources)),
        "the order of resources must not matter",
      );
    });
  }

  it("is reported where a tag contradicts a query", () => {
    const found = inventoryOf(monitor("load", { query: "avg:x{service:cart}", tags: ["service:checkout"] }));
    assert.deepEqual(found.notices, [
      "load is tagged for checkout but its query is about cart; the query counts.",
    ]);
  });

  it("is the same at first preview, when no id is known, as after the update", () => {
    const stack = (known: boolean) => [
      ...chain("cart", known),
      schedule("cart-schedule", ["amy"]),
      user("amy"),
    ];
    const expected = [
      "amy",
      "cart-integration",
      "cart-object",
      "cart-policy",
      "cart-schedule",
      "cart-service",
    ];
    for (const known of [false, true])
      assert.deepEqual([...(belonging(inventoryOf(...stack(known))).cart ?? [])].sort(), expected);
  });

  it("does not depend on how near a shared resource is", () => {
    // The schedule is two steps away from cart and three from checkout.
    const policy = {
      type: pagerduty.escalationPolicy,
      name: "direct",
      props: { name: "cart", rules: [] },
      dependsOn: { rules: ["shared"] },
    };
    const found = belonging(
      inventoryOf(
        policy,
        component("cart"),
        component("checkout"),
        ...chain("checkout", false, "shared"),
        schedule("shared"),
      ),
    );
    assert.ok(found.cart?.includes("shared"));
    assert.ok(found.checkout?.includes("shared"));
  });
});
