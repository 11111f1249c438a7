import assert from "node:assert/strict";
import { wordOn } from "../../../policy-pack/gate/words";
import { couldNotTell, gateAnswer } from "../../../scorecard/gate";
import type { Scorecard } from "../../../scorecard/schema";
import { card, finding, service, violation } from "../../scorecard/cards";

const asked = {
  service: "cart",
  stack: "prod",
  now: new Date("2026-11-23T12:00:00Z"),
  maxAge: 26 * 3_600_000,
};
const source = { from: "program", notLookedUp: 0, statedAt: "2026-11-23T10:00:00.000Z" } as const;
const failing = (count: number) =>
  service({
    findings: Array.from({ length: count }, (_, index) =>
      finding({ rule: `rule-${index}`, violations: [violation({ gateAfterEmergency: "mandatory" })] }),
    ),
  });
const word = (one = service({ findings: [finding()] }), parts: Partial<Scorecard> = {}) =>
  wordOn(gateAnswer([card([one], { source, locks: [], ...parts })], asked));
const facts = "Facts of 2026-11-23 10:00 UTC. How the gate is asked: docs/workloads.md.";
const line = (index: number) =>
  `- rule-${index}: An SLO must be defined. Fix: Add slos to the service's file.`;
const lock = { service: "cart", reason: "Stock is counted.", by: "pia", until: "2026-11-23" };

describe("what a workload stack says of its gate", () => {
  it("is only the time until which it counts, of a plain yes", () => {
    assert.deepEqual(word(), {
      verdict: "allowed",
      violation: undefined,
      summary:
        "The gate lets cart (shop/prod, tier 1, gold, must be gold) through until 2026-11-24 12:00 UTC.",
    });
  });

  it("is every failure with its fix, of a no", () => {
    assert.deepEqual(word(failing(2)), {
      verdict: "denied",
      violation: [
        "The gate denies cart (shop/prod, tier 1, gold, must be gold). 2 failures block its gate.",
        line(0),
        line(1),
        facts,
      ].join("\n"),
      summary: "The gate does not let cart through.",
    });
  });

  it("names ten failures, and counts the others", () => {
    const lines = word(failing(12)).violation?.split("\n") ?? [];
    assert.deepEqual(lines.slice(10), [line(9), "2 more; `readiness gate` lists them all.", facts]);
  });

  it("is who locked it and why, without anything that a terminal obeys", () => {
    const { violation: text } = word(undefined, {
      locks: [{ ...lock, reason: "\u001b[31mStock\nis counted." }],
    });
    assert.equal(
      text,
      [
        "The gate denies cart (shop/prod, tier 1, gold, must be gold). It is locked by pia until the end of 2026-11-23: \\u001b[31mStock is counted.",
        facts,
      ].join("\n"),
    );
  });

  it("is what a yes rests on, of an emergency", () => {
    const breakGlass = { service: "cart", by: "pia", reason: "Outage.", until: "2026-11-23T18:00:00Z" };
    assert.deepEqual(word(failing(1), { breakGlass, locks: [lock] }), {
      verdict: "allowed",
      violation: [
        "BREAK-GLASS by pia lets cart through until 2026-11-23 18:00 UTC: Outage.",
        line(0),
        facts,
      ].join("\n"),
      summary:
        "The gate lets cart (shop/prod, tier 1, gold, must be gold) through until 2026-11-23 18:00 UTC.",
    });
  });

  it("is what would deny, in mode advise", () => {
    const { verdict, violation: text } = word(failing(1), { mode: "advise" });
    assert.deepEqual(
      [verdict, text],
      [
        "allowed",
        [
          "Of cart (shop/prod, tier 1, gold, must be gold): In mode advise no failure denies; in mode enforce these would.",
          line(0),
          facts,
        ].join("\n"),
      ],
    );
  });

  it("is that a lock has ended, of a yes", () => {
    const { verdict, violation: text } = word(undefined, { locks: [{ ...lock, until: "2026-11-22" }] });
    assert.deepEqual(
      [verdict, text],
      [
        "allowed",
        `Of cart (shop/prod, tier 1, gold, must be gold): The lock by pia ended on 2026-11-22; \`readiness unlock\` removes it.\n${facts}`,
      ],
    );
  });

  it("is why nobody can tell", () => {
    assert.deepEqual(
      wordOn(couldNotTell(asked, "The scorecard now.json cannot be read: there is no such file.")),
      {
        verdict: "could-not-tell",
        violation:
          "Nobody can tell whether cart may be deployed, so it may not. The scorecard now.json cannot be read: there is no such file.\nHow the gate is asked: docs/workloads.md.",
        summary: "The gate does not let cart through.",
      },
    );
  });
});
