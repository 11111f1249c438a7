import {
  type Scorecard,
  type ScoredFinding,
  type ScoredService,
  type ScoredViolation,
  scorecardSchema,
} from "../../scorecard/schema";
import { summarise } from "../../scorecard/summary";

/** A failure of the rule slo-defined or whichever it is put into. */
export const violation = (parts: Partial<ScoredViolation> = {}): ScoredViolation => ({
  message: "missing",
  text: "An SLO must be defined.",
  fix: "Add slos to the service's file.",
  urn: "urn:x",
  enforcement: "mandatory",
  gate: "mandatory",
  chain: [],
  ...parts,
});

/** A finding of slo-defined; its enforcement is its first violation's. */
export const finding = (parts: Partial<ScoredFinding> = {}): ScoredFinding => ({
  rule: "slo-defined",
  set: "production-readiness",
  area: "reliability",
  level: "silver",
  outcome: parts.violations === undefined ? "pass" : "fail",
  enforcement: parts.violations?.[0]?.enforcement ?? "off",
  violations: [],
  waived: [],
  lookedAt: [],
  ...parts,
});

type Reached = ScoredService["levels"][number];

/** How ready a service of tier 1 is. */
export const level = (
  asJudged: Reached["asJudged"],
  withWaivers: Reached["withWaivers"] = asJudged,
): Reached => ({
  set: "production-readiness",
  must: "gold",
  aim: "gold",
  asJudged,
  withWaivers,
  score: { met: 0, of: 0, unknown: 0, waived: 0 },
});

/** A service of tier 1 at gold. */
export const service = (parts: Partial<ScoredService> = {}): ScoredService => ({
  name: "cart",
  aliases: [],
  tier: 1,
  tierFrom: "stack",
  owner: "orders",
  inCatalog: true,
  urn: "urn:s",
  levels: [level("gold")],
  observed: [],
  resources: {},
  digests: { catalog: "d1" },
  findings: [],
  ...parts,
});

/** A waiver of cart's SLO that ends in a week of the scorecard's day. */
export const waiver = {
  rule: "slo-defined",
  service: "cart",
  reason: "migration",
  note: "The move ends soon.",
  approver: "sam-example",
  requested: "2026-11-01",
  expires: "2026-11-30",
} as const;

/** A scorecard of these services, checked by its schema. */
export const card = (services: readonly ScoredService[], parts: Partial<Scorecard> = {}): Scorecard =>
  scorecardSchema.parse({
    schemaVersion: 1,
    project: "shop",
    stack: "prod",
    judgedFor: "2026-11-23",
    whatIf: false,
    packVersion: "1.0.0",
    catalogVersion: "c1",
    mode: "enforce",
    scope: "all",
    source: { from: "program", vendors: "sandbox", notLookedUp: 0 },
    ruleSets: [],
    services,
    waivers: [],
    initiatives: [],
    problems: [],
    notices: [],
    summary: summarise("2026-11-23", services, [], ["production-readiness"]),
    ...parts,
  });
