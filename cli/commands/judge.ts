import { resolve } from "node:path";
import { fileText } from "../../scorecard/file-text";
import type { Scorecard } from "../../scorecard/schema";
import { writeAtomically } from "../atomic-write";
import { type ExitCode, exitCodes } from "../failures";
import {
  type JudgedStack,
  type JudgingOptions,
  judgeStack,
  requireService,
  scorecardFor,
  summaryLines,
} from "../judging/judge-stack";
import { heading, judgementText } from "../printing/judgement";
import { serviceText } from "../printing/service";
import { paintFor, type Terminal } from "../terminal";

export interface JudgeOptions extends JudgingOptions {
  readonly service?: string;
  /** A revision, or true for the default one. */
  readonly changed?: string | true;
  readonly json?: boolean;
  readonly output?: string;
}

/** Judges a stack, prints what came of it, and says by the exit code whether it blocks. */
export async function run(options: JudgeOptions, terminal: Terminal): Promise<ExitCode> {
  const { changed, json, output, service } = options;
  const reach = changed === undefined ? undefined : (await import("../changes/scope.js")).scopeSince;
  const base = changed === true ? undefined : changed;
  const judged = await judgeStack(options, terminal, (prepared) =>
    reach?.(prepared.project, base, prepared.stack, terminal),
  );
  const only = service === undefined ? undefined : requireService(judged, service);
  const card = scorecardFor(judged, only);
  const text = fileText(card);
  if (output !== undefined) writeAtomically(resolve(terminal.cwd, output), `${text}\n`);
  terminal.out(json ? text : shown(judged, card, terminal));
  const blocked = card.summary.violations.mandatory > 0 || card.problems.length > 0;
  return blocked ? exitCodes.blocked : exitCodes.fine;
}

function shown(judged: JudgedStack, card: Scorecard, terminal: Terminal): string {
  const look = { width: terminal.width, paint: paintFor(terminal) };
  const [one] = card.services;
  if (card.only !== undefined && one) return `${heading(card)}\n\n${serviceText(one, card, look)}`;
  return judgementText(card, summaryLines(judged), look);
}
