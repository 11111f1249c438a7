import { z } from "zod";
import type { Position, Problem, Result } from "../../catalog/reading/problems";
import { quote, show, sortProblems } from "../../catalog/reading/problems";
import { type ParsedFile, parseYaml } from "../../catalog/reading/read-yaml";
import { didYouMean } from "../../catalog/reading/suggestions";
import { packConfigSchema } from "../../policy-pack/engine/pack-config";
import { judgingPolicy } from "../../policy-pack/engine/policy-names";
import type { AnyRule } from "../../policy-pack/engine/rule";
import { ruleConfigSchema, tableOf } from "../../policy-pack/engine/rule-config";
import { describeThrown } from "../../policy-pack/engine/text";
import { type Pack, rulesOf } from "./pack";

/** Levels that the engine accepts; remediate means mandatory for a policy that judges a whole stack. */
const enforcementLevels = ["advisory", "mandatory", "remediate", "disabled"] as const;
const enforcementLevel = z.enum(enforcementLevels);
export type EnforcementLevel = z.infer<typeof enforcementLevel>;

/** The policy that speaks for the pack as a whole. */
export const packPolicy = judgingPolicy;

/** The level for every policy that is not named itself. */
const everyPolicy = "all";

/** What an operator's policy config file says, as `pulumi --policy-pack-config` takes it. */
export interface OperatorConfig {
  /** The level that the operator sets for a policy, if any. */
  levelOf(policy: string): EnforcementLevel | undefined;
  /** What is said to a policy besides its level. */
  propertiesOf(policy: string): Readonly<Record<string, unknown>>;
}

/** No file: every policy as the pack has it. */
export const noConfig: OperatorConfig = { levelOf: () => undefined, propertiesOf: () => ({}) };

/**
 * Reads a policy config file's text: the config, or everything that is wrong with it. A rule that does not exist, which
 * the engine ignores without a word, is a problem here.
 */
export function readOperatorConfig(file: string, text: string, pack: Pack): Result<OperatorConfig> {
  if (text.trim() === "") return { ok: true, value: noConfig }; // as the engine takes it
  const loose = parseYaml(z.record(z.string(), z.unknown()), file, text);
  const syntax = syntaxProblem(file, text);
  if (loose.data === undefined) return { ok: false, problems: loose.problems };
  if (syntax) return { ok: false, problems: [syntax] };
  const schemas = new Map<string, z.ZodObject>([
    ...rulesOf(pack).map(({ rule }) => [rule.id, parametersOf(rule)] as const),
    [packPolicy, packConfigSchema],
    [everyPolicy, z.strictObject({})],
  ]);
  const problems = [
    ...Object.keys(loose.data).flatMap((name) => nameProblem(loose, name, [...schemas.keys()])),
    ...valueProblems(file, text, loose.data, schemas),
  ];
  if (problems.length > 0) return { ok: false, problems: sortProblems(problems) };
  return { ok: true, value: operatorConfigOf(loose.data) };
}

function parametersOf(rule: AnyRule): z.ZodObject {
  const table = tableOf(rule);
  return table === undefined ? z.strictObject({}) : ruleConfigSchema(table);
}

function operatorConfigOf(data: Readonly<Record<string, unknown>>): OperatorConfig {
  const said = (policy: string): unknown => (Object.hasOwn(data, policy) ? data[policy] : undefined);
  const ownLevel = (policy: string): EnforcementLevel | undefined => {
    const value = said(policy);
    const level = typeof value === "string" ? value : asRecord(value).enforcementLevel;
    return enforcementLevel.safeParse(level).data;
  };
  return {
    levelOf: (policy) => ownLevel(policy) ?? ownLevel(everyPolicy),
    propertiesOf: (policy) => {
      const { enforcementLevel: _, ...properties } = asRecord(said(policy));
      return properties;
    },
  };
}

function asRecord(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null ? { ...value } : {};
}

function nameProblem(parsed: ParsedFile<unknown>, name: string, known: readonly string[]): Problem[] {
  if (known.includes(name)) return [];
  const message = `${quote(name)} is not a rule, and the engine would ignore it.${didYouMean(name, known)} Correct or remove it; \`readiness rules\` lists the rules.`;
  return [{ file: parsed.file, at: parsed.keyAt([name]), message }];
}

/** What is wrong with the values of known policies: each is a level, or a map with a level and what the policy takes. */
function valueProblems(
  file: string,
  text: string,
  data: Readonly<Record<string, unknown>>,
  schemas: ReadonlyMap<string, z.ZodObject>,
): readonly Problem[] {
  const shape = Object.entries(data).map(([name, value]) => {
    const schema = schemas.get(name);
    if (schema === undefined) return [name, z.unknown()] as const;
    if (typeof value === "object" && value !== null && !Array.isArray(value))
      return [name, schema.extend({ enforcementLevel: enforcementLevel.optional() })] as const;
    if (typeof value === "string") return [name, enforcementLevel] as const;
    return [name, neither(value)] as const;
  });
  return parseYaml(z.object(Object.fromEntries(shape)), file, text).problems;
}

function neither(value: unknown): z.ZodType {
  return z.custom(
    () => false,
    `must be a level (${enforcementLevels.join(", ")}) or a map of what the policy takes, not ${show(value)}`,
  );
}

/** What Pulumi, which reads JSON, would refuse although it can be read as YAML. */
function syntaxProblem(file: string, text: string): Problem | undefined {
  try {
    JSON.parse(text);
    return undefined;
  } catch (error) {
    const message = `The file must be JSON: ${describeThrown(error)}.`;
    return { file, at: positionIn(error, text), message };
  }
}

function positionIn(error: unknown, text: string): Position | undefined {
  const offset = /position (\d+)/.exec(error instanceof Error ? error.message : "")?.[1];
  if (offset === undefined) return undefined;
  const before = text.slice(0, Number(offset)).split("\n");
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}
