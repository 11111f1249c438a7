import { rowOf } from "../formats/markdown-comment";
import { markdownText, parted } from "../formats/markdown-text";
import { namesOf } from "../formats/markdown-words";
import { shown } from "../formats/shown-text";
import type { RuleDefinition } from "../schema";
import { type AskedRule, isKept, ruleKey, type TaskSubject } from "./asked";
import { dueOf } from "./due";
import type { TaskRule } from "./marker";

/** Characters of our part of an issue: GitHub takes 65,536 in all, and people write beside it. */
const longestBlock = 50_000;

/** Violations of one rule that are shown; the others are counted. */
const mostViolations = 20;

/** Where a task is kept, and for whom. */
export interface TaskPlace {
  /** owner/name; undefined where the catalog names none. */
  readonly repository: string | undefined;
  /** The owning team as organisation/slug, where GitHub knows it. */
  readonly team: string | undefined;
  /** Logins that a new issue is assigned to. */
  readonly assignees: readonly string[];
}

/** Characters of a title that GitHub takes. */
const longestTitle = 256;

/** The title of a task's issue. GitHub reads no Markdown there. */
export function titleOf(subject: TaskSubject): string {
  const { service, card, rule, asked } = subject;
  const [first] = asked;
  const about =
    rule === undefined || first === undefined
      ? "what production readiness asks"
      : (definitionOf(subject, first)?.title ?? first.finding.rule);
  const title = `${service.name}: ${about} (${card.stack})`;
  const usual = parted(shown(title, 200));
  // What parts a text can double it.
  return usual.length <= longestTitle ? usual : parted(shown(title, longestTitle / 2));
}

/** Our part of an issue's body, as Markdown. */
export function blockText(subject: TaskSubject, rules: readonly TaskRule[], place: TaskPlace): string {
  const isOfService = subject.rule === undefined;
  const opening = isOfService ? openingOfService(subject) : openingOfRule(subject);
  const parts = subject.asked.map((one) =>
    isOfService ? sectionOf(subject, one, rules) : detailsOf(subject, one).join("\n\n"),
  );
  const head = [opening, factsOf(subject, rules, place), ...unjudged(subject, rules)];
  const foot = footOf(subject);
  return [...head, ...fitting(parts, longestBlock - [...head, foot].join("\n\n").length), foot].join("\n\n");
}

function openingOfRule(subject: TaskSubject): string {
  const [first] = subject.asked;
  if (first === undefined) return openingOfService(subject);
  const title = definitionOf(subject, first)?.title;
  const is = title === undefined ? "" : `: ${markdownText(title, 200)}`;
  return `${serviceName(subject)} does not meet ${code(first.finding.rule)}${is}.`;
}

function openingOfService(subject: TaskSubject): string {
  const count = subject.asked.length;
  return `${serviceName(subject)} does not meet ${count} rule${count === 1 ? "" : "s"} that its tier asks.`;
}

function serviceName({ service: { name, tier } }: TaskSubject): string {
  return `**${markdownText(name, 100)}** (tier ${tier})`;
}

function factsOf(
  { service, card, asked }: TaskSubject,
  rules: readonly TaskRule[],
  { team }: TaskPlace,
): string {
  const initiatives = [...new Set(asked.flatMap((one) => one.initiatives))];
  const owner =
    team !== undefined
      ? `@${team}`
      : service.owner === undefined
        ? "nobody yet"
        : markdownText(service.owner, 100);
  const columns: readonly (readonly [string, string])[] = [
    ["Due", dueOf(rules) ?? "-"],
    ["Owner", owner],
    ["Counts as", asked.some(({ isMandatory }) => isMandatory) ? "mandatory" : "advisory"],
    ["Stack", markdownText(card.stack, 100)],
    ...(initiatives.length === 0 ? [] : [["Initiative", namesOf(initiatives)] as const]),
  ];
  return [
    rowOf(columns.map(([head]) => head)),
    rowOf(columns.map(() => "---")),
    rowOf(columns.map(([, cell]) => cell)),
  ].join("\n");
}

/** What a task keeps though nobody could tell this time. */
function unjudged(subject: TaskSubject, rules: readonly TaskRule[]): readonly string[] {
  const names = rules.filter((one) => isKept(subject, ruleKey(one))).map(({ rule }) => rule);
  return names.length === 0 ? [] : [`Could not be judged this time: ${namesOf(names)}.`];
}

function sectionOf(subject: TaskSubject, asked: AskedRule, rules: readonly TaskRule[]): string {
  const { rule } = asked.finding;
  const due = rules.find((one) => ruleKey(one) === ruleKey(asked.finding))?.due;
  const title = definitionOf(subject, asked)?.title;
  const weight = asked.isMandatory ? "mandatory" : "advisory";
  const head = `### ${title === undefined ? code(rule) : markdownText(title, 200)}`;
  const about = [code(rule), weight, ...(due === undefined ? [] : [`due ${due}`])].join(", ");
  const [wrong = "", ...mending] = detailsOf(subject, asked);
  const folded = [
    "<details>",
    "<summary>How to mend it, and why</summary>",
    "",
    ...mending.flatMap((one) => [one, ""]),
  ];
  return [head, about, wrong, ...(mending.length === 0 ? [] : [[...folded, "</details>"].join("\n")])].join(
    "\n\n",
  );
}

/** What is wrong, how it is mended, and why it matters; a fix that several violations have is said once. */
function detailsOf(subject: TaskSubject, asked: AskedRule): readonly string[] {
  const shownOnes = asked.violations.slice(0, mostViolations);
  const more = asked.violations.length - shownOnes.length;
  const fixes = [...new Set(shownOnes.flatMap(({ fix }) => fix ?? []))];
  const wrong = shownOnes.map(({ text }) => `- ${markdownText(text)}`);
  const why = definitionOf(subject, asked)?.why;
  return [
    [...wrong, ...(more > 0 ? [`- and ${more} more`] : [])].join("\n"),
    ...fixes.map((fix) => `**Fix:** ${markdownText(fix)}`),
    ...(why === undefined || why === "" ? [] : [`**Why:** ${markdownText(why)}`]),
  ];
}

function footOf({ asked, service, rule }: TaskSubject): string {
  const [first] = asked;
  const waiver =
    first === undefined
      ? ""
      : ` To accept it for a while instead: <code>readiness waive ${rule === undefined ? "RULE" : markdownText(first.finding.rule, 100)} ${markdownText(service.name, 100)}</code>.`;
  const ends =
    rule === undefined
      ? "It closes itself once all of them pass or are waived."
      : "It closes itself once the rule passes or is waived.";
  return `<sub>Kept up to date by <code>readiness tasks sync</code>: write below this part, or in comments. ${ends}${waiver}</sub>`;
}

/** As many parts as there is room for, and how many are left out. */
function fitting(parts: readonly string[], room: number): readonly string[] {
  let left = room;
  const kept: string[] = [];
  for (const part of parts) {
    left -= part.length + 2;
    if (left < 0) return [...kept, `${parts.length - kept.length} more: an issue has no room for all.`];
    kept.push(part);
  }
  return kept;
}

function code(name: string): string {
  return `<code>${markdownText(name, 100)}</code>`;
}

function definitionOf({ card }: TaskSubject, { finding }: AskedRule): RuleDefinition | undefined {
  const set = card.ruleSets.find(({ name }) => name === finding.set);
  return set?.definitions.find(({ rule }) => rule === finding.rule);
}
