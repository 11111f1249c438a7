import { isFailing } from "../tiers/attainment";
import { levelRank } from "../tiers/levels";
import type { Scorecard, ScoredFinding, ScoredService, ScoredViolation } from "./schema";

type Outcome = ScoredFinding["outcome"];
type Reached = ScoredService["levels"][number]["asJudged"];

/** Whether readiness became less, more, or something that is neither, such as not applicable. */
export type Direction = "degraded" | "improved" | "changed";

/** A rule whose outcome for a service, or whose failures, are not what they were. */
export interface FindingChange {
  readonly service: string;
  readonly owner: string | undefined;
  readonly rule: string;
  readonly set: string;
  readonly direction: Direction;
  /** Undefined where the rule or the service was not judged then. */
  readonly from: Outcome | undefined;
  readonly to: Outcome | undefined;
  /** Failures that were not there before. */
  readonly appeared: readonly ScoredViolation[];
  /** Failures that are gone. */
  readonly gone: readonly ScoredViolation[];
}

/** A service whose level in a rule set is another: as judged, or with waivers counted as met. */
export interface LevelChange {
  readonly service: string;
  readonly set: string;
  readonly direction: Direction;
  readonly from: Reached | undefined;
  readonly to: Reached | undefined;
}

/** A rule that means something else for a service now, whatever came of it. */
export interface EnforcementChange {
  readonly service: string;
  readonly rule: string;
  readonly set: string;
  readonly from: ScoredFinding["enforcement"];
  readonly to: ScoredFinding["enforcement"];
}

/** What lies between two scorecards, services and rules in the order of the later one. */
export interface ScorecardDiff {
  /** As judged. */
  readonly levels: readonly LevelChange[];
  /** With waivers counted as met. */
  readonly waivedLevels: readonly LevelChange[];
  readonly findings: readonly FindingChange[];
  readonly enforcements: readonly EnforcementChange[];
  /** Names of services that only the later one has. */
  readonly newServices: readonly string[];
  /** Names of services that only the earlier one has. */
  readonly lostServices: readonly string[];
}

/** A service as it was and as it is; a renamed one is found by its earlier names. */
export interface ServicePair {
  readonly then: ScoredService | undefined;
  readonly now: ScoredService;
}

export function pairServices(earlier: Scorecard, later: Scorecard): readonly ServicePair[] {
  const known = new Map(earlier.services.map((service) => [service.name, service]));
  return later.services.map((now) => {
    const then = [now.name, ...now.aliases].map((name) => known.get(name)).find((one) => one !== undefined);
    return { then, now };
  });
}

/** The earlier scorecard without the services that the later one was not asked for: they are not gone. */
export function cutTo({ only, services }: Scorecard, before: Scorecard): Scorecard {
  if (only === undefined) return before;
  const names = [only, ...services.flatMap(({ aliases }) => aliases)];
  return { ...before, services: before.services.filter(({ name }) => names.includes(name)) };
}

/** Compares two scorecards. */
export function diffOf(earlier: Scorecard, later: Scorecard): ScorecardDiff {
  const pairs = pairServices(earlier, later);
  const kept = new Set(pairs.flatMap(({ then }) => then?.name ?? []));
  return {
    levels: pairs.flatMap(({ then, now }) => (then ? levelChanges(then, now, "asJudged") : [])),
    waivedLevels: pairs.flatMap(({ then, now }) => (then ? levelChanges(then, now, "withWaivers") : [])),
    ...changesOfFindings(pairs),
    newServices: pairs.flatMap(({ then, now }) => (then ? [] : [now.name])),
    lostServices: earlier.services.map(({ name }) => name).filter((name) => !kept.has(name)),
  };
}

/** Service by service, so that what only compares is gone at once: a large scorecard has very many findings. */
function changesOfFindings(
  services: readonly ServicePair[],
): Pick<ScorecardDiff, "findings" | "enforcements"> {
  const [findings, enforcements]: [FindingChange[], EnforcementChange[]] = [[], []];
  for (const { then, now } of services) {
    if (then === undefined) continue;
    for (const pair of pairFindings(then, now)) {
      const [finding, enforcement] = [findingChange(now, pair), enforcementChange(now, pair)];
      if (finding !== undefined) findings.push(finding);
      if (enforcement !== undefined) enforcements.push(enforcement);
    }
  }
  return { findings, enforcements };
}

/** What was found of a rule then and now; one of them is undefined where the rule was judged once only. */
interface FindingPair {
  readonly old: ScoredFinding | undefined;
  readonly young: ScoredFinding | undefined;
}

