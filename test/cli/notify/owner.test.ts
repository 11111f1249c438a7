import assert from "node:assert/strict";
import type { Catalog } from "../../../catalog/schema";
import { ownedOf } from "../../../cli/notify/owner";

/** A catalog of cart, which has an owner, and the team orders, called shop before. */
const catalogOf = (owner: string | undefined): Catalog =>
  ({
    services: [{ name: "cart", aliases: [], owner }],
    teams: [{ name: "orders", aliases: ["shop"] }],
  }) as Partial<Record<keyof Catalog, unknown>> as Catalog; // nothing else is read

describe("the owner of a service that somebody names", () => {
  it("is the team, by its earlier name too", () => {
    for (const owner of ["orders", "shop"])
      assert.deepEqual(ownedOf(catalogOf(owner), "cart"), { service: "cart", owner: "orders" });
  });

  it("is nobody where none is stated, or no team", () => {
    assert.throws(
      () => ownedOf(catalogOf(undefined), "cart"),
      /^InputError: cart has no owner\. State one in /,
    );
    assert.throws(() => ownedOf(catalogOf("web"), "cart"), /"web", the owner of cart, is not a team in /);
  });
});
