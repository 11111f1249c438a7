import MarkdownIt from "markdown-it";
import { addDays, daysBetween } from "../../tiers/calendar";

/** A command of the story with the output that the page shows; each line a pattern, in which … stands for anything. */
export interface StoryCommand {
  readonly kind: "command";
  readonly command: string;
  readonly shown: readonly string[];
  /** Line of the page. */
  readonly line: number;
}

/** What somebody does by hand at a vendor, in words. */
export interface StoryDeed {
  readonly kind: "deed";
  readonly what: string;
}

/** The story's steps in their order: blocks of a console session, and comments `<!-- somebody: … -->`. */
export function stepsOf(page: string): readonly (StoryCommand | StoryDeed)[] {
  return new MarkdownIt({ html: true })
    .parse(page, {})
    .flatMap((token): readonly (StoryCommand | StoryDeed)[] => {
      if (token.type === "html_block") {
        const [, what] = /^<!-- somebody: (.*) -->$/m.exec(token.content) ?? [];
        return what === undefined ? [] : [{ kind: "deed", what }];
      }
      if (token.type !== "fence" || token.info !== "console") return [];
      return commandsIn(token.content, (token.map?.[0] ?? 0) + 2);
    });
}

function commandsIn(block: string, firstLine: number): readonly StoryCommand[] {
  const commands: { kind: "command"; command: string; shown: string[]; line: number }[] = [];
  for (const [at, text] of block.trimEnd().split("\n").entries()) {
    const last = commands.at(-1);
    if (text.startsWith("$ "))
      commands.push({ kind: "command", command: text.slice(2), shown: [], line: firstLine + at });
    else if (text.startsWith("> ") && last?.shown.length === 0) last.command += `\n${text.slice(2)}`;
    else if (last === undefined) throw new Error(`docs/story.md:${firstLine + at}: output of no command`);
    else last.shown.push(text);
  }
  return commands;
}

/** A command of a page that was written on one day, for another: its days move with it. */
export function movedTo(today: string, command: string, written: string): string {
  const by = daysBetween(written, today);
  return command.replace(/\b\d{4}-\d\d-\d\d\b/g, (day) => addDays(day, by));
}

/** The day that a page says it is. */
export function dayOf(page: string): string {
  const [, day] = /the day is\s(\d{4}-\d\d-\d\d)\./.exec(page) ?? [];
  if (day === undefined) throw new Error("The page must say which day it is.");
  return day;
}

/**
 * The first line of what a page shows that an output does not have in its place, or undefined where it has them all. A line
 * … stands for any lines, … in a line for anything, and days and times for any others.
 */
export function firstMissing(shown: readonly string[], output: string): string | undefined {
  const lines = output.trimEnd().replace(/[^\S\n]+$/gm, "");
  const has = (some: readonly string[], end: string): boolean =>
    new RegExp(`^${some.map(patternOf).join("")}${end}`).test(lines === "" ? "" : `${lines}\n`);
  const at = shown.findIndex((_, index) => !has(shown.slice(0, index + 1), ""));
  if (at >= 0) return shown[at];
  return has(shown, "$") ? undefined : "the end: more is printed than the page shows";
}

const movingParts = /…|\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d)?(?:Z| UTC)?)?/g;

function patternOf(line: string): string {
  if (line === "…") return "(?:[^\\n]*\\n)*?";
  const text = line.trimEnd();
  const fixed = text.split(movingParts).map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  const moving = [...text.matchAll(movingParts)].map(([part]) =>
    part === "…" ? "[^\\n]*" : "\\d{4}-\\d\\d-\\d\\d\\S*(?: UTC)?",
  );
  return `${fixed.map((part, at) => part + (moving[at] ?? "")).join("")}\\n`;
}
