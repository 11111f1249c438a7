import { type Node, stringify } from "yaml";

/** Where an item of a list in block style stands in its text: at a dash that only blanks stand before. */
interface ItemLines {
  /** The offset at which its first line begins. */
  readonly start: number;
  /** The offset at which its last line ends, the line feed excluded. */
  readonly end: number;
  /** The blanks before its dash. */
  readonly indent: string;
}

/** The lines of a list's item; undefined where it shares its first line with something else, or its place is not known. */
export function linesOfItem(text: string, { range }: Node): ItemLines | undefined {
  if (!range) return undefined;
  const dash = text.lastIndexOf("-", range[0]);
  const start = text.lastIndexOf("\n", dash) + 1;
  const indent = text.slice(start, dash);
  if (dash < 0 || indent.trim() !== "") return undefined;
  return { start, end: endOfLine(text, range[1]), indent };
}

/** The end of the line on which the text before an offset ends, blanks aside. */
export function endOfLine(text: string, offset: number): number {
  const solid = text.slice(0, offset).trimEnd().length;
  const end = text.indexOf("\n", solid);
  if (end < 0) return text.length;
  return text[end - 1] === "\r" ? end - 1 : end;
}

/** A value in block style, each line after some blanks, without a last line feed. */
export function blockOf(value: unknown, indent: string): string {
  const block = stringify(value, { lineWidth: 0 }).trimEnd();
  return block
    .split("\n")
    .map((line) => (line === "" ? line : indent + line))
    .join("\n");
}

/** The text with lines put behind an offset that ends a line, in the line feeds that the text has. */
export function withLinesAfter(text: string, end: number, lines: string): string {
  const newline = text.includes("\r\n") ? "\r\n" : "\n";
  const rest = text.slice(end);
  return `${text.slice(0, end)}${newline}${lines.replaceAll("\n", newline)}${rest === "" ? newline : rest}`;
}

/** The text without the lines from one offset to another, the last line feed included. */
export function withoutLines(text: string, start: number, end: number): string {
  const feed = text.indexOf("\n", end);
  return text.slice(0, start) + (feed < 0 ? "" : text.slice(feed + 1));
}
