import { oneLine, plain } from "../../policy-pack/engine/text";
import type { Scorecard, ScoredFinding } from "../../scorecard/schema";
import type { RuleFacts } from "../judging/rule-facts";
import type { Looked } from "../judging/trace";
import { wrap } from "../terminal";
import { chainText, standing, violationText } from "./finding";
import { heading } from "./judgement";
import type { Look } from "./look";

/** What came of a rule for the one service of a scorecard: outcome, violations with their chains, and the evidence. */
export function explanationText(
  { id, set }: RuleFacts,
  card: Scorecard,
  looked: Looked | undefined,
  look: Look,
): string {
  const [service] = card.services;
  if (service === undefined) return "";
  const { paint } = look;
  const finding = service.findings.find((one) => one.rule === id && one.set === set);
  return [
    heading(card),
    "",
    `${paint.bold(plain(service.name))} (${standing(service, set)}): ${finding?.outcome ?? "not judged; the policy config disables the rule"}`,
    ...(finding ? findingLines(finding, look) : []),
    ...(looked ? evidenceLines(looked, look) : []),
  ].join("\n");
}

function findingLines(
  { rule, cause, reason, violations, waived }: ScoredFinding,
  { width, paint }: Look,
): readonly string[] {
  const why =
    reason === undefined
      ? []
      : [wrap(`${cause === undefined ? "" : `${cause}: `}${oneLine(reason)}`, width, "  ")];
  return [
    ...(violations.length === 0 ? why : []),
    ...violations.flatMap((violation) => [
      violationText(rule, violation, { width, paint, chain: false, fixes: true }),
      wrap(`Run: ${violation.enforcement}. Gate: ${violation.gate}.`, width, "    "),
      wrap(`Chain: ${chainText(violation)}.`, width, "    "),
    ]),
    ...waived.flatMap(({ text, waiver }) => [
      wrap(
        `Waived until ${waiver.expires} by ${plain(waiver.approver)} (${waiver.reason}): ${oneLine(text)}`,
        width,
        "  ",
      ),
    ]),
  ];
}

function evidenceLines({ resources, everyOf, facts }: Looked, { width, paint }: Look): readonly string[] {
  const own = resources.map(
    ({ type, name, observed }) => `  ${observed ? "observed" : "declared"}  ${plain(type)}  ${plain(name)}`,
  );
  const told = facts.map(
    ({ kind, subject, answer, from }) =>
      `  ${answer}  ${kind}  ${plain(subject)}${from === undefined ? "" : `  (${plain(from)})`}`,
  );
  const every =
    everyOf.length === 0 ? [] : [wrap(`Every resource of ${everyOf.join(", ")} in the stack.`, width, "  ")];
  const lines = [...own, ...told, ...every];
  return ["", paint.bold("Looked at"), ...(lines.length === 0 ? ["  The catalog's facts only."] : lines)];
}
