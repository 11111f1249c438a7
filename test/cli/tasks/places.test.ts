import assert from "node:assert/strict";
import { serviceSchema, teamSchema } from "../../../catalog/schema";
import { placeFinder, repositoriesOf } from "../../../cli/tasks/places";
import { card, service } from "../../scorecard/cards";
import { config } from "./syncing";

const catalog = {
  services: [
    serviceSchema.parse({ name: "cart", repository: "shop" }),
    serviceSchema.parse({ name: "quote", repository: "partner/quotes" }),
    serviceSchema.parse({ name: "email" }),
  ],
  teams: [
    teamSchema.parse({ name: "orders", aliases: ["baskets"], github: { team: "team-orders" } }),
    teamSchema.parse({ name: "payments", github: { team: "Pay & Co @all" } }),
  ],
};
const finder = (parts: Parameters<typeof config>[0] = {}, owner: string | undefined = "acme") =>
  placeFinder({ catalog, project: "shop", config: config(parts), ownerOf: () => owner });

describe("the place of a service's tasks", () => {
  const own = card([]);
  const of = (name: string, parts = {}, at = own, owner = "orders") =>
    finder(parts)(at, service({ name, owner }));

  it("is its own repository, for its team and the people whom the config names", () =>
    assert.deepEqual(of("cart", { assign: { orders: ["amy"] } }), {
      repository: "acme/shop",
      team: "acme/team-orders",
      assignees: ["amy"],
    }));
  it("may be of another owner", () => assert.equal(of("quote").repository, "partner/quotes"));
  it("is another one where it has none, if there is any", () => {
    assert.equal(of("email").repository, undefined);
    assert.equal(of("email", { otherwise: "acme/readiness" }).repository, "acme/readiness");
  });
  it("is one for all where the config says so", () =>
    assert.equal(of("cart", { repository: "acme/readiness" }).repository, "acme/readiness"));
  it("is not known of another project's service, though one of ours is called the same", () =>
    assert.deepEqual(of("cart", {}, card([], { project: "depot" })), {
      repository: undefined,
      team: undefined,
      assignees: [],
    }));
  it("calls a team by its earlier name too, and none whose slug is none", () => {
    assert.equal(of("cart", {}, own, "baskets").team, "acme/team-orders");
    assert.equal(of("cart", {}, own, "payments").team, undefined);
  });
  it("is assigned to nobody where the team is called like what every object has", () =>
    assert.deepEqual(of("cart", {}, own, "constructor").assignees, []));
  it("needs an owner where the catalog names the repository alone", () => {
    const place = placeFinder({ catalog, project: "shop", config: config(), ownerOf: () => undefined });
    assert.equal(place(own, service()).repository, undefined);
  });

  it("is read with all others, and where tasks were before, each once", () => {
    const cards = [card([service(), service({ name: "quote" })])];
    const parts = { former: ["acme/Shop", "acme/old"], otherwise: "acme/readiness" };
    assert.deepEqual(repositoriesOf(cards, config(parts), finder(parts)), [
      "acme/old",
      "acme/readiness",
      "acme/shop",
      "partner/quotes",
    ]);
  });
});
