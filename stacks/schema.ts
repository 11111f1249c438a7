import { z } from "zod";
import { entityName } from "../catalog/fields";
import {
  approversSchema,
  breakGlassSchema,
  type CatalogFacts,
  lockSchema,
  modeSchema,
  plansSchema,
  promotionSchema,
  tierSchema,
} from "../catalog/graph";
import { vendors } from "../evidence/facts";
import { asMeant } from "./rewritten";

/** The namespace of our keys in a stack's config; keys of others (github:owner) are the providers' matter. */
export const configNamespace = "readiness:";

/** What a stack decides, defaults filled: how strict, what it owns, who approved what. */
export type StackConfig = Omit<
  CatalogFacts,
  "stack" | "environment" | "teams" | "waivers" | "initiatives" | "baseline" | "neighbours"
> & {
  readonly stack: string;
  /** Part of the physical names of everything that exists once per environment. */
  readonly environment: string;
  /** Whether its outputs tell other stacks of its services. */
  readonly shares: boolean;
  /** Stacks whose services those of this catalog may depend on, as Pulumi names them. */
  readonly neighbours: readonly string[];
};

const keys = z.strictObject({
  "readiness:tiers": z
    .record(entityName, tierSchema)
    .default({})
    .describe("How critical each service is in this stack; 3 for those that are not listed."),
  "readiness:mode": modeSchema.default("advise").describe("What mandatory failures do."),
  "readiness:owns": z
    .boolean()
    .default(false)
    .describe("Whether this stack declares what exists once per vendor account."),
  "readiness:environment": entityName.optional().describe("The stack's name by default."),
  "readiness:promotions": z.record(entityName, z.array(promotionSchema)).default({}),
  "readiness:approvers": approversSchema.default({}),
  "readiness:locks": z.array(lockSchema).default([]),
  "readiness:observe": z.array(z.enum(vendors)).default([]),
  "readiness:plans": plansSchema.default({}),
  "readiness:blockOnState": z.boolean().default(false),
  "readiness:breakGlass": breakGlassSchema.optional(),
  "readiness:shares": z
    .boolean()
    .default(false)
    .describe("Whether this stack tells its neighbours of its services, in its outputs."),
  "readiness:neighbours": z
    .array(
      z
        .string()
        .regex(
          /^[\w.-]+\/[\w.-]+\/[\w.-]+$/,
          "must be organization/project/stack, with organization as the first where the backend has none",
        ),
    )
    .default([])
    .describe("Stacks of this program whose services those of this catalog may depend on."),
});

/** Our keys of a stack's config, as its file or the engine gives them. */
export type ConfigKeys = z.infer<typeof keys>;

/** A whole stack file; other namespaces and Pulumi's own keys are let through unseen. */
export const stackFileSchema = z.looseObject({
  config: z.preprocess((config) => meantKeys(config ?? {}), keys),
});

/** Those of our keys whose values are right, defaults for the others, so that a fault in one hides none in another. */
export function readableKeys(config: unknown): ConfigKeys {
  const own = meantKeys(config);
  const entries = typeof own === "object" && own !== null ? Object.entries(own) : [];
  const right = entries.filter(([key, value]) => {
    const schema = Object.hasOwn(keys.shape, key) ? keys.shape[key as keyof ConfigKeys] : undefined; // hasOwn proves the key
    return schema?.safeParse(value).success ?? false;
  });
  return keys.parse(Object.fromEntries(right));
}

/** The entries of our namespace as they were meant, whatever Pulumi made of them; anything but a map is left as it is. */
export function meantKeys(config: unknown): unknown {
  const own = ownKeys(config);
  if (typeof own !== "object" || own === null || Array.isArray(own)) return own;
  return Object.fromEntries(Object.entries(own).map(([key, value]) => [key, asMeant(key, value)]));
}

/** The entries of our namespace; anything but a map is left as it is, for the schema to refuse. */
export function ownKeys(config: unknown): unknown {
  if (typeof config !== "object" || config === null || Array.isArray(config)) return config;
  return Object.fromEntries(Object.entries(config).filter(([key]) => key.startsWith(configNamespace)));
}

/** Lays a stack's name under its checked keys. */
export function stackConfigOf(stack: string, config: ConfigKeys): StackConfig {
  const breakGlass = config["readiness:breakGlass"];
  return {
    stack,
    environment: config["readiness:environment"] ?? stack,
    mode: config["readiness:mode"],
    owns: config["readiness:owns"],
    blockOnState: config["readiness:blockOnState"],
    observe: config["readiness:observe"],
    plans: config["readiness:plans"],
    tiers: config["readiness:tiers"],
    approvers: config["readiness:approvers"],
    promotions: config["readiness:promotions"],
    locks: config["readiness:locks"],
    shares: config["readiness:shares"],
    neighbours: config["readiness:neighbours"],
    ...(breakGlass === undefined ? {} : { breakGlass }),
  };
}
