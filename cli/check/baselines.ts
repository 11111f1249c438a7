import { type Problem, quote } from "../../catalog/reading/problems";
import { didYouMean } from "../../catalog/reading/suggestions";
import { baselineFileOf, listBaselines, parseBaseline } from "../../stacks/baseline";
import { stackFileOf } from "../../stacks/read";
import type { Pack } from "../judging/pack";
import { entryProblems, ruleIds } from "./references";

/** What is wrong with the recorded baselines: of no stack, broken, or about rules and services that do not exist. */
export function baselineProblems(
  root: string,
  stacks: readonly string[],
  pack: Pack,
  services: readonly string[],
): readonly Problem[] {
  const ids = ruleIds(pack);
  return listBaselines(root).flatMap((stack): readonly Problem[] => {
    const file = baselineFileOf(stack);
    if (!stacks.includes(stack))
      return [
        {
          file,
          message: `${quote(stack)} must be a stack; ${stackFileOf(stack)} does not exist.${didYouMean(stack, stacks)} Delete the baseline or rename it.`,
        },
      ];
    const parsed = parseBaseline(root, stack);
    if (parsed === undefined) return [];
    const entries = parsed.data?.entries ?? [];
    const strangers = entries.flatMap((entry, index) =>
      entryProblems(entry, ids, services).map(({ field, message }) => ({
        file,
        at: parsed.at(["entries", index, field]),
        message: `${message} Remove the entry, or let \`readiness baseline --stack ${stack}\` do it.`,
      })),
    );
    return [...parsed.problems, ...strangers];
  });
}
