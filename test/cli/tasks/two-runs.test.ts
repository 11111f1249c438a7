import assert from "node:assert/strict";
import fc from "fast-check";
import type { WorldObject } from "../../../sandbox/world/schema";
import type { Scorecard } from "../../../scorecard/schema";
import { readBlock } from "../../../scorecard/tasks/marker";
import { type MemoryGithub, memoryGithub } from "./memory-github";
import { oneMended, syncBy, threeFailures } from "./syncing";

/** What counts of the open issues: numbers depend on who came first. */
function openOnes({ world }: MemoryGithub): readonly unknown[] {
  const all = world.list("issue").filter(({ state }: WorldObject) => state === "open");
  return all
    .map(({ title, body, labels }) => {
      const { marker, text } = readBlock(String(body)) ?? {};
      return [title, labels, text, marker?.rules, marker?.escalated];
    })
    .sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
}

const stories: Readonly<Record<string, readonly Scorecard[]>> = {
  "new issues": [threeFailures()],
  "closing, changing and opening": [threeFailures(), oneMended()],
  "opening again": [threeFailures(), oneMended(), threeFailures("2026-11-25")],
};

describe("two syncs at once", function () {
  this.timeout(60_000);
  for (const [name, story] of Object.entries(stories))
    it(`leave one open issue for each failure, in whatever order GitHub hears them, with ${name}`, async () => {
      const last = story.slice(-1);
      const worldBefore = async (): Promise<MemoryGithub> => {
        const github = memoryGithub();
        for (const one of story.slice(0, -1)) await syncBy(github.send, [one]);
        return github;
      };
      const alone = await worldBefore();
      await syncBy(alone.send, last);
      const expected = openOnes(alone);
      let doubles = 0;
      await fc.assert(
        fc.asyncProperty(fc.scheduler(), async (scheduler) => {
          const github = await worldBefore();
          const runs = ["first", "second"].map(() => {
            const send = scheduler.scheduleFunction(github.send);
            return syncBy(send, last);
          });
          await scheduler.waitFor(Promise.all(runs));
          doubles += github.world.list("issue").length - alone.world.list("issue").length;
          assert.deepEqual(openOnes(github), expected);
          const settled = github.shown();
          await syncBy(github.send, last);
          assert.deepEqual(github.shown(), settled);
        }),
        { numRuns: 150 },
      );
      if (name !== "opening again") assert.ok(doubles > 0, "no run came between the other's look and deed");
    });

  it("leave the oldest issue open where both opened one, and say so in the other", async () => {
    const github = memoryGithub();
    // The second run looks while nothing is there, and opens its issues after the first has ended.
    let firstEnded: () => void = () => undefined;
    const ended = new Promise<void>((resolve) => {
      firstEnded = resolve;
    });
    const second = syncBy(
      async (request) => {
        if (request.method === "POST" && request.path !== "/graphql") await ended;
        return github.send(request);
      },
      [threeFailures()],
    );
    await new Promise((resolve) => setImmediate(resolve));
    await syncBy(github.send, [threeFailures()]);
    firstEnded();
    await second;
    const states = github.world.list("issue").map(({ state }) => state);
    assert.deepEqual(states, ["open", "open", "open", "closed", "closed", "closed"]);
    assert.match(github.comments(4)[0] ?? "", /This is the same task as the older issue 1 here\./);
  });
});
