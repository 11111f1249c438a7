import assert from "node:assert/strict";
import fc from "fast-check";
import { catalogToken, serviceToken } from "../../../catalog/graph";
import { buildInventory } from "../../../policy-pack/engine/inventory";
import { type Judgement, judge } from "../../../policy-pack/engine/judge";
import { reportsOf } from "../../../policy-pack/engine/report";
import type { RawResource } from "../../../policy-pack/engine/resource";
import { summaryOf } from "../../../policy-pack/engine/summary";
import { aws, azure, datadog, gcp, github, kubernetes, pagerduty } from "../../../policy-pack/engine/tokens";
import { rules } from "../../../policy-pack/rules/index";
import { given } from "../given";
import { serviceResources } from "../perfect-resources";
import { perfectFacts, serviceComponent, sharedResources, toRaw } from "../perfect-service";
import { active, context, judged, sampleRule, today } from "./sample-rule";
import { unknown } from "./stack";

describe("a judgement", () => {
  const stack = given
    .service()
    .without(datadog.monitor, "checkout-latency")
    .with(datadog.serviceLevelObjective, "checkout-availability", {
      targetThreshold: 90,
      "thresholds[0].target": 90,
    })
    .facts({ owner: "nobody", lifecycle: undefined })
    .unknown(pagerduty.service, "checkout-pagerduty", "escalationPolicy")
    .other("cart", { tier: 2 })
    .resources();

  function comparable({ mode, services }: Judgement): unknown {
    return {
      mode,
      services: services.map(({ service, level, findings }) => ({
        name: service.subject.name,
        level,
        findings: findings
          .map(({ rule, ...finding }) => ({ rule: rule.id, ...finding }))
          .sort((a, b) => (a.rule < b.rule ? -1 : 1)),
      })),
    };
  }

  it("is the same whatever the order of resources and rules", async () => {
    const expected = comparable(await judged(stack, rules));
    await fc.assert(
      fc.asyncProperty(
        fc.shuffledSubarray([...stack], { minLength: stack.length }),
        fc.shuffledSubarray([...rules], { minLength: rules.length }),
        async (resources, shuffled) => {
          assert.deepEqual(comparable(await judged(resources, shuffled)), expected);
        },
      ),
      { numRuns: 15 },
    );
  });

  it("changes nothing of what it judges", async () => {
    const before = structuredClone(stack);
    await judged(stack, rules);
    assert.deepEqual(stack, before);
  });

  it("has the mode of the catalog, and advise without one", async () => {
    assert.equal((await judged(given.service().resources(), [])).mode, "enforce");
    assert.equal((await judged([], [])).mode, "advise");
  });

  it("counts a level from what was met", async () => {
    const levels = await judged(given.service().resources(), [
      sampleRule(() => {}, { id: "b" }),
      sampleRule(({ fail }) => fail("missing", {}), { id: "s", level: "silver" }),
    ]);
    assert.deepEqual(
      levels.services.map(({ level }) => level),
      ["bronze", "bronze"],
    );
  });

  it("takes time in proportion to the number of services", async function () {
    this.timeout(180_000);
    const seconds = async (count: number): Promise<number> => {
      const names = Array.from({ length: count }, (_, at) => `s${at}`);
      const children = names.map((name) => ({ name, own: serviceResources(name) }));
      const components = children.map(({ name, own }) => serviceComponent(name, perfectFacts(name), own));
      const resources = toRaw([...sharedResources(), ...components, ...children.flatMap(({ own }) => own)]);
      const runs: number[] = [];
      for (let run = 0; run < 2; run++) {
        const start = process.cpuUsage();
        reportsOf(await judged(resources, rules));
        runs.push(process.cpuUsage(start).user);
      }
      return Math.min(...runs);
    };
    const [few, many] = [await seconds(50), await seconds(400)];
    // Eight times the services: work for every pair of a service and a resource would take 64 times as long.
    assert.ok(many < 24 * few, `${many / few} times as long`);
  });

  it("never throws, whatever the resources hold", async () => {
    const tokens = [
      ...[github, pagerduty, datadog, kubernetes, aws, gcp, azure].flatMap((vendor) =>
        Object.values<string>(vendor),
      ),
      serviceToken,
      catalogToken,
      "a:b:C",
      "",
    ];
    const leaf = fc.oneof(
      fc.constant(unknown),
      fc.constantFrom("service:cart", "cart", "{service:cart}"),
      fc.jsonValue(),
    );
    const key = fc.constantFrom(
      "name",
      "query",
      "tags",
      "rules",
      "layers",
      "repository",
      "facts",
      "declares",
      "metadata",
      "spec",
      "template",
      "__proto__",
      "x",
    );
    const props = fc.dictionary(key, fc.oneof(leaf, fc.array(leaf), fc.dictionary(key, leaf)));
    const urn = fc.oneof(
      fc.constantFrom("urn:pulumi:p::r::t::a", "urn:pulumi:p::r::t::b", "", "x"),
      fc.string(),
    );
    const resource: fc.Arbitrary<RawResource> = fc.record({
      urn,
      type: fc.constantFrom(...tokens),
      name: fc.oneof(fc.constant("cart"), fc.string()),
      props,
      parent: fc.option(urn, { nil: undefined }),
      dependencies: fc.array(urn),
      propertyDependencies: fc.dictionary(key, fc.array(urn)),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(resource, { maxLength: 12 }), async (resources) => {
        const inventory = buildInventory(resources);
        const judgement = await judge(inventory, rules.map(active), context);
        reportsOf(judgement);
        summaryOf(judgement, inventory, {
          packVersion: "1",
          today: { day: today, now: new Date(today), whatIf: false },
          scope: "all",
          rules: rules.length,
        });
      }),
      { numRuns: 100 },
    );
  });

  it("ends where references lead in a circle, and judges every service all the same", async () => {
    const perfect = given.service().resources();
    const next = (at: number): string => perfect[(at + 1) % perfect.length]?.urn ?? "";
    const ring = perfect.map((resource, at): RawResource => {
      const all = Object.keys(resource.props).map((property) => [property, [resource.urn, next(at)]]);
      return {
        ...resource,
        parent: next(at),
        dependencies: [resource.urn, next(at)],
        propertyDependencies: Object.fromEntries(all),
      };
    });
    const { services } = await judged(ring, rules);
    assert.deepEqual(
      services.map(({ service, findings }) => [service.subject.name, findings.length > 0]),
      (await judged(perfect, rules)).services.map(({ service }) => [service.subject.name, true]),
    );
  });

  it("never throws, whatever stands in a resource of the perfect stack", async function () {
    this.timeout(60_000);
    const perfect = given.service().resources();
    const paths = perfect.flatMap((resource, at) =>
      Object.keys(resource.props).map((name) => [at, name] as const),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...paths),
        fc.oneof(fc.constant(unknown), fc.jsonValue()),
        async ([at, name], value) => {
          const changed = perfect.map((one, index) =>
            index === at ? { ...one, props: { ...one.props, [name]: value } } : one,
          );
          const { services } = await judged(changed, rules);
          for (const { findings } of services) assert.equal(findings.length, rules.length);
        },
      ),
      { numRuns: 100 },
    );
  });
});
