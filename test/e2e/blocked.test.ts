import assert from "node:assert/strict";
import { lines, openProject, type Project } from "./project";

describe("mandatory failures on the real engine", function () {
  this.timeout(300_000);
  let project: Project;

  before(async () => {
    project = await openProject(["checkout", "quote"]);
    project.configure("prod", { "readiness:tiers/quote": 2 });
  });
  after(() => project?.remove());

  it("keep an update from changing anything", async () => {
    const blocked = await project.run("up", "prod");
    assert.notEqual(blocked.code, 0);
    assert.ok(lines(blocked).includes("slo-defined mandatory quote"), lines(blocked).join("\n"));
    const stored = await project.analyze("prod");
    assert.equal(stored.code, 0, stored.stdout + stored.stderr);
    assert.deepEqual(
      stored.violations.filter(({ rule }) => rule !== "readiness"),
      [],
      "nothing was stored",
    );
  });

  it("stay mandatory when a partial run hides what they are about", async () => {
    project.configure("prod", { "readiness:mode": "advise" });
    const up = await project.run("up", "prod");
    assert.equal(up.code, 0, up.stdout);
    project.configure("prod", {
      "readiness:mode": "enforce",
      "readiness:tiers/quote": 3,
      "readiness:tiers/checkout": 1,
    });
    project.write(
      "catalog/services/checkout.yaml",
      project.read("catalog/services/checkout.yaml").replaceAll("99.9\n", "99.95\n"),
    );
    const partial = await project.run(
      "preview",
      "prod",
      "--target",
      "urn:pulumi:prod::readiness::pulumi:pulumi:Stack::readiness-prod",
    );
    const about = partial.violations.filter(({ rule }) => rule === "slo-target-meets-tier");
    assert.deepEqual(
      about.map(({ enforcement, on }) => `${enforcement} ${on}`),
      ["mandatory checkout"],
      lines(partial).join("\n"),
    );
    assert.match(about[0]?.message ?? "", /is not as the program declares it/);
    assert.notEqual(partial.code, 0);
  });
});
