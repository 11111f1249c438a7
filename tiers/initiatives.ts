import { type Initiative, productionReadiness } from "../catalog/initiative";
import { type Level, levelRank } from "./levels";

/** What decides whether an initiative is about a service. */
export interface InScope {
  readonly name: string;
  readonly aliases: readonly string[];
  readonly tier: 1 | 2 | 3;
  /** Names that the owning team has or had, where the owner is a team. */
  readonly teams: readonly string[];
  readonly tags: readonly string[];
}

/** Whether an initiative covers a service: it fits every list that the scope gives. */
export function coversService({ scope }: Initiative, service: InScope): boolean {
  const names = [service.name, ...service.aliases];
  return (
    (scope.tiers?.includes(service.tier) ?? true) &&
    (scope.teams?.some((team) => service.teams.includes(team)) ?? true) &&
    (scope.tags?.some((tag) => service.tags.includes(tag)) ?? true) &&
    (scope.services?.some((name) => names.includes(name)) ?? true)
  );
}

/** Whether an initiative covers a rule: by id, or by a level of the rule's set. */
export function coversRule(
  { rules, level, ruleSet }: Initiative,
  rule: { readonly id: string; readonly level: Level; readonly set: string },
): boolean {
  if (rules?.includes(rule.id)) return true;
  if (level === undefined || rule.set !== (ruleSet ?? productionReadiness)) return false;
  return levelRank(rule.level) <= levelRank(level);
}
