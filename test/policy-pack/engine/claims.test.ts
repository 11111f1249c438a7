import assert from "node:assert/strict";
import { namedServices, servicesInQuery } from "../../../policy-pack/engine/claims";
import { type RawResource, resourceOf } from "../../../policy-pack/engine/resource";
import { datadog, pagerduty } from "../../../policy-pack/engine/tokens";

const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

function claim(type: string, props: Record<string, unknown>): ReturnType<typeof namedServices> {
  const raw: RawResource = {
    urn: `urn:pulumi:prod::shop::${type}::one`,
    type,
    name: "one",
    props,
    dependencies: [],
    propertyDependencies: {},
  };
  return namedServices(
    resourceOf(raw, () => undefined),
    (name) => (name === "basket" ? "cart" : name),
  );
}

describe("services in a Datadog query", () => {
  const cases: Readonly<Record<string, readonly string[]>> = {
    "avg(last_5m):avg:http.errors{service:cart,env:prod} > 1": ["cart"],
    "sum:hits{env:prod,service:cart}.as_count() / sum:all{service:checkout}.as_count()": ["cart", "checkout"],
    'logs("service:cart status:error").index("*").rollup("count").last("5m") > 10': ["cart"],
    'logs("service:\\"cart\\" status:error")': [],
    'trace-analytics("env:prod service:"cart"").last("5m") > 1': ["cart"],
    '"http.can_connect".over("service:cart").last(2).count_by_status()': ["cart"],
    "avg:load{service:Cart}": ["cart"],
    "avg:load{service:cart-v2.eu/west_1}": ["cart-v2.eu/west_1"],
    "avg:load{!service:cart}": [],
    "avg:load{!service:cart,service:checkout}": ["checkout"],
    "avg:load{NOT service:cart AND service:checkout}": ["checkout"],
    'logs("-service:cart service:checkout")': ["checkout"],
    "avg:load{service IN (cart, checkout)}": ["cart", "checkout"],
    "avg:load{service NOT IN (cart, checkout)}": [],
    'logs("service:(cart OR checkout)")': ["cart", "checkout"],
    'logs("service:("cart" OR check*)")': ["cart"],
    'logs("-service:(cart OR checkout)")': [],
    "avg:load{service:check*}": [],
    "avg:load{service:*}": [],
    "avg:load{*} by {service}": [],
    "avg:load{$service}": [],
    "avg:load{service:$service}": [],
    "avg:load{peer.service:cart}": [],
    "avg:load{kube_service:cart}": [],
    "avg:load{upstream-service:cart}": [],
    'logs("@service:cart")': [],
    'burn_rate("abc").over("30d").long_window("1h").short_window("5m") > 14.4': [],
    "": [],
  };
  for (const [query, services] of Object.entries(cases))
    it(`of ${query || "no text"} are [${services.join(", ")}]`, () =>
      assert.deepEqual(servicesInQuery(query), services));

  it("are found in ten megabytes within a second", () => {
    const start = performance.now();
    assert.equal(servicesInQuery(`${"{!service:x} not ".repeat(600_000)}service:cart`).length, 0);
    assert.deepEqual(servicesInQuery(`service:${"a".repeat(10_000_000)}*`), []);
    assert.ok(performance.now() - start < 1_000);
  });
});

