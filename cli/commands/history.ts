import { resolve } from "node:path";
import { quote } from "../../catalog/reading/problems";
import { reason } from "../../catalog/reading/read-yaml";
import { explainDiff } from "../../scorecard/causes";
import { figureChanges } from "../../scorecard/figures";
import { type HistoryEntry, keepInHistory, readHistory, stacksInHistory } from "../../scorecard/history";
import type { Scorecard } from "../../scorecard/schema";
import { shareOf } from "../../scorecard/share";
import { type ExitCode, exitCodes, InputError } from "../failures";
import { type Trend, type TrendRun, trendText } from "../printing/history";
import { readScorecards } from "../scorecard-file";
import { counted, paintFor, shownTexts, type Terminal } from "../terminal";

export interface HistoryOptions {
  /** Where the runs are kept. */
  readonly folder: string;
  readonly stack?: string;
  /** The first UTC day of interest. */
  readonly since?: string;
  readonly json?: boolean;
}

/** Keeps scorecards in a history. */
export function add(files: readonly string[], { folder }: HistoryOptions, terminal: Terminal): ExitCode {
  const cards = files.flatMap((file) => readScorecards(file, terminal.cwd));
  const partial = cards.find(({ only, whatIf }) => only !== undefined || whatIf);
  if (partial !== undefined)
    throw new InputError(
      `A history keeps runs of all services on their own day; that of ${quote(`${partial.project}/${partial.stack}`)} is of one service, or of another day.`,
    );
  const now = new Date();
  const root = resolve(terminal.cwd, folder);
  const keep = (card: Scorecard): boolean => {
    try {
      return keepInHistory(root, card, now);
    } catch (error) {
      throw new InputError(`${folder} cannot be written to: ${reason(error)}`);
    }
  };
  const kept = cards.filter(keep).length;
  const rest = cards.length - kept;
  terminal.err(
    `${folder}: ${counted(kept, "run")} kept${rest > 0 ? `, ${rest} there already from today` : ""}.`,
  );
  return exitCodes.fine;
}

/** Shows how stacks came to be as ready as they are. */
export function show({ folder, stack, since = "", json }: HistoryOptions, terminal: Terminal): ExitCode {
  if (since !== "" && !/^\d{4}-\d\d-\d\d$/.test(since))
    throw new InputError(`--since must be a day such as 2026-11-01, not ${since}.`);
  const root = resolve(terminal.cwd, folder);
  const stacks = stacksInHistory(root).filter((one) => stack === undefined || one.stack === stack);
  const trends = shownTexts(stacks.map((one) => trendOf(root, one, since)));
  if (trends.every(({ runs, problems }) => runs.length + problems.length === 0))
    throw new InputError(`There are no such runs in ${folder}; \`readiness history add\` keeps some.`);
  const look = { width: terminal.width, paint: paintFor(terminal) };
  terminal.out(
    json ? JSON.stringify(trends, null, 2) : trends.map((one) => trendText(one, look)).join("\n\n"),
  );
  return exitCodes.fine;
}

function trendOf(
  root: string,
  { project, stack }: { readonly project: string; readonly stack: string },
  since: string,
): Trend {
  const { entries, problems } = readHistory(root, project, stack, since);
  const [first, last] = [entries[0], entries.at(-1)];
  return {
    project,
    stack,
    runs: entries.map(runOf),
    figures: first && last ? figureChanges(first.card, last.card, explainDiff(first.card, last.card)) : [],
    causes: causesIn(entries.map(({ card }) => card)),
    problems,
  };
}

function runOf({ at, card: { judgedFor, summary } }: HistoryEntry): TrendRun {
  const sum = (numbers: readonly number[]): number => numbers.reduce((total, one) => total + one, 0);
  const all = summary.coverage.filter(({ by }) => by === "all");
  const ready = summary.ready;
  return {
    at,
    judgedFor,
    services: summary.services,
    ready: shareOf(sum(ready.map(({ asJudged }) => asJudged)), sum(ready.map(({ services }) => services))),
    coverage: shareOf(sum(all.map(({ met }) => met)), sum(all.map(({ of }) => of))),
    mandatory: summary.violations.mandatory,
    waived: summary.waivedFailures,
  };
}

/** How many findings changed from run to run, by cause. */
function causesIn(cards: readonly Scorecard[]): Trend["causes"] {
  const counts: Partial<Record<keyof Trend["causes"], number>> = {};
  cards.slice(1).forEach((card, index) => {
    const before = cards[index];
    if (before === undefined) return;
    for (const { cause } of explainDiff(before, card).findings)
      counts[cause.kind] = (counts[cause.kind] ?? 0) + 1;
  });
  return counts;
}
