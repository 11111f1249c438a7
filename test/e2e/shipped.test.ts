import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { rules } from "../../policy-pack/rules/index";
import { projectDir } from "../../sandbox/folders";
import { lines, openProject, type Project, type Run } from "./project";

/** What the shipped catalog lacks in prod: rule, enforcement, and the service or resource that it is about. */
const prod = `
dependencies-hold advisory shipping
dependencies-hold mandatory cart
description-present mandatory image-provider
escalation-layered mandatory shipping/escalation
lifecycle-declared mandatory quote
monitors-present advisory accounting
monitors-present advisory ad/errors
monitors-present advisory email
monitors-present advisory fraud-detection
monitors-present advisory load-generator
monitors-present advisory quote/errors
monitors-present mandatory currency
monitors-present mandatory kafka
monitors-present mandatory recommendation
on-call-scheduled advisory accounting
on-call-scheduled advisory ad
on-call-scheduled advisory email
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
repository-linked mandatory valkey-cart
runbook-present advisory accounting
runbook-present advisory ad
runbook-present advisory fraud-detection
runbook-present advisory load-generator
runbook-present advisory quote
runbook-present mandatory currency
slo-defined advisory accounting
slo-defined advisory ad
slo-defined advisory email
slo-defined advisory fraud-detection
slo-defined advisory load-generator
slo-defined advisory quote
slo-defined mandatory frontend-proxy
slo-defined mandatory kafka
slo-target-meets-tier advisory recommendation/availability
slo-target-meets-tier advisory valkey-cart/availability
slo-target-meets-tier mandatory astronomy-db/availability
tier-approved mandatory astronomy-db
tier-approved mandatory frontend-proxy
tier-approved mandatory shipping
tier-justified advisory accounting
tier-justified advisory email
tier-justified advisory fraud-detection
tier-justified mandatory flagd
`;

/** Rules that the program keeps by itself whatever the catalog states; foreign.test.ts shows each broken and kept. */
const alwaysKept = [
  "branch-protected",
  "checks-required",
  "monitors-notify",
  "on-call-covered",
  "reviews-required",
  "service-wired",
];

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

  it("breaks every rule but those that our program always keeps, which foreign.test.ts breaks", () => {
    const broken = new Set(lines(enforced).map((line) => line.split(" ")[0]));
    const kept = rules.map(({ id }) => id).filter((id) => !broken.has(id));
    assert.deepEqual(kept, alwaysKept);
  });

  it("has services without a fault beside those that fail: checkout passes every rule at tier 1", () => {
    const about = enforced.violations.filter(
      ({ on, message }) => on.startsWith("checkout") || message.startsWith("checkout"),
    );
    assert.deepEqual(about, []);
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
