import { deepStrictEqual, rejects, strictEqual } from "node:assert/strict";
import { setTimeout as pause } from "node:timers/promises";
import { inGroups, inTurns } from "../../evidence/http/in-turns";
import { earliest } from "../../evidence/read";

describe("work in turns", () => {
  it("is done for each item once, so many at a time", async () => {
    const done: number[] = [];
    let running = 0;
    let most = 0;
    await inTurns([1, 2, 3, 4, 5], 2, async (item) => {
      running += 1;
      most = Math.max(most, running);
      await pause(1);
      running -= 1;
      done.push(item);
    });
    deepStrictEqual([...done].sort(), [1, 2, 3, 4, 5]);
    strictEqual(most, 2);
  });

  it("begins nothing further once it has failed", async () => {
    const begun: number[] = [];
    const work = inTurns([1, 2, 3, 4, 5], 2, async (item) => {
      begun.push(item);
      await pause(1);
      if (item === 1) throw new Error("no more");
    });
    await rejects(work, /no more/);
    await pause(10);
    deepStrictEqual(begun, [1, 2]);
  });
});

describe("groups", () => {
  it("have so many at most, the last one what is left", () => {
    deepStrictEqual(inGroups([1, 2, 3, 4, 5], 2), [[1, 2], [3, 4], [5]]);
    deepStrictEqual(inGroups([], 2), []);
  });
});

describe("when several answers were told", () => {
  it("is when the first of them was, whatever their offsets", () => {
    strictEqual(earliest("2026-01-01T10:00:00Z", "2026-01-01T10:30:00+01:00"), "2026-01-01T10:30:00+01:00");
    strictEqual(earliest("2026-01-01T10:00:00Z"), "2026-01-01T10:00:00Z");
  });
});
