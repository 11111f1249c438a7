import { z } from "zod";
import { type Problem, quote } from "../../catalog/reading/problems";
import { didYouMean } from "../../catalog/reading/suggestions";
import { type OperatorConfig, packPolicy } from "../judging/operator-config";

const named = z.object({ scope: z.array(z.string()).catch([]) }).catch({ scope: [] });

/** Names in a policy config's blocking scope that are no service: what they were meant for could not block. */
export function scopeProblems(
  file: string,
  config: OperatorConfig,
  services: readonly string[],
): readonly Problem[] {
  return named
    .parse(config.propertiesOf(packPolicy))
    .scope.filter((name) => !services.includes(name))
    .map((name) => ({
      file,
      message: `readiness.scope: ${quote(name)} is not a service in catalog/services.${didYouMean(name, services)} Run \`readiness changed\` again.`,
    }));
}
