import assert from "node:assert/strict";
import { z } from "zod";
import { composeSets, type LoadedExtension } from "../../../policy-pack/engine/extension";
import type { AnyRule } from "../../../policy-pack/engine/rule";
import { ruleConfigProperties } from "../../../policy-pack/engine/rule-config";
import type { RuleSet } from "../../../policy-pack/engine/rule-set";
import { table } from "../../../tiers/parameters/table";
import { sampleRule, sampleSet } from "./sample-rule";
import { sampleTable } from "./sample-table";

const shipped: readonly RuleSet[] = [
  { ...sampleSet, title: "Production readiness", rules: [sampleRule(() => {}, { id: "m-shipped" })] },
];
const rule = (id: string, patch: Record<string, unknown> = {}): AnyRule => ({
  ...sampleRule(() => {}, { id }),
  ...patch,
});
const from = (value: unknown, name = "./own"): LoadedExtension => ({ name, loaded: { value } });
const terms = { 1: { must: "silver", aim: "gold" } } as const;

/** Ids of rules by set. */
function ids(sets: readonly RuleSet[]): Readonly<Record<string, readonly string[]>> {
  return Object.fromEntries(sets.map(({ name, rules }) => [name, rules.map(({ id }) => id)]));
}

describe("an extension", () => {
  it("changes nothing where there is none", () => {
    assert.deepEqual(composeSets(shipped, []), { sets: shipped, problems: [] });
  });
  it("may bring nothing", () => {
    assert.deepEqual(composeSets(shipped, [from({})]).problems, []);
  });
  it("adds rules to production-readiness, all sorted by id", () => {
    const { sets, problems } = composeSets(shipped, [
      from({ rules: [rule("z-own")] }),
      from({ rules: [rule("a-own")] }, "./more"),
    ]);
    assert.deepEqual(ids(sets), { "production-readiness": ["a-own", "m-shipped", "z-own"] });
    assert.deepEqual(problems, []);
  });
  it("adds a set with terms of its own, its rules sorted by id", () => {
    const set = { name: "migration", title: "Migration", terms, rules: [rule("z-own"), rule("a-own")] };
    const { sets, problems } = composeSets(shipped, [from({ ruleSets: [set] })]);
    assert.deepEqual(ids(sets), {
      "production-readiness": ["m-shipped"],
      migration: ["a-own", "z-own"],
    });
    assert.deepEqual(sets[1]?.terms, terms);
    assert.deepEqual(problems, []);
  });
  it("sets levels of rules and terms of sets, its own and others'", () => {
    const own = { name: "migration", title: "Migration", terms, rules: [rule("own")] };
    const { sets, problems } = composeSets(shipped, [
      from({ ruleSets: [own] }),
      from({
        levels: { "m-shipped": "gold", own: "silver" },
        terms: { migration: { 3: { must: "bronze", aim: "bronze" } } },
      }),
    ]);
    assert.deepEqual(problems, []);
    assert.deepEqual(
      sets.map(({ rules }) => rules.map(({ level }) => level)),
      [["gold"], ["silver"]],
    );
    assert.deepEqual(
      sets.map((set) => set.terms),
      [sampleSet.terms, { 3: { must: "bronze", aim: "bronze" } }],
    );
    assert.equal(shipped[0]?.rules[0]?.level, "bronze", "what ships must stay as it is");
  });
  it("keeps a rule as it is, and freezes it", () => {
    const own = rule("own", {
      state: true,
      severity: "low",
      tiers: [1],
      unwaivableAt: [1],
      noGrace: true,
      parameters: sampleTable.table(3, 2, 1),
    });
    const [set] = composeSets([{ ...sampleSet, title: "None", rules: [] }], [from({ rules: [own] })]).sets;
    const [kept] = set?.rules ?? [];
    assert.deepEqual({ ...kept }, { ...own });
    assert.ok(Object.isFrozen(kept));
  });
  it("fills in the defaults of a parameter's own schema", () => {
    const schema = z.strictObject({ least: z.int().default(7), most: z.int() });
    const parameters = { schema, values: { 1: { most: 1 }, 2: { most: 2, least: 1 }, 3: { most: 3 } } };
    const { sets, problems } = composeSets(shipped, [from({ rules: [rule("a-own", { parameters })] })]);
    assert.deepEqual(problems, []);
    assert.deepEqual(sets[0]?.rules[0]?.parameters?.values, {
      1: { least: 7, most: 1 },
      2: { least: 1, most: 2 },
      3: { least: 7, most: 3 },
    });
  });
});

