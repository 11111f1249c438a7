import { z } from "zod";
import { entityName } from "../../catalog/fields";
import { type CatalogFacts, catalogFactsSchema } from "../../catalog/graph";
import { problemsOf } from "./rule-config";

/** What the operator may say to the pack as a whole, under the policy name `readiness`. */
export const packConfigSchema = z.strictObject({
  catalog: catalogFactsSchema.optional(),
  scope: z.union([z.literal("all"), z.array(entityName)], "must be all or a list of services").default("all"),
});

/** Schema of that config for the engine; the strict check is ours, as the engine ignores unknown properties. */
export const packConfigProperties: Readonly<Record<string, object>> = {
  catalog: { type: "object", description: "What the Catalog component says, for stacks that have none." },
  scope: {
    description:
      "Services whose mandatory failures may block this run, as readiness changed lists them; all by default.",
    anyOf: [{ const: "all" }, { type: "array", items: { type: "string" } }],
  },
};

/** Reads the pack's own config; what does not fit is a problem, and counts as not given. */
export function readPackConfig(config: Readonly<Record<string, unknown>>): {
  readonly catalog: CatalogFacts | undefined;
  readonly scope: "all" | ReadonlySet<string>;
  readonly problems: readonly string[];
} {
  const parsed = packConfigSchema.safeParse(config);
  return parsed.success
    ? { catalog: parsed.data.catalog, scope: scopeOf(parsed.data.scope), problems: [] }
    : { catalog: undefined, scope: "all", problems: problemsOf(parsed.error) };
}

function scopeOf(scope: "all" | readonly string[]): "all" | ReadonlySet<string> {
  return scope === "all" ? scope : new Set(scope);
}
