import assert from "node:assert/strict";
import { card, finding, service } from "../../scorecard/cards";
import { memoryGithub } from "./memory-github";
import { failing, operationsOf, syncBy } from "./syncing";

describe("a task whose conversation is locked", () => {
  it("is closed all the same, and what could not be said is told", async () => {
    const github = memoryGithub();
    await syncBy(github.send, [card([service({ findings: [failing("slo-defined")] })])]);
    github.edit(1, () => ({ locked: true }));
    const passed = card([service({ findings: [finding()] })], { judgedFor: "2026-11-24" });
    const result = await syncBy(github.send, [passed]);
    assert.deepEqual(operationsOf(result), ["close #1 cart slo-defined: the rule passes"]);
    assert.deepEqual(
      result.done.map(({ problem }) => problem),
      ["nothing was said there, as the issue is locked"],
    );
    assert.equal(github.issue(1).state, "closed");
    assert.deepEqual(github.comments(1), []);
    assert.deepEqual(operationsOf(await syncBy(github.send, [passed])), []);
  });
});
