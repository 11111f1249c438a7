import type { Paint } from "../terminal";

/** How a text for people is laid out: columns that there are, and colours. */
export interface Look {
  readonly width: number;
  readonly paint: Paint;
}

/** A title over lines; nothing where there is no line. */
export function block(title: string, lines: readonly string[]): string {
  if (lines.length === 0) return "";
  return (title === "" ? lines : [title, ...lines]).join("\n");
}
