import assert from "node:assert/strict";
import { tiers } from "../../catalog/tier";
import { parameterTable, parameterTables } from "../../tiers/parameters";
import { topics } from "../../tiers/parameters/topics";

const ids = Object.keys(parameterTables).sort();

/** Which way a parameter gets stricter (a list by its length); lists go from loose to strict. A new parameter must be named here. */
const stricter: Readonly<Record<string, "more" | "less" | "same" | readonly unknown[]>> = {
  "architecture-documented.days": "less",
  "backup-restorable.days": "less",
  "checks-required.strict": [false, true],
  "code-scanned.days": "less",
  "cost-attributed.serviceKeys": "same",
  "cost-attributed.teamKeys": "same",
  "dependency-updates-automated.bots": "same",
  "dependency-updates-automated.days": "less",
  "dependency-updates-automated.exempt": "same",
  "deployed-recently.days": "less",
  "deployment-guarded.holdsForAdmins": [false, true],
  "deployment-guarded.othersReview": [false, true],
  "disaster-recovery-tested.days": "less",
  "escalation-layered.firstDelayMinutes": "less",
  "escalation-layered.levels": "more",
  "escalation-layered.repeats": "more",
  "golden-signals-monitored.signals": "more",
  "health-checked.locations": "more",
  "health-checked.seconds": "less",
  "incident-review.days": "more",
  "incident-review.openMinutes": "less",
  "incident-review.priorities": "same",
  "incident-review.workingDays": "less",
  "load-tested.days": "less",
  "monitors-explain.pages": "same",
  "monitors-not-muted.days": "same",
  "monitors-not-muted.percent": "less",
  "no-leaked-secrets.days": "less",
  "on-call-covered.days": "same",
  "on-call-covered.hours": ["none", "office", "always"],
  "on-call-load.days": "same",
  "on-call-load.daysInARow": "less",
  "on-call-load.percent": "less",
  "on-call-reachable.methods": "more",
  "on-call-reachable.minutes": "less",
  "on-call-scheduled.people": "more",
  "owner-staffed.members": "more",
  "pages-bearable.days": "more",
  "pages-bearable.pages": "less",
  "pipeline-present.days": "less",
  "readme-complete.topics": "same",
  "redundancy-declared.replicas": "more",
  "redundancy-declared.zones": "more",
  "responders-trained.days": "less",
  "responders-trained.graceDays": "less",
  "reviews-required.approvals": "more",
  "reviews-required.codeOwners": [false, true],
  "reviews-required.lastPush": [false, true],
  "runbook-fresh.days": "less",
  "runbook-useful.topics": "same",
  "security-reviewed.days": "less",
  "service-wired.urgent": [false, true],
  "slo-alerts-on-burn.both": [false, true],
  "slo-alerts-on-burn.fast": "more",
  "slo-alerts-on-burn.slow": "same",
  "slo-budget-left.days": "less",
  "slo-defined.latency": [false, true],
  "slo-target-meets-tier.availability": "more",
  "slo-target-meets-tier.latency": "more",
  "telemetry-flowing.interval": "same",
  "vulnerabilities-below-limit.critical": "less",
  "vulnerabilities-below-limit.high": "less",
  "workflows-hardened.trustedOwners": "same",
};

function strictness(parameter: string, value: unknown): number {
  const way = stricter[parameter];
  if (way === undefined) throw new Error(`say in this test which way ${parameter} gets stricter`);
  if (typeof way !== "string") {
    assert.ok(way.includes(value), `${parameter} has no place for ${String(value)}`);
    return way.indexOf(value);
  }
  if (way === "same") return 0;
  const size = Array.isArray(value) ? value.length : value;
  if (typeof size !== "number") throw new Error(`${parameter} must be a number or a list`);
  return way === "more" ? size : -size;
}

