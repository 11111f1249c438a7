import assert from "node:assert/strict";
import { type Initiative, initiativeSchema } from "../../catalog/initiative";
import { coversRule, coversService, type InScope } from "../../tiers/initiatives";

function initiative(patch: Record<string, unknown>): Initiative {
  return initiativeSchema.parse({
    id: "spring",
    title: "Spring",
    start: "2026-11-01",
    deadline: "2026-12-31",
    ...patch,
  });
}

const checkout: InScope = {
  name: "checkout",
  aliases: ["basket"],
  tier: 2,
  teams: ["orders", "sales"],
  tags: ["payments", "eu"],
};

describe("the services of an initiative", () => {
  const cases: Readonly<Record<string, readonly [Record<string, unknown>, boolean]>> = {
    "are all without a scope": [{}, true],
    "have one of its tiers": [{ tiers: [1, 2] }, true],
    "have no other tier": [{ tiers: [1, 3] }, false],
    "belong to one of its teams": [{ teams: ["storefront", "orders"] }, true],
    "belong to a team by its earlier name as well": [{ teams: ["sales"] }, true],
    "belong to no other team": [{ teams: ["storefront"] }, false],
    "have one of its tags": [{ tags: ["us", "eu"] }, true],
    "have no other tag": [{ tags: ["us"] }, false],
    "are named": [{ services: ["cart", "checkout"] }, true],
    "are named by an earlier name": [{ services: ["basket"] }, true],
    "are not others than those that are named": [{ services: ["cart"] }, false],
    "fit every list": [{ tiers: [2], teams: ["orders"], tags: ["eu"], services: ["checkout"] }, true],
    "fit not only some lists": [{ tiers: [2], teams: ["orders"], tags: ["us"] }, false],
  };
  for (const [name, [scope, expected]] of Object.entries(cases))
    it(name, () => assert.equal(coversService(initiative({ scope }), checkout), expected));

  it("do not include one without a team where teams are named", () => {
    assert.equal(
      coversService(initiative({ scope: { teams: ["orders"] } }), { ...checkout, teams: [] }),
      false,
    );
  });
});

describe("the rules of an initiative", () => {
  const silver = { id: "reviews-required", level: "silver", set: "production-readiness" } as const;
  const own = { id: "runtime-supported", level: "silver", set: "runtime-migration" } as const;
  const cases: Readonly<
    Record<string, readonly [Record<string, unknown>, typeof silver | typeof own, boolean]>
  > = {
    "are those that it names": [{ rules: ["x", "reviews-required"] }, silver, true],
    "are those that it names, of whatever set": [{ rules: ["runtime-supported"] }, own, true],
    "are no others than those that it names": [{ rules: ["x"] }, silver, false],
    "are those of its level": [{ level: "silver" }, silver, true],
    "are those of lower levels than its own": [{ level: "gold" }, silver, true],
    "are not those of higher levels": [{ level: "bronze" }, silver, false],
    "are of production-readiness where it names no set": [{ level: "gold" }, own, false],
    "are of the set that it names": [{ level: "silver", ruleSet: "runtime-migration" }, own, true],
    "are of no other set than the one that it names": [
      { level: "gold", ruleSet: "runtime-migration" },
      silver,
      false,
    ],
    "are none where it states neither rules nor level": [{}, silver, false],
  };
  for (const [name, [patch, rule, expected]] of Object.entries(cases))
    it(name, () => assert.equal(coversRule(initiative(patch), rule), expected));
});
