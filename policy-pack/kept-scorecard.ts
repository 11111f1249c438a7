import { isAbsolute } from "node:path";
import { fileText } from "../scorecard/file-text";
import { replaceFile } from "../scorecard/replace-file";
import { scorecardOf } from "../scorecard/scorecard";
import type { Judged } from "./engine/crossguard";
import { describeThrown } from "./engine/text";

/** Where the scorecard goes, and what it says of the pack. */
export interface Keeping {
  /** READINESS_SCORECARD: an absolute path, as the engine runs a pack in the pack's own folder. */
  readonly file: string | undefined;
  readonly packVersion: string;
  readonly problems: readonly string[];
}

/**
 * Writes the scorecard of each run of the engine to the file that somebody named, so that a job can compare a preview
 * with an earlier one; undefined where nobody did. A file that cannot be written is told, and stops no judgement.
 */
export function keepingScorecard({ file, packVersion, problems }: Keeping) {
  if (file === undefined || file === "") return undefined;
  if (!isAbsolute(file)) return () => "READINESS_SCORECARD must be an absolute path.";
  return ({ inventory, judgement, rules, scope, today }: Judged): string | undefined => {
    const card = scorecardOf(judgement, inventory, {
      stack: stackOf(inventory.stackUrn),
      today,
      packVersion,
      scope,
      rules,
      source: { from: "engine", notLookedUp: 0 },
      problems,
      warnings: [],
    });
    try {
      replaceFile(file, `${fileText(card)}\n`);
      return undefined;
    } catch (error) {
      return `READINESS_SCORECARD must name a file that can be written: ${describeThrown(error)}.`;
    }
  };
}

/** The stack that a URN such as urn:pulumi:prod::shop::… is of. */
function stackOf(urn: string | undefined): string {
  return urn?.split("::")[0]?.split(":")[2] ?? "unknown";
}
