import { z } from "zod";
import { entityName, text } from "../../catalog/fields";
import { levels } from "../../catalog/initiative";
import type { Tier } from "../../catalog/tier";
import type { Level, TermsByTier } from "../../tiers/levels";
import { judgingPolicy, substitutePolicy } from "./policy-names";
import { type AnyRule, areas } from "./rule";
import { ruleConfigProperties } from "./rule-config";
import { type RuleSet, withLevels } from "./rule-set";
import { describeThrown, plain } from "./text";

/** What a module of an organisation exports as `extension`: rules and whole sets of its own, and levels and terms. */
export interface Extension {
  /** Rules that join the set production-readiness. */
  readonly rules?: readonly AnyRule[];
  readonly ruleSets?: readonly RuleSet[];
  /** Levels by rule id, for rules of any set. */
  readonly levels?: Readonly<Record<string, Level>>;
  /** Terms by set, for sets of any origin. */
  readonly terms?: Readonly<Record<string, TermsByTier>>;
}

/** All rule sets together, and sentences about what is wrong with extensions. */
export interface Composition {
  readonly sets: readonly RuleSet[];
  readonly problems: readonly string[];
}

/** A module that was asked for: what it exports as `extension`, or why it could not be loaded. */
export interface LoadedExtension {
  readonly name: string;
  readonly loaded: { readonly value: unknown } | { readonly error: unknown };
}

const tier = z.union([z.literal(1), z.literal(2), z.literal(3)]);
const level = z.enum(levels);
const terms = z.partialRecord(z.enum(["1", "2", "3"]), z.strictObject({ must: level, aim: level }));
const sentence = text.regex(/\.$/, "must end with a full stop");

/** Names that the engine and the pack give a meaning of their own among policies. */
const reservedIds = ["all", judgingPolicy, substitutePolicy];

/** Names that the engine and the pack give a meaning of their own in a rule's policy config. */
const reservedParameters = ["enforcementLevel", "tier1", "tier2", "tier3"];

const parameterTable = z
  .strictObject({
    schema: z.instanceof(z.ZodObject, { error: "must be a z.object of the pack's own zod" }),
    values: z.strictObject({ 1: z.looseObject({}), 2: z.looseObject({}), 3: z.looseObject({}) }),
  })
  .transform(({ schema, values }, context) => {
    for (const name of reservedParameters)
      if (name in schema.shape) context.addIssue(`must not have a parameter called ${name}`);
    const checked = (at: Tier): Record<string, unknown> => {
      const { data, error } = schema.safeParse(values[at]);
      if (error) context.addIssue(`must fit its own schema at tier ${at}; ${firstIssue(error)}`);
      return data ?? {};
    };
    return { schema, values: { 1: checked(1), 2: checked(2), 3: checked(3) } };
  });

const ruleSchema = z.strictObject({
  id: entityName,
  area: z.enum(areas),
  level,
  title: text.max(80),
  why: sentence,
  fix: sentence,
  whenNot: sentence,
  evidence: z.array(z.enum(["declared", "catalog", "observed"])).min(1),
  state: z.boolean().optional(),
  severity: z.enum(["low", "medium", "high", "critical"]).optional(),
  tiers: z.array(tier).min(1).optional(),
  unwaivableAt: z.array(tier).optional(),
  noGrace: z.boolean().optional(),
  parameters: parameterTable.optional(),
  messages: z.record(z.string(), sentence),
  check: z.custom<AnyRule["check"]>((value) => typeof value === "function", "must be a function"),
});

const extensionSchema = z.strictObject({
  rules: z.array(z.unknown()).optional(),
  ruleSets: z
    .array(z.strictObject({ name: entityName, title: text, terms, rules: z.array(z.unknown()) }))
    .optional(),
  levels: z.record(entityName, level).optional(),
  terms: z.record(entityName, terms).optional(),
});
type Parsed = z.infer<typeof extensionSchema>;

/**
 * Adds extensions to the shipped sets. What is wrong with one spoils nothing else: a rule that cannot be used becomes
 * one that errs for every service, and a module that cannot be loaded is a problem.
 */
