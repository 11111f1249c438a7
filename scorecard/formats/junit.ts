import reports, { type TestCase } from "junit-report-builder";
import type { Scorecard, ScoredFinding, ScoredService } from "../schema";
import { stackNameOf } from "../stack-name";
import { shown } from "./shown-text";

const longest = { name: 200, text: 1000 } as const;

/**
 * JUnit XML as Jenkins, GitLab and others read it: a suite per stack (with its project) and service, a test case per rule. What blocks is
 * a failure; a rule that went wrong, or that cannot be judged where it blocks, is an error; all else that is not met is
 * skipped, with the words in the case's output. Times are zero, as a scorecard has none; a suite's timestamp is the day
 * that was judged for, in UTC.
 */
export function junitOf(cards: readonly Scorecard[]): string {
  const suites = cards.flatMap((card) => {
    const stack = `${stackNameOf(card)}${card.whatIf ? " (what if)" : ""}`;
    return card.services.map((service) => suiteOf(stack, card.judgedFor, service));
  });
  const total = (of: "tests" | "failures" | "errors"): number =>
    suites.reduce((sum, { root }) => sum + Number(new RegExp(` ${of}="(\\d+)"`).exec(root)?.[1] ?? 0), 0);
  // The schema of Jenkins has no total of skipped cases on the root.
  const root = `<testsuites tests="${total("tests")}" failures="${total("failures")}" errors="${total("errors")}">`;
  return [declaration, root, ...suites.map(({ xml }) => xml), "</testsuites>\n"].join("\n");
}

const declaration = '<?xml version="1.0" encoding="UTF-8"?>';

/** A service's suite by a writer of its own, taken out of the root: one writer holds all that it wrote as a tree. */
function suiteOf(
  stack: string,
  day: string,
  service: ScoredService,
): { readonly root: string; readonly xml: string } {
  const report = reports.newBuilder();
  const suite = report.testSuite();
  suite
    .name(`${name(stack)}/${name(service.name)}`)
    .timestamp(`${day}T00:00:00`)
    .time(0);
  for (const finding of service.findings) tell(suite.testCase(), stack, service, finding);
  const lines = report.build().trimEnd().split("\n");
  return { root: lines[1] ?? "", xml: lines.slice(2, -1).join("\n") };
}

function tell(test: TestCase, stack: string, service: ScoredService, finding: ScoredFinding): void {
  const { rule, outcome, enforcement } = finding;
  test
    .className(`${name(stack)}.${name(service.name)}`)
    .name(name(rule))
    .time(0);
  if (outcome === "pass") return;
  const words = wordsOf(finding);
  const isBlocking = enforcement === "mandatory";
  const [summary] = words;
  if (outcome === "error" || (outcome === "unknown" && isBlocking))
    test.error(summary, outcome, cdata(words));
  else if (isBlocking) test.failure(summary, outcome).stacktrace(cdata(words));
  else test.skipped().standardOutput(cdata(words));
}

/** What is wrong, line by line, gravest first. */
function wordsOf(finding: ScoredFinding): readonly [string, ...string[]] {
  const { outcome, reason, enforcement, violations, waived } = finding;
  const grave = violations.filter((one) => one.enforcement === enforcement);
  const others = violations.filter((one) => one.enforcement !== enforcement);
  const [first = `${outcome}.`, ...more] = [
    ...[...grave, ...others].flatMap((one) => [
      `${labels[one.enforcement]}: ${shown(one.text, longest.text)}`,
      ...(one.fix === undefined ? [] : [`Fix: ${shown(one.fix, longest.text)}`]),
    ]),
    ...waived.map(
      ({ text, waiver }) =>
        `Waived until ${waiver.expires} (${waiver.reason}, by ${waiver.approver}): ${shown(text, longest.text)}`,
    ),
    ...(reason === undefined ? [] : [`${outcome}: ${shown(reason, longest.text)}`]),
  ];
  return [first, ...more];
}

const labels = { mandatory: "Blocks", advisory: "Advisory", off: "Noted" } as const;

function name(text: string): string {
  return shown(text, longest.name);
}

/** The writer breaks only the first end of a CDATA section apart, so that none may be left. */
function cdata(lines: readonly string[]): string {
  return lines.join("\n").replaceAll("]]>", "]] >");
}
