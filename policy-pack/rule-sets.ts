import { productionReadiness } from "../catalog/initiative";
import { levelOverrides, tierTerms } from "../tiers/levels";
import { type RuleSet, withLevels } from "./engine/rule-set";
import { rules } from "./rules/index";

/** The rule sets that ship with the pack, with the organisation's levels laid over. */
export const shippedSets: readonly RuleSet[] = [
  withLevels(
    { name: productionReadiness, title: "Production readiness", terms: tierTerms, rules },
    levelOverrides,
  ),
];
