import { existsSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { type BaselineEntry, baselineEntrySchema } from "../catalog/graph";
import { type Problem, quote, type Result, sortProblems } from "../catalog/reading/problems";
import { parseYaml, readText } from "../catalog/reading/read-yaml";

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

/** Reads a stack's baseline, if it has one; what is wrong comes with line and column, since JSON is YAML. */
export function readBaseline(root: string, stack: string): Result<Baseline | undefined> {
  const file = baselineFileOf(stack);
  if (!existsSync(join(root, file))) return { ok: true, value: undefined };
  const text = readText(root, file);
  if (!text.ok) return text;
  const parsed = parseYaml(baselineSchema, file, text.value);
  const { data } = parsed;
  if (data === undefined) return { ok: false, problems: sortProblems(parsed.problems) };
  const problems: Problem[] = [];
  if (data.stack !== stack)
    problems.push({
      file,
      at: parsed.at(["stack"]),
      message: `The baseline must be of the stack ${quote(stack)}; it is of ${quote(data.stack)}. Record one for this stack.`,
    });
  return problems.length > 0 ? { ok: false, problems } : { ok: true, value: data };
}

/** The text of a baseline's file: sorted, an entry a line, so that a review sees what came and went. */
export function renderBaseline({ entries, ...head }: Baseline): string {
  const lines = [...entries].sort(byPlace).map((entry) => `    ${JSON.stringify(ordered(entry))}`);
  const opening = Object.entries(head).map(
    ([key, value]) => `  ${JSON.stringify(key)}: ${JSON.stringify(value)},`,
  );
  const list = lines.length === 0 ? `  "entries": []` : `  "entries": [\n${lines.join(",\n")}\n  ]`;
  return `{\n${[...opening, list].join("\n")}\n}\n`;
}

function ordered({ service, rule, message, subject, tier }: BaselineEntry): BaselineEntry {
  return { service, rule, message, ...(subject === undefined ? {} : { subject }), tier };
}

function byPlace(a: BaselineEntry, b: BaselineEntry): number {
  const key = (entry: BaselineEntry): string => JSON.stringify(ordered(entry));
  return key(a) < key(b) ? -1 : 1;
}
