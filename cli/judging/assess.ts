import { contextOf } from "../../policy-pack/engine/context";
import { buildInventory, type Inventory } from "../../policy-pack/engine/inventory";
import { type ActiveRule, type Judgement, judge } from "../../policy-pack/engine/judge";
import { readPackConfig } from "../../policy-pack/engine/pack-config";
import type { RawResource } from "../../policy-pack/engine/resource";
import { readRuleConfig } from "../../policy-pack/engine/rule-config";
import { plain } from "../../policy-pack/engine/text";
import { clockProblem, type Today } from "../../policy-pack/engine/today";
import { NotJudgedError } from "../failures";
import { type OperatorConfig, packPolicy } from "./operator-config";
import { type Pack, rulesOf } from "./pack";

/** What decides about a judgement besides the stack itself. */
export interface AssessmentContext {
  readonly pack: Pack;
  readonly operator: OperatorConfig;
  /** Services that may block, where the caller says so; else the operator's config decides. */
  readonly scope: "all" | ReadonlySet<string> | undefined;
  readonly today: Today;
}

/** A judgement with what it was made from. */
export interface Assessed {
  readonly inventory: Inventory;
  readonly judgement: Judgement;
  readonly rules: readonly ActiveRule[];
  readonly scope: "all" | ReadonlySet<string>;
}

/**
 * Judges a stack's resources as the policy pack does. Throws NotJudgedError where the pack would let no rule through,
 * since neither facts nor mode are known, or the clock cannot be right.
 */
export async function assess(
  resources: readonly RawResource[],
  { pack, operator, scope, today }: AssessmentContext,
): Promise<Assessed> {
  const config = readPackConfig(operator.propertiesOf(packPolicy));
  const inventory = buildInventory(resources, config.catalog);
  const wrong = inventory.brokenCatalog ?? config.problems[0] ?? clockProblem(inventory.statedAt, today);
  if (wrong !== undefined) throw new NotJudgedError(`No service was judged. ${plain(wrong)}`);
  const rules = activeRules(pack, operator);
  const asked = scope ?? config.scope;
  const judgement = await judge(
    inventory,
    rules,
    contextOf(inventory, asked, today, () => performance.now()),
  );
  return { inventory, judgement, rules, scope: asked };
}

/** The rules that the operator has not disabled, with the operator's parameters and ceiling. */
function activeRules(pack: Pack, operator: OperatorConfig): readonly ActiveRule[] {
  return rulesOf(pack).flatMap(({ rule, set }) => {
    const level = operator.levelOf(rule.id);
    if (level === "disabled") return [];
    const { parameters } = readRuleConfig(rule, operator.propertiesOf(rule.id));
    return [{ rule, set, parameters, ...(level === "advisory" ? { ceiling: level } : {}) }];
  });
}
