import assert from "node:assert/strict";
import { serviceFactsSchema } from "../../../catalog/graph";
import { incidentsByService } from "../../../cli/assessment/incidents";
import type { ObservedFact } from "../../../evidence/facts";
import { createEvidence, indexStack } from "../../../policy-pack/engine/evidence";

const incident = (createdAt: string, more: object = {}): object => ({
  id: createdAt,
  createdAt: `${createdAt}T10:00:00Z`,
  ...more,
});

/** A service of which this was observed. */
function serviceWith(name: string, observed: readonly ObservedFact[]) {
  const facts = serviceFactsSchema.parse({ name, tier: 2, tierFrom: "stack" });
  const evidence = createEvidence({ own: [], stack: indexStack([]), observed, catalog: undefined });
  const subject = { name, tier: 2 as const, facts, team: undefined, inCatalog: true };
  return { subject, evidence, own: [], observed, urn: "urn:x", broken: undefined, known: {} };
}

const told = (subject: string, incidents: readonly object[]): ObservedFact =>
  ({
    kind: "incidents",
    subject,
    source: "pagerduty",
    at: "2026-11-01T00:00:00Z",
    answer: { state: "value", value: { since: "2026-07-01T00:00:00Z", incidents } },
  }) as ObservedFact; // the parts that are read, as a collector tells them

describe("incidents for an assessment", () => {
  it("are those of 90 days that somebody had to end, each once", () => {
    const observed = [
      told("cart", [
        incident("2026-10-31"),
        incident("2026-08-03", { resolvedBy: "person" }),
        incident("2026-08-02"),
        incident("2026-10-01", { resolvedBy: "automation" }),
        incident("2026-10-02", { mergedInto: "2026-10-31" }),
      ]),
      told("other", [incident("2026-10-31")]),
    ];
    const services = [serviceWith("cart", observed), serviceWith("quote", [])];
    assert.deepEqual([...incidentsByService({ services }, "2026-11-01")], [["cart", 2]]);
  });

  it("are none where a vendor told of none", () => {
    const services = [serviceWith("cart", [told("cart", [])])];
    assert.deepEqual([...incidentsByService({ services }, "2026-11-01")], [["cart", 0]]);
  });
});
