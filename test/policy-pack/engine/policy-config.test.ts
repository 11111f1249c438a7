import assert from "node:assert/strict";
import {
  readPackConfig,
  readRuleConfig,
  ruleConfigProperties,
} from "../../../policy-pack/engine/policy-config";

const table = {
  1: { approvals: 2, codeOwners: true, lastPush: true },
  2: { approvals: 1, codeOwners: false, lastPush: false },
  3: { approvals: 1, codeOwners: false, lastPush: false },
};

describe("a rule's policy config", () => {
  const cases: Readonly<
    Record<string, readonly [string, Record<string, unknown>, Record<1 | 2 | 3, unknown>]>
  > = {
    "says nothing: the tier table holds": ["reviews-required", {}, table],
    "sets a parameter for all tiers": [
      "reviews-required",
      { approvals: 3 },
      {
        1: { ...table[1], approvals: 3 },
        2: { ...table[2], approvals: 3 },
        3: { ...table[3], approvals: 3 },
      },
    ],
    "sets a parameter for one tier": [
      "reviews-required",
      { tier2: { codeOwners: true } },
      { ...table, 2: { ...table[2], codeOwners: true } },
    ],
    "sets one for all and another value for one tier, which wins there": [
      "reviews-required",
      { approvals: 2, tier3: { approvals: 4 } },
      { 1: table[1], 2: { ...table[2], approvals: 2 }, 3: { ...table[3], approvals: 4 } },
    ],
    "belongs to a rule without parameters": ["owner-assigned", {}, { 1: {}, 2: {}, 3: {} }],
  };
  for (const [name, [rule, config, expected]] of Object.entries(cases)) {
    it(name, () => {
      const { parameters, problems } = readRuleConfig({ id: rule }, config);
      assert.deepEqual(problems, []);
      assert.deepEqual({ 1: parameters(1), 2: parameters(2), 3: parameters(3) }, expected);
    });
  }

  const wrong: Readonly<Record<string, readonly [string, Record<string, unknown>, readonly RegExp[]]>> = {
    "a misspelt parameter": ["reviews-required", { aprovals: 2 }, [/^Unrecognized key: "aprovals"$/]],
    "a misspelt parameter of one tier": [
      "reviews-required",
      { tier1: { aprovals: 2 } },
      [/^tier1: Unrecognized key/],
    ],
    "a tier that does not exist": ["reviews-required", { tier4: {} }, [/tier4/]],
    "a wrong type": ["reviews-required", { approvals: "two" }, [/^approvals: .*expected number/]],
    "a value out of range": ["reviews-required", { approvals: 0 }, [/^approvals: /]],
    "a wrong type for one tier": ["reviews-required", { tier2: { lastPush: 1 } }, [/^tier2\.lastPush: /]],
    "several at once": ["reviews-required", { approvals: 9, x: 1 }, [/^approvals: /, /"x"/]],
    "any parameter of a rule that has none": ["owner-assigned", { approvals: 2 }, [/approvals/]],
  };
  for (const [name, [rule, config, messages]] of Object.entries(wrong)) {
    it(`has a problem with ${name}, and the tier table holds`, () => {
      const { parameters, problems } = readRuleConfig({ id: rule }, config);
      assert.equal(problems.length, messages.length, problems.join("; "));
      for (const [at, message] of messages.entries()) assert.match(problems[at] ?? "", message);
      assert.deepEqual(parameters(1), rule === "reviews-required" ? table[1] : {});
    });
  }

  it("is described to the engine with types, for all tiers and for each", () => {
    const properties = ruleConfigProperties({ id: "reviews-required" }) as Record<
      string,
      Record<string, unknown>
    >; // JSON Schema
    assert.deepEqual(Object.keys(properties).sort(), [
      "approvals",
      "codeOwners",
      "lastPush",
      "tier1",
      "tier2",
      "tier3",
    ]);
    assert.deepEqual(properties.approvals, {
      type: "integer",
      minimum: 1,
      maximum: 6,
      description: "Least number of approvals.",
    });
    assert.equal(properties.tier1?.additionalProperties, false);
    assert.deepEqual(ruleConfigProperties({ id: "owner-assigned" }), {});
  });
});

describe("the pack's policy config", () => {
  it("may say nothing", () => {
    assert.deepEqual(readPackConfig({}), { catalog: undefined, scope: "all", problems: [] });
  });
  it("may hold what the Catalog component says elsewhere, with the same defaults", () => {
    const { catalog, problems } = readPackConfig({ catalog: { mode: "enforce", tiers: { cart: 1 } } });
    assert.deepEqual(problems, []);
    assert.deepEqual([catalog?.mode, catalog?.tiers, catalog?.owns], ["enforce", { cart: 1 }, false]);
  });
  const wrong: Readonly<Record<string, readonly [Record<string, unknown>, RegExp]>> = {
    "a misspelt key": [{ catalogue: {} }, /catalogue/],
    "a misspelt key of the catalog": [{ catalog: { moode: "enforce" } }, /^catalog: .*moode/],
    "a mode that does not exist": [{ catalog: { mode: "lenient" } }, /^catalog\.mode: /],
    "a tier that does not exist": [{ catalog: { tiers: { cart: 4 } } }, /^catalog\.tiers\.cart: /],
  };
  for (const [name, [config, message]] of Object.entries(wrong)) {
    it(`has a problem with ${name}`, () => {
      const { catalog, problems } = readPackConfig(config);
      assert.equal(catalog, undefined);
      assert.equal(problems.length, 1);
      assert.match(problems[0] ?? "", message);
    });
  }
});
