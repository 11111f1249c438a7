import assert from "node:assert/strict";
import fc from "fast-check";
import {
  clip,
  type Interval,
  intersect,
  subtract,
  union,
} from "../../../../policy-pack/views/on-call/intervals";

function between(from: number, to: number): Interval {
  return { from, to };
}

const anyIntervals = fc.array(
  fc.tuple(fc.nat(100), fc.nat(30)).map(([from, length]) => between(from, from + length)),
  { maxLength: 12 },
);

function holds(intervals: readonly Interval[], at: number): boolean {
  return intervals.some(({ from, to }) => from <= at && at < to);
}

describe("intervals", () => {
  it("merges what overlaps or touches and drops what is empty", () => {
    const merged = union([between(5, 7), between(1, 3), between(3, 4), between(6, 9), between(12, 12)]);
    assert.deepEqual(merged, [between(1, 4), between(5, 9)]);
  });

  it("subtracts from each wanted interval what is taken of it", () => {
    const left = subtract(
      [between(0, 10), between(20, 30)],
      [between(2, 4), between(8, 22), between(29, 40)],
    );
    assert.deepEqual(left, [between(0, 2), between(4, 8), between(22, 29)]);
  });

  it("clips to a window", () => {
    assert.deepEqual(clip([between(0, 5), between(6, 9), between(9, 12)], between(3, 9)), [
      between(3, 5),
      between(6, 9),
    ]);
  });

  it("neither loses nor adds an instant in a union", () => {
    fc.assert(
      fc.property(anyIntervals, fc.nat(140), (all, at) => {
        assert.equal(holds(union(all), at), holds(all, at));
      }),
    );
  });

  it("keeps unions sorted, apart from each other and not empty", () => {
    fc.assert(
      fc.property(anyIntervals, (all) => {
        const merged = union(all);
        assert.ok(merged.every(({ from, to }, at) => from < to && from > (merged[at - 1]?.to ?? -1)));
      }),
    );
  });

  it("leaves exactly what is wanted and not taken", () => {
    fc.assert(
      fc.property(anyIntervals, anyIntervals, fc.nat(140), (wanted, taken, at) => {
        assert.equal(holds(subtract(wanted, taken), at), holds(wanted, at) && !holds(taken, at));
      }),
    );
  });

  it("intersects in exactly what both have, sorted and apart", () => {
    fc.assert(
      fc.property(anyIntervals, anyIntervals, fc.nat(140), (one, other, at) => {
        const both = intersect(one, other);
        assert.equal(holds(both, at), holds(one, at) && holds(other, at));
        assert.deepEqual(both, union(both));
      }),
    );
  });
});
