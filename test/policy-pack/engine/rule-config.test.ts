import assert from "node:assert/strict";
import { z } from "zod";
import { readPackConfig } from "../../../policy-pack/engine/pack-config";
import { readRuleConfig, ruleConfigProperties } from "../../../policy-pack/engine/rule-config";
import { rules } from "../../../policy-pack/rules/index";
import { table } from "../../../tiers/parameters/table";

const shipped = {
  1: { approvals: 2, codeOwners: true, lastPush: true },
  2: { approvals: 1, codeOwners: false, lastPush: false },
  3: { approvals: 1, codeOwners: false, lastPush: false },
};

describe("a rule's policy config", () => {
  const cases: Readonly<
    Record<string, readonly [string, Record<string, unknown>, Record<1 | 2 | 3, unknown>]>
  > = {
    "says nothing: the tier table holds": ["reviews-required", {}, shipped],
    "sets a parameter for all tiers": [
      "reviews-required",
      { approvals: 3 },
      {
        1: { ...shipped[1], approvals: 3 },
        2: { ...shipped[2], approvals: 3 },
        3: { ...shipped[3], approvals: 3 },
      },
    ],
    "sets a parameter for one tier": [
      "reviews-required",
      { tier2: { codeOwners: true } },
      { ...shipped, 2: { ...shipped[2], codeOwners: true } },
    ],
    "sets one for all and another value for one tier, which wins there": [
      "reviews-required",
      { approvals: 2, tier3: { approvals: 4 } },
      { 1: shipped[1], 2: { ...shipped[2], approvals: 2 }, 3: { ...shipped[3], approvals: 4 } },
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
      assert.deepEqual(parameters(1), rule === "reviews-required" ? shipped[1] : {});
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

describe("the policy config of a rule with parameters of its own", () => {
  const schema = z.looseObject({
    least: z.int().default(9).describe("Least."),
    most: z.int().describe("Most."),
  });
  const own = {
    id: "own",
    parameters: table(schema, { least: 3, most: 7 }, { least: 2, most: 7 }, { least: 1, most: 7 }),
  };
  const cases: Readonly<Record<string, readonly [Record<string, unknown>, Record<1 | 2, unknown>]>> = {
    "says nothing: its table holds, and not the defaults of its schema": [
      {},
      { 1: { least: 3, most: 7 }, 2: { least: 2, most: 7 } },
    ],
    "sets one parameter, and leaves the table's others": [
      { most: 8 },
      { 1: { least: 3, most: 8 }, 2: { least: 2, most: 8 } },
    ],
    "sets one parameter for one tier": [
      { tier2: { most: 8 } },
      { 1: { least: 3, most: 7 }, 2: { least: 2, most: 8 } },
    ],
  };
  for (const [name, [config, expected]] of Object.entries(cases))
    it(name, () => {
      const { parameters, problems } = readRuleConfig(own, config);
      assert.deepEqual([problems, parameters(1), parameters(2)], [[], expected[1], expected[2]]);
    });
  it("has a problem with a misspelt parameter, though its own schema lets it through", () => {
    assert.match(readRuleConfig(own, { leest: 1 }).problems[0] ?? "", /"leest"/);
    assert.match(readRuleConfig(own, { tier1: { leest: 1 } }).problems[0] ?? "", /^tier1: .*"leest"/);
  });
  it("stands before earlier values of the table, which stand before its present ones", () => {
    const { parameters } = readRuleConfig(own, { most: 8, tier1: { least: 5 } });
    assert.deepEqual(
      [parameters(1, { least: 0, most: 0 }), parameters(2, { least: 0, most: 0 }), parameters(2)],
      [
        { least: 5, most: 8 },
        { least: 0, most: 8 },
        { least: 2, most: 8 },
      ],
    );
  });
  it("cannot be changed by a rule for the services that follow", () => {
    const { parameters } = readRuleConfig(own, {});
    assert.throws(() => Object.assign(parameters(1), { least: 0 }), TypeError);
  });
});

describe("the config schema of every rule", () => {
  it("has no pattern, as the engine refuses a whole pack for one that Go does not know", () => {
    for (const rule of rules)
      assert.doesNotMatch(JSON.stringify(ruleConfigProperties(rule)), /"(pattern|format)":/, rule.id);
  });
});

describe("the pack's policy config", () => {
  it("may say nothing", () => {
    assert.deepEqual(readPackConfig({}), {
      catalog: undefined,
      gate: undefined,
      scope: "all",
      problems: [],
    });
  });
  it("may hold what the Catalog component says elsewhere, with the same defaults", () => {
    const { catalog, problems } = readPackConfig({ catalog: { mode: "enforce", tiers: { cart: 1 } } });
    assert.deepEqual(problems, []);
    assert.deepEqual([catalog?.mode, catalog?.tiers, catalog?.owns], ["enforce", { cart: 1 }, false]);
  });
  it("may say which services may block", () => {
    assert.deepEqual(readPackConfig({ scope: ["cart", "checkout"] }).scope, new Set(["cart", "checkout"]));
    assert.deepEqual(readPackConfig({ scope: [] }).scope, new Set());
    assert.equal(readPackConfig({ scope: "all" }).scope, "all");
  });
  const wrong: Readonly<Record<string, readonly [Record<string, unknown>, RegExp]>> = {
    "a misspelt key": [{ catalogue: {} }, /catalogue/],
    "a misspelt key of the catalog": [{ catalog: { moode: "enforce" } }, /^catalog: .*moode/],
    "a mode that does not exist": [{ catalog: { mode: "lenient" } }, /^catalog\.mode: /],
    "a tier that does not exist": [{ catalog: { tiers: { cart: 4 } } }, /^catalog\.tiers\.cart: /],
    "a scope that is one name": [{ scope: "checkout" }, /^scope: /],
    "a scope with what cannot be a name": [{ scope: ["Check Out"] }, /^scope/],
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
