import { daysBetween } from "../../../tiers/calendar";
import type { Override } from "../../override";
import { stackNameOf } from "../../stack-name";
import type { SiteCard } from "../data/model";
import type { Site } from "../data/opened";
import { type Child, el } from "./element";
import { counted, dayText } from "./text";

/** What a reader must know before any figure: of which day, how strict, how old, and what is not there. */
export function banners(site: Site): readonly HTMLElement[] {
  const { cards } = site;
  const which = (card: SiteCard): string => (cards.length === 1 ? "" : ` (${stackNameOf(card)})`);
  const overrides = cards.flatMap((card) =>
    card.overrides.map((one) => ({ ...one, text: `${one.text}${which(card)}` })),
  );
  const loud = [
    ...overrides.filter(isLoud).map(({ text }) => text),
    ...cards.flatMap((card) => [
      ...(card.whatIf
        ? [
            `This is a what-if${which(card)}: the day was moved to ${dayText(card.judgedFor)}. It is not how things are.`,
          ]
        : []),
      ...(card.only === undefined
        ? []
        : [`This is of one service only${which(card)}: ${card.only}. Figures say nothing about the others.`]),
    ]),
  ];
  const problems = [
    ...site.problems,
    ...cards.flatMap((card) => card.problems.map((problem) => `${problem}${which(card)}`)),
  ];
  const notices = cards.flatMap((card) => card.notices.map((notice) => `${notice}${which(card)}`));
  return [
    el("p", { class: "state" }, joined(cards.map(stateOf))),
    ...loud.map((text) => el("p", { class: "banner banner-loud", role: "note" }, text)),
    ...folded(
      overrides.filter((one) => !isLoud(one)).map(({ text }) => text),
      "lock or emergency on record",
      "",
      "locks and emergencies on record",
    ),
    ...folded(problems, "problem", "banner-loud"),
    ...folded(notices, "notice", ""),
  ];
}

function isLoud({ kind, isOver }: Override): boolean {
  return kind === "emergency" && !isOver;
}

function joined(lines: readonly string[]): Child {
  const different = [...new Set(lines)];
  const [first] = different;
  if (different.length === 1) return first;
  return `${first} ${counted(lines.length, "stack")} in all; the others are told at the foot of the page.`;
}

const modes = {
  advise: "mode advise: nothing blocks",
  ratchet: "mode ratchet: what is in the baseline does not block",
  enforce: "mode enforce: mandatory failures block",
} as const;

function stateOf({ judgedFor, mode, factsRead, source }: SiteCard): string {
  const read =
    factsRead === undefined
      ? source.vendors === "none" || source.from !== "program"
        ? "no facts of vendors"
        : "no vendor was observed"
      : `facts of vendors read ${agesOf(factsRead, judgedFor)}`;
  const stated =
    source.statedAt === undefined ? "" : `, catalog facts stated ${dayText(source.statedAt.slice(0, 10))}`;
  return `Judged for ${dayText(judgedFor)}, ${modes[mode]}, ${read}${stated}.`;
}

function agesOf({ from, to }: NonNullable<SiteCard["factsRead"]>, judgedFor: string): string {
  const [oldest, newest] = [daysBetween(from, judgedFor), daysBetween(to, judgedFor)];
  const age = (days: number): string => (days <= 0 ? "the same day" : `${counted(days, "day")} before`);
  return oldest === newest ? age(oldest) : `${age(newest)} to ${age(oldest)}`;
}

function folded(texts: readonly string[], noun: string, look: string, many?: string): readonly HTMLElement[] {
  if (texts.length === 0) return [];
  return [
    el(
      "details",
      { class: `banner print ${look}` },
      el("summary", {}, counted(texts.length, noun, many)),
      el(
        "ul",
        {},
        texts.map((text) => el("li", {}, text)),
      ),
    ),
  ];
}
