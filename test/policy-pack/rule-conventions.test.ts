import assert from "node:assert/strict";
import { posix } from "node:path";
import { rules } from "../../policy-pack/rules/index";
import { parameterTables } from "../../tiers/parameters";
import { sourceFiles } from "./source-files";

/** Stable for ever: waivers, baselines and policy config quote these. */
const pinned = [
  "access-restricted",
  "admins-included",
  "api-described",
  "architecture-documented",
  "backup-restorable",
  "branch-protected",
  "checks-required",
  "code-scanned",
  "codeowners-present",
  "commits-signed",
  "cost-attributed",
  "cost-watched",
  "dashboard-present",
  "dependencies-hold",
  "dependency-updates-automated",
  "deployed-recently",
  "deployment-guarded",
  "deploys-gradually",
  "description-present",
  "disaster-recovery-tested",
  "escalation-layered",
  "golden-signals-monitored",
  "health-checked",
  "incident-process",
  "incident-review",
  "lifecycle-declared",
  "load-tested",
  "monitors-explain",
  "monitors-not-muted",
  "monitors-notify",
  "monitors-present",
  "no-leaked-secrets",
  "on-call-covered",
  "on-call-load",
  "on-call-reachable",
  "on-call-scheduled",
  "owner-assigned",
  "owner-reachable",
  "owner-staffed",
  "pages-bearable",
  "pipeline-present",
  "readme-complete",
  "readme-present",
  "redundancy-declared",
  "repository-linked",
  "responders-trained",
  "reviews-required",
  "rollback-ready",
  "runbook-fresh",
  "runbook-present",
  "runbook-useful",
  "secret-scanning-on",
  "secrets-managed",
  "security-reviewed",
  "service-wired",
  "slo-alerts-on-burn",
  "slo-budget-left",
  "slo-defined",
  "slo-target-meets-tier",
  "telemetry-flowing",
  "tier-approved",
  "tier-justified",
  "vulnerabilities-below-limit",
  "vulnerability-alerts-on",
  "workflow-token-read-only",
  "workflows-hardened",
  "workload-bounded",
  "workload-disruption-budget",
  "workload-hardened",
  "workload-probed",
];

/** What is filled in for every message; anything else in a fix must be a placeholder of every message. */
const standardPlaceholders = ["service", "file", "team", "tier"];

const all = sourceFiles();

describe("the rules", () => {
  const files = all.filter(({ path }) => /^policy-pack\/rules\/.+\//.test(path));
  const camel = (id: string): string => id.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase());

  it("are the pinned ones, sorted", () => {
    assert.deepEqual(
      rules.map(({ id }) => id),
      pinned,
    );
  });
  it("have a file each, in the folder of their area, and no file is left out of the list", () => {
    assert.deepEqual(
      files.map(({ path }) => path).sort(),
      rules.map(({ id, area }) => `policy-pack/rules/${area}/${id}.ts`).sort(),
    );
  });
  it("are exported by their name in camel case", () => {
    for (const { path, text } of files) {
      const id = posix.basename(path, ".ts");
      assert.ok(text.includes(`export const ${camel(id)} = defineRule(`), `${path} must export ${camel(id)}`);
      assert.equal(text.match(/^export /gm)?.length, 1, `${path} must export nothing else`);
    }
  });
  it("have a test each", () => {
    const tests = new Set(all.map(({ path }) => path));
    assert.deepEqual(
      rules
        .map(({ id, area }) => `test/policy-pack/rules/${area}/${id}.test.ts`)
        .filter((path) => !tests.has(path)),
      [],
    );
  });
  it("fit on a screen or little more", () => {
    assert.deepEqual(
      files.filter(({ lines }) => lines > 100).map(({ path, lines }) => `${path}: ${lines}`),
      [],
    );
  });
  it("leave enforcement, days and addresses to others", () => {
    const words = /mandatory|advisory|https?:\/\/|\b20\d\d-\d\d-\d\d\b/;
    assert.deepEqual(
      files.filter(({ text }) => words.test(text)).map(({ path }) => path),
      [],
    );
  });
  it("are the only ones with parameters", () => {
    const ids = rules.map(({ id }) => id);
    assert.deepEqual(
      Object.keys(parameterTables).filter((id) => !ids.includes(id)),
      [],
    );
  });
});

for (const rule of rules) {
  describe(`the rule ${rule.id}`, () => {
    it("has texts that are complete sentences, and a title that is a short one without its full stop", () => {
      for (const text of [rule.why, rule.fix, rule.whenNot, ...Object.values(rule.messages)])
        assert.match(text, /^[A-Z{].*\.$/s, text);
      assert.match(rule.title, /^[A-Z].{5,79}$/, rule.title);
      assert.doesNotMatch(rule.title, /\.$/, rule.title);
    });
    it("says in each message what must be", () => {
      assert.ok(Object.keys(rule.messages).length > 0);
      for (const text of Object.values(rule.messages)) assert.match(text, /\bmust\b/, text);
    });
    it("has a fix that is always filled in completely", () => {
      const wanted = placeholders(rule.fix).filter((name) => !standardPlaceholders.includes(name));
      for (const [id, text] of Object.entries(rule.messages)) {
        const missing = wanted.filter((name) => !placeholders(text).includes(name));
        assert.deepEqual(missing, [], `message ${id} does not bring what the fix names`);
      }
    });
    it("says which evidence it rests on, each kind once", () => {
      assert.ok(rule.evidence.length > 0);
      assert.equal(new Set(rule.evidence).size, rule.evidence.length);
    });
    it("cannot be changed", () => {
      assert.ok(Object.isFrozen(rule));
    });
  });
}

function placeholders(text: string): readonly string[] {
  return [...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? "");
}
