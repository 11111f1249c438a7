import { quote } from "../../catalog/reading/problems";
import { diffOf } from "../../scorecard/diff";
import { evidenceAges, secondsSince } from "../../scorecard/evidence-age";
import type { Scorecard } from "../../scorecard/schema";
import { stackNameOf } from "../../scorecard/stack-name";
import { type ExitCode, exitCodes, InputError } from "../failures";
import type { JudgingOptions } from "../judging/judge-stack";
import { type Drift, driftText } from "../printing/drift";
import { readScorecard } from "../scorecard-file";
import { paintFor, shownTexts, type Terminal } from "../terminal";

export interface DriftOptions extends JudgingOptions {
  /** The earlier scorecard. */
  readonly since: string;
  /** The later one, instead of judging now. */
  readonly scorecard?: string;
  readonly json?: boolean;
}

/** Says what became less ready since an earlier scorecard, and by the exit code whether anything did. */
export async function run(options: DriftOptions, terminal: Terminal): Promise<ExitCode> {
  const earlier = readScorecard(options.since, terminal.cwd);
  const later =
    options.scorecard === undefined
      ? await judgedNow(options, terminal)
      : readScorecard(options.scorecard, terminal.cwd);
  const [before, after] = [stackNameOf(earlier), stackNameOf(later)];
  if (before !== after)
    throw new InputError(
      `The scorecards must be of one stack; they are of ${quote(before)} and ${quote(after)}.`,
    );
  if (earlier.only !== later.only)
    throw new InputError("The scorecards must both be of all services, or of the same one.");
  const drift = driftOf(earlier, later, new Date());
  const look = { width: terminal.width, paint: paintFor(terminal) };
  terminal.out(options.json ? JSON.stringify(drift, null, 2) : driftText(shownTexts(drift), look));
  const degraded = [...drift.findings, ...drift.levels].some(({ direction }) => direction === "degraded");
  return degraded ? exitCodes.blocked : exitCodes.fine;
}

function driftOf(earlier: Scorecard, later: Scorecard, now: Date): Drift {
  const diff = diffOf(earlier, later);
  const worse = diff.findings.filter(({ direction }) => direction === "degraded");
  const { statedAt } = later.source;
  return {
    stack: later.stack,
    since: earlier.judgedFor,
    until: later.judgedFor,
    ...(statedAt === undefined ? {} : { statedSeconds: secondsSince(statedAt, now) }),
    ...diff,
    ages: evidenceAges(later, new Set(worse.map(({ service }) => service)), now),
  };
}

async function judgedNow(options: JudgingOptions, terminal: Terminal): Promise<Scorecard> {
  if (options.stack === undefined)
    throw new InputError(
      "Say what is compared: --stack with the stack to judge now, or --scorecard with a later scorecard.",
    );
  const { judgeStack, scorecardFor } = await import("../judging/judge-stack.js");
  return scorecardFor(await judgeStack(options, terminal));
}
