import { quote } from "../../catalog/reading/problems";
import { didYouMean } from "../../catalog/reading/suggestions";
import { ageLimitOf } from "../../policy-pack/engine/age-limit";
import { couldNotTell, type GateAnswer, type GateQuestion, gateAnswer } from "../../scorecard/gate";
import type { Scorecard } from "../../scorecard/schema";
import { type ExitCode, exitCodes, InputError } from "../failures";
import type { JudgingOptions } from "../judging/judge-stack";
import { gateText } from "../printing/gate";
import { readScorecards } from "../scorecard-file";
import { paintFor, shownTexts, type Terminal } from "../terminal";

export interface GateOptions extends JudgingOptions {
  /** A file of scorecards, instead of judging now. */
  readonly scorecard?: string;
  /** Such as 26h, 90m or 2d. */
  readonly maxAge: string;
  readonly json?: boolean;
}

const codes = {
  allowed: exitCodes.fine,
  denied: exitCodes.blocked,
  "could-not-tell": exitCodes.notJudged,
} as const;

/** Says whether a service may be deployed, for any deployment tool; the exit code is 0 only for a yes. */
export async function run(service: string, options: GateOptions, terminal: Terminal): Promise<ExitCode> {
  const { scorecard, stack, fromState, state } = options;
  if (stack === undefined) throw new InputError("Name the stack with --stack.");
  if (scorecard !== undefined && (fromState !== undefined || state === true))
    throw new InputError("--scorecard goes with neither --from-state nor --state: it is judged already.");
  const question = { service, stack, now: new Date(), maxAge: millisecondsOf(options.maxAge) };
  const answer = shownTexts(
    scorecard === undefined
      ? named([await judgedNow(options, terminal)], question)
      : answerFromFile(scorecard, question, terminal),
  );
  const look = { width: terminal.width, paint: paintFor(terminal) };
  terminal.out(options.json ? JSON.stringify(asJson(answer), null, 2) : gateText(answer, look));
  if (answer.breakGlass !== undefined)
    terminal.err(
      `BREAK-GLASS: ${answer.breakGlass.by} lets ${answer.service} through until ${answer.breakGlass.until}.`,
    );
  return codes[answer.verdict];
}

function asJson(answer: GateAnswer): object {
  return { allowed: answer.verdict === "allowed", ...answer };
}

/** A file that is missing or none of ours tells nothing of the service. */
function answerFromFile(file: string, question: GateQuestion, { cwd }: Terminal): GateAnswer {
  try {
    return named(readScorecards(file, cwd), question);
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return couldNotTell(question, error.message);
  }
}

/** The answer, with a word on what was meant where there is no such service. */
function named(cards: readonly Scorecard[], question: GateQuestion): GateAnswer {
  const answer = gateAnswer(cards, question);
  if (answer.verdict !== "denied" || answer.standing !== undefined) return answer;
  const names = cards.flatMap(({ services }) => services.map(({ name }) => name));
  return { ...answer, reasons: answer.reasons.map((one) => one + didYouMean(question.service, names)) };
}

async function judgedNow(options: JudgingOptions, terminal: Terminal): Promise<Scorecard> {
  const { judgeStack, scorecardFor } = await import("../judging/judge-stack.js");
  return scorecardFor(await judgeStack(options, terminal));
}

function millisecondsOf(text: string): number {
  const age = ageLimitOf(text);
  if (age === undefined)
    throw new InputError(
      `--max-age must be a whole number of minutes, hours or days, such as 90m, 26h or 2d; it is ${quote(text)}.`,
    );
  return age;
}