describe("what is wrong with an extension", () => {
  const cases: Readonly<Record<string, readonly [unknown, string]>> = {
    "is that it is no object": [
      "x",
      "The extension ./own cannot be used: what it exports must be a plain object.",
    ],
    "is that it is a promise, which brings nothing yet": [
      Promise.resolve({}),
      "The extension ./own cannot be used: what it exports must be a plain object.",
    ],
    "is that it is a map": [
      new Map(),
      "The extension ./own cannot be used: what it exports must be a plain object.",
    ],
    "is a misspelt key": [
      { ruleSet: [] },
      'The extension ./own cannot be used: it: Unrecognized key: "ruleSet".',
    ],
    "is a level that does not exist": [
      { levels: { "m-shipped": "platinum" } },
      "The extension ./own cannot be used: levels.m-shipped: Invalid option",
    ],
    "is a level of a rule that does not exist": [
      { levels: { gone: "gold" } },
      "The extension ./own must not set the level of gone, which is no rule.",
    ],
    "is terms of a set that does not exist": [
      { terms: { gone: terms } },
      "The extension ./own must not set the terms of gone, which is no rule set.",
    ],
    "is terms of a tier that does not exist": [
      { terms: { "production-readiness": { 4: terms[1] } } },
      "The extension ./own cannot be used: terms.production-readiness",
    ],
    "is a set that exists already": [
      { ruleSets: [{ name: "production-readiness", title: "Mine", terms, rules: [rule("own")] }] },
      "The extension ./own must not bring the rule set production-readiness, which exists already.",
    ],
    "is a rule that exists already": [
      { rules: [rule("m-shipped")] },
      "The extension ./own must not bring the rule m-shipped, which exists already.",
    ],
    "is a rule without an id": [
      { rules: [rule("x", { id: undefined })] },
      "A rule of the extension ./own must have an id of lower-case letters, digits and dashes.",
    ],
    "is a rule that is nothing": [
      { rules: [null] },
      "A rule of the extension ./own must have an id of lower-case letters, digits and dashes.",
    ],
    "is a rule that cannot be looked at": [
      {
        rules: [
          Object.defineProperty({}, "id", {
            get() {
              throw new Error("no");
            },
          }),
        ],
      },
      "A rule of the extension ./own must have an id of lower-case letters, digits and dashes.",
    ],
    "is an id that means every policy": [
      { rules: [rule("all")] },
      "A rule of the extension ./own must have an id of lower-case letters, digits and dashes; all has another meaning.",
    ],
    "is an id that is the judging policy's": [
      { rules: [rule("readiness")] },
      "A rule of the extension ./own must have an id of lower-case letters, digits and dashes; readiness has another meaning.",
    ],
    "is an id that stands in for it": [
      { rules: [rule("readiness-substitute")] },
      "A rule of the extension ./own must have an id of lower-case letters, digits and dashes; readiness-substitute has another meaning.",
    ],
  };
  for (const [name, [value, expected]] of Object.entries(cases))
    it(`${name}, and spoils nothing else`, () => {
      const { sets, problems } = composeSets(shipped, [
        from(value),
        from({ rules: [rule("other")] }, "./other"),
      ]);
      assert.equal(problems.length, 1, problems.join("; "));
      assert.ok(problems[0]?.startsWith(expected), problems[0]);
      assert.deepEqual(ids(sets), { "production-readiness": ["m-shipped", "other"] });
    });
  it("is told where the module throws when it is looked at", () => {
    const evil = new Proxy(
      {},
      {
        ownKeys() {
          throw new Error("no\nreally");
        },
      },
    );
    assert.deepEqual(composeSets(shipped, [from(evil)]).problems, [
      "The extension ./own cannot be used: no\\u000areally.",
    ]);
  });
  it("is told in one line where it could not be loaded", () => {
    const error = new Error("Cannot find module './own'\nRequire stack:\n- /x/y.js");
    const { sets, problems } = composeSets(shipped, [{ name: "./own", loaded: { error } }]);
    assert.deepEqual(problems, ["The extension ./own cannot be used: Cannot find module './own'."]);
    assert.deepEqual(ids(sets), { "production-readiness": ["m-shipped"] });
  });
});

