import assert from "node:assert/strict";
import { type Service, serviceSchema } from "../../../catalog/schema";
import { dependantsOf, stackFit, suggestionFor } from "../../../cli/assessment/fit";

const service = (facts: object): Service => serviceSchema.parse({ name: "cart", ...facts });

describe("the services that need one", () => {
  it("are counted once each, by any name, without those that only degrade or are retired", () => {
    const counts = dependantsOf([
      service({ name: "cart", aliases: ["basket"], dependencies: [{ service: "cart" }] }),
      service({ name: "a", dependencies: [{ service: "cart" }, { service: "basket" }] }),
      service({ name: "b", dependencies: [{ service: "basket" }] }),
      service({ name: "c", dependencies: [{ service: "cart", kind: "soft" }] }),
      service({ name: "d", lifecycle: "retired", dependencies: [{ service: "cart" }] }),
      service({ name: "e", dependencies: [{ service: "gone" }] }),
    ]);
    assert.deepEqual(Object.fromEntries(counts), { cart: 2, a: 0, b: 0, c: 0, d: 0, e: 0 });
  });
});

describe("a suggested tier", () => {
  it("takes what the file states where nobody answered", () => {
    const stated = service({ criticality: "high", risk: "low", exposure: "public" });
    const { criticality, risk, tier } = suggestionFor(stated, { dependants: 1, incidents: 0 });
    assert.deepEqual(
      [criticality, risk, tier?.tier],
      [
        { grade: "high", reasons: ["as its file states"] },
        { grade: "low", reasons: ["as its file states", "0 incidents in 90 days"] },
        2,
      ],
    );
  });

  it("takes what was found where that is graver", () => {
    const stated = service({ criticality: "low", risk: "low" });
    const { criticality, risk, tier } = suggestionFor(stated, { dependants: 5, incidents: 3 });
    assert.deepEqual(
      [criticality, risk, tier?.tier],
      [
        { grade: "high", reasons: ["5 services need it"] },
        { grade: "high", reasons: ["3 incidents in 90 days"] },
        1,
      ],
    );
  });

  it("lets answers stand against what the file states", () => {
    const stated = service({
      criticality: "high",
      risk: "high",
      exposure: "public",
      dataClass: "restricted",
    });
    const found = suggestionFor(
      stated,
      { revenue: "none", users: "staff", changes: "seldom", dependants: 0 },
      { exposure: "internal", dataClass: "public" },
    );
    assert.deepEqual(
      [found.criticality?.grade, found.risk?.grade, found.exposure, found.dataClass, found.tier?.tier],
      ["low", "low", "internal", "public", 3],
    );
  });

  it("is none where criticality or risk is not known", () => {
    assert.equal(suggestionFor(service({}), { dependants: 3 }).tier, undefined);
  });
});

describe("the fit of a stack's tiers", () => {
  const entry = (name: string, tier: 1 | 2 | 3, facts: object, dependants = 0) => ({
    service: service({ name, ...facts }),
    tier,
    circumstances: { dependants },
  });
  const low = { criticality: "low", risk: "low" };

  it("names what is too weak with why, what is stricter, and what states nothing", () => {
    const fit = stackFit([
      entry("grown", 3, low, 5),
      entry("stated", 3, { criticality: "high", risk: "high" }),
      entry("right", 2, { criticality: "medium", risk: "medium" }),
      entry("strict", 1, low),
      entry("bare", 3, { criticality: "low" }),
      entry("going", 3, { criticality: "high", risk: "high", lifecycle: "deprecated" }),
    ]);
    assert.deepEqual(fit, {
      weak: [
        {
          service: "grown",
          tier: 3,
          suggested: 2,
          reasons: ["criticality high with risk low", "5 services need it"],
        },
        { service: "stated", tier: 3, suggested: 1, reasons: ["criticality high with risk high"] },
      ],
      strict: [
        {
          service: "strict",
          tier: 1,
          suggested: 3,
          reasons: ["criticality low with risk low", "internal exposure with public data"],
        },
      ],
      unstated: ["bare"],
      services: 5,
      atTierOne: 1,
    });
  });
});
