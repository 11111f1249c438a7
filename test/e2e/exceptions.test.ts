import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { renderBaseline } from "../../stacks/baseline";
import { addDays } from "../../tiers/calendar";
import { lines, openProject, type Project, type Run } from "./project";

const today = new Date().toISOString().slice(0, 10);

describe("what is accepted for a while, on the real engine", function () {
  this.timeout(300_000);
  let project: Project;

  before(async () => {
    project = await openProject(["checkout", "quote"]);
    project.configure("prod", { "readiness:tiers/quote": 2 });
  });
  after(() => project?.remove());
  afterEach(() => {
    for (const file of ["catalog/waivers.yaml", "catalog/initiatives", "stacks/baseline.prod.json"])
      fs.rmSync(path.join(project.folder, file), { recursive: true, force: true });
    project.configure("prod", {
      "readiness:mode": "enforce",
      "readiness:tiers/quote": 2,
      "readiness:breakGlass": undefined,
    });
  });

  const about = (run: Run, rule: string): readonly string[] =>
    lines(run).filter((line) => line.startsWith(`${rule} `));
  const summary = (run: Run): string =>
    run.violations.find(({ rule }) => rule === "readiness")?.message ?? "";
  const waive = (patch: Record<string, string>): void => {
    const waiver = {
      rule: "slo-defined",
      service: "quote",
      reason: "migration",
      note: "The queries move to another metric this month.",
      approver: "tess",
      requested: addDays(today, -1),
      expires: addDays(today, 20),
      ...patch,
    };
    const entries = Object.entries(waiver).map(([key, value]) => `${key}: ${JSON.stringify(value)}`);
    project.write("catalog/waivers.yaml", `waivers:\n  - { ${entries.join(", ")} }\n`);
  };

  it("is a waiver: the failure is gone while it lasts, counted, and nothing else changes", async () => {
    const before = await project.run("preview", "prod");
    assert.deepEqual(about(before, "slo-defined"), ["slo-defined mandatory quote"]);
    waive({});
    const waived = await project.run("preview", "prod");
    assert.deepEqual(about(waived, "slo-defined"), []);
    assert.match(summary(waived), /^1 failure waived\.$/m);
    assert.deepEqual(
      lines(before).filter((line) => !line.startsWith("slo-defined ")),
      lines(waived),
    );
  });

  it("is back once the waiver has expired, or where it does not count, and the finding says why", async () => {
    waive({ requested: addDays(today, -20), expires: addDays(today, -1) });
    const expired = await project.run("preview", "prod");
    assert.deepEqual(about(expired, "slo-defined"), ["slo-defined mandatory quote"]);
    const text = expired.violations.find(({ rule }) => rule === "slo-defined")?.message ?? "";
    assert.ok(text.includes(`Its waiver ended on ${addDays(today, -1)}.`), text);
    waive({ approver: "max" });
    const refused = await project.run("preview", "prod");
    const why = refused.violations.find(({ rule }) => rule === "slo-defined")?.message ?? "";
    assert.match(why, /Its waiver does not count, as its approver max is a member of \w+\./);
  });

  it("is an initiative: what is off shows before its deadline, and blocks after it", async () => {
    fs.mkdirSync(path.join(project.folder, "catalog/initiatives"), { recursive: true });
    const campaign = (deadline: string): void =>
      project.write(
        "catalog/initiatives/quotes.yaml",
        `id: quotes\ntitle: Every service has an objective\nrules: [slo-defined]\nscope: { services: [quote] }\nstart: ${addDays(today, -30)}\ndeadline: ${deadline}\n`,
      );
    project.configure("prod", { "readiness:tiers/quote": 3 });
    campaign(addDays(today, 10));
    const open = await project.run("preview", "prod");
    assert.deepEqual(about(open, "slo-defined"), ["slo-defined advisory quote"]);
    const text = open.violations.find(({ rule }) => rule === "slo-defined")?.message ?? "";
    assert.ok(text.includes(`Due ${addDays(today, 10)}.`), text);
    assert.match(
      summary(open),
      /^Initiative quotes: 0 of 1 service meet it \(goal 100 %\), 10 days left\.$/m,
    );
    campaign(addDays(today, -1));
    const passed = await project.run("preview", "prod");
    assert.deepEqual(about(passed, "slo-defined"), ["slo-defined mandatory quote"]);
  });

  it("is the baseline in mode ratchet: what was there before stays advisory, what is new blocks", async () => {
    const entry = { service: "quote", rule: "slo-defined", message: "noAvailability", tier: 2 } as const;
    project.write(
      "stacks/baseline.prod.json",
      renderBaseline({ schemaVersion: 1, stack: "prod", recordedAt: today, entries: [entry] }),
    );
    project.configure("prod", { "readiness:mode": "ratchet" });
    const run = await project.run("preview", "prod");
    assert.deepEqual(about(run, "slo-defined"), ["slo-defined advisory quote"], run.stdout + run.stderr);
    assert.deepEqual(about(run, "lifecycle-declared"), ["lifecycle-declared mandatory quote"]);
    assert.match(summary(run), /^The baseline has 1 failure, 1 of them tolerated here\.$/m);
    assert.notEqual(run.code, 0);
    project.write(
      "stacks/baseline.prod.json",
      renderBaseline({ schemaVersion: 1, stack: "dev", recordedAt: today, entries: [entry] }),
    );
    const foreign = await project.run("preview", "prod");
    assert.notEqual(foreign.code, 0);
    assert.match(
      foreign.stdout,
      /baseline\.prod\.json:\d+:\d+: The baseline must be of the stack "prod"; it is of "dev"/,
    );
  });

  it("is what the change does not touch: it blocks its own gate and not this run", async () => {
    const file = path.join(project.folder, "policy-config.json");
    const scoped = (scope: unknown) => {
      fs.writeFileSync(file, JSON.stringify({ readiness: { scope } }));
      return project.run("preview", "prod", "--policy-pack-config", file);
    };
    const outside = await scoped([]);
    assert.equal(outside.code, 0, outside.stdout);
    assert.deepEqual(about(outside, "slo-defined"), ["slo-defined advisory quote"]);
    const text = outside.violations.find(({ rule }) => rule === "slo-defined")?.message ?? "";
    assert.match(text, /It blocks the service's gate\.$/m);
    assert.match(
      summary(outside),
      /^No service may block this run; \d+ failures of others block their own gates\.$/m,
    );
    const inside = await scoped(["quote"]);
    assert.notEqual(inside.code, 0);
    assert.deepEqual(about(inside, "slo-defined"), ["slo-defined mandatory quote"]);
  });

  it("is an emergency on record, which lets the stack's own update through and shows while it lasts", async () => {
    const until = `${new Date(Date.now() + 3_600_000).toISOString().slice(0, 19)}Z`;
    project.configure("prod", { "readiness:breakGlass": { by: "tess", reason: "The shop is down.", until } });
    const run = await project.run("preview", "prod");
    assert.equal(run.code, 0, run.stdout);
    assert.ok(
      summary(run).includes(`tess broke the glass for the whole stack until ${until}: The shop is down.`),
      summary(run),
    );
  });
});
