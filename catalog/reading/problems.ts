/** A place in a text file; both count from 1, columns in UTF-16 units as editors do. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** Something wrong in a file that a person has to mend: where, what is wrong, and what to do. */
export interface Problem {
  /** Path from the project's root, with forward slashes. */
  readonly file: string;
  /** Absent where the whole file or folder is the trouble. */
  readonly at?: Position | undefined;
  /** Complete sentences; values of the file in it are escaped and cut. */
  readonly message: string;
}

/** A value, or everything that is wrong with its source. */
export type Result<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/** One line: `file:line:column: message`. */
export function formatProblem({ file, at, message }: Problem): string {
  return at ? `${file}:${at.line}:${at.column}: ${message}` : `${file}: ${message}`;
}

/** The problems by file, line and column; those of one place keep their order. */
export function sortProblems(problems: readonly Problem[]): Problem[] {
  return [...problems].sort(
    (a, b) =>
      (a.file < b.file ? -1 : a.file > b.file ? 1 : 0) ||
      (a.at?.line ?? 0) - (b.at?.line ?? 0) ||
      (a.at?.column ?? 0) - (b.at?.column ?? 0),
  );
}

/** Control characters (line breaks and tabs aside) and those that reorder text: they never belong into a value. */
const deceptive = /[^\P{Cc}\t\n\r]|[\u202a-\u202e\u2066-\u2069]/u;

export function hasDeceptiveCharacter(text: string): boolean {
  return deceptive.test(text);
}

/** A file's text made safe to print: in double quotes, escaped, cut to so many characters. */
export function quote(text: string, most = 60): string {
  const cut = text.length > most ? `${text.slice(0, most).replace(/[\ud800-\udbff]$/, "")}…` : text;
  // JSON escapes the C0 characters and lone surrogates; the other deceptive ones are left to us.
  return JSON.stringify(cut).replace(
    new RegExp(deceptive, "gu"),
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

/** What a value looks like to the person who wrote it: text quoted, lists and maps only named. */
export function show(value: unknown): string {
  if (typeof value === "string") return quote(value);
  if (value === null || value === undefined) return "empty";
  if (Array.isArray(value)) return "a list";
  return typeof value === "object" ? "a map" : String(value);
}
