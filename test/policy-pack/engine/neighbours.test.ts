import assert from "node:assert/strict";
import type { Neighbour, Standing } from "../../../catalog/neighbour";
import { neighbouringService, toldByNeighbours } from "../../../policy-pack/engine/neighbours";
import { UnknownValue } from "../../../policy-pack/engine/value";

const service = (tier: Standing["tier"], ...aliases: string[]): Standing => ({ tier, aliases, promises: {} });
const payments: Neighbour = {
  stack: "acme/payments/prod",
  services: { payment: service(1, "cards"), refunds: service(2, "ledger") },
};
const search: Neighbour = { stack: "acme/search/prod", services: { ledger: service(3) } };
const silent: Neighbour = { stack: "acme/ads/prod", services: {}, unread: "it has no output catalog" };

describe("a service of neighbouring stacks", () => {
  it("is found by its name, before another's earlier one", () => {
    assert.deepEqual(neighbouringService("ledger", [payments, search]), service(3));
    assert.deepEqual(neighbouringService("cards", [search, payments]), service(1, "cards"));
  });

  it("is found although nothing is known of another stack, and is else unknown", () => {
    assert.deepEqual(neighbouringService("ledger", [silent, search]), service(3));
    assert.throws(
      () => neighbouringService("quote", [payments, silent]),
      (error) =>
        error instanceof UnknownValue &&
        error.message.includes("the neighbouring stack acme/ads/prod: it has no output catalog"),
    );
  });

  it("is none where all are known, nor is what every object has", () => {
    for (const name of ["quote", "constructor"])
      assert.equal(neighbouringService(name, [payments, search]), undefined);
  });
});

describe("what neighbours tell", () => {
  it("is what is depended on, and which of them tell nothing", () => {
    assert.deepEqual(toldByNeighbours([{ service: "cards" }], [payments, search, silent]), [
      ["acme/payments/prod", [["payment", service(1, "cards")]], null],
      ["acme/ads/prod", [], "it has no output catalog"],
    ]);
  });
});
