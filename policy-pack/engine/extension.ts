import { z } from "zod";
import { entityName, text } from "../../catalog/fields";
import { levels } from "../../catalog/initiative";
import type { Level, TermsByTier } from "../../tiers/levels";
import { type AnyRule, areas } from "./rule";
import { type RuleSet, withLevels } from "./rule-set";
import { describeThrown } from "./text";

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
  parameters: z
    .strictObject({
      schema: z.instanceof(z.ZodObject),
      values: z.strictObject({ 1: z.looseObject({}), 2: z.looseObject({}), 3: z.looseObject({}) }),
    })
    .optional(),
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
  if ("error" in loaded) {
    problems.push(`The extension ${name} could not be loaded: ${describeThrown(loaded.error)}.`);
    return [];
  }
  const result = extensionSchema.safeParse(loaded.value);
  if (result.success) return [{ name, value: result.data }];
  problems.push(`The extension ${name} cannot be used: ${firstIssue(result.error)}.`);
  return [];
}

function usableRule(from: string, rule: unknown, ids: Set<string>, problems: string[]): readonly AnyRule[] {
  const parsed = ruleSchema.safeParse(rule);
  const stated: unknown = typeof rule === "object" && rule !== null ? Reflect.get(rule, "id") : undefined;
  const id = entityName.safeParse(stated);
  if (!id.success) {
    problems.push(
      `A rule of the extension ${from} must have an id of lower-case letters, digits and dashes.`,
    );
    return [];
  }
  if (ids.has(id.data)) {
    problems.push(`The extension ${from} must not bring the rule ${id.data}, which exists already.`);
    return [];
  }
  ids.add(id.data);
  // The schema proves the shape; which parameters and messages go with the check is the rule's own matter.
  return [
    parsed.success ? Object.freeze(rule as AnyRule) : brokenRule(id.data, from, firstIssue(parsed.error)),
  ];
}

/** Stands for a rule that cannot be used, so that nothing passes which it would have judged. */
function brokenRule(id: string, from: string, why: string): AnyRule {
  return {
    id,
    area: "ownership",
    level: "bronze",
    title: `A rule of ${from} that cannot be used`,
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

function firstIssue({ issues: [first] }: z.ZodError): string {
  return first ? `${first.path.join(".") || "it"}: ${first.message}` : "it cannot be read";
}
