import assert from "node:assert/strict";
import type { Send } from "../../../evidence/http/client";
import type { Scorecard } from "../../../scorecard/schema";
import { card, service } from "../../scorecard/cards";
import { type MemoryGithub, memoryGithub } from "./memory-github";
import { failing, oneMended, syncBy, threeFailures } from "./syncing";

class KilledError extends Error {}

/** Ends the run at its n-th request: before GitHub has it, or after it took effect and before its answer comes. */
function killing(send: Send, at: number, when: "before" | "after"): Send {
  let count = 0;
  return async (request) => {
    count += 1;
    if (count < at) return send(request);
    if (count > at) throw new KilledError("a dead run asks nothing");
    if (when === "after") await send(request);
    throw new KilledError("killed");
  };
}

/** What comes before a run: each makes a world in which the run has something of another kind to do. */
const stories: Readonly<Record<string, readonly Scorecard[]>> = {
  "new issues": [threeFailures()],
  "closing, changing and opening": [threeFailures(), oneMended()],
  "opening again": [threeFailures(), oneMended(), threeFailures("2026-11-25")],
  escalating: [threeFailures(), threeFailures("2026-12-20")],
  "a service that is renamed": [
    threeFailures(),
    card([service({ name: "basket", aliases: ["cart"], findings: [failing("slo-defined")] })], {
      judgedFor: "2026-11-24",
    }),
  ],
};

/** The world before the last run of a story. */
async function worldBefore(story: readonly Scorecard[]): Promise<MemoryGithub> {
  const github = memoryGithub();
  for (const one of story.slice(0, -1)) await syncBy(github.send, [one]);
  return github;
}

describe("a sync that is killed and run again", () => {
  for (const [name, story] of Object.entries(stories))
    for (const when of ["before", "after"] as const)
      it(`comes to the same as one that was not, with ${name}, ${when} each request`, async () => {
        const last = story.slice(-1);
        const undisturbed = await worldBefore(story);
        const already = undisturbed.asked.length;
        await syncBy(undisturbed.send, last);
        const expected = undisturbed.shown();
        const requests = undisturbed.asked.length - already;
        assert.ok(requests > 5);
        for (let at = 1; at <= requests; at++) {
          const github = await worldBefore(story);
          await assert.rejects(syncBy(killing(github.send, at, when), last), KilledError);
          await syncBy(github.send, last);
          assert.deepEqual(github.shown(), expected, `killed ${when} request ${at}`);
        }
      });

  it("changes nothing when it is run once more", async () => {
    for (const story of Object.values(stories)) {
      const github = await worldBefore([...story, oneMended()]);
      const shown = github.shown();
      const already = github.asked.length;
      await syncBy(github.send, story.slice(-1));
      assert.deepEqual(github.shown(), shown);
      const asked = github.asked.slice(already);
      assert.deepEqual(
        asked.filter((one) => !one.startsWith("GET ") && one !== "POST /graphql"),
        [],
      );
    }
  });
});
