import assert from "node:assert/strict";
import { checkRule } from "../../../policy-pack/engine/check";
import { buildInventory } from "../../../policy-pack/engine/inventory";
import { readRuleConfig } from "../../../policy-pack/engine/rule-config";
import { rules } from "../../../policy-pack/rules/index";
import { given } from "../given";
import { serviceResources } from "../perfect-resources";
import { sharedResources } from "../perfect-service";

/** Types of what the perfect service declares or shares, each of which a partial run may leave out. */
const declared = [
  ...serviceResources("checkout"),
  ...sharedResources().filter(({ parent }) => parent === "catalog"),
];
const types = [...new Set(declared.map(({ type }) => type))];

const dependencies = [{ service: "spare", kind: "hard" }];

describe("what a partial run hides", () => {
  for (const rule of rules.filter(({ evidence }) => evidence.includes("declared"))) {
    it(`does not pass ${rule.id} where everything that it could look at is hidden`, () => {
      const input = types.reduce((all, type) => all.hidden(type), given.service().facts({ dependencies }));
      const inventory = buildInventory(input.resources());
      const service = inventory.services.find(({ subject }) => subject.name === "checkout");
      assert.ok(service);
      const result = checkRule(
        service,
        rule,
        readRuleConfig(rule, {}).parameters(1),
        inventory.surroundings,
        "2026-11-23",
      );
      const decidedByCatalog = rule.evidence.includes("catalog") && result.outcome === "pass";
      assert.ok(
        decidedByCatalog || result.outcome === "unknown",
        `${rule.id} is ${result.outcome}: ${result.reason}`,
      );
      if (result.outcome === "unknown") assert.equal(result.cause, "partial", result.reason);
    });
  }
});
