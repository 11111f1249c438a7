import assert from "node:assert/strict";
import { isComplete, reportOf } from "../../../cli/tasks/report";
import type { SyncResult } from "../../../cli/tasks/sync";
import { UnansweredError } from "../../../evidence/http/outcome";
import { card, service } from "../../scorecard/cards";
import { memoryGithub, repository } from "./memory-github";
import { failing, syncBy } from "./syncing";

const failed = card([service({ findings: [failing("slo-defined")] })]);
const opening = (): Promise<SyncResult> => syncBy(memoryGithub().send, [failed]);

describe("what a sync of tasks came to", () => {
  it("is complete where all was done, and for what waits by its limit", async () => {
    const result = await opening();
    assert.equal(isComplete(reportOf(result, false)), true);
    assert.equal(isComplete(reportOf({ ...result, plan: { ...result.plan, left: 3 } }, false)), true);
  });

  it("is not where something failed or lacks something, has no place, could not be read, or is older", async () => {
    const result = await opening();
    const [done] = result.done;
    assert.ok(done);
    const lacking: readonly Partial<SyncResult>[] = [
      { done: [{ ...done, result: "failed" }] },
      { done: [{ ...done, problem: "GitHub left out the labels readiness" }] },
      { plan: { ...result.plan, homeless: ["cart"] } },
      { plan: { ...result.plan, outdated: ["The scorecard is old."] } },
      { problems: ["acme/a: it did not answer in time."] },
    ];
    for (const parts of lacking)
      assert.equal(isComplete(reportOf({ ...result, ...parts }, false)), false, JSON.stringify(parts));
  });

  it("counts the tasks that are open, and not those that were closed", async () => {
    const github = memoryGithub();
    await syncBy(github.send, [failed]);
    const result = await syncBy(github.send, [card([], { judgedFor: "2026-11-24" })]);
    assert.deepEqual([result.issues.length, reportOf(result, false).open], [1, 0]);
  });

  it("names what was not read", async () => {
    const { send } = memoryGithub();
    const { unread } = await syncBy(
      (one) => {
        if (one.method === "GET") throw new UnansweredError("it did not answer in time");
        return send(one);
      },
      [failed],
    );
    assert.deepEqual(unread, [repository]);
  });
});
