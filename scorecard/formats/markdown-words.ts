import type { ScoredViolation } from "../schema";
import { markdownText } from "./markdown-text";

/** Names of one list that are shown; the others are counted. */
const mostNames = 20;

/** Letters of a name that are shown: the catalog's own are no longer. */
const longestName = 100;

/** A service by name, with its tier where that is known. */
export function nameOf(service: string, tier?: number): string {
  return `**${markdownText(service, longestName)}**${tier === undefined ? "" : ` (tier ${tier})`}`;
}

/** Names as a list that is not too long. */
export function namesOf(names: readonly string[]): string {
  const shown = names.slice(0, mostNames).map((name) => markdownText(name, longestName));
  const more = names.length - shown.length;
  return `${shown.join(", ")}${more > 0 ? ` and ${more} more` : ""}`;
}

/** What a violation does to this run, in a word. */
export function mark({ enforcement }: Pick<ScoredViolation, "enforcement">): string {
  if (enforcement === "mandatory") return "Blocks";
  return enforcement === "advisory" ? "Advisory" : "Noted";
}
