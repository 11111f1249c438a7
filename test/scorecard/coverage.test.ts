import assert from "node:assert/strict";
import { coverageOf, groupCoverage, scoreOf } from "../../scorecard/coverage";
import type { ScoredFinding } from "../../scorecard/schema";

/** A finding as area:level:outcome, with a cause where it is unknown. */
function finding(text: string, set = "ours"): ScoredFinding {
  const [area = "", level = "", outcome = "", cause] = text.split(":");
  const known = { set, rule: text, area, enforcement: "off", violations: [], waived: [] } as const;
  return {
    ...known,
    violations: [],
    waived: [],
    lookedAt: [],
    level: level as ScoredFinding["level"], // the tables below name levels only
    outcome: outcome as ScoredFinding["outcome"], // and outcomes only
    ...(cause === undefined ? {} : { cause: cause as NonNullable<ScoredFinding["cause"]> }), // and causes only
  };
}

const every = [
  "a:bronze:pass",
  "a:bronze:fail",
  "b:gold:error",
  "b:silver:unknown:unobserved",
  "b:bronze:waived",
  "b:bronze:not-applicable",
  "b:bronze:unknown:no-collector",
].map((text) => finding(text));

describe("coverage", () => {
  it("counts what is unknown as not met, what is waived beside it, and not what does not apply", () => {
    assert.deepEqual(coverageOf(every), { met: 1, of: 4, unknown: 1, waived: 1 });
  });

  it("is told in all, by area, team and tier, set by set, each in its own order", () => {
    const services = [
      { owner: "web", tier: 3, findings: [finding("b:bronze:pass"), finding("x:bronze:fail", "theirs")] },
      { owner: "api", tier: 1, findings: [finding("a:bronze:fail")] },
      { tier: 1, findings: [finding("a:bronze:pass")] },
    ] as const;
    const told = groupCoverage(
      services.map((one) => ({
        ...one,
        findings: [...one.findings],
        owner: "owner" in one ? one.owner : undefined,
      })),
      ["ours", "theirs"],
    );
    assert.deepEqual(
      told.map(({ set, by, name, met, of }) => `${set} ${by} ${name} ${met}/${of}`),
      [
        "ours all all 2/3",
        "ours area a 1/2",
        "ours area b 1/1",
        "ours team api 0/1",
        "ours team web 1/1",
        "ours tier 1 1/2",
        "ours tier 3 1/1",
        "theirs all all 0/1",
        "theirs area x 0/1",
        "theirs team web 0/1",
        "theirs tier 3 0/1",
      ],
    );
  });

  it("of a service is over the rules up to its must-level", () => {
    const score = (must: "bronze" | "silver" | "gold") => scoreOf(every, { set: "ours", must });
    assert.deepEqual([score("bronze").of, score("silver").of, score("gold").of], [2, 3, 4]);
    assert.equal(scoreOf(every, { set: "theirs", must: "gold" }).of, 0);
  });
});
