import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { rules } from "../../policy-pack/rules/index";
import { projectDir } from "../../sandbox/folders";
import { lines, openProject, type Project, type Run } from "./project";

/** What the shipped catalog lacks in prod: rule, enforcement, and the service or resource that it is about. */
const prod = `
architecture-documented advisory currency
architecture-documented advisory flagd
architecture-documented advisory kafka
architecture-documented advisory product-catalog
architecture-documented advisory recommendation
architecture-documented advisory shipping
architecture-documented advisory valkey-cart
architecture-documented mandatory astronomy-db
architecture-documented mandatory cart
architecture-documented mandatory frontend-proxy
backup-restorable mandatory astronomy-db
backup-restorable mandatory kafka
backup-restorable mandatory valkey-cart
codeowners-present advisory fraud-detection
codeowners-present advisory image-provider
cost-watched advisory astronomy-db
dashboard-present advisory accounting
dashboard-present advisory email
dashboard-present advisory fraud-detection
dashboard-present advisory load-generator
dashboard-present advisory quote/dashboard
dependencies-hold advisory shipping
dependencies-hold mandatory cart
dependency-updates-automated advisory ad
dependency-updates-automated advisory email
dependency-updates-automated advisory fraud-detection
dependency-updates-automated advisory quote
deploys-gradually mandatory astronomy-db
deploys-gradually mandatory cart
deploys-gradually mandatory frontend-proxy
description-present mandatory image-provider
disaster-recovery-tested advisory currency
disaster-recovery-tested advisory flagd
disaster-recovery-tested advisory kafka
disaster-recovery-tested advisory product-catalog
disaster-recovery-tested advisory recommendation
disaster-recovery-tested advisory shipping
disaster-recovery-tested advisory valkey-cart
disaster-recovery-tested mandatory astronomy-db
disaster-recovery-tested mandatory cart
disaster-recovery-tested mandatory frontend-proxy
escalation-layered mandatory shipping/escalation
golden-signals-monitored advisory recommendation
golden-signals-monitored advisory valkey-cart
golden-signals-monitored mandatory astronomy-db
golden-signals-monitored mandatory cart
golden-signals-monitored mandatory frontend-proxy
golden-signals-monitored mandatory frontend-proxy
health-checked advisory accounting
health-checked advisory ad
health-checked advisory email
health-checked advisory fraud-detection
health-checked advisory image-provider
health-checked advisory load-generator
health-checked advisory quote
health-checked mandatory astronomy-db
health-checked mandatory currency
health-checked mandatory kafka
health-checked mandatory recommendation/health
health-checked mandatory valkey-cart
incident-process mandatory astronomy-db
incident-process mandatory astronomy-db/pagerduty
incident-process mandatory cart
incident-process mandatory cart/pagerduty
incident-process mandatory frontend-proxy
incident-process mandatory frontend-proxy/pagerduty
incident-process mandatory frontend/pagerduty
incident-process mandatory payment/pagerduty
lifecycle-declared mandatory quote
load-tested advisory currency
load-tested advisory flagd
load-tested advisory kafka
load-tested advisory product-catalog
load-tested advisory recommendation
load-tested advisory shipping
load-tested advisory valkey-cart
load-tested mandatory astronomy-db
load-tested mandatory cart
load-tested mandatory frontend-proxy
monitors-not-muted advisory fraud-detection
monitors-not-muted advisory fraud-detection
monitors-not-muted advisory recommendation
monitors-present advisory accounting
monitors-present advisory ad/errors
monitors-present advisory load-generator
monitors-present advisory quote/errors
monitors-present mandatory currency
monitors-present mandatory kafka
on-call-load mandatory frontend-proxy/escalation
on-call-reachable advisory email
on-call-scheduled advisory accounting
on-call-scheduled advisory ad
on-call-scheduled advisory fraud-detection
on-call-scheduled advisory load-generator
on-call-scheduled advisory quote
on-call-scheduled mandatory currency
on-call-scheduled mandatory frontend-proxy/escalation
on-call-scheduled mandatory recommendation
on-call-scheduled mandatory valkey-cart/escalation
owner-assigned mandatory fraud-detection
owner-reachable mandatory email
owner-reachable mandatory quote
owner-reachable mandatory shipping
readme-complete advisory astronomy-db
readme-complete advisory astronomy-db
readme-complete advisory currency
readme-complete advisory currency
readme-complete advisory currency
readme-complete advisory kafka
readme-complete advisory kafka
readme-complete advisory recommendation
readme-complete advisory recommendation
redundancy-declared advisory currency
redundancy-declared advisory recommendation
redundancy-declared advisory valkey-cart
redundancy-declared mandatory astronomy-db
repository-linked mandatory valkey-cart
responders-trained mandatory astronomy-db
responders-trained mandatory frontend
rollback-ready advisory currency
rollback-ready advisory flagd
rollback-ready advisory kafka
rollback-ready advisory product-catalog
rollback-ready advisory product-catalog
rollback-ready advisory recommendation
rollback-ready advisory shipping
rollback-ready advisory shipping
rollback-ready advisory valkey-cart
rollback-ready mandatory astronomy-db
rollback-ready mandatory astronomy-db
rollback-ready mandatory cart
rollback-ready mandatory frontend-proxy
rollback-ready mandatory frontend-proxy
runbook-fresh advisory flagd
runbook-fresh advisory kafka
runbook-fresh mandatory cart
runbook-present advisory accounting
runbook-present advisory ad
runbook-present advisory fraud-detection
runbook-present advisory load-generator
runbook-present advisory quote
runbook-present mandatory currency
runbook-useful advisory flagd
runbook-useful advisory flagd
runbook-useful advisory flagd
runbook-useful advisory kafka
runbook-useful advisory kafka
runbook-useful advisory recommendation
runbook-useful advisory valkey-cart
runbook-useful mandatory cart
runbook-useful mandatory cart
runbook-useful mandatory cart
security-reviewed advisory currency
security-reviewed advisory flagd
security-reviewed advisory kafka
security-reviewed advisory product-catalog
security-reviewed advisory recommendation
security-reviewed advisory shipping
security-reviewed advisory valkey-cart
security-reviewed mandatory astronomy-db
security-reviewed mandatory cart
security-reviewed mandatory frontend-proxy
slo-alerts-on-burn advisory recommendation/availability
slo-defined advisory accounting
slo-defined advisory ad
slo-defined advisory email
slo-defined advisory fraud-detection
slo-defined advisory load-generator
slo-defined mandatory frontend-proxy
slo-defined mandatory kafka
slo-target-meets-tier advisory recommendation/availability
slo-target-meets-tier advisory valkey-cart/availability
slo-target-meets-tier mandatory astronomy-db/availability
telemetry-flowing advisory currency
telemetry-flowing advisory flagd
telemetry-flowing advisory recommendation
tier-approved mandatory astronomy-db
tier-approved mandatory frontend-proxy
tier-approved mandatory shipping
tier-justified advisory accounting
tier-justified advisory email
tier-justified advisory fraud-detection
tier-justified mandatory flagd
`;

