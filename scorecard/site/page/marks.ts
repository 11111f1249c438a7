import type { Coverage, ScoredTask } from "../../schema";
import { percent, shareOf } from "../../share";
import type { Outcome, Reached } from "../data/model";
import type { SiteService } from "../data/opened";
import { pathOfService } from "./context";
import { type Child, el, withProperty } from "./element";
import { hrefTo } from "./route";
import { counted, number } from "./text";

/** What a level is called. */
export function levelText(level: Reached | undefined): string {
  return level === undefined || level === "none"
    ? "No level"
    : `${level.charAt(0).toUpperCase()}${level.slice(1)}`;
}

/** A level by name, colour and one to three bars. */
export function levelMark(level: Reached | undefined): HTMLElement {
  const bars = el("span", { class: "bars", "aria-hidden": "true" }, el("i"), el("i"), el("i"));
  return el("span", { class: `level level-${level ?? "none"}` }, bars, levelText(level));
}

export function tierMark(tier: number): HTMLElement {
  return el("span", { class: "tier" }, `Tier ${tier}`);
}

const outcomes: Readonly<Record<Outcome, readonly [sign: string, text: string]>> = {
  pass: ["✓", "met"],
  fail: ["✕", "not met"],
  error: ["!", "error"],
  unknown: ["?", "unknown"],
  waived: ["~", "waived"],
  "not-applicable": ["–", "does not apply"],
};

export function outcomeText(outcome: Outcome | undefined): string {
  return outcome === undefined ? "not judged" : outcomes[outcome][1];
}

/** An outcome by sign, colour and name. */
export function outcomeMark(outcome: Outcome): HTMLElement {
  const [sign, text] = outcomes[outcome];
  return el("span", { class: `outcome outcome-${outcome}` }, el("b", { "aria-hidden": "true" }, sign), text);
}

export function serviceLink(service: SiteService): HTMLElement {
  return el("a", { href: hrefTo(pathOfService(service)), class: "name" }, service.name);
}

export function teamLink(team: string | undefined): HTMLElement {
  if (team === undefined) return el("span", { class: "muted" }, "no team");
  return el("a", { href: hrefTo(["team", team]), class: "name" }, team);
}

/** A coverage as a bar of what is met, fails and is unknown; its numbers stand beside it. */
export function coverageBar({ met, of, unknown }: Coverage): HTMLElement {
  return stackedBar([
    ["met", met],
    ["fail", of - met - unknown],
    ["unknown", unknown],
  ]);
}

/** Parts of a whole, drawn by their sizes; only decoration, as the numbers are always told beside it. */
export function stackedBar(parts: readonly (readonly [kind: string, size: number])[]): HTMLElement {
  const filled = parts.filter(([, size]) => size > 0);
  const pieces = filled.map(([kind, size]) =>
    withProperty(el("i", { class: `part-${kind}` }), "--size", size),
  );
  return el("span", { class: "stacked", "aria-hidden": "true" }, pieces);
}

/** A share with what it is of. */
export function shareText(part: number, of: number): string {
  return percent(shareOf(part, of));
}

/** What a coverage leaves out or does not know, in words; nothing where it is all known. */
export function coverageRemarks({ unknown, waived }: Coverage): readonly string[] {
  return [
    ...(unknown > 0 ? [`${number(unknown)} unknown`] : []),
    ...(waived > 0 ? [`${number(waived)} waived`] : []),
  ];
}

/** A figure with its name and what explains it. */
export function figure(name: string, value: Child, ...remarks: readonly Child[]): HTMLElement {
  return el(
    "div",
    { class: "figure" },
    el("dt", {}, name),
    el("dd", {}, value),
    el("dd", { class: "muted" }, remarks),
  );
}

/** A part of a view with its own heading. */
export function section(title: Child, ...children: readonly Child[]): HTMLElement {
  return el("section", { class: "section" }, el("h2", {}, title), children);
}

/** What stands where there is nothing, and how there could be something. */
export function empty(text: string): HTMLElement {
  return el("p", { class: "empty" }, text);
}

/** By how much a share moved, in points; undefined where it did not or cannot be said. */
export function pointsText(now: number | undefined, before: number | undefined): string | undefined {
  if (now === undefined || before === undefined) return undefined;
  const points = Math.round((now - before) * 1000) / 10;
  if (points === 0) return "no change";
  return `${points > 0 ? "+" : "−"}${Math.abs(points)} points`;
}

export function taskText(tasks: readonly ScoredTask[]): string {
  const overdue = tasks.filter((one) => one.overdue).length;
  if (tasks.length === 0) return "none";
  return overdue === 0
    ? counted(tasks.length, "task")
    : `${counted(tasks.length, "task")}, ${overdue} overdue`;
}