/** In the order of now, then those that are gone. Where rules are the same in both, as nearly always, places do without keys. */
function pairFindings(then: ScoredService, now: ScoredService): readonly FindingPair[] {
  const isSame = (young: ScoredFinding, at: number): boolean => {
    const old = then.findings[at];
    return old?.rule === young.rule && old.set === young.set;
  };
  if (then.findings.length === now.findings.length && now.findings.every(isSame))
    return now.findings.map((young, at) => ({ old: then.findings[at], young }));
  const before = new Map(then.findings.map((finding) => [keyOf(finding), finding]));
  const paired = now.findings.map((young) => ({ old: before.get(keyOf(young)), young }));
  for (const young of now.findings) before.delete(keyOf(young));
  return [...paired, ...[...before.values()].map((old) => ({ old, young: undefined }))];
}

function enforcementChange(now: ScoredService, { old, young }: FindingPair): EnforcementChange | undefined {
  if (old === undefined || young === undefined || old.enforcement === young.enforcement) return undefined;
  const { rule, set, enforcement: to } = young;
  return { service: now.name, rule, set, from: old.enforcement, to };
}

function levelChanges(
  then: ScoredService,
  now: ScoredService,
  as: "asJudged" | "withWaivers",
): readonly LevelChange[] {
  const sets = [...new Set([...now.levels, ...then.levels].map(({ set }) => set))];
  return sets.flatMap((set) => {
    const [from, to] = [then, now].map(({ levels }) => levels.find((one) => one.set === set)?.[as]);
    if (from === to) return [];
    const isJudgedBoth = from !== undefined && to !== undefined;
    const direction = !isJudgedBoth ? "changed" : levelRank(to) < levelRank(from) ? "degraded" : "improved";
    return [{ service: now.name, set, direction, from, to } as const];
  });
}

function findingChange(now: ScoredService, { old, young }: FindingPair): FindingChange | undefined {
  const finding = young ?? old;
  if (finding === undefined) return undefined;
  const appeared = missingIn(young?.violations ?? [], old?.violations ?? []);
  const gone = missingIn(old?.violations ?? [], young?.violations ?? []);
  const [from, to] = [old?.outcome, young?.outcome];
  if (from === to && appeared.length === 0 && gone.length === 0) return undefined;
  return {
    ...{ service: now.name, owner: now.owner, rule: finding.rule, set: finding.set },
    direction: directionOf(from, to, appeared.length > 0, gone.length > 0),
    ...{ from, to, appeared, gone },
  };
}

/** What a finding is of, apart from its service. */
export function keyOf({ set, rule }: Pick<ScoredFinding, "set" | "rule">): string {
  return `${set}/${rule}`;
}

/** What a failure is about, as its text has figures and days that move. */
export function failureOf({ message, subject }: Pick<ScoredViolation, "message" | "subject">): string {
  return JSON.stringify([message, subject ?? null]);
}

/** Violations that others do not have; several that are about the same are as many as they are. */
function missingIn(
  some: readonly ScoredViolation[],
  others: readonly ScoredViolation[],
): readonly ScoredViolation[] {
  if (areSame(some, others)) return [];
  const left = new Map<string, number>();
  for (const one of others) left.set(failureOf(one), (left.get(failureOf(one)) ?? 0) + 1);
  return some.filter((one) => {
    const count = left.get(failureOf(one)) ?? 0;
    left.set(failureOf(one), count - 1);
    return count <= 0;
  });
}

/** The same failures in the same order, as nearly always. */
function areSame(some: readonly ScoredViolation[], others: readonly ScoredViolation[]): boolean {
  const isSame = ({ message, subject }: ScoredViolation, at: number): boolean =>
    message === others[at]?.message && subject === others[at]?.subject;
  return some.length === others.length && some.every(isSame);
}

/** What was met, or was known, and is not any more is a loss; unknown is worse than met and better than failed. */
const rank: Readonly<Record<Outcome, number | undefined>> = {
  pass: 3,
  waived: 2,
  unknown: 1,
  fail: 0,
  error: 0,
  "not-applicable": undefined,
};

function directionOf(
  from: Outcome | undefined,
  to: Outcome | undefined,
  hasNew: boolean,
  hasGone: boolean,
): Direction {
  // What does not apply keeps nobody from a level: a failure in its place is a loss, and its end a gain.
  if (from === "not-applicable" && to && isFailing(to)) return "degraded";
  if (from && isFailing(from) && to === "not-applicable") return "improved";
  const [before, after] = [from && rank[from], to && rank[to]];
  if (before === undefined || after === undefined) return "changed";
  if (after !== before) return after < before ? "degraded" : "improved";
  if (hasNew) return "degraded";
  return hasGone ? "improved" : "changed";
}
