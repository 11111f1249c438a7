import { distance } from "fastest-levenshtein";
import { quote } from "./problems";

const longestWord = 64;

/** Spelling that people mix up (case, dashes, underscores, spaces) does not count as a difference. */
function plain(word: string): string {
  return word.toLowerCase().replace(/[-_\s]/g, "");
}

/** The allowed word that was most likely meant, or undefined when none is near. */
export function nearest(word: string, allowed: readonly string[]): string | undefined {
  if (word.length > longestWord) return undefined;
  const written = plain(word);
  let best: string | undefined;
  let least = Math.ceil(written.length / 3) + 1;
  for (const candidate of allowed) {
    const other = plain(candidate);
    const isPart = written.length > 2 && (other.startsWith(written) || written.startsWith(other));
    const steps = isPart ? 1 : distance(written, other);
    if (steps < least && steps < candidate.length) [best, least] = [candidate, steps];
  }
  return best;
}

/** ` Did you mean "x"?` with its leading space, or nothing. */
export function didYouMean(word: unknown, allowed: readonly string[]): string {
  const meant = typeof word === "string" ? nearest(word, allowed) : undefined;
  return meant === undefined ? "" : ` Did you mean ${quote(meant)}?`;
}
