import { InputError } from "../failures";

/** More than GitHub takes of an issue. */
const mostLetters = 70_000;

/**
 * The answers in the body of an issue that a form made, by their labels: a heading `### Label`, a blank line, the answer.
 * A heading that is none of the labels is part of an answer. Throws InputError for a body that has a label twice or not at
 * all, since an answer may hold anything, headings included.
 */
export function answersIn(body: string, labels: readonly string[]): ReadonlyMap<string, string> {
  const answers = new Map<string, string[]>();
  const twice = new Set<string>();
  let current: string[] = [];
  for (const line of linesOf(body)) {
    const label = headingOf(line);
    if (label === undefined || !labels.includes(label)) {
      current.push(line);
      continue;
    }
    if (answers.has(label)) twice.add(label);
    current = [];
    answers.set(label, current);
  }
  const missing = labels.filter((label) => !answers.has(label));
  const faults = [
    ...[...twice].map((label) => `"${label}" must be answered once; it is there twice.`),
    ...missing.map((label) => `"${label}" is missing: the form must be sent as it is.`),
  ];
  if (faults.length > 0) throw new InputError(faults.join("\n"));
  return new Map([...answers].map(([label, lines]) => [label, answerOf(lines)]));
}

/** The label that a body begins with; undefined where it begins otherwise. */
export function firstLabelOf(body: string): string | undefined {
  const first = linesOf(body).find((line) => line.trim() !== "");
  return first === undefined ? undefined : headingOf(first);
}

function linesOf(body: string): readonly string[] {
  if (body.length > mostLetters) throw new InputError("The request is longer than an issue can be.");
  return body.split(/\r\n|\r|\n/);
}

function headingOf(line: string): string | undefined {
  return line.startsWith("### ") ? line.slice(4).trim() : undefined;
}

/** What GitHub writes for an answer that was not given is none. */
function answerOf(lines: readonly string[]): string {
  const answer = lines.join("\n").trim();
  return answer === "_No response_" ? "" : answer;
}
