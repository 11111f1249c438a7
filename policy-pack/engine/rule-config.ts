import { z } from "zod";
import type { Tier } from "../../catalog/tier";
import { parameterTable } from "../../tiers/parameters";
import type { ParameterTable } from "../../tiers/parameters/table";
import type { AnyRule } from "./rule";

/** What the operator wrote for one rule, made ready; problems are sentences without the rule's id. */
export interface RuleConfig {
  /** What holds at a tier; `before` stands for values that the tier table had earlier. */
  parameters(tier: Tier, before?: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>>;
  readonly problems: readonly string[];
}

/** What of a rule decides about its parameters. */
type ConfiguredRule = Pick<AnyRule, "id" | "parameters">;

/** The parameter table of a rule: its own, or ours in tiers/; none where it has no parameters. */
export function tableOf({ id, parameters }: ConfiguredRule): ParameterTable<z.ZodObject> | undefined {
  return parameters ?? parameterTable(id);
}

/** A rule's parameters as policy config takes them: for all tiers, and under tier1 to tier3 for one. */
export function ruleConfigSchema({ schema }: ParameterTable<z.ZodObject>) {
  const some = schema.partial().strict(); // A misspelt parameter must be told, whatever the rule's own schema lets through.
  return some.extend({ tier1: some.optional(), tier2: some.optional(), tier3: some.optional() });
}

/** JSON Schema of a rule's policy config properties, for the engine to check types with; none without parameters. */
export function ruleConfigProperties(rule: ConfiguredRule): Readonly<Record<string, object>> {
  const table = tableOf(rule);
  return table === undefined ? {} : propertiesOf(ruleConfigSchema(table));
}

/** Lays the operator's parameters over the tier table's. What does not fit is a problem, and the table holds. */
export function readRuleConfig(rule: ConfiguredRule, config: Readonly<Record<string, unknown>>): RuleConfig {
  const table = tableOf(rule);
  const schema = table === undefined ? z.strictObject({}) : ruleConfigSchema(table);
  const parsed = schema.safeParse(config);
  const { tier1, tier2, tier3, ...everywhere } = parsed.success ? onlyStated(parsed.data, config) : {};
  const own: Readonly<Record<Tier, object>> = {
    1: onlyStated(tier1, config.tier1),
    2: onlyStated(tier2, config.tier2),
    3: onlyStated(tier3, config.tier3),
  };
  const laid = (tier: Tier, before: Readonly<Record<string, unknown>> = {}) =>
    Object.freeze({ ...table?.values[tier], ...before, ...everywhere, ...own[tier] });
  const byTier = { 1: laid(1), 2: laid(2), 3: laid(3) } as const;
  return {
    parameters: (tier, before) => (before === undefined ? byTier[tier] : laid(tier, before)),
    problems: parsed.success ? [] : problemsOf(parsed.error),
  };
}

/** What was written, as the schema reads it: its defaults must not stand before the tier table's values. */
function onlyStated(read: unknown, written: unknown): Record<string, unknown> {
  const stated = asRecord(written);
  return Object.fromEntries(Object.entries(asRecord(read)).filter(([name]) => Object.hasOwn(stated, name)));
}

function asRecord(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null ? { ...value } : {};
}

/** A sentence for each thing that does not fit. */
export function problemsOf(error: z.ZodError): readonly string[] {
  return error.issues.map(({ path, message }) =>
    path.length > 0 ? `${path.join(".")}: ${message}` : message,
  );
}

function propertiesOf(schema: z.ZodObject): Readonly<Record<string, object>> {
  const json = z.toJSONSchema(schema, {
    target: "draft-7",
    io: "input",
    // The engine refuses the whole pack for an expression that Go does not know; our own strict parse checks them.
    override: ({ jsonSchema }) => {
      delete jsonSchema.pattern;
      delete jsonSchema.format;
    },
  });
  const entries = Object.entries(json.properties ?? {});
  return Object.fromEntries(entries.flatMap(([name, one]) => (typeof one === "object" ? [[name, one]] : [])));
}
