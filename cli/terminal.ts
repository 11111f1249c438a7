import { oneLine } from "../policy-pack/engine/text";

export { percent } from "../scorecard/share";

/** Where a command prints, and what the place can show. */
export interface Terminal {
  /** Results. */
  out(text: string): void;
  /** What is said beside them. */
  err(text: string): void;
  readonly colour: boolean;
  /** Columns of the terminal. */
  readonly width: number;
  /** Folder that relative paths start from. */
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  /** Asks a person something on one line; absent where nobody sits there. */
  readonly ask?: (question: string) => Promise<string>;
}

const codes = {
  bold: [1, 22],
  dim: [2, 22],
  red: [31, 39],
  yellow: [33, 39],
  green: [32, 39],
  cyan: [36, 39],
} as const;

/** Marks text for the eye, where the terminal shows colours. */
export type Paint = Readonly<Record<keyof typeof codes, (text: string) => string>>;

export function paintFor({ colour }: Pick<Terminal, "colour">): Paint {
  const with_ =
    ([on, off]: readonly [number, number]) =>
    (text: string): string =>
      colour && text !== "" ? `\u001b[${on}m${text}\u001b[${off}m` : text;
  return {
    bold: with_(codes.bold),
    dim: with_(codes.dim),
    red: with_(codes.red),
    yellow: with_(codes.yellow),
    green: with_(codes.green),
    cyan: with_(codes.cyan),
  };
}

/** A cell: its text, and how it is painted once it is padded. */
export interface Cell {
  readonly text: string;
  readonly paint?: (text: string) => string;
  readonly right?: boolean;
}

/** Rows with aligned columns, the first row being the head; trailing blanks are left out. */
export function table(rows: readonly (readonly Cell[])[]): string {
  const columns = Math.max(0, ...rows.map((row) => row.length));
  const widths = Array.from({ length: columns }, (_, column) =>
    Math.max(0, ...rows.map((row) => widthOf(row[column]?.text ?? ""))),
  );
  return rows
    .map((row) =>
      row
        .map(({ text, paint = (plain) => plain, right }, column) => {
          const space = " ".repeat((widths[column] ?? 0) - widthOf(text));
          return right ? space + paint(text) : paint(text) + (column === row.length - 1 ? "" : space);
        })
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}

/** Columns that a text takes, as far as its letters are of common scripts. */
function widthOf(text: string): number {
  return [...text].length;
}

/** Text broken at blanks into lines of at most so many columns, each begun with an indent. */
export function wrap(text: string, width: number, indent = ""): string {
  const most = Math.max(20, width - indent.length);
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ")) {
    if (line !== "" && line.length + 1 + word.length > most) {
      lines.push(line);
      line = word;
    } else line = line === "" ? word : `${line} ${word}`;
  }
  return [...lines, line].map((one) => `${indent}${one}`).join("\n");
}

/** A value all of whose texts are safe to show; for what comes from a file that anybody may have written. */
export function shownTexts<T>(value: T): T {
  return mapped(value) as T; // texts stay texts, and all else stays
}

function mapped(value: unknown): unknown {
  if (typeof value === "string") return oneLine(value);
  if (Array.isArray(value)) return value.map(mapped);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, mapped(inner)]));
}

/** A number with its noun, such as "1 service" or "2 services". */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}
