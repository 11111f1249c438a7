import assert from "node:assert/strict";
import { checkRule } from "../../../../policy-pack/engine/check";
import { buildInventory } from "../../../../policy-pack/engine/inventory";
import { readRuleConfig } from "../../../../policy-pack/engine/rule-config";
import { rules } from "../../../../policy-pack/rules/index";
import { type Given, given } from "../../given";
import { inOwnRepository } from "../../own-repository";
import { showsOne } from "./workflow-cases";

/** Whether each failure of a rule rests on what a vendor said. */
function observed(id: string, input: Given): readonly boolean[] {
  const inventory = buildInventory(input.resources());
  const service = inventory.services.find(({ subject }) => subject.name === "checkout");
  const rule = rules.find((one) => one.id === id);
  assert.ok(service && rule);
  const parameters = readRuleConfig(rule, {}).parameters(1);
  const { failures } = checkRule(service, rule, parameters, inventory.surroundings, "2026-11-23");
  return failures.map(({ site }) => site.observed ?? site.resource?.observed ?? false);
}

const old = "2026-01-01T00:00:00.000Z";
const here = "astronomy-shop";

describe("a failure of a security rule", () => {
  const seen: Readonly<Record<string, Given>> = {
    "access-restricted": given.service().observed("collaborators", here, {
      value: {
        people: [{ login: "eve", outside: true, grants: [{ from: "repository", permission: "push" }] }],
        complete: true,
      },
    }),
    "code-scanned": given.service().observed("code-scanning", here, {
      value: {
        state: "enabled",
        analyses: [{ tool: "CodeQL", createdAt: old, failed: false }],
        critical: 0,
      },
    }),
    "no-leaked-secrets": given.service().observed("leaked-secrets", here, {
      value: { open: [{ type: "password", createdAt: old }], dismissed: 0, complete: true },
    }),
    "secret-scanning-on": given
      .service()
      .observed("secret-scanning", here, { value: { scanning: "disabled", pushProtection: "disabled" } }),
    "vulnerabilities-below-limit": given.service().observed("vulnerabilities", here, {
      value: { open: [{ severity: "critical", createdAt: old }], dismissed: 0, complete: true },
    }),
    "workflows-hardened": showsOne({ permissions: "" }),
  };
  for (const [id, input] of Object.entries(seen)) {
    it(`of ${id} rests on what was observed, where it was`, () =>
      assert.deepEqual(observed(id, input), [true]));
  }
  const declared: Readonly<Record<string, Given>> = {
    "code-scanned": given
      .service()
      .facts({
        security: {
          codeScan: { tool: "Scanner", date: "2026-01-01", critical: 0, url: "https://scanner.example" },
        },
      })
      .observed("code-scanning", here, "absent"),
    "secret-scanning-on": inOwnRepository(),
    "vulnerability-alerts-on": inOwnRepository(),
  };
  for (const [id, input] of Object.entries(declared)) {
    it(`of ${id} rests on what the program lacks, where nothing was observed`, () =>
      assert.deepEqual(observed(id, input), [false]));
  }
  it("is of a state where that moves by itself", () =>
    assert.deepEqual(
      rules.filter(({ area, state }) => area === "security" && state).map(({ id }) => id),
      ["code-scanned", "no-leaked-secrets", "vulnerabilities-below-limit"],
    ));
});
