import { productionReadiness } from "../../catalog/initiative";
import { oneLine, plain } from "../../policy-pack/engine/text";
import { promotionText } from "../../scorecard/approval-words";
import type { Scorecard, ScoredFinding, ScoredService } from "../../scorecard/schema";
import { counted, type Paint, wrap } from "../terminal";
import { outcomeText, standing, violationText } from "./finding";
import type { Look } from "./look";

/** Everything that a scorecard says of one service. */
export function serviceText(
  service: ScoredService,
  { waivers }: Pick<Scorecard, "waivers">,
  look: Look,
): string {
  const { name, owner, lifecycle, findings, levels, aliases } = service;
  const { paint } = look;
  const about = [
    owner === undefined ? "no owning team" : `owner ${plain(owner)}`,
    lifecycle === undefined ? "no lifecycle stated" : plain(lifecycle),
  ];
  const others = levels.filter(({ set }) => set !== productionReadiness);
  const names = [name, ...aliases];
  const own = waivers.filter(({ waiver, state }) => names.includes(waiver.service) && state !== "in-force");
  const { promotion } = service;
  return [
    `${paint.bold(plain(name))} (${standing(service, productionReadiness)}), ${about.join(", ")}`,
    ...(promotion === undefined ? [] : [promotionText(promotion)]),
    ...others.map(
      ({ set, withWaivers, must }) =>
        `${set}: ${withWaivers === "none" ? "no level yet" : withWaivers}, must be ${must}`,
    ),
    ...block(
      "Failures",
      findings.flatMap((finding) => violationsOf(finding, look)),
      paint,
    ),
    ...block(
      "Waived",
      findings.flatMap((finding) => waivedOf(finding, look)),
      paint,
    ),
    ...block(
      "Not judged",
      findings.filter(isUnjudged).map((finding) => outcomeText(finding, paint)),
      paint,
    ),
    ...block(
      "Waivers that accept nothing",
      own.map(({ waiver, state, why }) => `  ${state}  ${waiver.rule}: ${plain(why ?? state)}`),
      paint,
    ),
    ...block(
      "Not applicable",
      findings.filter(({ outcome }) => outcome === "not-applicable").map((one) => outcomeText(one, paint)),
      paint,
    ),
    ...passed(findings, look),
  ].join("\n");
}

function violationsOf(
  { rule, outcome, violations }: ScoredFinding,
  { width, paint }: Look,
): readonly string[] {
  // What is not known is told below, unless it blocks.
  const shown = violations.filter(({ enforcement }) => outcome !== "unknown" || enforcement === "mandatory");
  return shown.map((violation) => violationText(rule, violation, { width, paint, chain: true, fixes: true }));
}

function waivedOf({ rule, waived }: ScoredFinding, { width, paint }: Look): readonly string[] {
  return waived.map(({ text, waiver }) => {
    const { approver, reason, expires, note } = waiver;
    return `  until ${expires}  ${paint.bold(rule)}\n${wrap(`${oneLine(text)} Accepted by ${plain(approver)} (${reason}): ${plain(note)}`, width, "    ")}`;
  });
}

function isUnjudged({ outcome }: ScoredFinding): boolean {
  return outcome === "unknown";
}

function passed(findings: readonly ScoredFinding[], { width, paint }: Look): readonly string[] {
  const rules = findings.filter(({ outcome }) => outcome === "pass").map(({ rule }) => rule);
  if (rules.length === 0) return [];
  return ["", paint.bold(`Met: ${counted(rules.length, "rule")}`), wrap(rules.join(", "), width, "  ")];
}

function block(title: string, lines: readonly string[], paint: Paint): readonly string[] {
  return lines.length === 0 ? [] : ["", paint.bold(title), ...lines];
}
