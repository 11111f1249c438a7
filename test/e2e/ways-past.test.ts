import assert from "node:assert/strict";
import { lines, openProject, type Project } from "./project";

describe("ways past the gate, on the real engine", function () {
  this.timeout(300_000);
  let project: Project;

  before(async () => {
    project = await openProject(["checkout", "quote"]);
  });
  after(() => project?.remove());

  it("end in a failed update where the preview is skipped, and stored state stays blocked", async () => {
    project.configure("prod", { "readiness:tiers/quote": 2 });
    const skipped = await project.run("up", "prod", "--skip-preview");
    assert.notEqual(skipped.code, 0);
    assert.ok(lines(skipped).includes("slo-defined mandatory quote"), lines(skipped).join("\n"));
    const stored = await project.analyze("prod");
    assert.ok(lines(stored).includes("slo-defined mandatory quote"), lines(stored).join("\n"));
  });

  it("do not lead through what is about to be deleted: it counts as gone", async () => {
    project.configure("prod", { "readiness:tiers/quote": 3 });
    const kept = await project.run("preview", "prod");
    assert.ok(!lines(kept).includes("slo-defined mandatory checkout"), lines(kept).join("\n"));
    const file = "catalog/services/checkout.yaml";
    const whole = project.read(file);
    project.write(file, whole.replace(/^slos:\n(?: {2}.*\n)+/m, ""));
    const deleting = await project.run("preview", "prod");
    project.write(file, whole);
    assert.ok((deleting.changes.delete ?? 0) > 0, "objectives are deleted");
    assert.ok(lines(deleting).includes("slo-defined mandatory checkout"), lines(deleting).join("\n"));
    assert.notEqual(deleting.code, 0);
  });
});
