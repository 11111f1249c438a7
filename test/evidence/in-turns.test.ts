import { deepStrictEqual, rejects, strictEqual } from "node:assert/strict";
import { setTimeout as pause } from "node:timers/promises";
import { inGroups, inTurns, openTurns } from "../../evidence/http/in-turns";
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

describe("work in turns on what comes one by one", () => {
  it("is done for each item once, so many at a time, until all is done that was added meanwhile", async () => {
    const done: number[] = [];
    let running = 0;
    let most = 0;
    const turns = openTurns<number>(2, async (item) => {
      running += 1;
      most = Math.max(most, running);
      await pause(1);
      running -= 1;
      done.push(item);
      if (item < 3) turns.add(item + 10);
    });
    for (const item of [1, 2, 3]) turns.add(item);
    await turns.end();
    deepStrictEqual(
      done.sort((a, b) => a - b),
      [1, 2, 3, 11, 12],
    );
    strictEqual(most, 2);
    turns.add(4);
    await turns.end();
    strictEqual(done.at(-1), 4);
  });

  it("begins nothing further once it has failed, and says so at the end", async () => {
    const begun: number[] = [];
    const turns = openTurns<number>(1, async (item) => {
      begun.push(item);
      await pause(1);
      throw new Error("no more");
    });
    for (const item of [1, 2, 3]) turns.add(item);
    await pause(10);
    await rejects(turns.end(), /no more/);
    turns.add(4);
    await rejects(turns.end(), /no more/);
    deepStrictEqual(begun, [1]);
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
