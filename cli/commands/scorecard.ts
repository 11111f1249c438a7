import { resolve } from "node:path";
import { doubledStacks, organizationOf } from "../../scorecard/organization";
import type { Scorecard } from "../../scorecard/schema";
import { listStacks } from "../../stacks/read";
import { writeAtomically } from "../atomic-write";
import { revisionOf } from "../changes/git";
import { type ExitCode, exitCodes, InputError } from "../failures";
import { type JudgingOptions, judgeStack, scorecardFor } from "../judging/judge-stack";
import { findProject } from "../project";
import { readScorecards } from "../scorecard-file";
import type { ScorecardFormat } from "../scorecard-formats";
import { counted, type Terminal } from "../terminal";

export interface ScorecardOptions extends JudgingOptions {
  readonly allStacks?: boolean;
  /** Files of scorecards that are put beside. */
  readonly merge?: readonly string[];
  readonly format: ScorecardFormat;
  readonly output?: string;
}

/** Writes the scorecard of one stack, or of several together. */
export async function run(options: ScorecardOptions, terminal: Terminal): Promise<ExitCode> {
  const judged = await judgedCards(options, terminal);
  const merged = (options.merge ?? []).flatMap((file) => readScorecards(file, terminal.cwd));
  const [first, ...rest] = [...judged, ...merged];
  if (first === undefined)
    throw new InputError("Say of what: --stack, --all-stacks, or --merge with scorecards that exist.");
  const doubled = doubledStacks([first, ...rest]);
  if (doubled.length > 0)
    throw new InputError(
      `Scorecards must be of different stacks; there is more than one of ${doubled.join(", ")}.`,
    );
  const text = JSON.stringify(rest.length === 0 ? first : organizationOf([first, ...rest]), null, 2);
  if (options.output === undefined) terminal.out(text);
  else {
    writeAtomically(resolve(terminal.cwd, options.output), `${text}\n`);
    const services = [first, ...rest].reduce((sum, card) => sum + card.services.length, 0);
    terminal.err(
      `${options.output}: ${counted(services, "service")} of ${counted(rest.length + 1, "stack")}.`,
    );
  }
  return exitCodes.fine;
}

/** The scorecards of the stacks that were named, none where none was. */
async function judgedCards(options: ScorecardOptions, terminal: Terminal): Promise<readonly Scorecard[]> {
  const cards: Scorecard[] = [];
  for (const stack of stacksOf(options, terminal)) {
    const judged = await judgeStack({ ...options, stack }, terminal);
    const revision = revisionOf(judged.project.root);
    cards.push({ ...scorecardFor(judged), ...(revision === undefined ? {} : { revision }) });
  }
  return cards;
}

function stacksOf({ allStacks, stack, project, fromState }: ScorecardOptions, { cwd }: Terminal) {
  if (allStacks !== true) return stack === undefined ? [] : [stack];
  if (stack !== undefined || fromState !== undefined)
    throw new InputError("--all-stacks goes with neither --stack nor --from-state, which is of one stack.");
  const { root } = findProject(project ?? cwd);
  const stacks = listStacks(root);
  if (stacks.length === 0) throw new InputError("The project has no stack in stacks/ yet.");
  return stacks;
}