describe("parameters per tier", () => {
  it("have a direction for each, and no direction without a parameter", () => {
    const named = ids.flatMap((id) =>
      Object.keys(parameterTable(id)?.schema.shape ?? {}).map((name) => `${id}.${name}`),
    );
    assert.deepEqual(named.sort(), Object.keys(stricter).sort());
  });
  for (const id of ids) {
    it(`of ${id} fit their own schema at every tier`, () => {
      for (const tier of tiers) {
        const table = parameterTable(id);
        assert.deepEqual(table?.schema.parse(table.values[tier]), table?.values[tier]);
      }
    });
    it(`of ${id} are never looser at a stricter tier`, () => {
      for (const name of Object.keys(parameterTable(id)?.schema.shape ?? {})) {
        const [one, two, three] = tiers.map((tier) =>
          strictness(`${id}.${name}`, parameterTable(id)?.values[tier][name]),
        );
        assert.ok((one ?? 0) >= (two ?? 0) && (two ?? 0) >= (three ?? 0), `${id}.${name}`);
      }
    });
    it(`of ${id} are described, as the rules page shows them`, () => {
      for (const [name, schema] of Object.entries(parameterTable(id)?.schema.shape ?? {}))
        assert.match(schema.description ?? "", /\.$/, `${id}.${name}`);
    });
  }

  it("are the ones of the default set", () => {
    assert.deepEqual(
      tiers.map((tier) => [
        parameterTables["slo-target-meets-tier"].values[tier],
        parameterTables["on-call-covered"].values[tier],
        parameterTables["reviews-required"].values[tier],
      ]),
      [
        [
          { availability: 99.9, latency: 95 },
          { hours: "always", days: 28 },
          { approvals: 2, codeOwners: true, lastPush: true },
        ],
        [
          { availability: 99.5, latency: 95 },
          { hours: "office", days: 28 },
          { approvals: 1, codeOwners: false, lastPush: false },
        ],
        [
          { availability: 99, latency: 95 },
          { hours: "none", days: 28 },
          { approvals: 1, codeOwners: false, lastPush: false },
        ],
      ],
    );
  });

  it("take one bot for a keeper of dependencies, and exempt no ecosystem", () => {
    for (const tier of tiers)
      assert.deepEqual(parameterTables["dependency-updates-automated"].values[tier], {
        days: 90,
        bots: ["renovate[bot]"],
        exempt: [],
      });
  });
});

describe("the topics of a page", () => {
  const { schema, values } = parameterTables["readme-complete"];

  it("are what a README tells, of which only what it is may stand under the title alone", () => {
    assert.deepEqual(
      Object.entries(values[1].topics).map(([name, { intro }]) => [name, intro]),
      [
        ["what it is", true],
        ["how to run it", false],
        ["how to deploy it", false],
        ["who to ask", false],
      ],
    );
  });
  it("are what a runbook covers, each under a heading or in a sentence of its own", () => {
    assert.deepEqual(
      Object.entries(parameterTables["runbook-useful"].values[1].topics).map(([name, { intro }]) => [
        name,
        intro,
      ]),
      ["alerts", "diagnosis", "mitigation", "rollback", "escalation"].map((name) => [name, false]),
    );
  });
  it("need no more than headings where an organisation writes its own, and blanks around words do not matter", () => {
    assert.deepEqual(schema.parse({ topics: { " data ": { headings: [" schema "] } } }).topics, {
      data: { headings: ["schema"], phrases: [], intro: false, words: 3 },
    });
  });
  it("cannot be called by a blank, nor be found by one", () => {
    assert.equal(schema.safeParse({ topics: { " ": { headings: [] } } }).success, false);
    assert.equal(schema.safeParse({ topics: { data: { headings: [" "] } } }).success, false);
  });
  it("are described in each of their parts", () => {
    const described = Object.entries(topics.valueType.shape);
    assert.ok(described.length > 0);
    for (const [name, part] of described) assert.match(part.description ?? "", /\.$/, name);
  });
});
