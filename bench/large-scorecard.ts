import { productionReadiness } from "../catalog/levels";
import type { Tier } from "../catalog/tier";
import { rules } from "../policy-pack/rules/index";
import { scoreOf } from "../scorecard/coverage";
import { type Scorecard, type ScoredFinding, type ScoredService, scorecardSchema } from "../scorecard/schema";
import { summarise } from "../scorecard/summary";
import { attain } from "../tiers/attainment";
import { addDays, daysBetween } from "../tiers/calendar";
import { cappedAtAdvisory, tierTerms } from "../tiers/levels";
import { chance, findingOf, nameOf, words } from "./large-findings";

/*
 * Scorecards of an invented organisation, as large as one asks: the shipped rules, services that get readier from week
 * to week, some that fall back, waivers, initiatives, tasks, and vendors that do not answer. The same week is always the
 * same.
 */

export interface LargeScorecard {
  readonly services: number;
  /** Week of the year before the last, which is 0: -51 is a year ago. */
  readonly week: number;
}

const lastDay = "2026-11-23";
const set = productionReadiness;

/** The scorecard of one week. */
export function largeScorecard({ services: count, week }: LargeScorecard): Scorecard {
  const day = addDays(lastDay, 7 * week);
  const services = Array.from({ length: count }, (_, at) => serviceOf(at, week, day));
  return scorecardSchema.parse({
    schemaVersion: 1,
    project: "shop",
    stack: "prod",
    judgedFor: day,
    whatIf: false,
    packVersion: "0.1.0",
    catalogVersion: `catalog-${week}`,
    revision: "4f1d2c3b5a697887766554433221100fedcba987",
    mode: "enforce",
    scope: "all",
    source: { from: "state", notLookedUp: 0, statedAt: `${day}T05:00:00Z` },
    ruleSets: [{ name: set, rules: rules.length, definitions, terms: tierTerms }],
    services,
    waivers: waiversOf(services),
    initiatives: [initiativeOf(services, day)],
    problems: [],
    notices: [],
    summary: {
      ...summarise(day, services, [], [set]),
      tasks: {
        open: services.reduce((sum, { tasks = [] }) => sum + tasks.length, 0),
        overdue: services.reduce((sum, { tasks = [] }) => sum + tasks.filter((one) => one.overdue).length, 0),
      },
    },
  });
}

const definitions = rules.map(({ id, level, title, why, fix, evidence }) => {
  return {
    rule: id,
    level,
    title,
    why,
    fix,
    evidence: [...evidence],
    parameters: { "1": {}, "2": {}, "3": {} },
  };
});

function serviceOf(at: number, week: number, day: string): ScoredService {
  const name = nameOf(at);
  const draw = chance("tier", at);
  const tier: Tier = draw < 0.03 ? 1 : draw < 0.3 ? 2 : 3;
  const owner = `team-${words[at % 12]}-${Math.floor(chance("team", at) * 8)}`;
  const ripe =
    0.15 + 0.6 * chance("ripe", at) + (tier === 1 ? 0.4 : tier === 2 ? 0.2 : 0) + 0.006 * (week + 26);
  const findings = rules.map((rule) => findingOf(rule, { at, name, tier, ripe, week, day }));
  const attained = attain(
    findings.map((one) => ({
      ...one,
      noCollector: one.cause === "no-collector",
      capped: cappedAtAdvisory.includes(one.rule),
    })),
  );
  return {
    name,
    aliases: [],
    tier,
    tierFrom: "stack",
    ...(chance("owned", at) < 0.02 ? {} : { owner }),
    lifecycle: "production",
    inCatalog: true,
    urn: `urn:pulumi:prod::shop::readiness:index:Service::${name}`,
    levels: [
      { set, ...tierTerms[tier], ...attained, score: scoreOf(findings, { set, must: tierTerms[tier].must }) },
    ],
    observed: ["repository", "branch-protection", "on-call", "slo", "monitor"].map((kind, place) => ({
      kind,
      subject: kind === "repository" ? `shop/${name}` : name,
      source: place < 2 ? "github" : place === 2 ? "pagerduty" : "datadog",
      at: `${addDays(day, -Math.floor(chance("age", at, kind) * 3))}T0${place}:12:00Z`,
      state: "value",
    })),
    resources: {
      "readiness:index:Service": { declared: 1, observed: 0 },
      "datadog:index/monitor:Monitor": { declared: 3, observed: 1 },
      "datadog:index/serviceLevelObjective:ServiceLevelObjective": { declared: 1, observed: 0 },
      "pagerduty:index/service:Service": { declared: 1, observed: 0 },
    },
    digests: {
      catalog: `c${Math.floor((week + at) / 20)}`,
      repository: `r${Math.floor(week / 6)}`,
      "datadog:index/monitor:Monitor": `m${Math.floor((week + at) / 9)}`,
    },
    findings,
    tasks: tasksOf(findings, at, day),
  };
}

function waiversOf(services: readonly ScoredService[]): Scorecard["waivers"] {
  return services.flatMap(({ findings }) =>
    findings.flatMap(({ waived }) => waived.map(({ waiver }) => ({ waiver, state: "in-force" as const }))),
  );
}

function tasksOf(findings: readonly ScoredFinding[], at: number, day: string): ScoredService["tasks"] {
  return findings
    .filter(({ rule, enforcement }) => enforcement === "mandatory" && chance("task", at, rule) < 0.2)
    .map(({ rule }) => {
      const due = addDays(day, Math.floor(chance("due", at, rule) * 60) - 20);
      const url = `https://github.example/shop/${nameOf(at)}/issues/${1 + Math.floor(chance("issue", at, rule) * 900)}`;
      return { rules: [rule], url, opened: addDays(day, -30), due, overdue: due < day };
    });
}

function initiativeOf(services: readonly ScoredService[], day: string): Scorecard["initiatives"][number] {
  const own = ["runbook-present", "on-call-scheduled"];
  const deadline = addDays(lastDay, 40);
  return {
    initiative: {
      id: "runbooks",
      title: "Whatever matters has a runbook and somebody on call",
      goal: 90,
      rules: own,
      scope: { tiers: [1, 2] },
      start: addDays(lastDay, -200),
      deadline,
      brief: { url: "https://wiki.shop.example/runbooks" },
      contact: "#readiness",
    },
    state: "running",
    daysLeft: daysBetween(day, deadline),
    services: services
      .filter(({ tier }) => tier < 3)
      .map(({ name, owner, findings }) => {
        const missing = findings
          .filter(
            ({ rule, outcome }) =>
              own.includes(rule) && !["pass", "waived", "not-applicable"].includes(outcome),
          )
          .map(({ rule }) => rule);
        return { name, ...(owner === undefined ? {} : { owner }), met: missing.length === 0, missing };
      }),
  };
}
