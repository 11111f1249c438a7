import assert from "node:assert/strict";
import { catalogToken } from "../../../catalog/graph";
import { buildInventory } from "../../../policy-pack/engine/inventory";
import { datadog, github } from "../../../policy-pack/engine/tokens";
import { given } from "../given";
import { type GivenResource, urnOf } from "../perfect-service";
import { belonging, component, inventoryOf, monitor, unknown } from "./stack";

describe("a partial run", () => {
  const child = monitor("load", {
    query: "avg:x{service:cart}",
    renotifyInterval: 10,
    options: [{ lock: true }, {}],
    text: "5",
  });
  const read = (expects: Record<string, number | boolean>, found: GivenResource | undefined): string => {
    const declares = [{ urn: urnOf(child), type: child.type, expects }];
    const service = { ...component("cart"), props: { ...component("cart").props, declares } };
    const inventory = inventoryOf(service, ...(found ? [found] : []));
    const [resource] = inventory.services[0]?.evidence.of(datadog.monitor) ?? [];
    try {
      resource?.props.get("query").string();
      return resource === undefined ? "absent" : "seen";
    } catch (error) {
      return String(error);
    }
  };
  const cases: Readonly<
    Record<string, readonly [Record<string, number | boolean>, GivenResource | undefined, string]>
  > = {
    "shows a child that is as declared": [
      { renotifyInterval: 10, "options.length": 2, "options[0].lock": true },
      child,
      "seen",
    ],
    "shows a child whose number came back as text": [{ text: 5 }, child, "seen"],
    "shows a child whose number came back with more digits": [
      { text: 5 },
      { ...child, props: { ...child.props, text: "5.0" } },
      "seen",
    ],
    "shows a child whose property is not known yet": [
      { renotifyInterval: 10 },
      { ...child, props: { ...child.props, renotifyInterval: unknown } },
      "seen",
    ],
    "shows a child without the property": [
      { other: 10, "options[7].lock": true, "query.length": 3 },
      child,
      "seen",
    ],
    "hides a child that is missing": [{}, undefined, "UnknownValue: load is not part of this run"],
    "hides a child that is empty": [
      {},
      { ...child, props: {} },
      "UnknownValue: load is left out of this run",
    ],
    "hides a child with an older number": [
      { renotifyInterval: 5 },
      child,
      "UnknownValue: load is not as the program declares it (renotifyInterval): it is older, or was changed by hand",
    ],
    "hides a child with an older truth": [
      { "options[0].lock": false },
      child,
      "UnknownValue: load is not as the program declares it (options[0].lock): it is older, or was changed by hand",
    ],
    "hides a child with a list of another length": [
      { "options.length": 1 },
      child,
      "UnknownValue: load is not as the program declares it (options.length): it is older, or was changed by hand",
    ],
  };
  for (const [name, [expects, found, expected]] of Object.entries(cases))
    it(name, () => assert.equal(read(expects, found), expected));

  it("hides what the Catalog declares as well", () => {
    const all = given.service().resources();
    const gone = `urn:pulumi:prod::readiness::${github.team}::orders`;
    const patched = all.map((one) =>
      one.type === catalogToken
        ? { ...one, props: { ...one.props, declares: [{ urn: gone, type: github.team, expects: {} }] } }
        : one,
    );
    const [team] = buildInventory(patched).services[0]?.evidence.all(github.team) ?? [];
    assert.throws(() => team?.props.get("name").string(), /orders is not part of this run/);
  });
  it("does not stop the search for owners at a parent that it hides", () => {
    const group = { type: "shop:index:Alerts", name: "alerts" };
    const declares = [{ urn: urnOf(group), type: group.type, expects: {} }];
    const service = { ...component("cart"), props: { ...component("cart").props, declares } };
    const found = inventoryOf(
      service,
      { ...group, props: {}, parent: "cart" },
      monitor("load", { tags: ["service:cart"] }, { parent: "alerts" }),
    );
    assert.deepEqual(belonging(found).cart, ["load"]);
  });
  it("keeps the order of URNs, wherever the hidden ones stand", () => {
    const names = (reverse: boolean) => {
      const declared = ["c", "a", "b"].map((name) => monitor(name, {}));
      const resources = [
        component("cart", {}, declared),
        monitor("b", { query: "x" }),
        component("checkout"),
      ];
      const inventory = inventoryOf(...(reverse ? resources.reverse() : resources));
      return inventory.services[0]?.evidence.of(datadog.monitor).map(({ name }) => name);
    };
    assert.deepEqual(
      [names(false), names(true)],
      [
        ["a", "b", "c"],
        ["a", "b", "c"],
      ],
    );
  });
});
