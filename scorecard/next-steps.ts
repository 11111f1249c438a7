import { type Level, levels, productionReadiness } from "../catalog/levels";
import { cappedAtAdvisory } from "../tiers/levels";
import { applies } from "./coverage";
import type { ScoredFinding, ScoredService } from "./schema";

/** A rule that services fail, and how far meeting it would bring them. */
export interface NextStep {
  readonly rule: string;
  readonly level: Level;
  /** Services that fail it, of those that should meet it. */
  readonly services: readonly string[];
  /** Those of them that lack nothing else for their next level. */
  readonly lifts: number;
}

/** What of a service steps are found by. */
export interface StepService extends Pick<ScoredService, "name" | "levels"> {
  readonly findings: readonly StepFinding[];
}
type StepFinding = Pick<ScoredFinding, "rule" | "set" | "level" | "outcome" | "cause">;

/**
 * The rules that are worth most: those of the lowest level first, then those that lift most services by themselves, then
 * those that most services fail. What a service need not aim at is no step of its.
 */
export function nextSteps(
  { services }: { readonly services: readonly StepService[] },
  most = 10,
): readonly NextStep[] {
  const steps = new Map<string, { rule: string; level: Level; services: string[]; lifts: number }>();
  for (const service of services) {
    const { gaps, next } = gapsOf(service);
    const [first, ...others] = gaps.filter(({ level }) => next !== undefined && !above(level, next));
    for (const { rule, level, outcome } of gaps) {
      if (outcome === "unknown") continue; // That is for whoever grants permissions, and is told apart.
      const step = steps.get(rule) ?? { rule, level, services: [], lifts: 0 };
      steps.set(rule, step);
      step.services.push(service.name);
      if (others.length === 0 && first?.rule === rule) step.lifts += 1;
    }
  }
  return [...steps.values()].sort(byWorth).slice(0, most);
}

function byWorth(a: NextStep, b: NextStep): number {
  return (
    levels.indexOf(a.level) - levels.indexOf(b.level) ||
    b.lifts - a.lifts ||
    b.services.length - a.services.length ||
    (a.rule < b.rule ? -1 : 1)
  );
}

/** What a service does not meet up to the level that it aims at, and the next level that it can reach. */
function gapsOf({ findings, levels: attained }: StepService): {
  readonly gaps: readonly StepFinding[];
  readonly next: Level | undefined;
} {
  const own = attained.find(({ set }) => set === productionReadiness);
  if (own === undefined) return { gaps: [], next: undefined };
  const { aim, withWaivers } = own;
  const gaps = notMet(findings, productionReadiness).filter(({ level }) => !above(level, aim));
  return { gaps, next: nextLevel(withWaivers) };
}

/** What keeps a service from levels of a set: what fails, went wrong or is unknown, and counts for a level. */
export function notMet<T extends StepFinding>(findings: readonly T[], set: string): readonly T[] {
  return findings.filter(
    (finding) =>
      finding.set === set &&
      applies(finding) &&
      !cappedAtAdvisory.includes(finding.rule) && // such a rule is outside the level
      !["pass", "waived"].includes(finding.outcome),
  );
}

/** The level after one; undefined after the last. */
export function nextLevel(reached: Level | "none"): Level | undefined {
  return levels.find((level) => reached === "none" || above(level, reached));
}

function above(one: Level, other: Level): boolean {
  return levels.indexOf(one) > levels.indexOf(other);
}
