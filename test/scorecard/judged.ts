import { contextOf } from "../../policy-pack/engine/context";
import { buildInventory } from "../../policy-pack/engine/inventory";
import { type ActiveRule, judge } from "../../policy-pack/engine/judge";
import type { Scorecard } from "../../scorecard/schema";
import { scorecardOf } from "../../scorecard/scorecard";

/** The scorecard of a stack's resources as rules judge it on a day, or of one of its services. */
export async function judgedCard(
  resources: Parameters<typeof buildInventory>[0],
  rules: readonly ActiveRule[],
  day: string,
  only?: string,
): Promise<Scorecard> {
  const inventory = buildInventory(resources);
  const today = { day, now: new Date(`${day}T12:00:00Z`), whatIf: false };
  const judgement = await judge(
    inventory,
    rules,
    contextOf(inventory, "all", today, () => 0),
  );
  const context = {
    stack: "prod",
    today,
    packVersion: "1.2.3",
    scope: "all",
    rules,
    source: { from: "program", vendors: "sandbox", notLookedUp: 0 },
    problems: [],
    warnings: [],
  } as const;
  return scorecardOf(judgement, inventory, context, only);
}
