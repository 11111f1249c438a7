import { readdirSync } from "node:fs";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import type { Problem, Result } from "../catalog/reading/problems";
import { sortProblems } from "../catalog/reading/problems";
import { type ParsedFile, parseYaml, readYaml } from "../catalog/reading/read-yaml";
import { checkConfig, type KnownServices } from "./checks";
import { asMeant } from "./rewritten";
import {
  type ConfigKeys,
  meantKeys,
  ownKeys,
  readableKeys,
  type StackConfig,
  stackConfigOf,
  stackFileSchema,
} from "./schema";

export const stacksFolder = "stacks";

/** The file that holds a stack's config, from the project's root. */
export function stackFileOf(stack: string): string {
  return `${stacksFolder}/Pulumi.${stack}.yaml`;
}

/** Stacks that a project has a config file for, sorted. */
export function listStacks(root: string): readonly string[] {
  return filesIn(join(root, stacksFolder))
    .flatMap((name) => /^Pulumi\.(.+)\.yaml$/.exec(name)?.[1] ?? [])
    .sort();
}

function filesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return [];
    throw error;
  }
}

/** What a stack's config is read for; without a catalog its services are not checked. */
export interface StackContext {
  readonly root: string;
  readonly stack: string;
  readonly catalog: KnownServices | undefined;
  /** Now, against which the longest emergency is measured. */
  readonly now: Date;
}

/** A stack's file: our keys, and below `raw` those of others. */
export type StackFile = { readonly config: ConfigKeys };

/** Reads stacks/Pulumi.<stack>.yaml: the config, or every problem with its line and column. */
export function readStackConfig(context: StackContext): Result<StackConfig> {
  return checkStackFile(parseStackFile(context.root, context.stack), context);
}

/** Parses stacks/Pulumi.<stack>.yaml. */
export function parseStackFile(root: string, stack: string): ParsedFile<StackFile> {
  return readYaml<StackFile>(stackFileSchema, root, stackFileOf(stack));
}

/**
 * Checks the config as the engine hands it to a program: each value text, structures as JSON. Problems carry line and
 * column where the stack's file says the same; the engine may have been given another one.
 */
export function stackConfigFromEngine(
  values: Readonly<Record<string, string>>,
  context: StackContext,
): Result<StackConfig> {
  const name = stackFileOf(context.stack);
  const config = decodeConfig(values);
  const file = parseStackFile(context.root, context.stack);
  if (isDeepStrictEqual(configOf(file.raw), config)) return checkStackFile(file, context);
  // JSON is YAML: what the engine says is checked in the same way as the file, without its positions.
  const parsed = parseYaml<StackFile>(stackFileSchema, name, JSON.stringify({ config }));
  const judged = checkStackFile(parsed, context);
  if (judged.ok) return judged;
  return { ok: false, problems: judged.problems.map(({ message }) => ({ file: name, message })) };
}

function configOf(raw: unknown): unknown {
  return meantKeys(rawConfigOf(raw));
}

/** The config of a file as it states it, keys of other namespaces included; whatever it is. */
export function rawConfigOf(raw: unknown): unknown {
  return typeof raw === "object" && raw !== null && "config" in raw ? raw.config : {};
}

/** Checks a parsed file for what no schema sees as well. */
export function checkStackFile(parsed: ParsedFile<StackFile>, context: StackContext): Result<StackConfig> {
  if (parsed.raw === undefined) return { ok: false, problems: sortProblems(parsed.problems) };
  const config = parsed.data?.config ?? readableKeys(rawConfigOf(parsed.raw));
  const problems = checkConfig(config, context.stack, context.catalog, context.now).map(
    ({ path, isKey, message }): Problem => ({
      file: parsed.file,
      at: isKey ? parsed.keyAt(["config", ...path]) : parsed.at(["config", ...path]),
      message,
    }),
  );
  const all = [...parsed.problems, ...problems];
  if (all.length > 0) return { ok: false, problems: sortProblems(all) };
  return { ok: true, value: stackConfigOf(context.stack, config) };
}

/** Our keys out of the engine's config, structures parsed. */
export function decodeConfig(values: Readonly<Record<string, string>>): Readonly<Record<string, unknown>> {
  // ownKeys keeps the shape of a map.
  const own = ownKeys(values) as Readonly<Record<string, string>>;
  return Object.fromEntries(Object.entries(own).map(([key, value]) => [key, decodeValue(key, value)]));
}

function decodeValue(key: string, value: string): unknown {
  if (!/^[[{]/.test(value)) return asMeant(key, value);
  try {
    return asMeant(key, JSON.parse(value));
  } catch {
    // Plain text that only looks like a structure: the schema says what it should be.
    return value;
  }
}
