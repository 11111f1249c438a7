import MarkdownIt from "markdown-it";

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

/**
 * The first line of what a page shows that an output does not have in its place, or undefined where it has them all. A line
 * … stands for any lines, … in a line for anything, and days and times for any others.
 */
export function firstMissing(shown: readonly string[], output: string): string | undefined {
  const lines = output.trimEnd() === "" ? [] : output.trimEnd().split("\n");
  let at = 0;
  let mayskip = false;
  for (const expected of shown) {
    if (expected === "…") {
      mayskip = true;
      continue;
    }
    const pattern = patternOf(expected);
    const found = lines.findIndex((line, index) => index >= at && pattern.test(line.trimEnd()));
    if (found < 0 || (!mayskip && found !== at)) return expected;
    at = found + 1;
    mayskip = false;
  }
  return mayskip || at === lines.length ? undefined : `nothing after this, but there is: ${lines[at]}`;
}

const movingParts = /…|\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d)?(?:Z| UTC)?)?/g;

function patternOf(line: string): RegExp {
  const fixed = line.split(movingParts).map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  const moving = [...line.matchAll(movingParts)].map(([part]) =>
    part === "…" ? ".*" : "\\d{4}-\\d\\d-\\d\\d\\S*",
  );
  return new RegExp(`^${fixed.map((part, at) => part + (moving[at] ?? "")).join("")}$`);
}
