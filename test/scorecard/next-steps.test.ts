import assert from "node:assert/strict";
import { nextSteps } from "../../scorecard/next-steps";
import type { Scorecard, ScoredFinding, ScoredService } from "../../scorecard/schema";

type Outcome = ScoredFinding["outcome"];

/** A finding as rule:level:outcome. */
function finding(text: string): ScoredFinding {
  const [rule = "", level = "", outcome = "", cause] = text.split(":");
  return {
    rule,
    set: "production-readiness",
    area: "ownership",
    level: level as ScoredFinding["level"], // the tables below name levels only
    outcome: outcome as Outcome, // and outcomes only
    ...(cause === undefined ? {} : { cause: cause as NonNullable<ScoredFinding["cause"]> }), // and causes only
    enforcement: "advisory",
    violations: [],
    waived: [],
    lookedAt: [],
  };
}

function card(
  services: Readonly<Record<string, readonly [level: string, ...findings: string[]]>>,
): Pick<Scorecard, "services"> {
  const scored = Object.entries(services).map(([name, [level, ...findings]]): ScoredService => {
    const reached = level as "none"; // the tables below name levels only
    return {
      name,
      aliases: [],
      tier: 3,
      tierFrom: "default",
      inCatalog: true,
      urn: name,
      levels: [
        {
          set: "production-readiness",
          must: "bronze",
          aim: "silver",
          asJudged: reached,
          withWaivers: reached,
          score: { met: 0, of: 0, unknown: 0, waived: 0 },
        },
      ],
      observed: [],
      resources: {},
      digests: { catalog: "d1" },
      findings: findings.map(finding),
    };
  });
  return { services: scored };
}

describe("next steps", () => {
  it("come by level, then by the services that they lift by themselves, then by those that lack them", () => {
    const steps = nextSteps(
      card({
        a: ["none", "owner:bronze:fail", "readme:bronze:pass", "slo:silver:fail"],
        b: ["none", "owner:bronze:fail", "life:bronze:error"],
        c: ["none", "life:bronze:fail", "repo:bronze:fail", "slo:silver:fail"],
        d: ["bronze", "slo:silver:fail", "far:gold:fail"],
      }),
    );
    assert.deepEqual(
      steps.map(({ rule, services, lifts }) => `${rule} ${services.join(",")} ${lifts}`),
      ["owner a,b 1", "life b,c 0", "repo c 0", "slo a,c,d 1"],
    );
  });

  it("count nothing as lifted by itself beside something unknown, and propose nothing for the unknown", () => {
    const steps = nextSteps(card({ a: ["none", "owner:bronze:fail", "life:bronze:unknown:unobserved"] }));
    assert.deepEqual(steps, [{ rule: "owner", level: "bronze", services: ["a"], lifts: 0 }]);
  });

  it("leave out what no vendor is asked for, what is met, and what never counts", () => {
    const findings = [
      "a:bronze:unknown:no-collector",
      "b:bronze:waived",
      "c:bronze:not-applicable",
      "cost-watched:silver:fail",
    ];
    assert.deepEqual(nextSteps(card({ s: ["none", ...findings, "d:bronze:fail"] })), [
      { rule: "d", level: "bronze", services: ["s"], lifts: 1 },
    ]);
  });

  it("are ten at most", () => {
    const many = Array.from({ length: 12 }, (_, index) => `r${index}:bronze:fail`);
    assert.equal(nextSteps(card({ s: ["none", ...many] })).length, 10);
  });
});

describe("coverage of an area", () => {});
