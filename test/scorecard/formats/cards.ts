import type { Scorecard, ScoredFinding, ScoredViolation } from "../../../scorecard/schema";
import { card as anyCard } from "../cards";

type Service = Scorecard["services"][number];

/** A violation that says something; `given` replaces parts. */
export function violation(given: Partial<ScoredViolation> = {}): ScoredViolation {
  return {
    message: "missing",
    text: "An availability SLO must be there.",
    urn: "urn:service",
    enforcement: "mandatory",
    gate: "mandatory",
    chain: [],
    ...given,
  };
}

const strictest = (violations: readonly ScoredViolation[]): ScoredFinding["enforcement"] =>
  (["mandatory", "advisory"] as const).find((one) =>
    violations.some(({ enforcement }) => enforcement === one),
  ) ?? "off";

/** A finding with these violations; its enforcement is the strictest of theirs, as in a scorecard that was written. */
export function finding(given: Partial<ScoredFinding> = {}): ScoredFinding {
  const { violations = [] } = given;
  return {
    rule: "slo-defined",
    set: "production-readiness",
    area: "reliability",
    level: "silver",
    outcome: violations.length > 0 ? "fail" : "pass",
    enforcement: strictest(violations),
    waived: [],
    lookedAt: [],
    ...given,
    violations,
  };
}

/** A finding whose one failure is accepted until 31 January 2027. */
export function waivedFinding(text = "An availability SLO must be there."): ScoredFinding {
  const waiver = {
    rule: "slo-defined",
    service: "cart",
    reason: "migration",
    note: "The new SLO comes with the new cart.",
    approver: "dana",
    requested: "2026-11-01",
    expires: "2027-01-31",
  } as const;
  return finding({ outcome: "waived", waived: [{ message: "missing", text, waiver }] });
}

export function service(name: string, findings: ScoredFinding[], given: Partial<Service> = {}): Service {
  return {
    name,
    aliases: [],
    tier: 1,
    tierFrom: "stack",
    inCatalog: true,
    urn: "urn:service",
    levels: [],
    observed: [],
    resources: {},
    digests: { catalog: "d1" },
    findings,
    ...given,
  };
}

/** A scorecard that its schema takes. */
export function card(services: Service[], given: Partial<Scorecard> = {}): Scorecard {
  return anyCard(services, { packVersion: "1.2.3", source: { from: "state", notLookedUp: 0 }, ...given });
}
