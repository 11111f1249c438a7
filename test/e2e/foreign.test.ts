import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { openProject, type Project } from "./project";

const program = `
const datadog = require("@pulumi/datadog");
const monitor = (name, message) => new datadog.Monitor(name, {
  name, type: "query alert", message, query: "sum(last_5m):sum:trace.http.request.errors{service:cart}.as_count() > 5",
  monitorThresholds: { critical: "5" },
});
monitor("cart-errors", "The cart fails. @slack-cart");
new datadog.ServiceLevelObjective("cart-availability", {
  name: "cart-availability", type: "metric", tags: ["service:cart", "sli:availability"],
  query: { numerator: "sum:ok{service:cart}.as_count()", denominator: "sum:all{service:cart}.as_count()" },
  thresholds: [{ timeframe: "30d", target: 99 }], timeframe: "30d", targetThreshold: 99,
});
`;

describe("a stack that has no component of ours", function () {
  this.timeout(300_000);
  let project: Project;

  before(async () => {
    project = await openProject([]);
    fs.writeFileSync(path.join(project.folder, "foreign.js"), program);
    fs.writeFileSync(
      path.join(project.folder, "Pulumi.yaml"),
      "name: readiness\nruntime:\n  name: nodejs\n  options: { typescript: false }\nmain: foreign.js\nstackConfigDir: stacks\n",
    );
    project.write("stacks/Pulumi.dev.yaml", "config: {}\n");
  });
  after(() => project?.remove());

  const policyConfig = (config: unknown): string => {
    const file = path.join(project.folder, "policy-config.json");
    fs.writeFileSync(file, JSON.stringify(config));
    return file;
  };

  it("is judged by what its resources say of themselves, at tier 3 and in mode advise", async () => {
    const run = await project.run("preview", "dev");
    assert.equal(run.code, 0, run.stdout + run.stderr);
    const judged = run.violations
      .filter(({ rule }) => rule === "on-call-scheduled")
      .map(({ enforcement, message }) => `${enforcement} ${message.split(":")[0]}`);
    assert.deepEqual(judged, ["advisory cart (tier 3, bronze, must be bronze)"], run.stdout);
    assert.ok(
      !run.violations.some(({ rule }) => rule === "slo-target-meets-tier"),
      "99 % is enough at tier 3",
    );
    assert.match(
      run.violations.find(({ rule }) => rule === "readiness")?.message ?? "",
      /neither a Catalog component nor policy config/,
    );
  });

  it("takes tier and mode from policy config", async () => {
    const config = policyConfig({ readiness: { catalog: { mode: "enforce", tiers: { cart: 1 } } } });
    const run = await project.run("preview", "dev", "--policy-pack-config", config);
    assert.notEqual(run.code, 0);
    assert.deepEqual(
      run.violations
        .filter(({ rule }) => rule === "slo-target-meets-tier")
        .map(({ enforcement }) => enforcement),
      ["mandatory"],
      run.stdout,
    );
  });
});