describe("a rule of an extension that cannot be used", () => {
  const schema = z.strictObject({ least: z.int() });
  const values = { 1: { least: 1 }, 2: { least: 1 }, 3: { least: 1 } };
  const cases: Readonly<Record<string, readonly [Record<string, unknown>, RegExp]>> = {
    "has a misspelt key": [{ mesages: {} }, /Unrecognized key: "mesages"/],
    "has no check": [{ check: undefined }, /check: must be a function/],
    "has an area that does not exist": [{ area: "style" }, /area: /],
    "has a level that does not exist": [{ level: "platinum" }, /level: /],
    "has a tier that does not exist": [{ tiers: [4] }, /tiers\.0: /],
    "has texts that are no sentences": [{ why: "because" }, /why: must end with a full stop/],
    "has a message that is no sentence": [
      { messages: { weak: "weak" } },
      /messages\.weak: must end with a full stop/,
    ],
    "has too long a title": [{ title: "x".repeat(81) }, /title: /],
    "has parameters that are no table": [
      { parameters: { schema: {}, values } },
      /parameters\.schema: must be a z\.object of the pack's own zod/,
    ],
    "has a value that does not fit its schema": [
      { parameters: { schema, values: { ...values, 2: { least: "x" } } } },
      /parameters: must fit its own schema at tier 2; least: /,
    ],
    "has no value for a tier": [
      { parameters: { schema, values: { 1: values[1], 2: values[2] } } },
      /parameters\.values\.3: /,
    ],
    "has a parameter of a name that the engine takes": [
      {
        parameters: table(
          z.strictObject({ enforcementLevel: z.string() }),
          { enforcementLevel: "x" },
          { enforcementLevel: "x" },
          { enforcementLevel: "x" },
        ),
      },
      /must not have a parameter called enforcementLevel/,
    ],
    "has a parameter of a name that means a tier": [
      {
        parameters: table(
          z.strictObject({ tier2: z.string() }),
          { tier2: "x" },
          { tier2: "x" },
          { tier2: "x" },
        ),
      },
      /must not have a parameter called tier2/,
    ],
    "has a parameter that no JSON Schema can describe": [
      {
        parameters: table(
          z.strictObject({ at: z.date() }),
          { at: new Date(0) },
          { at: new Date(0) },
          { at: new Date(0) },
        ),
      },
      /Date cannot be represented in JSON Schema/,
    ],
    "has a schema that cannot be loosened": [
      { parameters: { schema: schema.refine(() => true), values } },
      /cannot be used on object schemas containing refinements/,
    ],
    "cannot be looked at": [
      Object.defineProperty({}, "why", {
        enumerable: true,
        get() {
          throw new Error("no");
        },
      }),
      /no$/,
    ],
  };
  for (const [name, [patch, why]] of Object.entries(cases))
    it(`errs for every service, as one that ${name}`, () => {
      const broken = Object.defineProperties({ ...rule("a-own") }, Object.getOwnPropertyDescriptors(patch));
      const { sets, problems } = composeSets(shipped, [from({ rules: [broken] })]);
      const [own, other] = sets[0]?.rules ?? [];
      assert.deepEqual([own?.id, own?.level, other?.id, problems], ["a-own", "bronze", "m-shipped", []]);
      assert.throws(
        () => own?.check({} as never), // it looks at nothing
        (error: Error) => error.message.startsWith("it is broken; ") && why.test(error.message),
      );
      assert.doesNotThrow(() => own && ruleConfigProperties(own));
    });
});
