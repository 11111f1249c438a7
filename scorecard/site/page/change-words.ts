import type { Comparison, RuleChange, ServiceChange } from "../data/model";
import type { Site } from "../data/opened";
import { pathOfRule } from "./context";
import { type Child, el } from "./element";
import { levelMark, outcomeText } from "./marks";
import { hrefTo } from "./route";
import { counted, sentence } from "./text";

const directions = {
  worse: ["↓", "worse"],
  better: ["↑", "better"],
  mixed: ["↕", "both ways"],
  changed: ["·", "changed"],
} as const;

/** Which way a service went, by sign and word. */
export function directionMark(direction: ServiceChange["direction"] | undefined): Child {
  if (direction === undefined) return el("span", { class: "muted" }, "no change");
  const [sign, text] = directions[direction];
  return el(
    "span",
    { class: `direction direction-${direction}` },
    el("b", { "aria-hidden": "true" }, sign),
    text,
  );
}

/** A change in short: from level to level where it moved, else which way it went. */
export function changeMark(change: ServiceChange | undefined, set: string): Child {
  const level = change?.levels.find((one) => one.set === set);
  if (level === undefined) return directionMark(change?.direction);
  return el("span", { class: "moved" }, directionMark(change?.direction), levelMove(level));
}

function levelMove({ from, to }: ServiceChange["levels"][number]): Child {
  return el(
    "span",
    { class: "move" },
    levelMark(from),
    el("span", { "aria-label": "to" }, "→"),
    levelMark(to),
  );
}

/** All that became of a service, each with its cause. */
export function changeList(site: Site, change: ServiceChange): HTMLElement {
  const levels = change.levels.map((level) =>
    el(
      "li",
      {},
      el("strong", {}, site.sets.length > 1 ? `Level in ${level.set}: ` : "Level: "),
      levelMove(level),
      " ",
      causes(level.causes.map(({ because }) => because)),
    ),
  );
  const order = { degraded: 0, changed: 1, improved: 2 } as const;
  const findings = [...change.findings].sort((a, b) => order[a.direction] - order[b.direction]);
  const strict = change.enforcements
    .filter(({ set, rule }) => !findings.some((one) => one.set === set && one.rule === rule)) // told with it
    .map(({ set, rule, from, to, cause }) =>
      el("li", {}, ruleLink(site, { set, rule }), ` is ${to} now, was ${from}. `, causes([cause.because])),
    );
  return el(
    "ul",
    { class: "changes" },
    levels,
    findings.map((one) => ruleChange(site, one)),
    strict,
  );
}

function ruleChange(site: Site, change: RuleChange): HTMLElement {
  const { from, to, more, less, cause } = change;
  const counts = [
    ...(more > 0 ? [`${counted(more, "failure")} more`] : []),
    ...(less > 0 ? [`${less} fewer`] : []),
  ];
  const what =
    from === to ? `${outcomeText(to)}, ${counts.join(", ")}` : `${outcomeText(from)} → ${outcomeText(to)}`;
  return el(
    "li",
    { class: `change-${change.direction}` },
    ruleLink(site, change),
    `: ${what}. `,
    causes([cause.because]),
  );
}

function causes(texts: readonly string[]): HTMLElement {
  return el("span", { class: "cause" }, texts.map(sentence).join(" "));
}

/** A rule by its title, leading to its page. */
export function ruleLink(
  site: Site,
  { set, rule }: { readonly set: string; readonly rule: string },
): HTMLElement {
  const about = site.rules.find((one) => one.set === set && one.rule === rule);
  return about === undefined
    ? el("span", {}, rule)
    : el("a", { href: hrefTo(pathOfRule(about)) }, about.title);
}

/** Why a service changed, in short: the rules that were lost, each with its cause, and how many more. */
export function causeTexts(site: Site, change: ServiceChange): readonly string[] {
  const most = 3;
  const lost = change.findings.filter(({ direction }) => direction === "degraded");
  const findings = lost.length > 0 ? lost : change.findings;
  if (findings.length === 0)
    return [
      ...new Set(change.levels.flatMap(({ causes: all }) => all.map(({ because }) => sentence(because)))),
    ];
  const shown = findings.slice(0, most).map(({ set, rule, cause }) => {
    const about = site.rules.find((one) => one.set === set && one.rule === rule);
    return `${about?.title ?? rule}: ${sentence(cause.because)}`;
  });
  const rest = findings.length - shown.length;
  return rest === 0 ? shown : [...shown, `And ${counted(rest, "more rule")}.`];
}

/** How there could be changes, where there are none to tell. */
export const noComparison =
  "There is no earlier run to compare with yet. Keep each run with readiness history add FILE, and write this page with --history FOLDER; or name an earlier scorecard with --since FILE.";

export function sinceText({ since, name }: Comparison, day: (text: string) => string): string {
  return `since ${name} (${day(since)})`;
}
