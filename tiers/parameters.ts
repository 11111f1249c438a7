import type { z } from "zod";
import { costParameters } from "./parameters/cost";
import { deliveryParameters } from "./parameters/delivery";
import { documentationParameters } from "./parameters/documentation";
import { kubernetesParameters } from "./parameters/kubernetes";
import { observabilityParameters } from "./parameters/observability";
import { onCallParameters } from "./parameters/on-call";
import { ownershipParameters } from "./parameters/ownership";
import { reliabilityParameters } from "./parameters/reliability";
import { securityParameters } from "./parameters/security";
import type { ParameterTable } from "./parameters/table";

/** How strict each rule is at each tier. A rule that is not named has no parameters. */
export const parameterTables = {
  ...costParameters,
  ...deliveryParameters,
  ...documentationParameters,
  ...kubernetesParameters,
  ...observabilityParameters,
  ...onCallParameters,
  ...ownershipParameters,
  ...reliabilityParameters,
  ...securityParameters,
} as const;

export type ParameterisedRule = keyof typeof parameterTables;

/** The parameters that a rule's check is given; none for a rule without a table. */
export type ParametersOf<Id extends string> = Id extends ParameterisedRule
  ? z.infer<(typeof parameterTables)[Id]["schema"]>
  : Record<string, never>;

/** The table of a rule by id, or undefined when it has no parameters. */
export function parameterTable(rule: string): ParameterTable<z.ZodObject> | undefined {
  return Object.hasOwn(parameterTables, rule) ? parameterTables[rule as ParameterisedRule] : undefined; // hasOwn proves the key
}
