import assert from "node:assert/strict";
import type { Rollout } from "../../../tiers/rollout";
import { type Check, fails, failsFrom, findingOf, type Lenience, promoted, told } from "./leniency-cases";
import { today } from "./sample-rule";
import { sampleTable } from "./sample-table";

describe("the rollout of a release", () => {
  const release = (patch: Partial<Rollout> = {}): Rollout => ({
    released: "2026-11-10",
    version: "2.0.0",
    rules: [],
    stricter: {},
    ...patch,
  });
  const ends = "2026-12-10";
  const parameters = sampleTable.table(3, 2, 1);
  const earlier = (least: number): Rollout["stricter"] => ({ "sample-rule": { 1: { least } } });
  /** Fails where more is asked than is there. */
  const has =
    (count: number): Check =>
    ({ parameters: asked, fail }) => {
      if (sampleTable.least(asked) > count) fail("missing", {});
    };
  const cases: Readonly<Record<string, readonly [Check, Lenience, readonly unknown[]]>> = {
    "covers a rule that is new": [
      fails,
      { rollouts: [release({ rules: ["sample-rule"] })] },
      [["missing", "advisory", ends]],
    ],
    "covers it on the last day": [
      fails,
      { rollouts: [release({ released: "2026-10-24", rules: ["sample-rule"] })] },
      [["missing", "advisory", today]],
    ],
    "does not cover it on the day after": [
      fails,
      { rollouts: [release({ released: "2026-10-23", rules: ["sample-rule"] })] },
      [["missing", "mandatory", undefined]],
    ],
    "does not cover what a release of the future will bring": [
      fails,
      { rollouts: [release({ released: "2026-11-24", rules: ["sample-rule"] })] },
      [["missing", "mandatory", undefined]],
    ],
    "covers no other rule": [
      fails,
      { rollouts: [release({ rules: ["other-rule"] })] },
      [["missing", "mandatory", undefined]],
    ],
    "covers what only the stricter parameter makes": [
      has(2),
      { rule: { parameters }, rollouts: [release({ stricter: earlier(2) })] },
      [["missing", "advisory", ends]],
    ],
    "covers nothing that fails by the earlier parameter too": [
      has(1),
      { rule: { parameters }, rollouts: [release({ stricter: earlier(2) })] },
      [["missing", "mandatory", undefined]],
    ],
    "covers nothing that another tier's parameter made stricter": [
      has(2),
      { rule: { parameters }, rollouts: [release({ stricter: { "sample-rule": { 2: { least: 1 } } } })] },
      [["missing", "mandatory", undefined]],
    ],
    "covers nothing that the operator asks for": [
      has(2),
      {
        rule: { parameters },
        rollouts: [release({ stricter: earlier(2) })],
        config: { tier1: { least: 3 } },
      },
      [["missing", "mandatory", undefined]],
    ],
    "lasts as long as the later of two releases, where both made it stricter": [
      has(1),
      {
        rule: { parameters },
        rollouts: [
          release({ released: "2026-11-20", stricter: earlier(1) }),
          release({ released: "2026-11-05", stricter: earlier(0) }),
        ],
      },
      [["missing", "advisory", "2026-12-20"]],
    ],
    "lasts as long as the earlier of two, where it fails by what the later one changed as well": [
      has(1),
      {
        rule: { parameters },
        rollouts: [
          release({ released: "2026-11-20", stricter: earlier(2) }),
          release({ released: "2026-11-05", stricter: earlier(1) }),
        ],
      },
      [["missing", "advisory", "2026-12-05"]],
    ],
    "is due after the grace, where that lasts longer": [
      failsFrom(1),
      { input: promoted(2), rollouts: [release({ released: "2026-11-01", rules: ["sample-rule"] })] },
      [["missing", "advisory", "2026-12-04"]],
    ],
  };
  for (const [name, [check, lenience, expected]] of Object.entries(cases))
    it(name, async () => assert.deepEqual(told(await findingOf(check, lenience)), expected));
});
