import type { Level, TermsByTier } from "../../tiers/levels";
import type { AnyRule } from "./rule";

/** A named set of rules with terms, and so a level, of its own. */
export interface RuleSet {
  /** Stable: initiatives and scorecards quote it. */
  readonly name: string;
  readonly title: string;
  /** What each tier asks of the set; at a tier that is not named the set does not apply. */
  readonly terms: TermsByTier;
  readonly rules: readonly AnyRule[];
}

/** Lays an organisation's levels, by rule id, over those of the rules. */
export function withLevels(set: RuleSet, levels: Readonly<Record<string, Level>>): RuleSet {
  const rules = set.rules.map((rule) => {
    const level = Object.hasOwn(levels, rule.id) ? levels[rule.id] : undefined;
    return level === undefined ? rule : Object.freeze({ ...rule, level });
  });
  return { ...set, rules };
}
