import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { editWorld } from "../../sandbox/world/world";
import { readiness as readinessIn } from "../cli/command";
import { lines, openProject, type Project } from "./project";

describe("a stack's life on the real engine", function () {
  this.timeout(300_000);
  let project: Project;

  before(async () => {
    project = await openProject(["checkout", "quote"]);
  });
  after(() => project?.remove());

  it("creates what the tiers ask", async () => {
    const run = await project.run("up", "dev");
    assert.equal(run.code, 0, run.stdout + run.stderr);
    assert.ok((run.changes.create ?? 0) > 20, JSON.stringify(run.changes));
  });

  it("changes nothing on a second up", async () => {
    const run = await project.run("up", "dev");
    assert.equal(run.code, 0, run.stdout + run.stderr);
    assert.deepEqual(Object.keys(run.changes), ["same"], run.stdout);
  });

  it("judges stored state as it judged the update", async () => {
    const update = await project.run("preview", "dev");
    const stored = await project.analyze("dev");
    assert.deepEqual(lines(stored), lines(update));
    const summary = stored.violations.find(({ rule }) => rule === "readiness")?.message ?? "";
    assert.match(summary, /Catalog facts of \d{4}-\d\d-\d\d \d\d:\d\d UTC/);
    assert.ok(
      lines(stored).some((line) => line.startsWith("lifecycle-declared advisory quote")),
      lines(stored).join("\n"),
    );
  });

  it("shows a promotion as changed resources and as stricter rules in one preview", async () => {
    const earlier = await project.run("preview", "dev");
    project.configure("dev", { "readiness:mode": "enforce", "readiness:tiers/quote": 1 });
    const promoted = await project.run("preview", "dev");
    project.configure("dev", { "readiness:mode": "advise", "readiness:tiers/quote": 3 });
    assert.ok(!lines(earlier).some((line) => line.includes("mandatory")), lines(earlier).join("\n"));
    assert.ok(lines(promoted).includes("tier-approved mandatory quote"), lines(promoted).join("\n"));
    assert.ok(lines(promoted).includes("slo-defined mandatory quote"));
    assert.notEqual(promoted.code, 0);
    assert.ok((promoted.changes.update ?? 0) > 0, JSON.stringify(promoted.changes));
  });

  it("sees what somebody changed behind its back once it refreshes", async () => {
    await editWorld(project.world("dev"), "github", (world) => {
      for (const protection of Object.values(world.branchProtection ?? {}))
        Object.assign(protection, { allowsForcePushes: true });
    });
    const stale = await project.run("preview", "dev");
    assert.deepEqual(Object.keys(stale.changes), ["same"], stale.stdout);
    const refreshed = await project.run("preview", "dev", "--refresh");
    assert.ok((refreshed.changes.update ?? 0) > 0, refreshed.stdout);
    const mended = await project.run("up", "dev", "--refresh");
    assert.equal(mended.code, 0, mended.stdout);
  });

  it("is told what degraded since an earlier scorecard, from refreshed state", async () => {
    const readiness = async (...args: readonly string[]) => {
      project.write("state.json", await project.exportState("dev"));
      return readinessIn(project.folder, [...args, "--stack", "dev", "--from-state", "state.json"]);
    };
    await readiness("judge", "-o", "then.json");
    await editWorld(project.world("dev"), "github", (world) => {
      for (const protection of Object.values(world.branchProtection ?? {}))
        Object.assign(protection, { allowsForcePushes: true });
    });
    const unseen = await readiness("drift", "--since", "then.json");
    assert.deepEqual([unseen.code, unseen.out.split("\n").at(-1)], [0, "Nothing changed."]);
    const refreshed = await project.run("refresh", "dev");
    assert.equal(refreshed.code, 0, refreshed.stdout);
    const { code, out } = await readiness("drift", "--since", "then.json");
    assert.equal(code, 1, out);
    const said = out.replace(/\s+/g, " "); // whatever the width
    assert.match(
      said,
      / checkout \(orders\) .*branch-protected: pass -> unknown Cannot be judged yet: astronomy-shop\/protection is not as the program declares it \(allowsForcePushes\): it is older, or was changed by hand/,
    );
    const mended = await project.run("up", "dev", "--refresh");
    assert.equal(mended.code, 0, mended.stdout);
  });

  it("keeps what a renamed service has", async () => {
    const services = path.join(project.folder, "catalog/services");
    const text = project.read("catalog/services/checkout.yaml").replace("name: checkout\n", "name: till\n");
    fs.rmSync(path.join(services, "checkout.yaml"));
    project.write("catalog/services/till.yaml", `${text}aliases: [checkout]\n`);
    for (const key of ["readiness:tiers", "readiness:promotions"])
      project.configure("dev", { [`${key}/checkout`]: undefined });
    project.configure("dev", { "readiness:tiers/till": 1 });
    const { code, changes, stdout, stderr } = await project.run("preview", "dev");
    assert.equal(code, 0, stdout + stderr);
    // Datadog knows its link to PagerDuty by the name alone.
    assert.deepEqual([changes.create, changes.delete, changes.replace], [undefined, undefined, 1], stdout);
    assert.ok((changes.update ?? 0) > 10, JSON.stringify(changes));
  });
});
