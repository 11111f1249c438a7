import assert from "node:assert/strict";
import { compared } from "../../bench/observe";

describe("the limits of observing", () => {
  it("stand beside what was measured, and say what is over", () => {
    assert.deepEqual(
      compared({
        "cold.seconds": 12.345,
        "cold.peak-mib": 400,
        "cold.github.graphql": 91,
        "warm.requests": 0,
      }),
      [
        "cold.seconds: 12.35, at most 15",
        "cold.peak-mib: 400.00, at most 400",
        "cold.github.graphql: 91.00, at most 90: EXCEEDED",
        "cold.github.points: not measured, at most 1000",
        "warm.seconds: not measured, at most 3",
        "warm.requests: 0.00, at most 0",
      ],
    );
  });
});
