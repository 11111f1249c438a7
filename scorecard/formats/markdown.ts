import { productionReadiness } from "../../catalog/initiative";
import { endingSoonDays } from "../../catalog/waiver-terms";
import { counted } from "../../policy-pack/engine/summary-words";
import { daysBetween } from "../../tiers/calendar";
import { levelRank } from "../../tiers/levels";
import { promotionText } from "../approval-words";
import { overridesOf } from "../overrides";
import type { Scorecard, ScoredFinding, ScoredService, ScoredViolation } from "../schema";
import { reaches, shareAtMust } from "../share";
import { stackNameOf } from "../stack-name";
import { changesBetween } from "./markdown-changes";
import {
  commentOf,
  commentOfSeveral,
  longestComment,
  partlyFolded,
  rowOf,
  type Section,
} from "./markdown-comment";
import { markdownText } from "./markdown-text";
import { nameOf, namesOf } from "./markdown-words";

/**
 * A scorecard as a comment for a pull request on GitHub: the verdict, what changed since an earlier scorecard where one
 * is given, what blocks, and folded what else is to know. The first line is a hidden marker with the project's and the stack's names, by
 * which the comment is found again. Never longer than GitHub takes, and no text of the scorecard becomes markup.
 */
export function markdownOf(card: Scorecard, before?: Scorecard, most = longestComment): string {
  const changes = before === undefined ? undefined : changesBetween(before, card);
  const opening = [markerOf(card), verdict(card), ...(changes === undefined ? [] : [changes.sentence])];
  const sections = [
    ...overridden(card),
    ...(changes?.sections ?? []),
    ...blocking(card),
    advisory(card),
    unknown(card),
    endingWaivers(card),
    approvals(card),
    levelsTable(card),
  ];
  return commentOf(opening.join("\n\n"), sections, most);
}

/** Scorecards of several stacks as one comment, each with the one before it where there is one. */
export function markdownOfSeveral(
  cards: readonly Scorecard[],
  before: (card: Scorecard) => Scorecard | undefined,
): string {
  return commentOfSeveral(cards.map((card) => (most) => markdownOf(card, before(card), most)));
}