export function composeSets(
  shipped: readonly RuleSet[],
  extensions: readonly LoadedExtension[],
): Composition {
  const problems: string[] = [];
  const parsed = extensions.flatMap((extension) => parse(extension, problems));
  const ids = new Set(shipped.flatMap(({ rules }) => rules.map(({ id }) => id)));
  const usable = (from: string, rules: readonly unknown[] | undefined): readonly AnyRule[] =>
    (rules ?? []).flatMap((rule) => usableRule(from, rule, ids, problems));
  const [first, ...rest] = shipped;
  if (first === undefined) throw new Error("there is no shipped rule set");
  const joined = parsed.flatMap(({ name, value }) => usable(name, value.rules));
  const sets = [{ ...first, rules: sorted([...first.rules, ...joined]) }, ...rest];
  for (const { name, value } of parsed)
    for (const { rules, ...set } of value.ruleSets ?? []) {
      if (sets.some((known) => known.name === set.name))
        problems.push(`The extension ${name} must not bring the rule set ${set.name}, which exists already.`);
      else sets.push({ ...set, rules: sorted(usable(name, rules)) });
    }
  return {
    sets: parsed.reduce<readonly RuleSet[]>(
      (all, { name, value }) => retuned(name, value, all, problems),
      sets,
    ),
    problems,
  };
}

function parse({ name, loaded }: LoadedExtension, problems: string[]): { name: string; value: Parsed }[] {
  const refuse = (why: string): [] => {
    problems.push(`The extension ${name} cannot be used: ${why}.`);
    return [];
  };
  if ("error" in loaded) return refuse(firstLine(describeThrown(loaded.error)));
  try {
    if (!isPlainObject(loaded.value)) return refuse("what it exports must be a plain object");
    const result = extensionSchema.safeParse(loaded.value);
    return result.success ? [{ name, value: result.data }] : refuse(firstIssue(result.error));
  } catch (error) {
    return refuse(describeThrown(error)); // A module may export what throws when it is looked at.
  }
}

/** A promise of rules, a map of them or the like would look like an extension that brings nothing. */
function isPlainObject(value: unknown): boolean {
  return typeof value === "object" && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}

function usableRule(from: string, rule: unknown, ids: Set<string>, problems: string[]): readonly AnyRule[] {
  const id = idOf(rule);
  if (id === undefined || reservedIds.includes(id)) {
    const not = id === undefined ? "" : `; ${id} has another meaning`;
    problems.push(
      `A rule of the extension ${from} must have an id of lower-case letters, digits and dashes${not}.`,
    );
    return [];
  }
  if (ids.has(id)) {
    problems.push(`The extension ${from} must not bring the rule ${id}, which exists already.`);
    return [];
  }
  ids.add(id);
  try {
    const parsed = ruleSchema.safeParse(rule);
    if (!parsed.success) return [brokenRule(id, from, firstIssue(parsed.error))];
    ruleConfigProperties(parsed.data); // The engine is told them when the pack starts, where nothing may throw.
    // The schema proves the shape; which parameters and messages go with the check is the rule's own matter.
    return [Object.freeze(parsed.data as AnyRule)];
  } catch (error) {
    return [brokenRule(id, from, describeThrown(error))];
  }
}

function idOf(rule: unknown): string | undefined {
  try {
    const stated: unknown = typeof rule === "object" && rule !== null ? Reflect.get(rule, "id") : undefined;
    return entityName.safeParse(stated).data;
  } catch {
    return undefined; // What cannot even be looked at has no id either.
  }
}

/** Stands for a rule that cannot be used, so that nothing passes which it would have judged. */
function brokenRule(id: string, from: string, why: string): AnyRule {
  return {
    id,
    area: "ownership",
    level: "bronze",
    title: plain(`A rule of ${from} that cannot be used`),
    why: "A rule that cannot be read judges nothing.",
    fix: `Mend the rule ${id} in ${from}.`,
    whenNot: "Never.",
    evidence: ["declared"],
    messages: {},
    check: () => {
      throw new Error(`it is broken; ${why}`);
    },
  };
}

function retuned(
  name: string,
  { levels: own, terms: termsBySet }: Parsed,
  sets: readonly RuleSet[],
  problems: string[],
): readonly RuleSet[] {
  const ids = new Set(sets.flatMap(({ rules }) => rules.map(({ id }) => id)));
  for (const id of Object.keys(own ?? {}))
    if (!ids.has(id))
      problems.push(`The extension ${name} must not set the level of ${id}, which is no rule.`);
  for (const set of Object.keys(termsBySet ?? {}))
    if (!sets.some((known) => known.name === set))
      problems.push(`The extension ${name} must not set the terms of ${set}, which is no rule set.`);
  return sets.map((set) => withLevels({ ...set, terms: termsBySet?.[set.name] ?? set.terms }, own ?? {}));
}

function sorted(rules: readonly AnyRule[]): readonly AnyRule[] {
  return [...rules].sort((a, b) => (a.id < b.id ? -1 : 1));
}

function firstLine(text: string): string {
  return text.split("\\u000a")[0] ?? text; // as describeThrown shows a line's end
}

function firstIssue({ issues: [first] }: z.ZodError): string {
  return first ? `${first.path.join(".") || "it"}: ${first.message}` : "it cannot be read";
}
