import type { z } from "zod";
import type { Position, Problem } from "../reading/problems";
import { type Located, parseYamlDocument } from "../reading/yaml-document";
import type { NotMapped } from "./imported";

export type Path = readonly (string | number)[];

/** A YAML document that remembers which of its fields were used, so that what is left can be listed. */
export interface Source {
  readonly file: string;
  value(path: Path): unknown;
  position(path: Path): Position;
  /** A text or number that is not blank, as text; it counts as used. */
  text(path: Path): string | undefined;
  /** The text where a schema accepts it; what it refuses is listed with the schema's reason. */
  accepted(schema: z.ZodType<string>, path: Path): string | undefined;
  /** Paths of the entries of a list or map. */
  children(path: Path): readonly Path[];
  /** Marks a field with all that it holds as used. */
  use(path: Path): void;
  /** Lists a field with all that it holds as not mapped. */
  refuse(path: Path, reason: string): void;
  /** What was refused, and what nobody used. */
  notMapped(): readonly NotMapped[];
}

const noPlace = "The catalog has no field for it.";

/** Every document of a YAML text, empty ones left out, or what is wrong with the text. */
export function documentsOf(
  text: string,
  file: string,
): { readonly sources: readonly Source[]; readonly errors: readonly Problem[] } {
  const parsed = chunksOf(text).map(({ before, chunk }) => ({ before, ...parseYamlDocument(chunk) }));
  const errors = parsed.flatMap(({ before, faults }) =>
    faults.map(({ at, message }) => ({ file, at: shifted(at, before), message })),
  );
  const sources = parsed.flatMap(({ before, root }) => (root ? [sourceOf(root, file, before)] : []));
  return { sources: errors.length > 0 ? [] : sources, errors };
}

/** A line that starts with three dashes always starts a document: YAML allows it inside no value. */
function chunksOf(text: string): { readonly before: number; readonly chunk: string }[] {
  const chunks: { before: number; lines: string[] }[] = [{ before: 0, lines: [] }];
  for (const [index, line] of text.split(/(?<=\n)/).entries()) {
    const last = chunks.at(-1);
    if (/^---(\s|$)/.test(line) && !isOnlyHead(last?.lines ?? []))
      chunks.push({ before: index, lines: [line] });
    else last?.lines.push(line);
  }
  return chunks.map(({ before, lines }) => ({ before, chunk: lines.join("") }));
}

/** Whether there are only comments and directives, which belong to the document after them. */
function isOnlyHead(lines: readonly string[]): boolean {
  return lines.every((line) => /^\s*(#|$)|^%/.test(line));
}

function shifted(at: Position, lines: number): Position {
  return { line: at.line + lines, column: at.column };
}

function sourceOf(root: Located, file: string, before: number): Source {
  const used = new Set<string>();
  const touched = new Set<string>();
  const refused: NotMapped[] = [];
  const position = (path: Path): Position => shifted(keyAt(root, path), before);
  const use = (path: Path): void => {
    used.add(keyOf(path));
    for (let length = path.length; length >= 0; length -= 1) touched.add(keyOf(path.slice(0, length)));
  };
  const refuse = (path: Path, reason: string): void => {
    use(path);
    refused.push({ file, at: position(path), path: path.join("."), reason });
  };
  const text = (path: Path): string | undefined => {
    const value = nodeAt(root, path)?.value;
    if (typeof value !== "string" && typeof value !== "number") return undefined;
    use(path);
    return String(value).trim() || undefined;
  };
  const unused = (node: Located, path: Path): NotMapped[] => {
    if (used.has(keyOf(path)) || isEmpty(node.value)) return [];
    if (!touched.has(keyOf(path)) || node.entries.size === 0)
      return [{ file, at: position(path), path: path.join("."), reason: noPlace }];
    return [...node.entries].flatMap(([key, entry]) => unused(entry.node, [...path, key]));
  };
  return {
    file,
    position,
    use,
    refuse,
    text,
    value: (path) => nodeAt(root, path)?.value,
    accepted: (schema, path) => {
      const given = text(path);
      if (given === undefined) return undefined;
      const parsed = schema.safeParse(given);
      if (parsed.success) return parsed.data;
      refuse(path, `It ${parsed.error.issues[0]?.message ?? "is not accepted"}.`);
      return undefined;
    },
    children: (path) => [...(nodeAt(root, path)?.entries.keys() ?? [])].map((key) => [...path, key]),
    notMapped: () => [...refused, ...unused(root, [])],
  };
}

function keyOf(path: Path): string {
  return JSON.stringify(path);
}

function nodeAt(root: Located, path: Path): Located | undefined {
  return path.reduce<Located | undefined>((node, key) => node?.entries.get(key)?.node, root);
}

function keyAt(root: Located, path: Path): Position {
  const last = path.at(-1);
  const parent = nodeAt(root, path.slice(0, -1));
  return (last === undefined ? undefined : parent?.entries.get(last)?.keyAt) ?? parent?.at ?? root.at;
}

/** Whether a value says nothing, so that nothing is lost with it. */
function isEmpty(value: unknown): boolean {
  if (value === null || value === undefined || value === "") return true;
  return typeof value === "object" && Object.keys(value).length === 0;
}
