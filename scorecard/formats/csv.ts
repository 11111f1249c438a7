import { oneLine } from "../../policy-pack/engine/text";
import type { Scorecard, ScoredFinding, ScoredService } from "../schema";

const columns = [
  "project",
  "stack",
  "service",
  "tier",
  "owner",
  "lifecycle",
  "rule set",
  "area",
  "level",
  "rule",
  "outcome",
  "cause",
  "enforcement",
  "due",
  "waived until",
  "judged for",
  "text",
] as const;

type Row = Readonly<Record<(typeof columns)[number], string | number | undefined>>;

/**
 * Scorecards as comma-separated values (RFC 4180): a header, then a line per stack, service and rule, every cell quoted.
 * Days are UTC, as YYYY-MM-DD. Where a rule has several failures, `text` is the first one's, `due` the earliest day
 * after which one gets stricter, and `waived until` the earliest end of a waiver. A rule without a failure tells in
 * `text` why it does not apply or is unknown.
 *
 * A cell that a spreadsheet would take for a formula has an apostrophe before it (OWASP, CSV injection).
 */
export function csvOf(cards: readonly Scorecard[]): string {
  const rows = cards.flatMap((card) =>
    card.services.flatMap((service) => service.findings.map((finding) => rowOf(card, service, finding))),
  );
  return [columns, ...rows.map((row) => columns.map((column) => row[column]))]
    .map((cells) => `${cells.map(cellOf).join(",")}\r\n`)
    .join("");
}

function rowOf(card: Scorecard, service: ScoredService, finding: ScoredFinding): Row {
  const { set, area, level, rule, outcome, cause, enforcement, violations, waived, reason } = finding;
  return {
    project: card.project,
    stack: card.stack,
    service: service.name,
    tier: service.tier,
    owner: service.owner,
    lifecycle: service.lifecycle,
    "rule set": set,
    area,
    level,
    rule,
    outcome,
    cause,
    enforcement,
    due: earliest(violations.map(({ due }) => due)),
    "waived until": earliest(waived.map(({ waiver }) => waiver.expires)),
    text: violations[0]?.text ?? waived[0]?.text ?? reason,
    "judged for": `${card.judgedFor}${card.whatIf ? " (what if)" : ""}`,
  };
}

/** The first of these days, which sort as texts. */
function earliest(days: readonly (string | undefined)[]): string | undefined {
  return days.filter((day) => day !== undefined).sort()[0];
}

function cellOf(value: string | number | undefined): string {
  return `"${withoutFormula(oneLine(String(value ?? ""))).replaceAll('"', '""')}"`;
}

/**
 * A text in which no cell begins as a formula does. What follows a separator counts as a beginning as well: a
 * spreadsheet that is set to another separator than the comma divides our cells where it likes.
 */
function withoutFormula(text: string): string {
  return text.replace(/(^|[,;|"])(\s*)(?=[=+\-@＝＋－＠])/g, "$1$2'");
}
