import assert from "node:assert/strict";
import { shareAtMust } from "../../scorecard/share";
import { level } from "./cards";

const share = (...levels: readonly (readonly ReturnType<typeof level>[])[]): readonly number[] => {
  const counted = shareAtMust(
    levels.map((own) => ({ levels: [...own] })),
    "production-readiness",
  );
  return [counted.of, counted.asJudged, counted.withWaivers];
};

describe("the share of services at their must-level", () => {
  const cases: Readonly<Record<string, readonly [readonly number[], readonly number[]]>> = {
    "counts nobody where there is nobody": [share(), [0, 0, 0]],
    "counts a service that is at it": [share([level("gold")]), [1, 1, 1]],
    "counts one that waivers bring to it only with waivers": [share([level("bronze", "gold")]), [1, 0, 1]],
    "does not count one below it": [share([level("silver")], [level("none")]), [2, 0, 0]],
    "counts one that is above it": [share([{ ...level("silver"), must: "bronze" }]), [1, 1, 1]],
    "leaves out a service that has no level in the set": [
      share([], [{ ...level("gold"), set: "security" }], [level("gold")]),
      [1, 1, 1],
    ],
  };
  for (const [title, [found, expected]] of Object.entries(cases))
    it(title, () => assert.deepEqual(found, expected));
});
