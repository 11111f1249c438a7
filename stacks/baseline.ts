import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { type BaselineEntry, baselineEntrySchema } from "../catalog/graph";
import { quote, type Result, sortProblems } from "../catalog/reading/problems";
import { largestFile, type ParsedFile, parseYaml, readText, unreadable } from "../catalog/reading/read-yaml";

/** The recorded failures that the mode ratchet tolerates in one stack. */
export const baselineSchema = z.strictObject({
  schemaVersion: z.literal(1),
  stack: z.string().min(1),
  recordedAt: z.iso.date(),
  entries: z.array(baselineEntrySchema),
});
export type Baseline = z.infer<typeof baselineSchema>;

/** The file that holds a stack's baseline, from the project's root. */
export function baselineFileOf(stack: string): string {
  return `stacks/baseline.${stack}.json`;
}

/** Largest baseline that is read, in bytes: some 300,000 failures. */
const largestBaseline = 32 * 1024 * 1024;

/** Reads a stack's baseline, if it has one; what is wrong comes with line and column, since JSON is YAML. */
export function readBaseline(root: string, stack: string): Result<Baseline | undefined> {
  const parsed = parseBaseline(root, stack);
  if (parsed === undefined) return { ok: true, value: undefined };
  if (parsed.data === undefined || parsed.problems.length > 0)
    return { ok: false, problems: sortProblems(parsed.problems) };
  return { ok: true, value: parsed.data };
}

/** A stack's baseline with the places of its values; undefined where it has none. */
export function parseBaseline(root: string, stack: string): ParsedFile<Baseline> | undefined {
  const file = baselineFileOf(stack);
  if (!existsSync(join(root, file))) return undefined;
  const text = readText(root, file, largestBaseline);
  const parsed = text.ok ? parse(file, text.value) : unreadable<Baseline>(file, text.problems);
  const of = parsed.data?.stack ?? stack;
  if (of === stack) return parsed;
  const isLarge = text.ok && text.value.length > largestFile;
  const at = isLarge ? undefined : parsed.at(["stack"]);
  const message = `The baseline must be of the stack ${quote(stack)}; it is of ${quote(of)}. Record one for this stack.`;
  return { ...parsed, problems: [...parsed.problems, { file, at, message }] };
}

/** A sound one is read as the JSON that it is, which is far quicker; places are only found where they are asked for. */
function parse(file: string, text: string): ParsedFile<Baseline> {
  const data = readQuickly(text);
  if (data === undefined && text.length > largestFile) {
    const message =
      "The file must be a baseline; its JSON, or something in it, is wrong. Record one for this stack.";
    return unreadable(file, [{ file, message }]);
  }
  if (data === undefined) return parseYaml(baselineSchema, file, text);
  let located: ParsedFile<Baseline> | undefined;
  const slowly = (): ParsedFile<Baseline> => {
    located ??= parseYaml(baselineSchema, file, text);
    return located;
  };
  return {
    file,
    data,
    raw: data,
    problems: [],
    at: (path) => slowly().at(path),
    keyAt: (path) => slowly().keyAt(path),
  };
}

/** Stacks that a baseline is there for, sorted. */
export function listBaselines(root: string): readonly string[] {
  const folder = join(root, "stacks");
  const names = existsSync(folder) ? readdirSync(folder) : [];
  return names.flatMap((name) => /^baseline\.(.+)\.json$/.exec(name)?.[1] ?? []).sort();
}

/**
 * A sound baseline, or undefined: to find out where something is wrong takes a hundred times as long. A key that is
 * given twice is not sound, as only its last value would count.
 */
function readQuickly(text: string): Baseline | undefined {
  try {
    const value: unknown = JSON.parse(text);
    const { data } = baselineSchema.safeParse(value);
    return data && keysIn(text) === keysOf(data) ? data : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** How many keys a JSON text has: as many as colons outside its texts. No pattern, as those give up at huge texts. */
function keysIn(json: string): number {
  let keys = 0;
  let isInside = false;
  for (let at = 0; at < json.length; at++) {
    const character = json[at];
    if (character === '"') isInside = !isInside;
    else if (isInside && character === "\\") at++;
    else if (!isInside && character === ":") keys++;
  }
  return keys;
}

function keysOf({ entries, ...head }: Baseline): number {
  const own = entries.reduce((sum, entry) => sum + Object.keys(entry).length, 0);
  return Object.keys(head).length + 1 + own;
}

/** The text of a baseline's file: sorted, an entry a line and each once, so that a review sees what came and went. */
export function renderBaseline({ entries, ...head }: Baseline): string {
  const lines = [...new Set(entries.map((entry) => JSON.stringify(ordered(entry))))].sort();
  const opening = Object.entries(head).map(
    ([key, value]) => `  ${JSON.stringify(key)}: ${JSON.stringify(value)},`,
  );
  const list = lines.length === 0 ? `  "entries": []` : `  "entries": [\n    ${lines.join(",\n    ")}\n  ]`;
  return `{\n${[...opening, list].join("\n")}\n}\n`;
}

function ordered({ service, rule, message, subject, tier }: BaselineEntry): BaselineEntry {
  return { service, rule, message, ...(subject === undefined ? {} : { subject }), tier };
}
