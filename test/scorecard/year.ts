import { levels } from "../../catalog/initiative";
import { digestOf } from "../../scorecard/digest";
import { type Scorecard, type ScoredFinding, scorecardSchema } from "../../scorecard/schema";
import { summarise } from "../../scorecard/summary";
import { attain } from "../../tiers/attainment";

/*
 * A small world of its own that scorecards are written of, so that what is attributed is not attributed by what it was
 * made with: services with figures, rules that ask for figures, waivers, deadlines and vendors that do not answer.
 */

export type Tier = 1 | 2 | 3;
export const ruleNames = ["alpha", "beta", "gamma", "delta", "epsilon", "zeta"] as const;
export type Rule = (typeof ruleNames)[number];

export interface WorldService {
  readonly tier: Tier;
  /** What each rule looks at; it passes with at least what the rule asks. */
  readonly figures: Readonly<Record<Rule, number>>;
  readonly unseen: readonly Rule[];
  /** Last day of a waiver for a rule. */
  readonly waivers: Readonly<Partial<Record<Rule, string>>>;
  /** Last day on which a failure of a rule is advisory only. */
  readonly due: Readonly<Partial<Record<Rule, string>>>;
}

export interface World {
  readonly day: string;
  /** Least figure by rule: at tier 3, one more at tier 2, two more at tier 1. */
  readonly least: Readonly<Record<Rule, number>>;
  readonly services: ReadonlyMap<string, WorldService>;
}

const set = "ours";
const levelOf = (rule: Rule) => levels[ruleNames.indexOf(rule) % 3] ?? "bronze";
const asked = (world: World, rule: Rule, tier: Tier): number => world.least[rule] + 3 - tier;

function findingOf(world: World, service: WorldService, rule: Rule): ScoredFinding {
  const common = {
    rule,
    set,
    area: "ownership",
    level: levelOf(rule),
    violations: [],
    waived: [],
    lookedAt: [],
  };
  if (service.unseen.includes(rule))
    return { ...common, outcome: "unknown", cause: "unobserved", reason: "down", enforcement: "off" };
  if (service.figures[rule] >= asked(world, rule, service.tier))
    return { ...common, outcome: "pass", enforcement: "off" };
  const until = service.waivers[rule];
  const failure = { message: "low", text: "It is too low." };
  if (until !== undefined && until >= world.day)
    return {
      ...common,
      outcome: "waived",
      enforcement: "off",
      waived: [{ ...failure, waiver: waiverOf(rule, until) }],
    };
  const due = service.due[rule];
  const enforcement = due !== undefined && due >= world.day ? "advisory" : "mandatory";
  const rest = {
    urn: "urn:x",
    enforcement,
    gate: enforcement,
    chain: [],
    ...(due === undefined ? {} : { due }),
  } as const;
  return { ...common, outcome: "fail", enforcement, violations: [{ ...failure, ...rest, chain: [] }] };
}

function waiverOf(rule: Rule, expires: string): ScoredFinding["waived"][number]["waiver"] {
  return {
    rule,
    service: "any",
    reason: "migration",
    note: "Until it is moved.",
    approver: "pia",
    requested: "2026-01-01",
    expires,
  };
}

/** The scorecard of the world as it is. */
export function cardOf(world: World): Scorecard {
  const services = [...world.services].map(([name, service]): Scorecard["services"][number] => {
    const findings = ruleNames.map((rule) => findingOf(world, service, rule));
    const evidence = findings.map(({ level, outcome }) => ({
      level,
      outcome,
      noCollector: false,
      capped: false,
    }));
    const score = { met: 0, of: 0, unknown: 0, waived: 0 };
    return {
      name,
      aliases: [],
      tier: service.tier,
      tierFrom: "stack",
      owner: "orders",
      inCatalog: true,
      urn: `urn:${name}`,
      levels: [{ set, must: "silver", aim: "gold", ...attain(evidence), score }],
      observed: [],
      resources: {},
      digests: { catalog: digestOf([service.figures, service.unseen]) },
      findings,
    };
  });
  const definitions = ruleNames.map((rule) => ({
    rule,
    level: levelOf(rule),
    title: `${rule} is high enough`,
    why: "Low is bad.",
    fix: "Raise it.",
    evidence: ["catalog"],
    parameters: {
      "1": { least: asked(world, rule, 1) },
      "2": { least: asked(world, rule, 2) },
      "3": { least: asked(world, rule, 3) },
    },
  }));
  return scorecardSchema.parse({
    schemaVersion: 1,
    project: "shop",
    stack: "prod",
    judgedFor: world.day,
    whatIf: false,
    packVersion: "1.0.0",
    catalogVersion: "c",
    mode: "enforce",
    scope: "all",
    source: { from: "state", notLookedUp: 0 },
    ruleSets: [{ name: set, rules: ruleNames.length, definitions, terms: {} }],
    services,
    waivers: [],
    initiatives: [],
    problems: [],
    notices: [],
    summary: summarise(world.day, services, [], [set]),
  });
}

/** A world of a service for each figure, which all its rules look at; from 10 on it is enough. */
export function worldOfFigures(day: string, ...figures: readonly number[]): World {
  const service = (figure: number): WorldService => ({
    tier: 3,
    figures: Object.fromEntries(ruleNames.map((rule) => [rule, figure])) as WorldService["figures"], // of every rule
    unseen: [],
    waivers: {},
    due: {},
  });
  return {
    day,
    least: { alpha: 10, beta: 10, gamma: 10, delta: 10, epsilon: 10, zeta: 10 },
    services: new Map(figures.map((figure, index) => [`service-${index}`, service(figure)])),
  };
}
