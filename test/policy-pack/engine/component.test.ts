import assert from "node:assert/strict";
import { catalogToken, serviceToken } from "../../../catalog/graph";
import { buildInventory, type Inventory } from "../../../policy-pack/engine/inventory";
import { datadog } from "../../../policy-pack/engine/tokens";
import { given } from "../given";
import { type GivenResource, perfectFacts } from "../perfect-service";
import { belonging, catalogBlock, component, inventoryOf, monitor, unknown } from "./stack";

describe("a Catalog component", () => {
  const catalogs = (count: number, props?: Record<string, unknown>): Inventory => {
    const all = given.service().resources();
    const one = all.find(({ type }) => type === catalogToken);
    if (one === undefined) throw new Error("the perfect stack has a catalog");
    const copies = Array.from({ length: count }, (_, at) => ({
      ...one,
      urn: `${one.urn}${at}`,
      props: props ?? one.props,
    }));
    return buildInventory([...all.filter((resource) => resource !== one), ...copies]);
  };
  it("gives teams, also by earlier names, and mode", () => {
    const { surroundings, catalogFrom } = buildInventory(
      given
        .service()
        .team({ aliases: ["old-orders"] })
        .resources(),
    );
    assert.equal(surroundings.team("old-orders")?.name, "orders");
    assert.equal(surroundings.catalog?.mode, "enforce");
    assert.equal(catalogFrom, "component");
  });
  it("is missed where there is none", () => {
    const inventory = catalogs(0);
    assert.equal(inventory.catalogFrom, "nowhere");
    assert.equal(inventory.brokenCatalog, undefined);
  });
  it("is broken where there are two", () => {
    assert.equal(catalogs(2).brokenCatalog, "The stack must have one Catalog component; it has 2.");
  });
  it("is broken where it is malformed, and the place is named", () => {
    assert.match(
      catalogs(1, {
        schemaVersion: 1,
        programVersion: "1",
        statedAt: "2026-11-23T08:00:00Z",
        declares: [],
        facts: { mode: "lenient" },
      }).brokenCatalog ?? "",
      /^What the Catalog component registered cannot be read: facts\.mode: .*enforce.*\.$/,
    );
  });
  it("is broken where a newer program wrote it", () => {
    assert.match(catalogs(1, { schemaVersion: 2 }).brokenCatalog ?? "", /: schemaVersion: /);
  });
  it("is broken where it is computed", () => {
    assert.equal(
      catalogs(1, {
        schemaVersion: 1,
        programVersion: "1",
        statedAt: "2026-11-23T08:00:00Z",
        declares: [],
        facts: { mode: unknown },
      }).brokenCatalog,
      "The Catalog component must know facts.mode when it is planned.",
    );
  });
  it("does not fall back to policy config where it is broken", () => {
    const all = given.service().resources();
    const twice = all.flatMap((one) =>
      one.type === catalogToken ? [one, { ...one, urn: `${one.urn}2` }] : [one],
    );
    const inventory = buildInventory(twice, catalogBlock({}));
    assert.equal(inventory.surroundings.catalog, undefined);
    assert.notEqual(inventory.brokenCatalog, undefined);
  });
  it("counts, and the catalog block of policy config does not, where both are given", () => {
    const inventory = buildInventory(given.service().resources(), catalogBlock({ mode: "advise" }));
    assert.equal(inventory.surroundings.catalog?.mode, "enforce");
    assert.deepEqual(inventory.notices, [
      "The catalog block of the policy config does not count, since the stack has a Catalog component.",
    ]);
  });
});

describe("a Service component", () => {
  const broken = (props: Record<string, unknown>, ...more: readonly GivenResource[]) =>
    inventoryOf({ type: serviceToken, name: "cart", props }, ...more).services.map(
      ({ subject, broken: why }) => [subject.name, subject.tier, why?.outcome, why?.reason],
    );
  const outputs = component("cart").props;

  it("that cannot be read makes its service broken, at the strictest tier", () => {
    const [[name, tier, outcome, reason] = []] = broken({ ...outputs, facts: { name: "cart", tier: 9 } });
    assert.deepEqual([name, tier, outcome], ["cart", 1, "error"]);
    assert.match(
      String(reason),
      /^What the Service component of cart registered cannot be read: facts\.tier/,
    );
  });
  it("without outputs makes its service broken", () => {
    assert.equal(broken({})[0]?.[2], "error");
  });
  const computed: Readonly<Record<string, readonly [Record<string, unknown>, string]>> = {
    "a fact": [{ ...outputs, facts: { ...perfectFacts("cart"), owner: unknown } }, "facts.owner"],
    "all facts": [{ ...outputs, facts: unknown }, "facts"],
    "a nested fact": [
      { ...outputs, facts: { ...perfectFacts("cart"), onCall: { rotation: ["amy", unknown] } } },
      "facts.onCall.rotation.1",
    ],
    "what it declares": [{ ...outputs, declares: unknown }, "declares"],
    "an observed value": [
      { ...outputs, observed: [{ answer: { state: "value", value: unknown } }] },
      "observed.0.answer.value",
    ],
  };
  for (const [what, [props, path]] of Object.entries(computed)) {
    it(`that leaves ${what} computed fails every rule`, () => {
      assert.deepEqual(broken(props), [
        [
          "cart",
          1,
          "fail",
          `The Service component of cart must know ${path} when it is planned; it must not be computed.`,
        ],
      ]);
    });
  }
  it("makes its service broken where another has the same name", () => {
    const twin = { ...component("cart"), name: "cart-2" };
    assert.deepEqual(
      broken(outputs, twin).map(([name, , outcome, reason]) => [name, outcome, reason]),
      [["cart", "error", "The stack must have one Service component named cart; it has 2."]],
    );
  });
  it("owns what stands below it where its logical name differs from the service's", () => {
    const found = inventoryOf(
      { ...component("cart"), name: "prod-cart" },
      monitor("load", { query: "avg:x{*}" }, { parent: "prod-cart" }),
    );
    assert.deepEqual(belonging(found), { cart: ["load"] });
  });
  it("may declare what is no URN, without harm to the others", () => {
    const declares = [{ urn: "not a urn", type: datadog.monitor, expects: {} }];
    assert.deepEqual(
      belonging(inventoryOf({ type: serviceToken, name: "cart", props: { ...outputs, declares } })),
      {
        cart: ["not a urn"],
      },
    );
  });
});
