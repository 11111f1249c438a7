import assert from "node:assert/strict";
import fc from "fast-check";
import { modes, tiers } from "../../catalog/graph";
import {
  type Enforcement,
  type EnforcementInput,
  effectiveLevel,
  enforce,
  enforcements,
  strictest,
  tierEnforcement,
} from "../../tiers/enforcement";
import { cappedAtAdvisory, type Level, levels } from "../../tiers/levels";

const cells: readonly (readonly [1 | 2 | 3, Level, Enforcement])[] = [
  [1, "bronze", "mandatory"],
  [1, "silver", "mandatory"],
  [1, "gold", "mandatory"],
  [2, "bronze", "mandatory"],
  [2, "silver", "mandatory"],
  [2, "gold", "advisory"],
  [3, "bronze", "mandatory"],
  [3, "silver", "advisory"],
  [3, "gold", "off"],
];

const strict: EnforcementInput = {
  rule: "reviews-required",
  level: "bronze",
  tier: 1,
  state: false,
  observed: false,
  blockOnState: false,
  mode: "enforce",
};

describe("the tier table", () => {
  it("has every cell of tier and level", () => {
    assert.equal(
      new Set(cells.map(([tier, level]) => `${tier} ${level}`)).size,
      tiers.length * levels.length,
    );
  });
  for (const [tier, level, expected] of cells) {
    it(`makes a ${level} rule ${expected} at tier ${tier}`, () => {
      assert.equal(tierEnforcement(tier, level), expected);
      assert.equal(enforce({ ...strict, tier, level }).enforcement, expected);
    });
  }
});

describe("what lowers an enforcement", () => {
  const cases: Readonly<
    Record<string, readonly [Partial<EnforcementInput>, Enforcement, readonly string[]]>
  > = {
    "nothing at all": [{}, "mandatory", ["tier"]],
    "a rule that is capped": [{ rule: "cost-watched" }, "advisory", ["tier", "cap"]],
    "a value that only the update will know": [{ unknown: "planned" }, "advisory", ["tier", "unknown"]],
    "a vendor that did not answer": [{ unknown: "unobserved" }, "advisory", ["tier", "unknown"]],
    "a vendor that is not configured": [{ unknown: "no-collector" }, "off", ["tier", "unknown"]],
    "a partial run lowers nothing": [{ unknown: "partial" }, "mandatory", ["tier"]],
    "a rule about a moving state": [{ state: true }, "advisory", ["tier", "basis"]],
    "an observed value": [{ observed: true }, "advisory", ["tier", "basis"]],
    "a moving state that shall block": [{ state: true, blockOnState: true }, "mandatory", ["tier"]],
    "an observed value that shall block": [{ observed: true, blockOnState: true }, "mandatory", ["tier"]],
    "the mode advise": [{ mode: "advise" }, "advisory", ["tier", "mode"]],
    "the mode ratchet lowers nothing by itself": [{ mode: "ratchet" }, "mandatory", ["tier"]],
    "the operator's ceiling of advisory": [{ ceiling: "advisory" }, "advisory", ["tier", "ceiling"]],
    "the operator's ceiling of off": [{ ceiling: "off" }, "off", ["tier", "ceiling"]],
    "the operator's ceiling of mandatory": [{ ceiling: "mandatory" }, "mandatory", ["tier"]],
    "the first of several steps, as the others find nothing to lower": [
      { unknown: "planned", state: true, mode: "advise", ceiling: "advisory" },
      "advisory",
      ["tier", "unknown"],
    ],
    "a later step that goes further": [
      { state: true, mode: "advise", ceiling: "off" },
      "off",
      ["tier", "basis", "ceiling"],
    ],
    "nothing where the tier already says advisory": [
      { tier: 2, level: "gold", state: true, mode: "advise" },
      "advisory",
      ["tier"],
    ],
    "nothing where the tier already says off": [
      { tier: 3, level: "gold", unknown: "planned", mode: "advise", ceiling: "advisory" },
      "off",
      ["tier"],
    ],
  };
  for (const [name, [patch, expected, steps]] of Object.entries(cases)) {
    it(`is ${name}`, () => {
      const { enforcement, chain } = enforce({ ...strict, ...patch });
      assert.equal(enforcement, expected);
      assert.deepEqual(
        chain.map(({ step }) => step),
        steps,
      );
      assert.equal(chain.at(-1)?.enforcement, expected, "the chain must end with what came out");
    });
  }

  it("says in its chain which tier, levels and step it was", () => {
    assert.deepEqual(enforce({ ...strict, tier: 2, level: "silver", mode: "advise" }).chain, [
      {
        step: "tier",
        enforcement: "mandatory",
        because: "tier 2 must be silver and aims at gold; the rule is silver",
      },
      { step: "mode", enforcement: "advisory", because: "the stack's mode is advise" },
    ]);
  });

  const anyInput: fc.Arbitrary<EnforcementInput> = fc.record(
    {
      rule: fc.constantFrom("reviews-required", ...cappedAtAdvisory),
      level: fc.constantFrom(...levels),
      tier: fc.constantFrom(...tiers),
      state: fc.boolean(),
      observed: fc.boolean(),
      blockOnState: fc.boolean(),
      mode: fc.constantFrom(...modes),
      unknown: fc.constantFrom(
        "planned" as const,
        "unobserved" as const,
        "no-collector" as const,
        "partial" as const,
      ),
      ceiling: fc.constantFrom(...enforcements),
    },
    { requiredKeys: ["rule", "level", "tier", "state", "observed", "blockOnState", "mode"] },
  );
  const rank = (enforcement: Enforcement): number => enforcements.indexOf(enforcement);

  it("never raises: each link of the chain is weaker than the one before, and the tier's cell is the most", () => {
    fc.assert(
      fc.property(anyInput, (input) => {
        const { enforcement, chain } = enforce(input);
        const ranks = chain.map((step) => rank(step.enforcement));
        assert.equal(ranks[0], rank(tierEnforcement(input.tier, input.level)));
        assert.ok(ranks.every((one, at) => at === 0 || one < (ranks[at - 1] ?? -1)));
        assert.equal(rank(enforcement), Math.min(...ranks));
      }),
    );
  });

  it("comes out the same for the strictest tier as for none that is stricter", () => {
    fc.assert(
      fc.property(anyInput, (input) => {
        const at = (tier: 1 | 2 | 3): number => rank(enforce({ ...input, tier }).enforcement);
        assert.ok(at(1) >= at(2) && at(2) >= at(3));
      }),
    );
  });
});

describe("the strictest of several enforcements", () => {
  const cases: readonly (readonly [readonly Enforcement[], Enforcement])[] = [
    [[], "off"],
    [["off"], "off"],
    [["off", "advisory"], "advisory"],
    [["mandatory", "advisory", "off"], "mandatory"],
  ];
  for (const [all, expected] of cases)
    it(`of [${all.join(", ")}] is ${expected}`, () => assert.equal(strictest(all), expected));
});

describe("the level at which a rule counts", () => {
  it("is its own where the organisation says nothing", () => {
    assert.equal(effectiveLevel("slo-defined", "silver"), "silver");
  });
  it("is its own for a rule that is named like a property of every object", () => {
    assert.equal(effectiveLevel("constructor", "gold"), "gold");
  });
});
