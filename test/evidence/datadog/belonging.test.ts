import { deepStrictEqual, strictEqual } from "node:assert/strict";
import {
  byService,
  servicesInQuery,
  servicesNamed,
  withoutAddresses,
} from "../../../evidence/datadog/belonging";
import { wanted } from "../fake-vendor";

describe("a service in a query of Datadog's", () => {
  const cases: readonly (readonly [string, readonly string[]])[] = [
    ["avg:cpu{env:prod,service:Checkout}", ["checkout"]],
    ['logs("service:checkout status:error").index("*")', ["checkout"]],
    ['service:"checkout"', ["checkout"]],
    ["service:(checkout OR cart)", ["checkout", "cart"]],
    ["sum:hits{service IN (checkout, cart)}", ["checkout", "cart"]],
    ["service:checkout-worker", ["checkout-worker"]],
    ["service:checkout*", []],
    ["avg:cpu{!service:checkout}", []],
    ["-service:checkout", []],
    ["NOT service:checkout", []],
    ["peer.service:checkout", []],
    ["avg:cpu{*} by {service}", []],
  ];
  for (const [query, expected] of cases)
    it(`is ${expected.join(" and ") || "nobody"}: ${query}`, () => {
      deepStrictEqual(servicesInQuery(query), expected);
    });

  it("goes before the tags, and any of a service's names will do", () => {
    const own = byService(
      [
        { tags: ["service:shop"], query: "avg:cpu{*}" },
        { tags: [], query: "avg:cpu{service:shop} + avg:cpu{service:checkout}" },
        { tags: ["service:checkout"], query: "avg:cpu{service:cart}" },
      ],
      ({ tags, query }) => servicesNamed(tags, query),
    );
    deepStrictEqual(
      own(wanted("checkout", { names: ["checkout", "Shop"] })).map(({ tags }) => tags),
      [[], ["service:shop"]],
    );
    deepStrictEqual(own(wanted("shop-eu")), []);
  });
});

describe("addresses in Datadog's texts", () => {
  it("are put out of sight, again and again the same", () => {
    const clean = withoutAddresses("Call @amy.b+x@shop.example or @slack-orders");
    strictEqual(clean, "Call @someone@redacted.invalid or @slack-orders");
    strictEqual(withoutAddresses(clean), clean);
  });
});
