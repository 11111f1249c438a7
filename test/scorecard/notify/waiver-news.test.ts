import assert from "node:assert/strict";
import { newsKinds } from "../../../catalog/notifications";
import type { Waiver } from "../../../catalog/waiver";
import { newsFor } from "../../../scorecard/notify/news";
import type { Scorecard, ScoredFinding } from "../../../scorecard/schema";
import { card, finding, service, violation, waiver } from "../cards";

const steps = { waivers: [14, 7, 1], deadlines: [14, 7, 1], initiatives: [14, 7, 1] };

type Held = Scorecard["waivers"][number];
const inForce = (parts: Partial<Waiver> = {}): Held => ({
  waiver: { ...waiver, ...parts },
  state: "in-force",
});
const expired = (parts: Partial<Waiver> = {}): Held => ({
  waiver: { ...waiver, expires: "2026-11-22", ...parts },
  state: "expired",
});
const failing = finding({ violations: [violation({ subject: "latency" })] });
const unjudged = finding({ outcome: "unknown", violations: [violation({ message: "unknown" })] });

type Case = readonly [readonly Held[], readonly ScoredFinding[], readonly string[]];
const cases: Readonly<Record<string, Case>> = {
  "one that ends within the least step that is reached": [
    [inForce()],
    [],
    ["The waiver of slo-defined ends on 2026-11-30, in 7 days (migration)."],
  ],
  "one that ends today": [
    [inForce({ expires: "2026-11-23" })],
    [],
    ["The waiver of slo-defined ends on 2026-11-23, today (migration)."],
  ],
  "none that ends later than every step": [[inForce({ expires: "2026-12-08" })], [], []],
  "one that has just ended": [
    [expired({ subject: "latency" })],
    [failing],
    ["The waiver of slo-defined for latency ended on 2026-11-22: the failure counts again."],
  ],
  "one that has just ended, as settled where its failure was mended": [
    [expired({ subject: "errors" })],
    [failing],
    [
      "The waiver of slo-defined for errors ended on 2026-11-22: nothing fails that it accepted, so that it can be removed.",
    ],
  ],
  "one that has just ended, as open where nobody could tell": [
    [expired({ subject: "latency" })],
    [unjudged],
    [
      "The waiver of slo-defined for latency ended on 2026-11-22: whether the failure counts again could not be judged.",
    ],
  ],
  "one that has just ended, as open where the rule went wrong": [
    [expired({ subject: "latency" })],
    [finding({ outcome: "error", violations: [violation({ message: "error" })] })],
    [
      "The waiver of slo-defined for latency ended on 2026-11-22: whether the failure counts again could not be judged.",
    ],
  ],
  "one that has just ended, as open where nobody judged the rule": [
    [expired()],
    [],
    ["The waiver of slo-defined ended on 2026-11-22: whether the failure counts again could not be judged."],
  ],
  "one that has just ended, as open where only something else fails and its own is unknown": [
    [expired({ subject: "errors" })],
    [finding({ violations: [violation({ subject: "latency" }), violation({ message: "unknown" })] })],
    [
      "The waiver of slo-defined for errors ended on 2026-11-22: whether the failure counts again could not be judged.",
    ],
  ],
  "none that ended long ago": [[expired({ expires: "2026-11-15" })], [failing], []],
  "none that another one goes on for": [[inForce(), inForce({ expires: "2027-01-30" })], [], []],
};

describe("news of waivers", () => {
  for (const [name, [waivers, findings, expected]] of Object.entries(cases))
    it(`tells ${name}`, () => {
      const later = card([service({ findings: [...findings] })], { waivers: [...waivers] });
      const told = newsFor({ name: "central", news: newsKinds }, { earlier: undefined, later }, steps);
      assert.deepEqual(
        told.map(({ kind, about, text }) => [kind, about.name, text]),
        expected.map((text) => ["waivers", "cart", text]),
      );
    });
});
