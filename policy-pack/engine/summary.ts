import { levels } from "../../tiers/levels";
import type { Inventory } from "./inventory";
import type { Finding, Judgement } from "./judge";
import { plain } from "./text";

/** What the summing-up line says besides the judgement itself. */
export interface SummaryContext {
  readonly packVersion: string;
  readonly today: string;
  /** True where READINESS_TODAY moved the day: everything is a what-if. */
  readonly whatIf: boolean;
  readonly rules: number;
}

/** More names or notices than this are counted only. */
const mostNamed = 10;

/** Sums up a judgement in a few sentences: levels, what blocks, what is unknown and why, what nobody claims. */
export function summaryOf(judgement: Judgement, inventory: Inventory, context: SummaryContext): string {
  const findings = judgement.services.flatMap((service) => service.findings);
  const sentences = [
    `${counted(judgement.services.length, "service")}: ${levelCounts(judgement)}.`,
    blocking(findings, judgement),
    unknowns(findings),
    errors(findings),
    modeOf(judgement, inventory),
    unlisted(judgement),
    inventory.unclaimed.length === 0
      ? ""
      : `${counted(inventory.unclaimed.length, "resource")} of no service: ${some(inventory.unclaimed.map(({ name }) => name))}.`,
    ...limited(inventory.notices),
    `${ageOfFacts(inventory.statedAt, context.today)} ${context.rules} rules, pack ${context.packVersion}, judged for ${context.today}${context.whatIf ? " (what if: READINESS_TODAY is set)" : ""}.`,
  ];
  return sentences.filter((sentence) => sentence !== "").join("\n");
}

/** Under preview and update the facts are this run's; stored state holds those of the last update. */
function ageOfFacts(statedAt: string | undefined, today: string): string {
  if (statedAt === undefined) return "Facts are what the resources say themselves.";
  const day = statedAt.slice(0, 10);
  const days = Math.round((Date.parse(today) - Date.parse(day)) / 86_400_000);
  const age = days > 0 ? `, ${counted(days, "day")} old` : "";
  return `Catalog facts of ${day} ${statedAt.slice(11, 16)} UTC${age}.`;
}

function levelCounts({ services }: Judgement): string {
  const names = [...[...levels].reverse(), "none"] as const;
  const counts = names.map(
    (level) => [level, services.filter((service) => service.level === level).length] as const,
  );
  return counts
    .map(([level, count]) => `${count} ${level === "none" ? "without a level" : level}`)
    .join(", ");
}

function blocking(findings: readonly Finding[], { mode }: Judgement): string {
  const violations = findings.flatMap((finding) => finding.violations);
  const mandatory = violations.filter(({ enforcement }) => enforcement === "mandatory").length;
  const would = violations.filter(
    ({ chain }) =>
      chain.some(({ step, enforcement }) => step === "tier" && enforcement === "mandatory") &&
      chain.at(-1)?.step === "mode",
  ).length;
  if (mode === "advise")
    return `Nothing blocks in mode advise; in mode enforce ${counted(would, "failure")} would.`;
  return mandatory === 0 ? "Nothing blocks." : `${counted(mandatory, "failure")} of mandatory rules.`;
}

function unknowns(findings: readonly Finding[]): string {
  const causes = ["planned", "partial", "unobserved", "no-collector"] as const;
  const counts = causes.map(
    (cause) =>
      [
        cause,
        findings.filter((finding) => finding.outcome === "unknown" && finding.cause === cause).length,
      ] as const,
  );
  const said = counts.filter(([, count]) => count > 0).map(([cause, count]) => `${count} ${wordFor[cause]}`);
  return said.length === 0 ? "" : `Could not be judged: ${said.join(", ")}.`;
}

const wordFor = {
  planned: "known only after an update",
  partial: "hidden by a partial run",
  unobserved: "not answered by a vendor",
  "no-collector": "of vendors that are not observed (kept out of levels)",
} as const;

function errors(findings: readonly Finding[]): string {
  const count = findings.filter(({ outcome }) => outcome === "error").length;
  return count === 0 ? "" : `${counted(count, "judgement")} ended in an error, which counts as a failure.`;
}

function modeOf({ mode }: Judgement, { catalogFrom }: Inventory): string {
  return catalogFrom === "nowhere"
    ? `Mode ${mode}, since neither a Catalog component nor policy config says otherwise.`
    : "";
}

function unlisted({ services }: Judgement): string {
  const names = services
    .filter(({ service }) => service.broken === undefined && service.subject.facts.tierFrom === "default")
    .map(({ service }) => service.subject.name);
  if (names.length === 0) return "";
  return `Not listed in readiness:tiers, so tier 3: ${some(names)}. List ${names.length === 1 ? "it" : "them"} in the stack's config.`;
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}

function some(names: readonly string[]): string {
  const shown = names.slice(0, mostNamed).map(plain).join(", ");
  return names.length > mostNamed ? `${shown} and ${names.length - mostNamed} more` : shown;
}

function limited(notices: readonly string[]): readonly string[] {
  const rest = notices.length - mostNamed;
  return [
    ...notices.slice(0, mostNamed).map(plain),
    ...(rest > 0 ? [`${rest} more notices of that kind.`] : []),
  ];
}
