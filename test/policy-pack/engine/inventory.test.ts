import assert from "node:assert/strict";
import { buildInventory } from "../../../policy-pack/engine/inventory";
import { datadog, github, pagerduty } from "../../../policy-pack/engine/tokens";
import { given } from "../given";
import { type GivenResource, toRaw } from "../perfect-service";
import { belonging, catalogBlock, chain, inventoryOf, monitor, schedule } from "./stack";

describe("a stack without our components", () => {
  const stack = [
    ...chain("cart", true),
    schedule("cart-schedule"),
    monitor("load", { query: "avg:x{service:checkout}" }),
    { type: github.repository, name: "repo", props: { name: "cart" } },
    { type: datadog.pagerdutyServiceObject, name: "handle", props: { serviceName: "checkout" } },
  ];
  it("has the services that its resources name, at tier 3 and without catalog facts", () => {
    const { services, catalogFrom, unclaimed } = inventoryOf(...stack);
    assert.deepEqual(
      services.map(({ subject }) => [subject.name, subject.tier, subject.facts.tierFrom, subject.inCatalog]),
      [
        ["cart", 3, "default", false],
        ["checkout", 3, "default", false],
      ],
    );
    assert.equal(catalogFrom, "nowhere");
    assert.deepEqual(unclaimed, []);
    assert.deepEqual(belonging(inventoryOf(...stack)).checkout, ["load", "handle"]);
    assert.ok(belonging(inventoryOf(...stack)).cart?.includes("repo"));
  });
  it("takes tiers from the catalog block of policy config, which may also list what no resource names", () => {
    const { services, catalogFrom } = buildInventory(
      toRaw(stack),
      catalogBlock({ tiers: { cart: 1, empty: 2, constructor: 3 } }),
    );
    assert.deepEqual(
      services.map(({ subject, urn }) => [subject.name, subject.tier, subject.facts.tierFrom, urn === ""]),
      [
        ["cart", 1, "stack", false],
        ["checkout", 3, "default", false],
        ["constructor", 3, "stack", true],
        ["empty", 2, "stack", true],
      ],
    );
    assert.equal(catalogFrom, "policy config");
  });
  const owning: Readonly<Record<string, readonly [readonly GivenResource[], boolean | undefined, boolean]>> =
    {
      "owns the account where it declares repositories": [stack, undefined, true],
      "does not own it where it declares none": [
        [monitor("load", { query: "avg:x{service:cart}" })],
        undefined,
        false,
      ],
      "does not own it where the catalog block says so": [stack, false, false],
      "owns it where the catalog block says so": [
        [monitor("load", { query: "avg:x{service:cart}" })],
        true,
        true,
      ],
    };
  for (const [name, [resources, owns, expected]] of Object.entries(owning)) {
    it(name, () => {
      const { services } = buildInventory(
        toRaw(resources),
        owns === undefined ? undefined : catalogBlock({ owns }),
      );
      assert.deepEqual([...new Set(services.map(({ evidence }) => evidence.owns))], [expected]);
    });
  }
});

describe("what a rule can look at", () => {
  const inventory = buildInventory(given.service().resources());
  const [checkout] = inventory.services;
  it("is of several types in the order of URNs, each once", () => {
    const found = checkout?.evidence.all(pagerduty.service, datadog.dashboard, pagerduty.service) ?? [];
    assert.deepEqual(
      found.map(({ urn }) => urn),
      [...found.map(({ urn }) => urn)].sort(),
    );
    assert.equal(found.length, 4);
  });
  it("is another service by name, and none by a name that objects inherit", () => {
    assert.equal(inventory.surroundings.service("spare")?.subject.name, "spare");
    assert.equal(inventory.surroundings.service("constructor"), undefined);
    assert.equal(inventory.surroundings.team("toString"), undefined);
  });
  it("is computed once, whichever rule asks first", () => {
    let count = 0;
    const ask = () => checkout?.evidence.once("key", () => ++count);
    assert.deepEqual([ask(), ask(), count], [1, 1, 1]);
  });
});