describe("the services that a resource names", () => {
  const cases: Readonly<
    Record<string, readonly [string, Record<string, unknown>, ReturnType<typeof namedServices>]>
  > = {
    "a monitor's query before its tags": [
      datadog.monitor,
      { query: "avg:load{service:cart} > 1", tags: ["service:cart"] },
      { services: ["cart"], by: "query", contradicted: [] },
    ],
    "a monitor whose tag contradicts its query": [
      datadog.monitor,
      { query: "avg:load{service:cart} > 1", tags: ["service:checkout", "team:orders"] },
      { services: ["cart"], by: "query", contradicted: ["checkout"] },
    ],
    "a query by alias and a tag by name, which do not contradict each other": [
      datadog.monitor,
      { query: "avg:load{service:basket} > 1", tags: ["service:cart"] },
      { services: ["cart"], by: "query", contradicted: [] },
    ],
    "a monitor whose query is not known by its tags": [
      datadog.monitor,
      { query: unknown, tags: ["service:cart"] },
      { services: ["cart"], by: "tag", contradicted: [] },
    ],
    "a monitor with one unknown tag by the others": [
      datadog.monitor,
      { query: "avg:load{*}", tags: [unknown, "service:cart"] },
      { services: ["cart"], by: "tag", contradicted: [] },
    ],
    "nothing where tags are not known at all": [
      datadog.monitor,
      { query: "avg:load{*}", tags: unknown },
      undefined,
    ],
    "nothing where query and tags have wrong types": [
      datadog.monitor,
      { query: 1, tags: { a: [] } },
      undefined,
    ],
    "a deployment gate by the service that it is for": [
      datadog.deploymentGate,
      { service: "Basket", env: "prod" },
      { services: ["cart"], by: "tag", contradicted: [] },
    ],
    "a deployment gate that is for nobody yet": [datadog.deploymentGate, { service: unknown }, undefined],
    "several services of one query": [
      datadog.monitor,
      { query: "sum:a{service:cart} / sum:b{service:checkout}" },
      { services: ["cart", "checkout"], by: "query", contradicted: [] },
    ],
    "an SLO by numerator and denominator": [
      datadog.serviceLevelObjective,
      {
        query: { numerator: "sum:ok{service:cart}", denominator: "sum:all{service:cart}" },
        tags: ["service:x"],
      },
      { services: ["cart"], by: "query", contradicted: ["x"] },
    ],
    "an SLO whose query is a list of one": [
      datadog.serviceLevelObjective,
      { query: [{ numerator: "sum:ok{service:cart}", denominator: unknown }] },
      { services: ["cart"], by: "query", contradicted: [] },
    ],
    "an SLO of time slices": [
      datadog.serviceLevelObjective,
      {
        sliSpecification: {
          timeSlice: { query: { queries: [{ metricQuery: { query: "p95:latency{service:cart}" } }] } },
        },
      },
      { services: ["cart"], by: "query", contradicted: [] },
    ],
    "a monitor written as JSON": [
      datadog.monitorJson,
      { monitor: '{"query": "avg:load{service:cart} > 1", "tags": ["service:checkout"]}' },
      { services: ["cart"], by: "query", contradicted: ["checkout"] },
    ],
    "nothing where the JSON is broken": [datadog.monitorJson, { monitor: '{"query": ' }, undefined],
    "a synthetics test by its tag": [
      datadog.syntheticsTest,
      { tags: ["env:prod", "Service: Cart "] },
      { services: ["cart"], by: "tag", contradicted: [] },
    ],
    "a dashboard by its template variable": [
      datadog.dashboard,
      {
        templateVariables: [{ name: "service", prefix: "service", defaults: ["cart", "*"] }],
        tags: ["team:orders"],
      },
      { services: ["cart"], by: "tag", contradicted: [] },
    ],
    "a dashboard by a variable without prefix": [
      datadog.dashboard,
      { templateVariables: [{ name: "service", defaults: ["cart"] }] },
      { services: ["cart"], by: "tag", contradicted: [] },
    ],
    "nothing for a variable of another prefix": [
      datadog.dashboard,
      { templateVariables: [{ name: "service", prefix: "kube_service", defaults: ["cart"] }] },
      undefined,
    ],
    "a dashboard by what its widgets ask about": [
      datadog.dashboardV2,
      {
        widgets: [
          { id: 7, noteDefinition: { content: "service:tax" } },
          {
            groupDefinition: {
              widgets: [{ timeseriesDefinition: { requests: [{ q: "avg:a{service:cart}" }] } }],
            },
          },
          {
            toplistDefinition: {
              requests: [{ queries: [{ metricQuery: { query: "avg:a{service:checkout}" } }] }],
            },
          },
        ],
      },
      { services: ["checkout", "cart"], by: "tag", contradicted: [] },
    ],
    "a dashboard by its variable rather than by its widgets": [
      datadog.dashboard,
      {
        templateVariables: [{ name: "service", defaults: ["cart"] }],
        widgets: [{ timeseriesDefinition: { requests: [{ q: "avg:a{service:checkout}" }] } }],
      },
      { services: ["cart"], by: "tag", contradicted: [] },
    ],
    "a dashboard written as JSON, by its variable": [
      datadog.dashboardJson,
      {
        dashboard:
          '{"template_variables": [{"name": "service", "defaults": ["cart"]}], "widgets": [{"definition": {"requests": [{"q": "avg:a{service:checkout}"}]}}]}',
      },
      { services: ["cart"], by: "tag", contradicted: [] },
    ],
    "a dashboard written as JSON, by its queries": [
      datadog.dashboardJson,
      { dashboard: '{"widgets": [{"definition": {"requests": [{"q": "avg:a{service:cart}"}]}}]}' },
      { services: ["cart"], by: "tag", contradicted: [] },
    ],
    "nothing for a dashboard written as broken JSON": [datadog.dashboardJson, { dashboard: "{" }, undefined],
    "nothing for a template variable on another type": [
      datadog.syntheticsTest,
      { templateVariables: [{ name: "service", defaults: ["cart"] }] },
      undefined,
    ],
    "a workload by its recommended label": [
      "kubernetes:apps/v1:Deployment",
      { metadata: { labels: { "app.kubernetes.io/name": "cart" } } },
      { services: ["cart"], by: "tag", contradicted: [] },
    ],
    "a workload by Datadog's label": [
      "kubernetes:apps/v1:Deployment",
      { metadata: { labels: { "tags.datadoghq.com/service": "cart" } } },
      { services: ["cart"], by: "tag", contradicted: [] },
    ],
    "an AWS resource by its tags": [
      "aws:rds/instance:Instance",
      { tags: { service: "PaymentAPI", team: "orders" } },
      { services: ["PaymentAPI"], by: "tag", contradicted: [] },
    ],
    "an AWS resource by all tags, the provider's defaults included": [
      "aws:rds/instance:Instance",
      { tagsAll: { service: "cart" } },
      { services: ["cart"], by: "tag", contradicted: [] },
    ],
    "a Google resource by its labels": [
      "gcp:storage/bucket:Bucket",
      { labels: { service: "cart" } },
      { services: ["cart"], by: "tag", contradicted: [] },
    ],
    "a Cloud SQL instance by its user labels": [
      "gcp:sql/databaseInstance:DatabaseInstance",
      { settings: { userLabels: { service: "cart" } } },
      { services: ["cart"], by: "tag", contradicted: [] },
    ],
    "nothing for an empty tag": ["aws:rds/instance:Instance", { tags: { service: "" } }, undefined],
    "nothing for a query on a type without one": [pagerduty.service, { query: "service:cart" }, undefined],
  };
  for (const [name, [type, props, expected]] of Object.entries(cases))
    it(`are told for ${name}`, () => assert.deepEqual(claim(type, props), expected));
});
