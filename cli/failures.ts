import { formatProblem, type Problem, sortProblems } from "../catalog/reading/problems";

/** What a command's exit code says; scripts rely on these numbers. */
export const exitCodes = { fine: 0, blocked: 1, wrongInput: 2, notJudged: 3 } as const;
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

/** The code of a command whose work has parts that may fail each by itself: all done, some not, none. */
export function codeOf(parts: number, failed: number): ExitCode {
  if (failed === 0) return exitCodes.fine;
  return failed < parts ? exitCodes.blocked : exitCodes.notJudged;
}

/** What the person gave is wrong: a flag, a file, a name. The message says what, where and what to do. */
export class InputError extends Error {
  override readonly name = "InputError";
  readonly exitCode = exitCodes.wrongInput;
}

/** The input is right, but no judgement came of it; nothing may be taken for passed then. */
export class NotJudgedError extends Error {
  override readonly name = "NotJudgedError";
  readonly exitCode = exitCodes.notJudged;
}

/** Problems of files as one error, a line each. */
export function inputErrorOf(problems: readonly Problem[]): InputError {
  return new InputError(sortProblems(problems).map(formatProblem).join("\n"));
}
