import type { Problem } from "../../catalog/reading/problems";
import { tableOf } from "../../policy-pack/engine/rule-config";
import { levelOverrides } from "../../tiers/levels";
import { parameterTables } from "../../tiers/parameters";
import { rollouts } from "../../tiers/rollout";
import { type Pack, rulesOf } from "../judging/pack";
import { ruleIds, unknownRule } from "./references";

const tiers = [1, 2, 3] as const;

/** What is wrong with the tables in tiers/ and in extensions: values that their own schema refuses, and unknown rules. */
export function tierProblems(pack: Pack): readonly Problem[] {
  const ids = ruleIds(pack);
  const named = (file: string, rules: readonly string[]): readonly Problem[] =>
    rules.flatMap((rule) => {
      const message = unknownRule(rule, ids);
      return message === undefined ? [] : [{ file, message }];
    });
  return [
    ...named("tiers/parameters.ts", Object.keys(parameterTables)),
    ...named("tiers/levels.ts", Object.keys(levelOverrides)),
    ...named(
      "tiers/rollout.ts",
      rollouts.flatMap(({ rules, stricter }) => [...rules, ...Object.keys(stricter)]),
    ),
    ...rulesOf(pack).flatMap(({ rule }) => wrongValues(rule)),
  ];
}

function wrongValues(rule: Parameters<typeof tableOf>[0]): readonly Problem[] {
  const table = tableOf(rule);
  if (table === undefined) return [];
  return tiers.flatMap((tier) => {
    const parsed = table.schema.safeParse(table.values[tier]);
    if (parsed.success) return [];
    return parsed.error.issues.map(({ path, message }) => ({
      file: "tiers/parameters.ts",
      message: `${[rule.id, `tier ${tier}`, path.join(".")].filter((part) => part !== "").join(", ")}: ${message}.`,
    }));
  });
}
