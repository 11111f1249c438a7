import { plain } from "../../policy-pack/engine/text";

/**
 * A text of any length in one line: line breaks become blanks, and other control and invisible characters are shown
 * escaped, so that nothing deceives and nothing begins a line of its own.
 */
export function oneLine(text: string): string {
  const line = text
    .split(/\r\n|\r|\n/)
    .map((part) => part.trim())
    .join(" ")
    .trim();
  // The engine's own escaping cuts what is longer; here the text stays whole.
  return line.replace(/[\s\S]{1,300}/g, (part) => plain(part));
}
