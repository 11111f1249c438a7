import assert from "node:assert/strict";
import { catchStrayRejections } from "../../../policy-pack/engine/stray";

async function watch(jobs: readonly (() => unknown)[]): Promise<Readonly<Record<string, string>>> {
  const stray = catchStrayRejections();
  for (const [index, job] of jobs.entries()) stray.during(index, job);
  return Object.fromEntries(await stray.settle());
}

const quiet = (): void => {};

describe("a promise that a job leaves behind", () => {
  const cases: Readonly<
    Record<string, readonly [readonly (() => unknown)[], Readonly<Record<string, string>>]>
  > = {
    "is that job's where it is rejected at once": [
      [quiet, () => Promise.reject(new Error("boom")), quiet],
      { 1: "boom" },
    ],
    "is that job's where it is rejected later on": [
      [quiet, () => Promise.resolve().then(() => Promise.reject(new Error("boom")))],
      { 1: "boom" },
    ],
    "is that job's where an asynchronous function goes wrong after a pause": [
      [
        async () => {
          await Promise.resolve();
          await Promise.resolve();
          throw new Error("boom");
        },
        quiet,
      ],
      { 0: "boom" },
    ],
    "is that job's where it is made after a pause": [
      [
        async () => {
          await Promise.resolve();
          void Promise.reject(new Error("boom"));
        },
        quiet,
      ],
      { 0: "boom" },
    ],
    "is each job's own": [
      [() => Promise.reject(new Error("one")), () => Promise.reject(new Error("two"))],
      { 0: "one", 1: "two" },
    ],
    "is told whatever it was rejected with": [
      [() => Promise.reject("text"), () => Promise.reject(Object.create(null))],
      { 0: "text", 1: "something that cannot be shown as text" },
    ],
    "is nobody's concern where it is handled": [[() => Promise.reject(new Error("boom")).catch(quiet)], {}],
    "is nobody's concern where it is kept": [[() => Promise.resolve(1)], {}],
  };
  for (const [name, [jobs, expected]] of Object.entries(cases))
    it(name, async () => assert.deepEqual(await watch(jobs), expected));

  it("stays a job's where the job itself throws", async () => {
    const stray = catchStrayRejections();
    assert.throws(
      () =>
        stray.during(0, () => {
          void Promise.reject(new Error("left behind"));
          throw new Error("boom");
        }),
      /boom/,
    );
    assert.deepEqual([...(await stray.settle())], [[0, "left behind"]]);
  });
});

describe("the process's own listeners for rejections", () => {
  it("rest while jobs run, get what is no job's, and are then as they were", async () => {
    const before = process.rawListeners("unhandledRejection");
    const heard: unknown[] = [];
    const own = (reason: unknown): void => void heard.push(reason);
    const onceOnly = (reason: unknown): void => void heard.push(`once ${String(reason)}`);
    process.removeAllListeners("unhandledRejection");
    process.on("unhandledRejection", own).once("unhandledRejection", onceOnly);
    const raw = process.rawListeners("unhandledRejection");
    try {
      const stray = catchStrayRejections();
      stray.during(0, () => Promise.reject(new Error("a job's")));
      assert.deepEqual([...(await stray.settle())], [[0, "a job's"]]);
      assert.deepEqual(heard, []);
      assert.deepEqual(process.rawListeners("unhandledRejection"), raw);

      const again = catchStrayRejections();
      void Promise.reject("nobody's");
      assert.deepEqual([...(await again.settle())], []);
      assert.deepEqual(heard, ["nobody's", "once nobody's"]);
    } finally {
      process.removeAllListeners("unhandledRejection");
      for (const listener of before)
        process.on("unhandledRejection", listener as NodeJS.UnhandledRejectionListener); // as they were
    }
  });
  it("come back only when the last of several judgements has ended", async () => {
    const before = process.rawListeners("unhandledRejection");
    const first = catchStrayRejections();
    const second = catchStrayRejections();
    first.during(0, () => Promise.reject(new Error("of the first")));
    second.during(0, () => Promise.reject(new Error("of the second")));
    const found = await Promise.all([first.settle(), second.settle()]);
    assert.deepEqual(
      found.map((one) => [...one]),
      [[[0, "of the first"]], [[0, "of the second"]]],
    );
    assert.deepEqual(process.rawListeners("unhandledRejection"), before);
  });
});
