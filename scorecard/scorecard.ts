import type { CatalogFacts } from "../catalog/graph";
import { tiers } from "../catalog/tier";
import { promotionsOf } from "../policy-pack/engine/approvals";
import type { Finding, Violation } from "../policy-pack/engine/finding";
import type { Inventory } from "../policy-pack/engine/inventory";
import type { ActiveRule, Judgement, ServiceJudgement } from "../policy-pack/engine/judge";
import { othersAmong } from "../policy-pack/engine/lookout";
import { membersOf } from "../policy-pack/engine/progress";
import type { Resource, Subject, Surroundings } from "../policy-pack/engine/rule";
import type { Today } from "../policy-pack/engine/today";
import { daysBetween } from "../tiers/calendar";
import type { TermsByTier } from "../tiers/levels";
import { scoreOf } from "./coverage";
import { digestOf } from "./digest";
import {
  type RuleDefinition,
  type Scorecard,
  type ScoredFinding,
  type ScoredLevel,
  type ScoredPromotion,
  type ScoredService,
  type ScoredViolation,
  scorecardVersion,
} from "./schema";
import { summarise } from "./summary";

/** What a scorecard says besides the judgement itself. */
export interface ScorecardContext {
  readonly stack: string;
  readonly today: Today;
  readonly packVersion: string;
  readonly scope: "all" | ReadonlySet<string>;
  readonly rules: readonly ActiveRule[];
  readonly source: Omit<Scorecard["source"], "statedAt">;
  /** Sentences about extensions that could not be used as they are. */
  readonly problems: readonly string[];
  /** Sentences that the program said. */
  readonly warnings: readonly string[];
}

/** The scorecard of a judgement; `only` keeps one service of it. */
export function scorecardOf(
  judgement: Judgement,
  inventory: Inventory,
  context: ScorecardContext,
  only?: string,
): Scorecard {
  const { stack, today, packVersion, scope, source, problems, warnings } = context;
  const { catalog } = inventory.surroundings;
  const services = judgement.services
    .filter(({ service }) => only === undefined || service.subject.name === only)
    .map((one) => {
      const { known, subject } = one.service;
      const all = { ...known, catalog: [settingsOf(catalog, subject.name), known.catalog] };
      const promotion = lastPromotion(subject, inventory.surroundings, today.day);
      return { ...scoredService(one, judgement, digestsOf(all)), ...given({ promotion }) };
    });
  return {
    schemaVersion: scorecardVersion,
    project: projectOf(inventory.stackUrn),
    stack,
    judgedFor: today.day,
    whatIf: today.whatIf,
    packVersion,
    // Whatever order the catalog and the stack's config say it in.
    catalogVersion: digestOf({ catalog, services: inventory.services.map(({ subject }) => subject) }),
    mode: judgement.mode,
    locks: catalog?.locks ?? [],
    ...given({ breakGlass: catalog?.breakGlass }),
    scope: scope === "all" ? scope : [...scope].sort(),
    ...(only === undefined ? {} : { only }),
    source: { ...source, ...(inventory.statedAt === undefined ? {} : { statedAt: inventory.statedAt }) },
    ruleSets: ruleSetsOf(judgement, context.rules),
    services,
    waivers: judgement.waivers.map(({ waiver, state, why }) => ({ waiver, state, ...given({ why }) })),
    initiatives: initiativesOf(judgement, inventory, today.day),
    problems: [...problems],
    notices: [...inventory.notices, ...warnings],
    summary: summarise(
      today.day,
      services,
      inventory.unclaimed.map(({ name }) => name),
      [...judgement.sets.keys()],
    ),
  };
}

function digestsOf(known: Readonly<Record<string, unknown>>): ScoredService["digests"] {
  return Object.fromEntries(
    Object.entries(known).map(([name, value]) => [name, digestOf(value).slice(0, 8)]),
  );
}

/** The last change of a service's tier that is on record and not still to come. */
function lastPromotion(
  subject: Subject,
  surroundings: Surroundings,
  day: string,
): ScoredPromotion | undefined {
  const last = promotionsOf(subject, surroundings).findLast(({ at }) => at <= day);
  return last && { ...last, proof: "recorded" };
}

/** What a stack's config says that rules look at when they judge a service. */
function settingsOf(catalog: CatalogFacts | undefined, service: string): readonly unknown[] {
  const { owns, environment, observe, plans, approvers, promotions } = catalog ?? {};
  return [owns, environment, observe, plans, approvers, promotions?.[service]];
}

/** The project that a URN such as urn:pulumi:prod::shop::… is of. */
function projectOf(urn: string | undefined): string {
  return urn?.split("::")[1] ?? "unknown";
}

