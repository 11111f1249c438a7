import { resolve } from "node:path";
import { didYouMean } from "../../catalog/reading/suggestions";
import { readHistory } from "../../scorecard/history";
import type { Scorecard } from "../../scorecard/schema";
import { type ExitCode, exitCodes, InputError } from "../failures";
import type { JudgingOptions } from "../judging/judge-stack";
import { type InitiativeReport, initiativeText } from "../printing/initiative";
import { readScorecards } from "../scorecard-file";
import { paintFor, shownTexts, type Terminal } from "../terminal";

export interface InitiativesOptions extends JudgingOptions {
  /** A file of scorecards, instead of judging now. */
  readonly scorecard?: string;
  /** A folder of earlier runs. */
  readonly history?: string;
  readonly json?: boolean;
}

/** Reports on initiatives: all, or the one that is named. */
export async function run(
  id: string | undefined,
  options: InitiativesOptions,
  terminal: Terminal,
): Promise<ExitCode> {
  const cards = await cardsOf(options, terminal);
  const known = [...new Set(cards.flatMap(({ initiatives }) => initiatives.map((one) => one.initiative.id)))];
  if (id !== undefined && !known.includes(id))
    throw new InputError(`There is no initiative ${id}.${didYouMean(id, known)}`);
  const folder = options.history === undefined ? undefined : resolve(terminal.cwd, options.history);
  const reports = shownTexts(cards.flatMap((card) => reportsOf(card, id, folder)));
  const look = { width: terminal.width, paint: paintFor(terminal) };
  const text = reports.map((one) => initiativeText(one, look)).join("\n\n");
  terminal.out(options.json ? JSON.stringify(reports, null, 2) : text || "There is no initiative.");
  return exitCodes.fine;
}

async function cardsOf(options: InitiativesOptions, terminal: Terminal): Promise<readonly Scorecard[]> {
  if (options.scorecard !== undefined) return readScorecards(options.scorecard, terminal.cwd);
  if (options.stack === undefined)
    throw new InputError("Say of what: --stack with a stack to judge now, or --scorecard with a file.");
  const { judgeStack, scorecardFor } = await import("../judging/judge-stack.js");
  return [scorecardFor(await judgeStack(options, terminal))];
}

function reportsOf(
  card: Scorecard,
  id: string | undefined,
  folder: string | undefined,
): readonly InitiativeReport[] {
  const { project, stack } = card;
  const runs = folder === undefined ? [] : readHistory(folder, project, stack).entries;
  return card.initiatives
    .filter(({ initiative }) => id === undefined || initiative.id === id)
    .map((one) => ({
      project,
      stack,
      ...one,
      burnUp: runs.flatMap(({ card: earlier }) => {
        const then = earlier.initiatives.find(({ initiative }) => initiative.id === one.initiative.id);
        if (then === undefined) return [];
        const met = then.services.filter((service) => service.met).length;
        return [{ day: earlier.judgedFor, met, of: then.services.length }];
      }),
    }));
}