describe("the shipped catalog on the real engine", function () {
  this.timeout(300_000);
  let project: Project;
  let enforced: Run;

  before(async () => {
    project = await openProject();
    enforced = await project.run("preview", "prod");
  });
  after(() => project?.remove());

  it("is blocked in prod by exactly these failures", () => {
    assert.equal(enforced.code, 1, enforced.stdout + enforced.stderr);
    assert.deepEqual(lines(enforced), prod.trim().split("\n"));
  });

  it("breaks rules of every area but those that need workloads or budgets, which every-rule.test.ts breaks as well", () => {
    const broken = new Set(lines(enforced).map((line) => line.split(" ")[0]));
    const areas = rules.filter(({ id }) => broken.has(id)).map(({ area }) => area);
    assert.deepEqual([...new Set(areas)].sort(), [
      "cost",
      "delivery",
      "documentation",
      "observability",
      "on-call",
      "ownership",
      "reliability",
      "security",
    ]);
  });

  it("has services without a fault beside those that fail: checkout lacks nothing at tier 1", () => {
    const about = enforced.violations.filter(
      ({ on, message }) => on.startsWith("checkout") || message.startsWith("checkout"),
    );
    assert.deepEqual(
      about.map(({ rule, on }) => `${rule} ${on}`),
      [],
    );
  });

  it("is what the README shows", () => {
    const readme = fs.readFileSync(path.join(projectDir, "README.md"), "utf8");
    const shown = (/```\n\$ npm run preview.*\n([\s\S]*?)```/.exec(readme)?.[1] ?? "").split("\n");
    const lasting = shown.filter((line) => !["", "…"].includes(line.trim()) && !line.includes("judged for"));
    assert.ok(lasting.length > 10, "the README must show a preview");
    assert.deepEqual(
      lasting.filter((line) => !enforced.stdout.includes(line.trim())),
      [],
    );
  });

  it("shows the same in dev without blocking", async () => {
    const advised = await project.run("preview", "dev");
    assert.equal(advised.code, 0, advised.stdout + advised.stderr);
    assert.deepEqual([...new Set(advised.violations.map(({ enforcement }) => enforcement))], ["advisory"]);
    const gathered = new Set(
      advised.violations
        .filter(({ message }) => message.includes(" services do not meet this"))
        .map(({ rule }) => rule),
    );
    assert.deepEqual(apartFrom(advised, gathered), apartFrom(enforced, gathered));
    assert.ok(apartFrom(advised, gathered).length > 20, "most rules are shown service by service");
  });

  it("declares no repository, protection or team in staging, which shares prod's account", async () => {
    const shared = await project.run("preview", "staging");
    assert.equal(shared.code, 0, shared.stdout + shared.stderr);
    assert.doesNotMatch(shared.stdout, /github:index/);
    assert.match(shared.stdout, /not observed/);
  });
});

/** Violations without their enforcement, but for rules whose long advisory lists are gathered into one line. */
function apartFrom(run: Run, gathered: ReadonlySet<string>): readonly string[] {
  const shown = run.violations.filter(({ rule }) => rule !== "readiness" && !gathered.has(rule));
  return shown.map(({ rule, on }) => `${rule} ${on}`).sort();
}
