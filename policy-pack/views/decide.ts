import type { UnknownValue } from "../engine/value";
import { type Attempt, attempt, take } from "./attempt";

type Question = () => boolean;

/** True as soon as one answer is; throws the first UnknownValue where none is and one is not known. */
export function anyHolds(questions: readonly Question[]): boolean {
  return decide(questions, true);
}

/** False as soon as one answer is; throws the first UnknownValue where none is and one is not known. */
export function allHold(questions: readonly Question[]): boolean {
  return decide(questions, false);
}

function decide(questions: readonly Question[], decisive: boolean): boolean {
  let unknown: UnknownValue | undefined;
  for (const question of questions) {
    const answer = attempt(question);
    if ("unknown" in answer) unknown ??= answer.unknown;
    else if (answer.value === decisive) return decisive;
  }
  if (unknown !== undefined) throw unknown;
  return !decisive;
}

/**
 * The answer that all agree on; where they do not, `disagreement` says why that is not known, unless one of them is
 * not known itself.
 */
export function allAgree(answers: readonly Attempt<boolean>[], disagreement: () => UnknownValue): boolean {
  const values = answers.map((answer) => ("value" in answer ? answer.value : undefined));
  const [first] = values;
  if (first !== undefined && values.every((value) => value === first)) return first;
  for (const answer of answers) take(answer);
  throw disagreement();
}
