import { z } from "zod";
import { entityName } from "../../catalog/fields";
import { type CatalogFacts, catalogFactsSchema } from "../../catalog/graph";
import { type GateConfig, gateConfigSchema } from "./gate-config";
import { problemsOf } from "./rule-config";

/** What the operator may say to the pack as a whole, under the policy name `readiness`. */
export const packConfigSchema = z.strictObject({
  catalog: catalogFactsSchema.optional(),
  scope: z.union([z.literal("all"), z.array(entityName)], "must be all or a list of services").default("all"),
  gate: gateConfigSchema.optional(),
});

/** Schema of that config for the engine; the strict check is ours, as the engine ignores unknown properties. */
export const packConfigProperties: Readonly<Record<string, object>> = {
  catalog: { type: "object", description: "What the Catalog component says, for stacks that have none." },
  scope: {
    description:
      "Services whose mandatory failures may block this run, as readiness changed lists them; all by default.",
    anyOf: [{ const: "all" }, { type: "array", items: { type: "string" } }],
  },
  gate: {
    type: "object",
    description: "What a stack deploys, and the scorecard that says whether it may: docs/workloads.md.",
  },
};

/** The pack's own config as it is used. */
export interface PackConfig {
  readonly catalog: CatalogFacts | undefined;
  readonly scope: "all" | ReadonlySet<string>;
  readonly gate: GateConfig | undefined;
  readonly problems: readonly string[];
}

/** Reads the pack's own config; what does not fit is a problem, and counts as not given. */
export function readPackConfig(config: Readonly<Record<string, unknown>>): PackConfig {
  const parsed = packConfigSchema.safeParse(config);
  if (!parsed.success)
    return { catalog: undefined, scope: "all", gate: undefined, problems: problemsOf(parsed.error) };
  const { catalog, scope, gate } = parsed.data;
  return { catalog, scope: scope === "all" ? scope : new Set(scope), gate, problems: [] };
}
