import assert from "node:assert/strict";
import { explainDiff } from "../../scorecard/causes";
import { figureChanges } from "../../scorecard/figures";
import type { Scorecard, ScoredService } from "../../scorecard/schema";
import { card, finding, level, service, violation } from "./cards";

const failing = finding({ violations: [violation()] });
const failed = level("none");

/** What moved, as figure: from -> to, with each cause. */
function moved(earlier: Scorecard, later: Scorecard): readonly string[] {
  return figureChanges(earlier, later, explainDiff(earlier, later)).map(({ figure, from, to, causes }) => {
    const why = causes.map(({ kind, because, moved: count, services }) =>
      [kind, because, count, ...services].join(" "),
    );
    return `${figure}: ${from} -> ${to} by ${why.join("; ")}`;
  });
}

const definition = {
  rule: "slo-defined",
  level: "silver",
  title: "Every service has an SLO",
  why: "",
  fix: "",
  evidence: [],
  parameters: {},
} as const;

const cardOf = (...services: readonly ScoredService[]): Scorecard =>
  card(services, {
    ruleSets: [
      {
        name: "production-readiness",
        rules: 1,
        terms: {},
        definitions: [{ ...definition, evidence: [] }],
      },
    ],
  });
const same = "changed: its catalog facts";

describe("what moved a figure", () => {
  it("is each cause with the findings and services that it moved, and nothing that stayed as it was", () => {
    const [cart, quote, ad] = ["cart", "quote", "ad"].map((name) => service({ name, findings: [finding()] }));
    assert.ok(cart && quote && ad);
    const worse = [cart, quote].map((one) => ({
      ...one,
      findings: [failing],
      levels: [failed],
      digests: { catalog: "d2" },
    }));
    assert.deepEqual(moved(cardOf(cart, quote, ad), cardOf(...worse, ad)), [
      `at their must-level in production-readiness: 1 -> ${1 / 3} by service ${same} 2 cart quote`,
      ...["coverage", "coverage of area reliability", "coverage of team orders", "coverage of tier 1"].map(
        (what) => `${what} in production-readiness: 1 -> ${1 / 3} by service ${same} 2 cart quote`,
      ),
      `mandatory failures: 0 -> 2 by service ${same} 2 cart quote`,
    ]);
  });

  it("is a team's loss where a service went to another, and not that of all", () => {
    const [cart, quote] = [
      service({ findings: [failing], levels: [failed] }),
      service({ name: "quote", findings: [finding()] }),
    ];
    assert.deepEqual(moved(cardOf(cart, quote), cardOf({ ...cart, owner: "web" }, quote)), [
      "coverage of team orders in production-readiness: 0.5 -> 1 by service the owner is another 1 cart",
    ]);
  });

  it("is a service that is new or gone", () => {
    const [cart, quote] = [
      service({ findings: [finding()] }),
      service({ name: "quote", owner: "web", findings: [failing], levels: [failed] }),
    ];
    const because = (text: string) => [
      `at their must-level in production-readiness: ${text} 1 quote`,
      ...["coverage", "coverage of area reliability", "coverage of tier 1"].map(
        (what) => `${what} in production-readiness: ${text} 1 quote`,
      ),
    ];
    assert.deepEqual(moved(cardOf(cart), cardOf(cart, quote)), [
      ...because("1 -> 0.5 by service the service is new"),
      "mandatory failures: 0 -> 1 by service the service is new 1 quote",
    ]);
    assert.deepEqual(moved(cardOf(cart, quote), cardOf(cart)), [
      ...because("0.5 -> 1 by service the service is gone"),
      "mandatory failures: 1 -> 0 by service the service is gone 1 quote",
    ]);
  });

  it("has what moved most first", () => {
    const names = ["cart", "quote", "ad"];
    const all = names.map((name) => service({ name, findings: [finding()] }));
    const worse = all.map((one, index) => ({
      ...one,
      findings: [index === 0 ? finding({ outcome: "unknown", cause: "unobserved" }) : failing],
    }));
    const [first] = figureChanges(
      cardOf(...all),
      cardOf(...worse),
      explainDiff(cardOf(...all), cardOf(...worse)),
    );
    assert.deepEqual(
      first?.causes.map(({ kind, moved: count }) => [kind, count]),
      [
        ["deadline", 2],
        ["evidence", 1],
      ],
    );
  });
});
