import assert from "node:assert/strict";
import { type LimitedJob, limits, runAllLimited, runLimited } from "../../../policy-pack/engine/limit";

const spin = (): void => {
  for (;;);
};
/** A pattern that takes ages on this text, inside one native call. */
const backtrack = (): void => void /^(a+)+$/.test(`${"a".repeat(40)}!`);

/** Runs jobs under small limits; gives what was done, in order, and what was stopped why. */
function run(
  jobs: readonly (readonly [group: number, run: () => void])[],
  within: { readonly check: number; readonly run: number },
): { readonly done: readonly number[]; readonly stopped: Readonly<Record<number, string>> } {
  const done: number[] = [];
  const stopped: Record<number, string> = {};
  const limited: readonly LimitedJob[] = jobs.map(([group, work], index) => ({
    group,
    run() {
      work();
      done.push(index);
    },
  }));
  runAllLimited(
    limited,
    (job, why) => {
      stopped[job] = why;
    },
    () => performance.now(),
    within,
  );
  return { done, stopped };
}

const quick = (): void => {};
const wait = (milliseconds: number) => (): void => {
  const end = performance.now() + milliseconds;
  while (performance.now() < end);
};

describe("a time limit", () => {
  it("is one second for a check and ten for a run", () => {
    assert.deepEqual(limits, { check: 1_000, run: 10_000 });
  });
  for (const [name, work] of [
    ["a loop", spin],
    ["a pattern that backtracks", backtrack],
    [
      "a loop that catches everything",
      () => {
        for (;;) {
          try {
            spin();
          } catch {
            // What stops it must not be caught here.
          }
        }
      },
    ],
  ] as const) {
    it(`stops ${name}`, () => assert.equal(runLimited(30, work), false));
  }
  it("lets through what ends in time, and what it throws", () => {
    assert.equal(runLimited(1_000, quick), true);
    assert.throws(
      () =>
        runLimited(1_000, () => {
          throw new Error("boom");
        }),
      /boom/,
    );
  });
  it("holds within a limit as well: the inner one stops alone", () => {
    const seen: boolean[] = [];
    assert.equal(
      runLimited(1_000, () => {
        seen.push(runLimited(20, spin));
        seen.push(runLimited(20, quick));
      }),
      true,
    );
    assert.deepEqual(seen, [false, true]);
  });
});

describe("many jobs under one limit", () => {
  const within = { check: 60, run: 2_000 };
  const cases: Readonly<
    Record<
      string,
      readonly [readonly (readonly [number, () => void])[], readonly number[], readonly number[]]
    >
  > = {
    "all run where none is stopped": [
      [
        [0, quick],
        [1, quick],
        [0, quick],
      ],
      [0, 1, 2],
      [],
    ],
    "only the one that loops is stopped": [
      [
        [0, quick],
        [1, spin],
        [2, quick],
      ],
      [0, 2],
      [1],
    ],
    "only the one that backtracks is stopped": [
      [
        [0, quick],
        [1, backtrack],
        [2, quick],
      ],
      [0, 2],
      [1],
    ],
    "the first is stopped": [
      [
        [0, spin],
        [1, quick],
      ],
      [1],
      [0],
    ],
    "the last is stopped": [
      [
        [0, quick],
        [1, spin],
      ],
      [0],
      [1],
    ],
    "the others of its group run last": [
      [
        [1, spin],
        [1, quick],
        [0, quick],
        [1, quick],
      ],
      [2, 1, 3],
      [0],
    ],
    "each that loops is stopped": [
      [
        [1, spin],
        [0, quick],
        [1, spin],
        [0, quick],
      ],
      [1, 3],
      [0, 2],
    ],
    "one that is slow in sum with others is not stopped": [
      [
        [0, wait(40)],
        [1, wait(40)],
        [2, wait(40)],
      ],
      [0, 1, 2],
      [],
    ],
    "nothing happens without jobs": [[], [], []],
  };
  for (const [name, [jobs, done, stopped]] of Object.entries(cases)) {
    it(name, () => {
      const found = run(jobs, within);
      assert.deepEqual(found.done, done);
      assert.deepEqual(
        found.stopped,
        Object.fromEntries(stopped.map((job) => [job, "took longer than 0.06 s"])),
      );
    });
  }

  it("blames only the looping one among thousands", () => {
    const jobs = Array.from(
      { length: 5_000 },
      (_, index) => [index % 20, index === 2_500 ? spin : quick] as const,
    );
    const { done, stopped } = run(jobs, within);
    assert.equal(done.length, 4_999);
    assert.deepEqual(Object.keys(stopped), ["2500"]);
  });
  it("lets all others end where one rule loops for every service, and says what was not reached", () => {
    const jobs = Array.from(
      { length: 100 },
      (_, index) => [index % 5, index % 5 === 2 ? spin : quick] as const,
    );
    const { done, stopped } = run(jobs, { check: 30, run: 200 });
    assert.deepEqual(
      [...done].sort((a, b) => a - b),
      jobs.flatMap(([group], index) => (group === 2 ? [] : [index])),
    );
    assert.equal(Object.keys(stopped).length, 20, "no job may be left without a word");
    assert.equal(stopped[2], "took longer than 0.03 s");
    assert.equal(stopped[97], "was not judged within the 0.2 s that all rules have");
  });
  it("ends within the limit of the whole run", () => {
    const start = performance.now();
    const { stopped } = run(
      Array.from({ length: 50 }, (_, group) => [group, spin] as const),
      { check: 50, run: 200 },
    );
    assert.ok(performance.now() - start < 600);
    assert.equal(Object.keys(stopped).length, 50);
  });
});
