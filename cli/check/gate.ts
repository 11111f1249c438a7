import { existsSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import type { Problem } from "../../catalog/reading/problems";
import { parseYaml } from "../../catalog/reading/read-yaml";
import { type OperatorConfig, packPolicy } from "../judging/operator-config";

const gated = z.looseObject({ [packPolicy]: z.looseObject({ gate: z.unknown() }) });

/** Whether a project deploys services of a catalog that is elsewhere: its policy config has a gate, and it no catalog. */
export function isWorkload(root: string, file: string, text: string): boolean {
  if (existsSync(join(root, "catalog"))) return false;
  return parseYaml(gated, file, text).data?.[packPolicy].gate !== undefined;
}

/** A gate that stops nothing, since the policy that asks it is switched off. */
export function gateProblems(file: string, config: OperatorConfig): readonly Problem[] {
  if (config.propertiesOf(packPolicy).gate === undefined || config.levelOf(packPolicy) !== "disabled")
    return [];
  const message = `${packPolicy}.gate stops nothing, as the policy ${packPolicy} is disabled. Remove one of them.`;
  return [{ file, message }];
}
