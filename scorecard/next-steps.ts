import { type Level, levels, productionReadiness } from "../catalog/initiative";
import { cappedAtAdvisory } from "../tiers/levels";
import { applies } from "./coverage";
import type { Scorecard, ScoredFinding, ScoredService } from "./schema";

/** A rule that services fail, and how far meeting it would bring them. */
export interface NextStep {
  readonly rule: string;
  readonly level: Level;
  /** Services that fail it, of those that should meet it. */
  readonly services: readonly string[];
  /** Those of them that lack nothing else for their next level. */
  readonly lifts: number;
}

/**
 * The rules that are worth most: those of the lowest level first, then those that lift most services by themselves, then
 * those that most services fail. What a service need not aim at is no step of its.
 */
export function nextSteps({ services }: Pick<Scorecard, "services">, most = 10): readonly NextStep[] {
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
function gapsOf({ findings, levels: attained }: ScoredService): {
  readonly gaps: readonly ScoredFinding[];
  readonly next: Level | undefined;
} {
  const own = attained.find(({ set }) => set === productionReadiness);
  if (own === undefined) return { gaps: [], next: undefined };
  const { aim, withWaivers } = own;
  const gaps = findings.filter(
    (finding) =>
      finding.set === productionReadiness &&
      applies(finding) &&
      !cappedAtAdvisory.includes(finding.rule) && // such a rule is outside the level
      !["pass", "waived"].includes(finding.outcome) &&
      !above(finding.level, aim),
  );
  return { gaps, next: levels.find((level) => withWaivers === "none" || above(level, withWaivers)) };
}

function above(one: Level, other: Level): boolean {
  return levels.indexOf(one) > levels.indexOf(other);
}
