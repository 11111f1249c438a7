import { levels, productionReadiness } from "../../catalog/initiative";
import { daysBetween } from "../../tiers/calendar";
import type { Finding } from "./finding";
import type { Inventory } from "./inventory";
import type { JudgeContext, Judgement } from "./judge";
import { exceptions } from "./summary-exceptions";
import { counted, mostNamed, some } from "./summary-words";
import { plain } from "./text";
import type { Today } from "./today";

/** What the summing-up line says besides the judgement itself. */
export interface SummaryContext {
  readonly packVersion: string;
  readonly today: Today;
  readonly scope: JudgeContext["scope"];
  readonly rules: number;
}

/** Sums up a judgement in a few sentences: levels, what blocks, what is unknown and why, what nobody claims. */
export function summaryOf(judgement: Judgement, inventory: Inventory, context: SummaryContext): string {
  const findings = judgement.services.flatMap((service) => service.findings);
  const { day, whatIf } = context.today;
  const sentences = [
    `${counted(judgement.services.length, "service")}: ${levelCounts(judgement)}.`,
    ...otherSets(judgement),
    blocking(findings, judgement),
    outside(findings, context, judgement, inventory),
    ...exceptions(judgement, inventory, context.today),
    unknowns(findings),
    errors(findings),
    modeOf(judgement, inventory),
    unlisted(judgement),
    inventory.unclaimed.length === 0
      ? ""
      : `${counted(inventory.unclaimed.length, "resource")} of no service: ${some(inventory.unclaimed.map(({ name }) => name))}.`,
    ...limited(inventory.notices),
    `${ageOfFacts(inventory.statedAt, day)} ${context.rules} rules, pack ${context.packVersion}, judged for ${day}${whatIf ? " (what if: READINESS_TODAY is set)" : ""}.`,
  ];
  return sentences.filter((sentence) => sentence !== "").join("\n");
}

/** Under preview and update the facts are this run's; stored state holds those of the last update. */
function ageOfFacts(statedAt: string | undefined, today: string): string {
  if (statedAt === undefined) return "Facts are what the resources say themselves.";
  const day = statedAt.slice(0, 10);
  const days = daysBetween(day, today);
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

/** Levels in the rule sets beside production-readiness, each where it applies. */
function otherSets({ services }: Judgement): readonly string[] {
  const names = [...new Set(services.flatMap(({ attained }) => [...attained.keys()]))];
  return names
    .filter((name) => name !== productionReadiness)
    .sort()
    .map((name) => {
      const attained = services.flatMap(({ attained: all }) => all.get(name) ?? []);
      const counts = [...[...levels].reverse(), "none" as const].map(
        (level) =>
          `${attained.filter(({ withWaivers }) => withWaivers === level).length} ${level === "none" ? "without a level" : level}`,
      );
      return `${name}: ${counts.join(", ")}.`;
    });
}

/** What a run says of services that it does not touch; in mode advise none may block, touched or not. */
function outside(
  findings: readonly Finding[],
  { scope }: SummaryContext,
  { mode }: Judgement,
  { surroundings }: Inventory,
): string {
  if (scope === "all" || mode === "advise") return "";
  const spared = findings
    .flatMap(({ violations }) => violations)
    .filter(({ chain, gate }) => gate === "mandatory" && chain.some(({ step }) => step === "scope")).length;
  const may = scope.size === 0 ? "No service" : `Only ${some([...scope].sort())}`;
  const block = spared === 1 ? "blocks its own gate" : "block their own gates";
  const rest = spared === 0 ? "" : `; ${counted(spared, "failure")} of others ${block}`;
  const strangers = [...scope].filter((name) => surroundings.service(name) === undefined).sort();
  const gone = strangers.length === 0 ? "" : ` No service of this stack is called ${some(strangers)}.`;
  return `${may} may block this run${rest}.${gone}`;
}

function blocking(findings: readonly Finding[], { mode }: Judgement): string {
  const violations = findings.flatMap((finding) => finding.violations);
  const mandatory = violations.filter(({ enforcement }) => enforcement === "mandatory").length;
  // The mode lowers nothing but what would block.
  const would = violations.filter(({ chain }) => chain.at(-1)?.step === "mode").length;
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

function limited(notices: readonly string[]): readonly string[] {
  const rest = notices.length - mostNamed;
  return [
    ...notices.slice(0, mostNamed).map(plain),
    ...(rest > 0 ? [`${rest} more notices of that kind.`] : []),
  ];
}
