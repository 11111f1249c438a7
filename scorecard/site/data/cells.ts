import type { ScoredFinding } from "../../schema";
import type { FindingKind } from "./model";

/** The letter for a rule that a service was not judged by. */
export const notJudged = " ";

const first = 48; // the letter 0; what follows has no meaning of its own

/** The letter that stands for a kind of finding, by the kind's place. */
export function letterOf(kind: number): string {
  return String.fromCharCode(first + kind);
}

/** The place of the kind that a letter stands for; undefined for a rule that was not judged. */
export function kindAt(cells: string, rule: number): number | undefined {
  const code = cells.charCodeAt(rule);
  return Number.isNaN(code) || code < first ? undefined : code - first;
}

/** What of a finding its kind keeps. */
export function kindOf({ outcome, cause, enforcement }: ScoredFinding): FindingKind {
  return [outcome, cause ?? null, enforcement];
}
