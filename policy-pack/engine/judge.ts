import type { BaselineEntry } from "../../catalog/graph";
import { productionReadiness } from "../../catalog/initiative";
import type { Mode } from "../../catalog/tier";
import { type Attainment, attain } from "../../tiers/attainment";
import type { Enforcement, EnforcementInput } from "../../tiers/enforcement";
import { cappedAtAdvisory, type Level, type TermsByTier } from "../../tiers/levels";
import type { Rollout } from "../../tiers/rollout";
import { type CheckResult, checkRule } from "./check";
import { type ConclusionContext, conclude } from "./conclude";
import type { Finding } from "./finding";
import type { Inventory, InventoryService } from "./inventory";
import { type Lenient, leniencyOf } from "./leniency";
import { runAllLimited } from "./limit";
import { nameOfOther } from "./lookout";
import { neighboursKind } from "./neighbours";
import type { AnyRule, Subject, Surroundings } from "./rule";
import type { RuleConfig } from "./rule-config";
import type { RuleSet } from "./rule-set";
import { catchStrayRejections } from "./stray";
import { type WaiverReport, waiverReports } from "./waiver-reports";
import { indexWaivers } from "./waivers";

/** A rule that is switched on, with the parameters that hold at each tier and the operator's ceiling, if known. */
export interface ActiveRule {
  readonly rule: AnyRule;
  readonly set: Pick<RuleSet, "name" | "terms">;
  readonly parameters: RuleConfig["parameters"];
  readonly ceiling?: Enforcement | undefined;
}

/** What surrounds a judgement; all of it is given, so that the same stack is judged the same everywhere. */
export interface JudgeContext {
  /** UTC day of the evaluation, YYYY-MM-DD. */
  readonly today: string;
  /** Services that may block the run, by name. */
  readonly scope: "all" | ReadonlySet<string>;
  readonly rollouts: readonly Rollout[];
  /** The emergency that lets the run (undefined) or a service's gate through. */
  breakGlass(service: Subject | undefined): EnforcementInput["breakGlass"];
  /** Milliseconds of a clock that only guards time. */
  clock(): number;
}

export interface ServiceJudgement {
  readonly service: InventoryService;
  /** Level in production-readiness, waivers counted as met; none for a service that has no level any more. */
  readonly level: Level | "none";
  /** Levels by rule set, where the set applies at the service's tier. */
  readonly attained: ReadonlyMap<string, Attainment>;
  readonly findings: readonly Finding[];
}

export interface Judgement {
  readonly mode: Mode;
  /** The rule sets that were judged, with what they ask of each tier. */
  readonly sets: ReadonlyMap<string, TermsByTier>;
  readonly services: readonly ServiceJudgement[];
  /** Every waiver of the catalog, and what it does. */
  readonly waivers: readonly WaiverReport[];
}

/** Judges every service by every rule: a function of inventory, rules and context. */
export async function judge(
  inventory: Inventory,
  rules: readonly ActiveRule[],
  context: JudgeContext,
): Promise<Judgement> {
  const checked = await checkAll(inventory, rules, context);
  const { surroundings } = inventory;
  const conclusion: ConclusionContext = {
    ...context,
    surroundings,
    waivers: indexWaivers(surroundings),
    isBaselined: indexBaseline(surroundings),
  };
  const sets = new Map(rules.map(({ set }) => [set.name, set.terms]));
  const services = inventory.services.map((service, at): ServiceJudgement => {
    const findings = rules.map((active, index) => {
      const { result, lookedAt, lenient } = checked[at * rules.length + index] ?? unjudged;
      return { ...conclude(service, active, result, lenient, conclusion), lookedAt };
    });
    const attained = attainments(service, sets, findings);
    const level = attained.get(productionReadiness)?.withWaivers ?? "none";
    return { service, findings, attained, level };
  });
  const mode = surroundings.catalog?.mode ?? "advise";
  return { mode, sets, services, waivers: waiverReports(services, rules, surroundings, context.today) };
}

interface Checked {
  readonly result: CheckResult;
  readonly lookedAt: readonly string[];
  readonly lenient: Lenient;
}

const unjudged: Checked = { result: failed("The rule was not judged."), lookedAt: [], lenient: () => ({}) };

/** What comes of each pair of a service and a rule: service by service, each with all rules in their order. */
async function checkAll(
  { services, surroundings }: Inventory,
  rules: readonly ActiveRule[],
  { today, rollouts, clock }: JudgeContext,
): Promise<readonly Checked[]> {
  const results: Checked[] = [];
  const stray = catchStrayRejections();
  const pairs = services.flatMap((service) => {
    const around = watched(surroundings, service);
    return rules.map((active, group) => ({ service, around, active, group }));
  });
  const jobs = pairs.map(({ service, around, active, group }, index) => ({
    group,
    run: () => {
      results[index] = stray.during(index, () => {
        const parameters = active.parameters(service.subject.tier);
        service.evidence.lookedAt(); // what other services' rules looked at here is not this rule's
        const result = checkRule(service, active.rule, parameters, around, today);
        const lookedAt = service.evidence.lookedAt();
        return {
          result,
          lookedAt,
          lenient: leniencyOf(service, active, result, { surroundings, rollouts, today }),
        };
      });
    },
  }));
  const broken = (why: string): Checked => ({ ...unjudged, result: failed(`The rule ${why}.`) });
  const stopped = (index: number, why: string): void => {
    results[index] = broken(why);
  };
  runAllLimited(jobs, stopped, clock);
  for (const [index, why] of await stray.settle())
    results[index] = broken(`left a rejected promise behind: ${why}`);
  return results;
}

/** Surroundings that note which other services the rules of a service look at. */
function watched(surroundings: Surroundings, { subject, evidence }: InventoryService): Surroundings {
  return {
    ...surroundings,
    service: (name) => {
      const found = surroundings.service(name);
      if (found !== undefined && found.subject !== subject) evidence.saw([nameOfOther(found.subject.name)]);
      return found;
    },
    neighbour: (name) => {
      evidence.saw([neighboursKind]);
      return surroundings.neighbour(name);
    },
  };
}

function failed(reason: string): CheckResult {
  return { outcome: "error", failures: [], reason };
}

/** The level in each rule set that applies; deprecated and retired services have none. */
function attainments(
  { subject }: InventoryService,
  sets: ReadonlyMap<string, TermsByTier>,
  findings: readonly Finding[],
): ReadonlyMap<string, Attainment> {
  if (subject.facts.lifecycle === "deprecated" || subject.facts.lifecycle === "retired") return new Map();
  const applying = [...sets].filter(([, terms]) => terms[subject.tier] !== undefined);
  return new Map(
    applying.map(([name]) => {
      const own = findings.filter(({ set }) => set === name);
      const evidence = own.map(({ rule, outcome, cause }) => ({
        level: rule.level,
        outcome,
        noCollector: cause === "no-collector",
        capped: cappedAtAdvisory.includes(rule.id),
      }));
      return [name, attain(evidence)];
    }),
  );
}

function indexBaseline({ catalog, service }: Surroundings): (entry: BaselineEntry) => boolean {
  const key = ({ service: name, rule, message, subject, tier }: BaselineEntry): string =>
    JSON.stringify([service(name)?.subject.name ?? name, rule, message, subject ?? null, tier]);
  const known = new Set((catalog?.baseline ?? []).map(key));
  return (entry) => known.has(key(entry));
}
