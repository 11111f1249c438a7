import { explainDiff } from "../../scorecard/causes";
import { figureChanges } from "../../scorecard/figures";
import type { Scorecard } from "../../scorecard/schema";
import { stackNameOf } from "../../scorecard/stack-name";
import { type ExitCode, exitCodes, InputError } from "../failures";
import { diffText, type StackDiff } from "../printing/diff";
import { readScorecards } from "../scorecard-file";
import { paintFor, shownTexts, type Terminal, wrap } from "../terminal";

export interface DiffOptions {
  readonly json?: boolean;
}

/** What lies between two files: stacks that both have, and names of those that only one has, as project/stack. */
interface FileDiff {
  readonly stacks: readonly StackDiff[];
  readonly onlyEarlier: readonly string[];
  readonly onlyLater: readonly string[];
}

/** Says what lies between two files of scorecards, and what caused each change. */
export function run(earlier: string, later: string, options: DiffOptions, terminal: Terminal): ExitCode {
  const before = readScorecards(earlier, terminal.cwd);
  const after = readScorecards(later, terminal.cwd);
  const known = new Map(before.map((card) => [stackNameOf(card), card]));
  const pairs = after.flatMap((card) => {
    const old = known.get(stackNameOf(card));
    return old === undefined ? [] : [[old, card] as const];
  });
  if (pairs.length === 0) throw new InputError(`${earlier} and ${later} have no stack in common.`);
  const diff: FileDiff = shownTexts({
    stacks: pairs.map(([old, card]) => stackDiff(old, card)),
    onlyEarlier: namesMissing(before, after),
    onlyLater: namesMissing(after, before),
  });
  terminal.out(options.json ? JSON.stringify(diff, null, 2) : textOf(diff, terminal));
  return exitCodes.fine;
}

function textOf({ stacks, onlyEarlier, onlyLater }: FileDiff, terminal: Terminal): string {
  const look = { width: terminal.width, paint: paintFor(terminal) };
  const only = (which: string, names: readonly string[]): readonly string[] =>
    names.length === 0 ? [] : [wrap(`Only the ${which} file has: ${names.join(", ")}.`, look.width)];
  return [
    ...stacks.map((one) => diffText(one, look)),
    ...only("earlier", onlyEarlier),
    ...only("later", onlyLater),
  ].join("\n\n");
}

function namesMissing(some: readonly Scorecard[], others: readonly Scorecard[]): readonly string[] {
  const known = new Set(others.map(stackNameOf));
  return some.map(stackNameOf).filter((name) => !known.has(name));
}

function stackDiff(earlier: Scorecard, later: Scorecard): StackDiff {
  if (earlier.only !== later.only)
    throw new InputError("The scorecards must both be of all services, or of the same one.");
  const { project, stack } = later;
  const explained = explainDiff(earlier, later);
  return {
    project,
    stack,
    since: earlier.judgedFor,
    until: later.judgedFor,
    figures: figureChanges(earlier, later, explained),
    ...explained,
  };
}
