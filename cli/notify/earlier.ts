import { resolve } from "node:path";
import { quote } from "../../catalog/reading/problems";
import { readHistory } from "../../scorecard/history";
import type { Pair } from "../../scorecard/notify/news";
import type { Scorecard } from "../../scorecard/schema";
import { stackNameOf } from "../../scorecard/stack-name";
import { addDays } from "../../tiers/calendar";
import { InputError } from "../failures";
import { readScorecards } from "../scorecard-file";
import type { Terminal } from "../terminal";
import type { Sent } from "./sent-file";

export interface EarlierOptions {
  /** A file of earlier scorecards. */
  readonly since?: string;
  /** A folder of runs that were kept. */
  readonly history?: string;
  /** Whether the week counts, and not the last run. */
  readonly digest?: boolean;
}

/** What scorecards are compared with: the same for all, or for each by what it was told of last. */
export interface Comparison {
  pairsFor(to: string): readonly Pair[];
  /** Sentences about what there is nothing to compare with, or cannot be read. */
  readonly remarks: readonly string[];
}

/** Finds what scorecards are compared with, for those who are told of them. */
export function comparisonOf(
  cards: readonly Scorecard[],
  options: EarlierOptions,
  sent: Sent,
  everybody: readonly string[],
  { cwd }: Terminal,
): Comparison {
  const files = options.since === undefined ? [] : readScorecards(options.since, cwd);
  const remarks: string[] = [];
  const ways = cards.map((later) => {
    const given = files.find((one) => stackNameOf(one) === stackNameOf(later));
    const untilFor = (to: string): string =>
      options.digest
        ? addDays(later.judgedFor, -7)
        : (sent.told[to]?.[stackNameOf(later)] ?? later.judgedFor);
    const least = everybody.map(untilFor).reduce((a, b) => (a < b ? a : b), later.judgedFor);
    const kept =
      options.history === undefined ? noHistory : keptBefore(later, resolve(cwd, options.history), least);
    const earlier = given === undefined ? kept.cards : [given];
    for (const one of earlier) refuseUnfit(one, later);
    remarks.push(...kept.problems);
    if (earlier.length === 0)
      remarks.push(
        `${quote(stackNameOf(later))} has no earlier scorecard to compare with, so nothing is said of what became worse.`,
      );
    return { later, earlier, untilFor };
  });
  const pairsFor = (to: string): readonly Pair[] =>
    ways.map(({ later, earlier, untilFor }) => {
      const until = untilFor(to);
      return { later, earlier: earlier.filter(({ judgedFor }) => judgedFor <= until).at(-1) ?? earlier[0] };
    });
  return { pairsFor, remarks };
}

interface Kept {
  readonly cards: readonly Scorecard[];
  readonly problems: readonly string[];
}
const noHistory: Kept = { cards: [], problems: [] };

/** Days of a history that are read, until one has what is looked for: a year of a large organisation is much to read. */
const daysBack = [8, 60, 10_000];

/**
 * Runs of earlier days, oldest first: at least the last of a day (or of the days before it), so that what somebody could not
 * be told then is told now.
 */
function keptBefore({ project, stack, judgedFor: today }: Scorecard, folder: string, until: string): Kept {
  let kept = noHistory;
  for (const days of daysBack) {
    const { entries, problems } = readHistory(folder, project, stack, addDays(today, -days));
    const cards = entries.map(({ card }) => card).filter(({ judgedFor }) => judgedFor < today);
    kept = { cards, problems };
    if (cards.some(({ judgedFor }) => judgedFor <= until)) return kept;
  }
  return kept;
}

function refuseUnfit(earlier: Scorecard, later: Scorecard): void {
  const stack = quote(stackNameOf(later));
  if (earlier.whatIf) throw new InputError(`The earlier scorecard of ${stack} must be of its own day.`);
  if (earlier.only !== undefined && earlier.only !== later.only)
    throw new InputError(`The earlier scorecard of ${stack} must be of all services; it is of one.`);
  if (earlier.judgedFor > later.judgedFor)
    throw new InputError(
      `The earlier scorecard of ${stack} must not be of a later day; it is of ${earlier.judgedFor}, the other of ${later.judgedFor}.`,
    );
}
