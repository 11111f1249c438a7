import { isUtf8 } from "node:buffer";
import { readFileSync, realpathSync, statSync } from "node:fs";
import { join, relative, sep } from "node:path";
import type { z } from "zod";
import { faultsOf, follow } from "./issues";
import { type Position, type Problem, type Result, sortProblems } from "./problems";
import { type Located, parseYamlDocument } from "./yaml-document";
import type { Fault } from "./yaml-text";

/** Largest file that people write, in bytes. */
export const largestFile = 1024 * 1024;

/** A file's data and where it stands in it. */
export interface ParsedFile<T> {
  readonly file: string;
  /** Absent where the data does not follow the schema. */
  readonly data: T | undefined;
  /** The data as the file states it, not yet checked; undefined where the text cannot be read as YAML. */
  readonly raw: unknown;
  readonly problems: readonly Problem[];
  /** The value at a path, or the last one on the way to it. */
  at(path: readonly PropertyKey[]): Position;
  /** The key at a path. */
  keyAt(path: readonly PropertyKey[]): Position;
}

/** Parses YAML text by a schema. Pure; the file's name only goes into the problems. */
export function parseYaml<T>(schema: z.ZodType<T>, file: string, text: string): ParsedFile<T> {
  const { root, faults } = parseYamlDocument(text);
  if (!root) {
    const empty = [
      { at: { line: 1, column: 1 }, message: "The file must not be empty. Write its fields, or delete it." },
    ];
    return unreadable(
      file,
      (faults.length > 0 ? faults : empty).map((fault) => ({ file, ...fault })),
    );
  }
  const parsed = schema.safeParse(root.value);
  const all = parsed.success ? faults : withoutEchoes(faults, faultsOf(schema, root, parsed.error.issues));
  return {
    file,
    data: all.length === 0 ? parsed.data : undefined,
    raw: root.value,
    problems: sortProblems(all.map((fault) => ({ file, ...fault }))),
    at: (path) => follow(root, path).node.at,
    keyAt: (path) => keyPosition(root, path),
  };
}

function keyPosition(root: Located, path: readonly PropertyKey[]): Position {
  const last = path.at(-1);
  const parent = follow(root, path.slice(0, -1)).node;
  const entry = typeof last === "string" || typeof last === "number" ? parent.entries.get(last) : undefined;
  return entry?.keyAt ?? parent.at;
}

/** A value that is faulty as YAML reaches the schema as empty; what the schema says about it then is left out. */
function withoutEchoes(faults: readonly Fault[], further: readonly Fault[]): Fault[] {
  const places = new Set(faults.map(({ at }) => `${at.line}:${at.column}`));
  return [...faults, ...further.filter(({ at }) => !places.has(`${at.line}:${at.column}`))];
}

/** Reads and parses one YAML file below the root; what hinders the reading is a problem too, never an exception. */
export function readYaml<T>(schema: z.ZodType<T>, root: string, file: string): ParsedFile<T> {
  const text = readText(root, file);
  return text.ok ? parseYaml(schema, file, text.value) : unreadable(file, text.problems);
}

/** A file of which nothing is known but what is wrong with it. */
export function unreadable<T>(file: string, problems: readonly Problem[]): ParsedFile<T> {
  const start = { line: 1, column: 1 };
  return { file, data: undefined, raw: undefined, problems, at: () => start, keyAt: () => start };
}

/** The text of a file below the root, which must be a plain file of so many bytes at most in UTF-8 that lies there. */
export function readText(root: string, file: string, most = largestFile): Result<string> {
  const refuse = (message: string, at?: Position): Result<string> => ({
    ok: false,
    problems: [{ file, at, message }],
  });
  const path = join(root, file);
  try {
    if (!liesBelow(root, path))
      return refuse("The link must not lead out of the project. Put the file itself here.");
    const stats = statSync(path);
    if (stats.isDirectory()) return refuse("This must be a file; it is a folder. Rename or move the folder.");
    if (!stats.isFile()) return refuse("This must be a plain file. Remove it.");
    if (stats.size > most)
      return refuse(`The file must have at most ${most / largestFile} MiB; it has ${stats.size} bytes.`);
    const bytes = readFileSync(path);
    if (!isUtf8(bytes))
      return refuse("The file must be UTF-8 text. Save it with that encoding.", firstNonUtf8(bytes));
    return { ok: true, value: bytes.toString("utf8").replace(/^\ufeff/, "") };
  } catch (error) {
    return refuse(`The file cannot be read: ${reason(error)}`);
  }
}

function liesBelow(root: string, path: string): boolean {
  const way = relative(realpathSync(root), realpathSync(path));
  return way !== ".." && !way.startsWith(`..${sep}`);
}

/** What a failed call of the file system means; other faults are not ours to explain and go on. */
export function reason(error: unknown): string {
  const code = error instanceof Error && "code" in error ? String(error.code) : undefined;
  if (code === undefined) throw error;
  if (code === "ENOENT") return "it does not exist, or it is a link that leads nowhere.";
  if (code === "EACCES" || code === "EPERM") return "you have no permission to. Change its mode or owner.";
  if (code === "ELOOP") return "its links lead in a circle.";
  return `${code}.`;
}

function firstNonUtf8(bytes: Buffer): Position {
  let line = 1;
  for (let from = 0; from <= bytes.length; line += 1) {
    const end = bytes.indexOf(10, from);
    const row = bytes.subarray(from, end < 0 ? bytes.length : end);
    if (!isUtf8(row)) return { line, column: row.toString("utf8").indexOf("\ufffd") + 1 };
    if (end < 0) break;
    from = end + 1;
  }
  return { line, column: 1 };
}
