import assert from "node:assert/strict";
import { figuresOf, inTurn, median } from "../../bench/figures";

describe("the figures of a benchmark", () => {
  it("are medians", () => {
    assert.equal(median([3, 1, 2]), 2);
    assert.equal(median([4, 1, 3, 2]), 2.5);
    assert.throws(() => median([]), /no median of nothing/);
  });
  it("name each series, and the ratio of the first to the second", () => {
    const seconds = new Map([
      ["pack", [2, 4, 3]],
      ["empty", [2, 2, 2]],
      ["none", [1, 1, 1]],
    ]);
    assert.deepEqual(figuresOf("preview", seconds), {
      "preview.pack.seconds": 3,
      "preview.empty.seconds": 2,
      "preview.none.seconds": 1,
      "preview.ratio": 1.5,
    });
    assert.throws(() => figuresOf("preview", new Map([["pack", [1]]])), /two series/);
  });
  it("are measured in turn, after a run of each that does not count", async () => {
    const ran: string[] = [];
    const contender = (name: string) => ({
      name,
      run: async () => {
        ran.push(name);
      },
    });
    const seconds = await inTurn([contender("a"), contender("b")], 2, () => {});
    assert.deepEqual(ran, ["a", "b", "a", "b", "a", "b"]);
    assert.deepEqual(
      [...seconds].map(([name, values]) => [name, values.length]),
      [
        ["a", 2],
        ["b", 2],
      ],
    );
  });
});
