import type { TasksConfig } from "../../catalog/tasks-config";
import type { Scorecard, ScoredFinding, ScoredService, ScoredViolation } from "../schema";

/** A rule that a service has to meet and does not. */
export interface AskedRule {
  readonly finding: ScoredFinding;
  /** What counts of its violations, most important first. */
  readonly violations: readonly ScoredViolation[];
  readonly isMandatory: boolean;
  /** A day that somebody set for it, in an initiative or by what will be stricter. */
  readonly deadline: string | undefined;
  /** Titles of the initiatives that cover it. */
  readonly initiatives: readonly string[];
}

/** What a scorecard says about one task: everything that is asked, what cannot be told, and why the rest is settled. */
export interface TaskSubject {
  readonly card: Scorecard;
  readonly service: ScoredService;
  /** As set/rule; undefined for all of the service. */
  readonly rule: string | undefined;
  readonly asked: readonly AskedRule[];
  /** Rules, as set/rule, that could not be judged: a task for them stays as it is. */
  readonly kept: readonly string[];
  /** Why nothing is asked, as a sentence, where that is so. */
  readonly settled: string;
  /** Whether it was mended, rather than given up. */
  readonly isMet: boolean;
}

/** Everything that could have a task, by the services of a scorecard. */
export function subjectsOf(card: Scorecard, config: TasksConfig): readonly TaskSubject[] {
  const covering = coveringBy(card);
  return card.services.flatMap((service): readonly TaskSubject[] => {
    const own = covering.get(service.name) ?? [];
    const each = service.findings.map((finding) => ofRule(card, service, finding, own, config));
    return config.per === "rule" ? each : [ofService(card, service, each)];
  });
}

/** An initiative, and which of its rules a service does not meet. */
interface Covering {
  readonly initiative: Scorecard["initiatives"][number]["initiative"];
  readonly missing: readonly string[];
}

/** The initiatives that have begun, by the services that do not meet them. */
function coveringBy({ initiatives }: Scorecard): ReadonlyMap<string, readonly Covering[]> {
  const found = new Map<string, Covering[]>();
  for (const { initiative, state, services } of initiatives) {
    if (state === "to-come") continue;
    for (const { name, missing } of services) {
      const own = found.get(name) ?? [];
      found.set(name, own);
      own.push({ initiative, missing });
    }
  }
  return found;
}

/** A rule by its set: two sets may have rules of one name. */
export function ruleKey({ set, rule }: { readonly set: string; readonly rule: string }): string {
  return `${set}/${rule}`;
}

/** Whether a rule that a task has stays in it, as nobody could tell: also one whose rule set could not be loaded. */
export function isKept({ kept, card, service }: TaskSubject, rule: string): boolean {
  if (kept.includes(rule)) return true;
  return card.problems.length > 0 && !service.findings.some((finding) => ruleKey(finding) === rule);
}

function ofRule(
  card: Scorecard,
  service: ScoredService,
  finding: ScoredFinding,
  covering: readonly Covering[],
  { from }: TasksConfig,
): TaskSubject {
  const rule = ruleKey(finding);
  const base = { card, service, rule, isMet: finding.outcome === "pass" };
  if (finding.outcome === "unknown" && finding.cause !== "authored")
    return { ...base, asked: [], kept: [rule], settled: "" };
  const counting = finding.violations.filter((one) => counts(one, from)).sort(byWeight);
  if (counting.length === 0)
    return { ...base, asked: [], kept: [], settled: whySettled(service, finding, from) };
  return { ...base, asked: [askedRule(finding, counting, covering)], kept: [], settled: "" };
}

function ofService(card: Scorecard, service: ScoredService, each: readonly TaskSubject[]): TaskSubject {
  const settled =
    service.lifecycle === "retired" ? "The service is retired." : "All rules that were in here are settled.";
  return {
    card,
    service,
    rule: undefined,
    asked: each.flatMap(({ asked }) => asked).sort((a, b) => Number(b.isMandatory) - Number(a.isMandatory)),
    kept: each.flatMap(({ kept }) => kept),
    settled,
    isMet: service.lifecycle !== "retired",
  };
}

/** What this run lets pass (a scope, an adviser's mode) may block the service's own deployments all the same. */
function weightOf({ enforcement, gate }: ScoredViolation): "mandatory" | "advisory" | "off" {
  if (enforcement === "mandatory" || gate === "mandatory") return "mandatory";
  return enforcement === "off" && gate === "off" ? "off" : "advisory";
}

function counts(violation: ScoredViolation, from: TasksConfig["from"]): boolean {
  const weight = weightOf(violation);
  return weight === "mandatory" || (weight === "advisory" && from === "advisory");
}

function byWeight(a: ScoredViolation, b: ScoredViolation): number {
  return Number(weightOf(b) === "mandatory") - Number(weightOf(a) === "mandatory");
}

function askedRule(
  finding: ScoredFinding,
  violations: readonly ScoredViolation[],
  all: readonly Covering[],
): AskedRule {
  const covering = all.filter(({ missing }) => missing.includes(finding.rule));
  const days = [
    ...violations.flatMap(({ due }) => due ?? []),
    ...covering.map(({ initiative }) => initiative.deadline),
  ];
  return {
    finding,
    violations,
    isMandatory: violations.some((one) => weightOf(one) === "mandatory"),
    deadline: days.sort()[0],
    initiatives: covering.map(({ initiative }) => initiative.title),
  };
}

function whySettled(service: ScoredService, finding: ScoredFinding, from: TasksConfig["from"]): string {
  if (service.lifecycle === "retired") return "The service is retired.";
  const [accepted] = finding.waived;
  switch (finding.outcome) {
    case "pass":
      return "The rule passes.";
    case "not-applicable":
      return "The rule does not apply any more.";
    case "waived":
      return `A waiver accepts it${accepted === undefined ? "" : ` until ${accepted.waiver.expires}`}.`;
    default:
      return from === "mandatory"
        ? "It blocks nothing, and only what blocks has a task here."
        : `The rule is not asked of tier ${service.tier} now.`;
  }
}
