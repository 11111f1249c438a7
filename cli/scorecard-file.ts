import { quote } from "../catalog/reading/problems";
import { describeThrown } from "../policy-pack/engine/text";
import { type Scorecard, scorecardSchema, scorecardVersion } from "../scorecard/schema";
import { InputError } from "./failures";
import { readGivenFile } from "./given-file";

/**
 * Reads a scorecard that `judge --json` wrote, its path relative to a folder. Throws InputError where it is something else,
 * or of another version.
 */
export function readScorecard(file: string, cwd: string): Scorecard {
  const parsed = scorecardSchema.safeParse(parseJson(file, readGivenFile(file, cwd)));
  if (parsed.success) return parsed.data;
  const [first] = parsed.error.issues;
  const where = first === undefined ? "" : `: ${first.path.join(".") || "the file"}: ${first.message}`;
  throw new InputError(
    `${quote(file)} must be a scorecard of version ${scorecardVersion}, as \`readiness judge --json\` writes it${where}.`,
  );
}

function parseJson(file: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new InputError(`${quote(file)} must be JSON: ${describeThrown(error)}.`);
  }
}