/** What could end the comment is written as a per cent sign and the character's code. */
function markerOf(card: Scorecard): string {
  const name = stackNameOf(card).replace(
    /[^\w./-]/g,
    (one) => `%${one.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
  return `<!-- readiness:${name.slice(0, 500)} -->`;
}

function verdict(card: Scorecard): string {
  const { services, judgedFor, whatIf, mode, summary } = card;
  const { blockingServices, gatedServices } = summary;
  const count = blockingServices.length;
  const blocks =
    count === 0
      ? "nothing blocks"
      : `${counted(count, "service")} ${count === 1 ? "blocks" : "block"} this run`;
  const gated = gatedServices.filter((name) => !blockingServices.includes(name)).length;
  const stopped = counted(gated, count === 0 ? "service" : "more service");
  const gate = gated === 0 ? "" : `, the gate would stop deployments of ${stopped}`;
  const day = `${judgedFor}${whatIf ? " (what if)" : ""}`;
  return `Stack ${nameOf(stackNameOf(card))}, mode ${mode}, judged for ${day}: **${blocks}**${gate}, and ${shareText(services)}.`;
}

function shareText(services: readonly ScoredService[]): string {
  const { of, asJudged, withWaivers } = shareAtMust(services, productionReadiness);
  if (of === 0) return "no service has a must-level";
  const waived = withWaivers === asJudged ? "" : ` (${withWaivers} with waivers)`;
  return `${asJudged} of ${counted(of, "service")} at must-level${waived}`;
}

function overridden(card: Scorecard): readonly Section[] {
  const all = overridesOf(card);
  const emergency = all.some(({ kind, isOver }) => kind === "emergency" && !isOver);
  const title = emergency ? "The glass is broken" : "Locks and emergencies";
  return partlyFolded(
    title,
    all.map(({ text }) => `- ${markdownText(text)}`),
    0,
  );
}

interface Block {
  readonly service: ScoredService;
  readonly finding: ScoredFinding;
  readonly violation: ScoredViolation;
}

function blocking({ services }: Scorecard): readonly Section[] {
  const blocks = services.flatMap((service) =>
    service.findings.flatMap((finding) =>
      finding.violations
        .filter(({ enforcement }) => enforcement === "mandatory")
        .map((violation): Block => ({ service, finding, violation })),
    ),
  );
  const level = ({ finding }: Block): number => levelRank(finding.level);
  const entries = blocks
    .sort(
      (a, b) =>
        a.service.tier - b.service.tier || compared(a.service.name, b.service.name) || level(a) - level(b),
    )
    .map(blockEntry);
  return partlyFolded("Blocks now", entries, 1);
}

function blockEntry({ service, finding, violation }: Block): string {
  const { text, fix, due } = violation;
  const title = `- ${nameOf(service.name, service.tier)}, ${markdownText(finding.rule)}: ${markdownText(text)}`;
  return [
    title,
    ...(fix === undefined ? [] : [`  Fix: ${markdownText(fix)}`]),
    ...(due === undefined ? [] : [`  Due ${due}.`]),
  ].join("\n");
}

/** Services by what they have in common, what most have first; names in the order of the scorecard. */
function gathered(
  { services }: Scorecard,
  test: (finding: ScoredFinding) => boolean,
  key: (finding: ScoredFinding) => string,
): readonly { readonly title: string; readonly names: readonly string[] }[] {
  const names = new Map<string, Set<string>>();
  for (const { name, findings } of services)
    for (const finding of findings.filter(test)) {
      const title = key(finding);
      names.set(title, (names.get(title) ?? new Set()).add(name));
    }
  return [...names]
    .map(([title, all]) => ({ title, names: [...all] }))
    .sort((a, b) => b.names.length - a.names.length || compared(a.title, b.title));
}

function advisory(card: Scorecard): Section {
  const rules = gathered(
    card,
    ({ outcome, enforcement }) => outcome !== "unknown" && enforcement === "advisory",
    ({ rule }) => markdownText(rule),
  );
  const entries = rules.map(
    ({ title, names }) => `- ${title}, ${counted(names.length, "service")}: ${namesOf(names)}`,
  );
  return { title: `Advisory, by rule (${counted(rules.length, "rule")})`, entries, folded: true, rank: 5 };
}

function unknown(card: Scorecard): Section {
  const rules = gathered(
    card,
    ({ outcome }) => outcome === "unknown",
    ({ rule, cause, reason }) =>
      `${markdownText(rule)}${cause === undefined ? "" : ` (${cause})`}${reason === undefined ? "" : `: ${markdownText(reason)}`}`,
  );
  const entries = rules.map(
    ({ title, names }) => `- ${title}\n  ${counted(names.length, "service")}: ${namesOf(names)}`,
  );
  const count = card.summary.findings.unknown;
  return { title: `Unknown, and why (${counted(count, "finding")})`, entries, folded: true, rank: 6 };
}

function endingWaivers({ waivers, judgedFor }: Scorecard): Section {
  const ending = waivers
    .filter(({ state }) => state === "in-force")
    .map(({ waiver, proof }) => ({ waiver, proof, days: daysBetween(judgedFor, waiver.expires) }))
    .filter(({ days }) => days >= 0 && days <= endingSoonDays)
    .sort((a, b) => a.days - b.days || compared(a.waiver.service, b.waiver.service));
  const entries = ending.map(({ waiver, proof, days }) => {
    const { service, rule, subject, reason, expires, approver } = waiver;
    const what = subject === undefined ? "" : `, ${markdownText(subject)}`;
    const when = days === 0 ? "today" : `in ${counted(days, "day")}`;
    return `- ${nameOf(service)}, ${markdownText(rule)}${what}: ends ${when}, on ${expires} (${reason}, accepted by ${markdownText(approver)}${proof === "verified" ? ", verified" : ""})`;
  });
  return {
    title: `Waivers that end within ${endingSoonDays} days (${ending.length})`,
    entries,
    folded: true,
    rank: 3,
  };
}

function approvals({ services }: Scorecard): Section {
  const entries = services.flatMap(({ name, promotion }) =>
    promotion === undefined ? [] : [`- ${nameOf(name)}: ${markdownText(promotionText(promotion))}`],
  );
  const verified = services.filter(({ promotion }) => promotion?.proof === "verified").length;
  const title = `Approvals of tiers (${entries.length}, ${verified} verified)`;
  return { title, entries, folded: true, rank: 8 };
}

function levelsTable({ services }: Scorecard): Section {
  const rows = services.flatMap((service) =>
    service.levels.map((level) => ({ service, level, below: !reaches(level.asJudged, level.must) })),
  );
  const entries = rows
    .sort(
      (a, b) =>
        Number(b.below) - Number(a.below) ||
        a.service.tier - b.service.tier ||
        compared(a.service.name, b.service.name),
    )
    .map(({ service, level }) => {
      const { name, tier, owner } = service;
      const reached = [level.asJudged, level.withWaivers].map((one) => (one === "none" ? "no level" : one));
      const words = [name, owner ?? "-", level.set].map((text) => markdownText(text, 100));
      return rowOf([...words, String(tier), ...reached, level.must]);
    });
  const columns = ["service", "owner", "rule set", "tier", "level", "with waivers", "must be"];
  return {
    title: `Levels per service (${counted(services.length, "service")})`,
    entries,
    columns,
    folded: true,
    rank: 7,
  };
}

function compared(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
