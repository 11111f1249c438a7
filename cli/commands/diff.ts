import { explainDiff } from "../../scorecard/causes";
import type { Scorecard } from "../../scorecard/schema";
import { type ExitCode, exitCodes, InputError } from "../failures";
import { diffText, figureChanges, type StackDiff } from "../printing/diff";
import { readScorecards } from "../scorecard-file";
import { paintFor, shownTexts, type Terminal } from "../terminal";

export interface DiffOptions {
  readonly json?: boolean;
}

/** Says what lies between two files of scorecards, and what caused each change. */
export function run(earlier: string, later: string, options: DiffOptions, terminal: Terminal): ExitCode {
  const [before, after] = [earlier, later].map((file) => readScorecards(file, terminal.cwd));
  const known = new Map((before ?? []).map((card) => [nameOf(card), card]));
  const pairs = (after ?? []).flatMap((card) => {
    const old = known.get(nameOf(card));
    return old === undefined ? [] : [[old, card] as const];
  });
  if (pairs.length === 0) throw new InputError(`${earlier} and ${later} have no stack in common.`);
  const diffs = shownTexts(pairs.map(([old, card]) => stackDiff(old, card)));
  const look = { width: terminal.width, paint: paintFor(terminal) };
  terminal.out(
    options.json ? JSON.stringify(diffs, null, 2) : diffs.map((one) => diffText(one, look)).join("\n\n"),
  );
  return exitCodes.fine;
}

function nameOf({ project, stack }: Scorecard): string {
  return `${project}/${stack}`;
}

function stackDiff(earlier: Scorecard, later: Scorecard): StackDiff {
  if (earlier.only !== later.only)
    throw new InputError("The scorecards must both be of all services, or of the same one.");
  const { project, stack } = later;
  return {
    project,
    stack,
    since: earlier.judgedFor,
    until: later.judgedFor,
    figures: figureChanges(earlier, later),
    ...explainDiff(earlier, later),
  };
}
