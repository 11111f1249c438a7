/**
 * Text from outside on one line, without what XML 1.0 forbids, a terminal obeys or a reader cannot see (control and
 * format characters, lone surrogates); at most so many UTF-16 units, and never empty.
 */
export function shown(text: string, most: number): string {
  const clean = text.replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\s\uFFFE\uFFFF]+/gu, " ").trim();
  if (clean === "") return "(empty)";
  if (clean.length <= most) return clean;
  return `${clean.slice(0, most - 1).replace(/[\uD800-\uDBFF]$/, "")}…`; // never half a character
}
