import assert from "node:assert/strict";
import { dataClasses, exposures, grades } from "../../catalog/grades";
import type { Tier } from "../../catalog/tier";
import {
  type AssessedFacts,
  assessTier,
  type DataClass,
  type Exposure,
  type Grade,
} from "../../tiers/assessment";

describe("the tier that facts suggest", () => {
  const byCriticality: readonly (readonly [Grade, Grade, Tier])[] = [
    ["low", "low", 3],
    ["low", "medium", 3],
    ["low", "high", 2],
    ["medium", "low", 3],
    ["medium", "medium", 2],
    ["medium", "high", 2],
    ["high", "low", 2],
    ["high", "medium", 1],
    ["high", "high", 1],
  ];
  for (const [criticality, risk, tier] of byCriticality) {
    it(`is ${tier} for criticality ${criticality} and risk ${risk}`, () => {
      // The reason of the other table joins where it asks for no less.
      const mild = tier === 3 ? ["internal exposure with public data"] : [];
      assert.deepEqual(assessTier({ criticality, risk }), {
        tier,
        reasons: [`criticality ${criticality} with risk ${risk}`, ...mild],
      });
    });
  }

  const byExposure: readonly (readonly [Exposure, DataClass, Tier])[] = [
    ["internal", "public", 3],
    ["internal", "internal", 3],
    ["internal", "confidential", 3],
    ["internal", "restricted", 2],
    ["partner", "public", 3],
    ["partner", "internal", 3],
    ["partner", "confidential", 2],
    ["partner", "restricted", 2],
    ["public", "public", 3],
    ["public", "internal", 3],
    ["public", "confidential", 2],
    ["public", "restricted", 1],
  ];
  for (const [exposure, dataClass, tier] of byExposure) {
    it(`is ${tier} for ${exposure} exposure and ${dataClass} data, however little the business cares`, () => {
      const low = tier === 3 ? ["criticality low with risk low"] : [];
      assert.deepEqual(assessTier({ criticality: "low", risk: "low", exposure, dataClass }), {
        tier,
        reasons: [...low, `${exposure} exposure with ${dataClass} data`],
      });
    });
  }

  it("lists every cell of both tables", () => {
    assert.equal(new Set(byCriticality.map(([a, b]) => `${a} ${b}`)).size, grades.length ** 2);
    assert.equal(
      new Set(byExposure.map(([a, b]) => `${a} ${b}`)).size,
      exposures.length * dataClasses.length,
    );
  });

  it("is the stricter of both, with the reason that asks for it", () => {
    assert.deepEqual(
      assessTier({ criticality: "high", risk: "high", exposure: "internal", dataClass: "restricted" }),
      { tier: 1, reasons: ["criticality high with risk high"] },
    );
    assert.deepEqual(
      assessTier({ criticality: "medium", risk: "medium", exposure: "public", dataClass: "restricted" }),
      { tier: 1, reasons: ["public exposure with restricted data"] },
    );
  });

  it("names both reasons where they agree", () => {
    assert.deepEqual(
      assessTier({ criticality: "medium", risk: "medium", exposure: "public", dataClass: "confidential" }),
      { tier: 2, reasons: ["criticality medium with risk medium", "public exposure with confidential data"] },
    );
  });

  it("takes what is not stated for the mildest", () => {
    assert.equal(assessTier({ criticality: "low", risk: "low", dataClass: "restricted" }).tier, 2);
    assert.equal(assessTier({ criticality: "low", risk: "low", exposure: "public" }).tier, 3);
  });

  it("never grows milder when a fact grows worse", () => {
    const worse = <K extends keyof AssessedFacts>(key: K, values: readonly AssessedFacts[K][]): void => {
      for (const facts of everything())
        values.slice(1).forEach((value, index) => {
          const mild = assessTier({ ...facts, [key]: values[index] }).tier;
          assert.ok(assessTier({ ...facts, [key]: value }).tier <= mild, `${key} ${value}`);
        });
    };
    worse("criticality", grades);
    worse("risk", grades);
    worse("exposure", exposures);
    worse("dataClass", dataClasses);
  });
});

function everything(): readonly AssessedFacts[] {
  return grades.flatMap((criticality) =>
    grades.flatMap((risk) =>
      exposures.flatMap((exposure) =>
        dataClasses.map((dataClass) => ({ criticality, risk, exposure, dataClass })),
      ),
    ),
  );
}
