import { resolve } from "node:path";
import { loadCatalog } from "../../catalog/load";
import { writeAtomically } from "../atomic-write";
import { backstageText } from "../exporting/backstage";
import { type ExitCode, exitCodes, inputErrorOf } from "../failures";
import { findProject } from "../project";
import { readScorecard } from "../scorecard-file";
import { counted, type Terminal } from "../terminal";

export interface ExportOptions {
  readonly project?: string;
  readonly scorecard?: string;
  readonly output?: string;
}

/** Prints the catalog as Backstage reads it, or writes it to a file. */
export function run(options: ExportOptions, terminal: Terminal): ExitCode {
  const catalog = loadCatalog(findProject(options.project ?? terminal.cwd).root);
  if (!catalog.ok) throw inputErrorOf(catalog.problems);
  const card = options.scorecard === undefined ? undefined : readScorecard(options.scorecard, terminal.cwd);
  const text = backstageText(catalog.value, card);
  if (options.output === undefined) terminal.out(text.trimEnd());
  else {
    writeAtomically(resolve(terminal.cwd, options.output), text);
    const { services, teams } = catalog.value;
    terminal.err(
      `${options.output}: ${counted(services.length, "service")} and ${counted(teams.length, "team")}.`,
    );
  }
  return exitCodes.fine;
}
