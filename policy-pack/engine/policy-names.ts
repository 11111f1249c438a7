import { plain } from "./text";

/** The policy that judges, after every rule's policy has handed over its config. */
export const judgingPolicy = "readiness";

/** Stands in for it where policy config disables it. */
export const substitutePolicy = `${judgingPolicy}-substitute`;

/** A sentence on what is wrong with what the operator wrote for a policy. */
export function configProblem(policy: string, problem: string): string {
  return plain(`The policy config of ${policy} must be mended: ${problem}.`);
}
