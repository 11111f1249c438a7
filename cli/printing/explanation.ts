import { oneLine, plain } from "../../policy-pack/engine/text";
import { promotionText } from "../../scorecard/approval-words";
import { type LookedAt, lookedAtBy } from "../../scorecard/looked-at";
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
    // The rule judges what is on record; whether that is proven, only a pull request's reviews tell.
    ...(id === "tier-approved" && service.promotion ? [`  ${promotionText(service.promotion)}`] : []),
    ...(finding ? findingLines(finding, look) : []),
    ...(looked
      ? evidenceLines(looked, look)
      : finding
        ? storedLines(lookedAtBy(finding, service), look)
        : []),
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
  return lookedLines([...own, ...told, ...every], paint);
}

/** The same of a scorecard, which tells how many resources of a type there were, and not their names. */
function storedLines({ resources, facts, services }: LookedAt, { paint }: Look): readonly string[] {
  return lookedLines(
    [
      ...resources.flatMap(({ type, declared, observed }) => [
        ...(declared > 0 ? [`  ${declared} declared  ${plain(type)}`] : []),
        ...(observed > 0 ? [`  ${observed} observed  ${plain(type)}`] : []),
      ]),
      ...facts.map(
        ({ kind, subject, source, at, state }) =>
          `  ${state}  ${kind}  ${plain(subject)}  (${plain(source)}, ${at})`,
      ),
      ...services.map((name) => `  service  ${plain(name)}`),
    ],
    paint,
  );
}

function lookedLines(lines: readonly string[], paint: Look["paint"]): readonly string[] {
  return ["", paint.bold("Looked at"), ...(lines.length === 0 ? ["  The catalog's facts only."] : lines)];
}
