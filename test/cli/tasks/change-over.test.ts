import assert from "node:assert/strict";
import type { SyncInput } from "../../../cli/tasks/sync";
import type { Scorecard } from "../../../scorecard/schema";
import { card, service } from "../../scorecard/cards";
import { type MemoryGithub, memoryGithub, repository } from "./memory-github";
import { failing, operationsOf, syncBy } from "./syncing";

/** cart fails slo-defined on a day. */
const failed = (judgedFor = "2026-11-23"): Scorecard =>
  card([service({ findings: [failing("slo-defined")] })], { judgedFor });

async function withTask(): Promise<MemoryGithub> {
  const github = memoryGithub();
  await syncBy(github.send, [failed()]);
  return github;
}

async function then(github: MemoryGithub, one: Scorecard, parts: Partial<SyncInput>) {
  return operationsOf(await syncBy(github.send, [one], parts));
}

describe("tasks whose place changes", () => {
  it("closes what was kept elsewhere, once it is kept where it belongs", async () => {
    const github = await withTask();
    const place = { repository: "acme/depot", team: undefined, assignees: [] };
    const parts = { placeOf: () => place, repositories: ["acme/depot", repository] };
    assert.deepEqual(await then(github, failed(), parts), [
      "open #1 cart slo-defined: due 2026-12-07",
      "close #1 cart slo-defined: tasks of this service are kept in acme/depot now",
    ]);
    assert.deepEqual(await then(github, failed(), parts), []);
  });

  it("closes nothing that was kept elsewhere where the new place takes no issue", async () => {
    const github = await withTask();
    const depot = github.world.get("repository", "depot");
    assert.ok(depot);
    github.world.put("repository", { ...depot, archived: true });
    const place = { repository: "acme/depot", team: undefined, assignees: [] };
    const parts = { placeOf: () => place, repositories: ["acme/depot", repository] };
    const { done } = await syncBy(github.send, [failed()], parts);
    assert.deepEqual(
      done.map(({ operation: { change }, problem }) => `${change.operation}: ${problem}`),
      [
        "open: it needs Issues: write, or the repository is archived (403: Repository was archived so is read-only.)",
        "close: it stays, as what replaces it could not be opened",
      ],
    );
    assert.equal(github.issue(1).state, "open");
  });
});
