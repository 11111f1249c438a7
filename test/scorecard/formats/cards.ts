import {
  type Scorecard,
  type ScoredFinding,
  type ScoredViolation,
  scorecardSchema,
} from "../../../scorecard/schema";

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
    findings,
    ...given,
  };
}

/** A scorecard that its schema takes; its summary counts nothing, as no format reads it. */
export function card(services: Service[], given: Partial<Scorecard> = {}): Scorecard {
  const outcomes = { pass: 0, fail: 0, "not-applicable": 0, unknown: 0, waived: 0, error: 0 };
  return scorecardSchema.parse({
    schemaVersion: 1,
    stack: "prod",
    judgedFor: "2026-11-23",
    whatIf: false,
    packVersion: "1.2.3",
    mode: "enforce",
    scope: "all",
    source: { from: "state", notLookedUp: 0 },
    ruleSets: [],
    services,
    waivers: [],
    problems: [],
    notices: [],
    summary: {
      services: services.length,
      levels: [],
      findings: outcomes,
      unknown: {},
      violations: { mandatory: 0, advisory: 0, off: 0 },
      blockingServices: [],
      gatedServices: [],
      waivedFailures: 0,
      unclaimed: [],
    },
    ...given,
  });
}
