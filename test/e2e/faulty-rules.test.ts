import assert from "node:assert/strict";
import path from "node:path";
import { projectDir } from "../../sandbox/folders";
import { lines, openProject, type Project } from "./project";

const faultyPack = path.join(projectDir, "test", "policy-pack", "fixtures", "faulty-pack");

describe("rules that go wrong, on the real engine", function () {
  this.timeout(300_000);
  let project: Project;

  before(async () => {
    project = await openProject(["checkout"]);
    project.configure("prod", { "readiness:mode": "enforce" });
  });
  after(() => project?.remove());

  it("block as findings of their own; the others stay, and nothing hangs", async () => {
    const run = await project.run("preview", "prod", "--policy-pack", faultyPack);
    assert.deepEqual(lines(run), [
      "crashing mandatory checkout",
      "good-first mandatory checkout",
      "good-last mandatory checkout",
      "promising mandatory checkout",
      "rejecting mandatory checkout",
      "spinning mandatory checkout",
    ]);
    assert.equal(run.code, 1, run.stdout + run.stderr);
  });
});