/** All of an initiative, also where the scorecard keeps one service only. */
function initiativesOf(
  judgement: Judgement,
  { surroundings: { catalog } }: Inventory,
  day: string,
): Scorecard["initiatives"] {
  return (catalog?.initiatives ?? []).map((initiative) => ({
    initiative,
    state: initiative.start > day ? "to-come" : initiative.deadline < day ? "ended" : "running",
    daysLeft: daysBetween(day, initiative.deadline),
    services: membersOf(initiative, judgement).map(({ name, owner, missing, isMet }) => {
      return { name, ...given({ owner }), met: isMet, missing: [...missing] };
    }),
  }));
}

function ruleSetsOf({ sets }: Judgement, rules: readonly ActiveRule[]): Scorecard["ruleSets"] {
  return [...sets].map(([name, terms]) => {
    const own = rules.filter(({ set }) => set.name === name);
    const definitions = own.map((one) => definitionOf(one, terms));
    const version = digestOf([
      definitions.map(({ rule, level, parameters }) => [rule, level, parameters]),
      terms,
    ]);
    return { name, rules: own.length, version, definitions, terms };
  });
}

function definitionOf({ rule, parameters }: ActiveRule, terms: TermsByTier): RuleDefinition {
  const asked = tiers.filter((tier) => terms[tier] !== undefined);
  const byTier = asked.map((tier) => [String(tier), { ...parameters(tier) }] as const);
  const { id, level, title, why, fix, evidence } = rule;
  return {
    rule: id,
    level,
    title,
    why,
    fix,
    evidence: [...evidence],
    parameters: Object.fromEntries(byTier),
  };
}

function scoredService(
  { service, attained, findings }: ServiceJudgement,
  { sets }: Judgement,
  digests: ScoredService["digests"],
): ScoredService {
  const { subject, urn, observed, own, known } = service;
  const { name, tier, facts, team, inCatalog } = subject;
  // Types and kinds of which the service has nothing would only fill the file.
  const hasAny = (name: string): boolean => Object.hasOwn(known, name) || othersAmong([name]).length > 0;
  const scored = findings.map((one) => ({ ...scoredFinding(one), lookedAt: one.lookedAt.filter(hasAny) }));
  const levels = [...attained].flatMap(([set, reached]): readonly ScoredLevel[] => {
    const terms = sets.get(set)?.[tier];
    if (terms === undefined) return [];
    return [{ set, ...terms, ...reached, score: scoreOf(scored, { set, must: terms.must }) }];
  });
  return {
    name,
    aliases: facts.aliases,
    tier,
    tierFrom: facts.tierFrom,
    ...given({ owner: team?.name, lifecycle: facts.lifecycle }),
    inCatalog,
    urn,
    levels,
    observed: observed.map(({ kind, subject, source, at, answer }) => ({
      kind,
      subject,
      source,
      at,
      state: answer.state,
    })),
    resources: countsByType(own),
    digests,
    findings: scored,
  };
}

function countsByType(own: readonly Resource[]): ScoredService["resources"] {
  const counts = new Map<string, { declared: number; observed: number }>();
  for (const { type, observed } of own) {
    const count = counts.get(type) ?? { declared: 0, observed: 0 };
    counts.set(type, count);
    count[observed ? "observed" : "declared"] += 1;
  }
  return Object.fromEntries(counts);
}

function scoredFinding({
  rule,
  set,
  outcome,
  cause,
  reason,
  ...rest
}: Finding): Omit<ScoredFinding, "lookedAt"> {
  return {
    rule: rule.id,
    set,
    area: rule.area,
    level: rule.level,
    outcome,
    ...given({ cause, reason }),
    enforcement: rest.enforcement,
    violations: rest.violations.map(scoredViolation),
    waived: rest.waived.map(({ message, text, subject, waiver }) => ({
      message,
      text,
      ...given({ subject }),
      waiver,
    })),
  };
}

function scoredViolation({
  message,
  text,
  urn,
  enforcement,
  gate,
  chain,
  ...rest
}: Violation): ScoredViolation {
  const { fix, subject, due, gateAfterEmergency } = rest;
  return {
    message,
    text,
    ...given({ fix, subject, due, gateAfterEmergency }),
    urn,
    enforcement,
    gate,
    chain: [...chain],
  };
}

/** The entries that have a value: JSON knows no undefined, and a scorecard read back must equal the one written. */
function given<T extends object>(entries: T): { [K in keyof T]?: NonNullable<T[K]> } {
  const known = Object.entries(entries).filter(([, value]) => value !== undefined);
  return Object.fromEntries(known) as { [K in keyof T]?: NonNullable<T[K]> }; // the same keys, those without a value left out
}
