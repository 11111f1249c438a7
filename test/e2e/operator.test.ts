import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { lines, openProject, type Project } from "./project";

describe("the operator's policy config on the real engine", function () {
  this.timeout(300_000);
  let project: Project;

  before(async () => {
    project = await openProject(["checkout", "quote"]);
    project.configure("prod", { "readiness:mode": "enforce", "readiness:tiers/quote": 2 });
  });
  after(() => project?.remove());

  const previewWith = (config: unknown) => {
    const file = path.join(project.folder, "policy-config.json");
    fs.writeFileSync(file, JSON.stringify(config));
    return project.run("preview", "prod", "--policy-pack-config", file);
  };

  it("switches a rule off, lowers one, and parametrises one", async () => {
    const plain = await project.run("preview", "prod");
    assert.ok(lines(plain).includes("on-call-scheduled mandatory quote"), lines(plain).join("\n"));
    assert.ok(lines(plain).includes("slo-defined mandatory quote"));
    assert.ok(!lines(plain).some((line) => line.startsWith("slo-target-meets-tier")));
    const configured = await previewWith({
      "on-call-scheduled": "disabled",
      "slo-defined": { enforcementLevel: "advisory" },
      "slo-target-meets-tier": { tier1: { availability: 99.99 } },
    });
    assert.ok(!lines(configured).some((line) => line.startsWith("on-call-scheduled")));
    assert.ok(lines(configured).includes("slo-defined advisory quote"));
    assert.ok(
      lines(configured).some((line) => line.startsWith("slo-target-meets-tier mandatory checkout")),
      lines(configured).join("\n"),
    );
  });

  it("cannot raise an advisory finding above what was judged", async () => {
    project.configure("prod", { "readiness:mode": "advise" });
    const raised = await previewWith({ "slo-defined": "mandatory", all: "mandatory" });
    project.configure("prod", { "readiness:mode": "enforce" });
    assert.ok(lines(raised).includes("slo-defined advisory quote"), lines(raised).join("\n"));
    assert.equal(raised.code, 0, raised.stdout);
  });

  it("is told of a misspelt parameter by a mandatory violation", async () => {
    project.configure("prod", { "readiness:mode": "advise" });
    const misspelt = await previewWith({ "slo-target-meets-tier": { availabilty: 99.99 } });
    project.configure("prod", { "readiness:mode": "enforce" });
    const told = misspelt.violations.filter(({ enforcement }) => enforcement === "mandatory");
    assert.deepEqual(
      told.map(({ rule }) => rule),
      ["readiness"],
    );
    assert.match(told[0]?.message ?? "", /slo-target-meets-tier.*availabilty/);
    assert.notEqual(misspelt.code, 0);
  });
});
