import assert from "node:assert/strict";
import { formatProblem } from "../../../catalog/reading/problems";
import { readOperatorConfig } from "../../../cli/judging/operator-config";
import { loadPack } from "../../../cli/judging/pack";
import { temporaryFolder } from "../../sandbox/temporary";

const pack = loadPack({ packFolder: temporaryFolder() });

/** One row: the text of a policy config, and every line that is printed about it. */
const wrong: Readonly<Record<string, readonly [string, readonly string[]]>> = {
  "a misspelt rule": [
    '{\n  "owner-asigned": "advisory"\n}',
    [
      'f.json:2:3: "owner-asigned" is not a rule, and the engine would ignore it. Did you mean "owner-assigned"? Correct or remove it; `readiness rules` lists the rules.',
    ],
  ],
  "a level that the engine does not know, as text and in a map": [
    '{ "owner-assigned": "off",\n  "slo-defined": { "enforcementLevel": "warn" } }',
    [
      'f.json:1:21: owner-assigned must be one of advisory, mandatory, remediate, disabled; it is "off".',
      'f.json:2:40: slo-defined.enforcementLevel must be one of advisory, mandatory, remediate, disabled; it is "warn".',
    ],
  ],
  "a value that is neither a level nor a map": [
    '{ "owner-assigned": 1, "slo-defined": [] }',
    [
      "f.json:1:21: owner-assigned must be a level (advisory, mandatory, remediate, disabled) or a map of what the policy takes, not 1; it is 1.",
      "f.json:1:39: slo-defined must be a level (advisory, mandatory, remediate, disabled) or a map of what the policy takes, not a list.",
    ],
  ],
  "parameters that a rule does not have": [
    '{ "on-call-scheduled": { "peple": 2, "tier1": { "persons": 3 } } }',
    [
      'f.json:1:26: "peple" is not a field of on-call-scheduled. Did you mean "people"? Allowed: people, tier1, tier2, tier3, enforcementLevel.',
      'f.json:1:49: "persons" is not a field of on-call-scheduled.tier1. Allowed: people.',
    ],
  ],
  "parameters of a rule that has none": [
    '{ "owner-assigned": { "people": 2 } }',
    ['f.json:1:23: "people" is not a field of owner-assigned. Allowed: enforcementLevel.'],
  ],
  "parameters of a wrong kind": [
    '{ "on-call-scheduled": { "tier2": { "people": "three" } } }',
    ['f.json:1:47: on-call-scheduled.tier2.people must be a number; it is "three".'],
  ],
  "what the pack as a whole takes": [
    '{ "readiness": { "scope": "some", "catalog": { "mode": "strict" } } }',
    [
      'f.json:1:27: readiness.scope must be all or a list of services; it is "some".',
      'f.json:1:56: readiness.catalog.mode must be one of advise, ratchet, enforce; it is "strict".',
    ],
  ],
  "parameters for all policies at once": [
    '{ "all": { "enforcementLevel": "advisory", "people": 2 } }',
    ['f.json:1:44: "people" is not a field of all. Allowed: enforcementLevel.'],
  ],
  "a policy that is given twice": [
    '{ "slo-defined": "advisory", "slo-defined": "disabled" }',
    ['f.json:1:30: "slo-defined" is given twice, first on line 1. Remove one of them.'],
  ],
  "a list instead of a map": ["[]", ["f.json:1:1: The file must be a map; it is a list."]],
  "YAML that is not JSON": [
    "slo-defined: advisory\n",
    [`f.json: The file must be JSON: Unexpected token 's', "slo-defined"... is not valid JSON.`],
  ],
  "names that objects have by themselves": [
    '{ "constructor": "advisory", "toString": {} }',
    [
      'f.json:1:3: "constructor" is not a rule, and the engine would ignore it. Correct or remove it; `readiness rules` lists the rules.',
      'f.json:1:30: "toString" is not a rule, and the engine would ignore it. Correct or remove it; `readiness rules` lists the rules.',
    ],
  ],
};

describe("an operator's policy config", () => {
  for (const [name, [text, expected]] of Object.entries(wrong))
    it(`is refused for ${name}`, () => {
      const read = readOperatorConfig("f.json", text, pack);
      assert.deepEqual(
        !read.ok &&
          read.problems
            .map(formatProblem)
            .map((line) => line.replace(/"slo-def[^"]*"\.\.\./, '"slo-defined"...')),
        expected,
      );
    });

  it("gives each policy its level, that for all where it has none of its own, and what else is said to it", () => {
    const text = JSON.stringify({
      all: "advisory",
      "slo-defined": "mandatory",
      "on-call-scheduled": { enforcementLevel: "disabled", tier1: { people: 5 } },
      readiness: { scope: ["cart"] },
    });
    const read = readOperatorConfig("f.json", text, pack);
    assert.ok(read.ok);
    const { levelOf, propertiesOf } = read.value;
    assert.deepEqual(["slo-defined", "on-call-scheduled", "owner-assigned", "readiness"].map(levelOf), [
      "mandatory",
      "disabled",
      "advisory",
      "advisory",
    ]);
    assert.deepEqual(propertiesOf("on-call-scheduled"), { tier1: { people: 5 } });
    assert.deepEqual(propertiesOf("slo-defined"), {});
    assert.deepEqual(propertiesOf("readiness"), { scope: ["cart"] });
  });

  it("says nothing where the file is empty, as the engine takes it", () => {
    const read = readOperatorConfig("f.json", " \n", pack);
    assert.ok(read.ok);
    assert.equal(read.value.levelOf("slo-defined"), undefined);
  });
});
