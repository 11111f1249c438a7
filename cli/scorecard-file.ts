import { quote } from "../catalog/reading/problems";
import { describeThrown } from "../policy-pack/engine/text";
import { organizationSchema } from "../scorecard/organization";
import { type Scorecard, scorecardSchema, scorecardVersion } from "../scorecard/schema";
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
  const content = parseJson(file, readGivenFile(file, cwd));
  const isOrganization = typeof content === "object" && content !== null && "kind" in content;
  const parsed = isOrganization ? organizationSchema.safeParse(content) : scorecardSchema.safeParse(content);
  if (parsed.success) return "scorecards" in parsed.data ? parsed.data.scorecards : [parsed.data];
  const [first] = parsed.error.issues;
  const where = first === undefined ? "" : `: ${first.path.join(".") || "the file"}: ${first.message}`;
  throw new InputError(
    `${quote(file)} must be a scorecard of version ${scorecardVersion}, as \`readiness judge --json\` writes it${where}.`,
  );
}

/** What a file of JSON holds. Throws InputError where it is none. */
export function parseJson(file: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new InputError(`${quote(file)} must be JSON: ${describeThrown(error)}.`);
  }
}
