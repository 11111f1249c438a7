import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { openProject, type Project, type Run } from "./project";

const monitorsOnly = `
const datadog = require("@pulumi/datadog");
new datadog.Monitor("cart-errors", {
  name: "cart-errors", type: "query alert", message: "The cart fails. @slack-cart",
  query: "sum(last_5m):sum:trace.http.request.errors{service:cart}.as_count() > 5", monitorThresholds: { critical: "5" },
});
new datadog.ServiceLevelObjective("cart-availability", {
  name: "cart-availability", type: "metric", tags: ["service:cart", "sli:availability"],
  query: { numerator: "sum:ok{service:cart}.as_count()", denominator: "sum:all{service:cart}.as_count()" },
  thresholds: [{ timeframe: "30d", target: 99 }], timeframe: "30d", targetThreshold: 99,
});
`;

/** Services that are declared without our components: one lacks what five rules ask, one pages nobody, one lacks nothing of it. */
const threeServices = `
const datadog = require("@pulumi/datadog");
const github = require("@pulumi/github");
const pagerduty = require("@pulumi/pagerduty");
const person = (login) => pagerduty.getUserOutput({ email: login + "@astronomy-shop.example" }).id;
const start = "2026-01-05T09:00:00+01:00";
function declare(name, ready, pages = ready) {
  const repository = new github.Repository(name, { name, hasIssues: true });
  new github.BranchDefault(name, { repository: repository.name, branch: "main" });
  new github.BranchProtection(name + "-main", {
    repositoryId: repository.nodeId, pattern: "main", enforceAdmins: true, allowsForcePushes: !ready, allowsDeletions: false,
    ...(ready ? {
      requiredPullRequestReviews: [{ requiredApprovingReviewCount: 2, dismissStaleReviews: true, requireCodeOwnerReviews: true, requireLastPushApproval: true }],
      requiredStatusChecks: [{ strict: true, contexts: ["ci"] }],
    } : {}),
  });
  const night = [{ type: "daily_restriction", startTimeOfDay: "08:00:00", durationSeconds: 43200 }];
  const schedule = new pagerduty.Schedule(name, { name, timeZone: "Europe/Berlin", layers: [{
    name: "primary", start, rotationVirtualStart: start, rotationTurnLengthSeconds: 604800,
    users: ["amy", "ben", "cho", "dia"].map(person), ...(ready ? {} : { restrictions: night }),
  }] });
  const policy = new pagerduty.EscalationPolicy(name, { name, numLoops: 2, rules: [
    { escalationDelayInMinutes: 10, targets: [{ type: "schedule_reference", id: schedule.id }] },
    { escalationDelayInMinutes: 15, targets: [{ type: "user_reference", id: person("pia") }] },
  ] });
  const service = new pagerduty.Service(name, { name, escalationPolicy: policy.id, acknowledgementTimeout: "1800",
    alertCreation: "create_alerts_and_incidents", incidentUrgencyRule: { type: "constant", urgency: "severity_based" } });
  if (ready) {
    const integration = new pagerduty.ServiceIntegration(name, { name: "Datadog", service: service.id,
      vendor: pagerduty.getVendorOutput({ name: "Datadog" }).id });
    new datadog.pagerduty.ServiceObject(name, { serviceName: name, serviceKey: integration.integrationKey });
  }
  new datadog.Monitor(name + "-errors", {
    name: name + "-errors", type: "query alert", monitorThresholds: { critical: "5" }, tags: ["service:" + name],
    message: pages ? "{{#is_alert}}@pagerduty-" + name + "{{/is_alert}}" : "{{#is_alert}}@slack-" + name + "{{/is_alert}}",
    query: "sum(last_5m):sum:trace.http.request.errors{service:" + name + "}.as_count() > 5",
  });
}
declare("lacking", false);
declare("silent", true, false);
declare("ready", true);
`;

describe("a stack that has no component of ours", function () {
  this.timeout(300_000);
  let project: Project;

  before(async () => {
    project = await openProject([]);
    const options = "runtime:\n  name: nodejs\n  options: { typescript: false }\n";
    project.write("Pulumi.yaml", `name: readiness\n${options}main: foreign.js\nstackConfigDir: stacks\n`);
    project.write("stacks/Pulumi.dev.yaml", "config: {}\n");
  });
  after(() => project?.remove());

  const policyConfig = (config: unknown): readonly string[] => {
    const file = path.join(project.folder, "policy-config.json");
    fs.writeFileSync(file, JSON.stringify(config));
    return ["--policy-pack-config", file];
  };

  it("is judged by what its resources say of themselves, at tier 3 and in mode advise", async () => {
    project.write("foreign.js", monitorsOnly);
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
    const summary = run.violations.find(({ rule }) => rule === "readiness")?.message ?? "";
    assert.match(summary, /neither a Catalog component nor policy config/);
  });

  it("takes tier and mode from policy config", async () => {
    project.write("foreign.js", monitorsOnly);
    const config = policyConfig({ readiness: { catalog: { mode: "enforce", tiers: { cart: 1 } } } });
    const run = await project.run("preview", "dev", ...config);
    assert.notEqual(run.code, 0);
    const judged = run.violations.filter(({ rule }) => rule === "slo-target-meets-tier");
    assert.deepEqual(
      judged.map(({ enforcement }) => enforcement),
      ["mandatory"],
      run.stdout,
    );
  });

  it("shows each rule that our own program never breaks as broken by one service and kept by another", async () => {
    project.write("foreign.js", threeServices);
    const tiers = { lacking: 1, silent: 1, ready: 1 };
    const rules = [
      "branch-protected",
      "checks-required",
      "on-call-covered",
      "reviews-required",
      "service-wired",
    ];
    const expected = ["monitors-notify silent", ...rules.map((rule) => `${rule} lacking`)].sort();
    const brokenIn = (run: Run): readonly string[] => {
      const asked = run.violations.filter(({ rule }) => [...rules, "monitors-notify"].includes(rule));
      return [...new Set(asked.map(({ rule, message }) => `${rule} ${message.split(" ")[0]}`))].sort();
    };
    const enforced = policyConfig({ readiness: { catalog: { mode: "enforce", owns: true, tiers } } });
    const preview = await project.run("preview", "dev", ...enforced);
    assert.deepEqual(brokenIn(preview), expected, preview.stdout + preview.stderr);
    const unknown = preview.violations.filter(
      ({ rule, message }) =>
        [...rules, "monitors-notify"].includes(rule) && message.includes("Cannot be judged"),
    );
    assert.deepEqual(unknown, [], "what is not known yet is no proof of a failure");
    const advised = policyConfig({ readiness: { catalog: { owns: true, tiers } } });
    const up = await project.run("up", "dev", ...advised);
    assert.deepEqual(brokenIn(up), expected, up.stdout + up.stderr);
    assert.deepEqual(brokenIn(await project.analyze("dev", ...advised)), expected);
  });
});
