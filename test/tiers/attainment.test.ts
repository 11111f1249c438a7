import assert from "node:assert/strict";
import fc from "fast-check";
import { levels } from "../../catalog/initiative";
import { attain, type LevelEvidence, type Outcome, outcomes } from "../../tiers/attainment";
import { cappedAtAdvisory, type Level, levelRank, tierTerms } from "../../tiers/levels";

const attainedLevel = (findings: readonly LevelEvidence[]): Level | "none" => attain(findings).withWaivers;

function found(level: Level, outcome: Outcome, patch: Partial<LevelEvidence> = {}): LevelEvidence {
  return { level, outcome, noCollector: false, capped: false, ...patch };
}

describe("the level of a service", () => {
  const cases: Readonly<Record<string, readonly [readonly LevelEvidence[], Level | "none"]>> = {
    "is gold without any rule": [[], "gold"],
    "is gold where all is met": [
      [found("bronze", "pass"), found("silver", "pass"), found("gold", "pass")],
      "gold",
    ],
    "is silver where a gold rule fails": [[found("bronze", "pass"), found("gold", "fail")], "silver"],
    "is bronze where a silver rule fails": [[found("silver", "fail"), found("gold", "pass")], "bronze"],
    "is none where a bronze rule fails, whatever else is met": [
      [found("bronze", "fail"), found("silver", "pass"), found("gold", "pass")],
      "none",
    ],
    "counts an error like a failure": [[found("silver", "error")], "bronze"],
    "counts what is unknown like a failure": [[found("gold", "unknown")], "silver"],
    "leaves out what no configured vendor can tell": [
      [found("bronze", "unknown", { noCollector: true })],
      "gold",
    ],
    "counts what does not apply as met": [[found("bronze", "not-applicable")], "gold"],
    "counts what is waived as met": [[found("bronze", "waived")], "gold"],
    "leaves out a rule that is capped": [[found("gold", "fail", { capped: true })], "gold"],
  };
  for (const [name, [findings, expected]] of Object.entries(cases))
    it(name, () => assert.equal(attainedLevel(findings), expected));

  const judged: Readonly<Record<string, readonly [Outcome, Level]>> = {
    "is held back by what is waived": ["waived", "bronze"],
    "is held back by a failure": ["fail", "bronze"],
    "is held back by an error": ["error", "bronze"],
    "is held back by what is unknown": ["unknown", "bronze"],
    "is not held back by what does not apply": ["not-applicable", "gold"],
  };
  for (const [name, [outcome, expected]] of Object.entries(judged))
    it(`${name}, before waivers`, () => {
      assert.equal(attain([found("bronze", "pass"), found("silver", outcome)]).asJudged, expected);
    });

  const anyFinding: fc.Arbitrary<LevelEvidence> = fc.record({
    capped: fc.boolean(),
    level: fc.constantFrom(...levels),
    outcome: fc.constantFrom(...outcomes),
    noCollector: fc.boolean(),
  });

  it("never rises when a finding is added", () => {
    fc.assert(
      fc.property(fc.array(anyFinding), anyFinding, (findings, added) => {
        const before = levelRank(attainedLevel(findings));
        assert.ok(levelRank(attainedLevel([...findings, added])) <= before);
      }),
    );
  });

  it("never falls when a failure is mended", () => {
    fc.assert(
      fc.property(fc.array(anyFinding, { minLength: 1 }), fc.nat(), (findings, seed) => {
        const at = seed % findings.length;
        const mended = findings.map((one, index) =>
          index === at ? { ...one, outcome: "pass" as const } : one,
        );
        assert.ok(levelRank(attainedLevel(mended)) >= levelRank(attainedLevel(findings)));
      }),
    );
  });

  it("does not depend on the order of findings", () => {
    fc.assert(
      fc.property(fc.array(anyFinding), (findings) => {
        assert.equal(attainedLevel([...findings].reverse()), attainedLevel(findings));
      }),
    );
  });
});

describe("the rank of a level", () => {
  it("grows from none to gold", () => {
    assert.deepEqual((["none", ...levels] as const).map(levelRank), [-1, 0, 1, 2]);
  });
});

describe("what a tier asks", () => {
  it("is the level that it must have, and the next one as its aim", () => {
    assert.deepEqual(tierTerms, {
      1: { must: "gold", aim: "gold" },
      2: { must: "silver", aim: "gold" },
      3: { must: "bronze", aim: "silver" },
    });
  });
  it("is never that costs are watched, which only advises", () => {
    assert.deepEqual(cappedAtAdvisory, ["cost-watched"]);
  });
});
