import { quote } from "../catalog/reading/problems";
import type { Scorecard } from "../scorecard/schema";
import { parseJson as parseStored, storedScorecards } from "../scorecard/stored";
import { InputError } from "./failures";
import { readGivenFile } from "./given-file";

/**
 * Reads a scorecard that `judge --json` or `scorecard` wrote, its path relative to a folder. Throws InputError where it is
 * something else, of another version, or of several stacks.
 */
export function readScorecard(file: string, cwd: string): Scorecard {
  const [card, ...more] = readScorecards(file, cwd);
  if (card === undefined || more.length > 0)
    throw new InputError(`${quote(file)} must be a scorecard of one stack; it is of ${more.length + 1}.`);
  return card;
}

/** The same for a file that may hold the scorecards of several stacks. */
export function readScorecards(file: string, cwd: string): readonly Scorecard[] {
  const stored = storedScorecards(readGivenFile(file, cwd));
  if ("problem" in stored) throw new InputError(`${quote(file)} ${stored.problem}`);
  return stored.cards;
}

/** What a file of JSON holds. Throws InputError where it is none. */
export function parseJson(file: string, text: string): unknown {
  const json = parseStored(text);
  if ("problem" in json) throw new InputError(`${quote(file)} ${json.problem}`);
  return json.content;
}
