import { TooManyStacksError } from "./too-many-stacks";

/** Characters that GitHub takes in one comment. */
export const longestComment = 65_536;

/** Entries of a section that are seen at once; the others are folded, so that a comment is short. */
const seenAtOnce = 10;

/** A part of a comment that can be shortened by whole entries, last ones first. */
export interface Section {
  /** In our own words: it is not escaped. */
  readonly title: string;
  /** Markdown of one list item or table row each, most important first. */
  readonly entries: readonly string[];
  /** Makes it a table. */
  readonly columns?: readonly string[];
  /** Shown when somebody opens it. */
  readonly folded: boolean;
  /** The lowest is left out last. */
  readonly rank: number;
}

/** A section of which the first entries are seen at once, and the others when somebody opens them. */
export function partlyFolded(title: string, entries: readonly string[], rank: number): readonly Section[] {
  const more = entries.length - seenAtOnce;
  return [
    { title, entries: entries.slice(0, seenAtOnce), folded: false, rank },
    { title: `${title}: ${more} more`, entries: entries.slice(seenAtOnce), folded: true, rank },
  ];
}

/** An opening and those sections that have entries, no longer than GitHub takes, or than `most`; says what is left out. */
export function commentOf(opening: string, sections: readonly Section[], most = longestComment): string {
  const filled = sections.filter(({ entries }) => entries.length > 0);
  const written = (kept: ReadonlyMap<Section, number>): string =>
    [opening, ...filled.map((section) => sectionText(section, kept.get(section) ?? 0))].join("\n\n");
  const room = most - written(new Map()).length - 1;
  // Not even the headings fit, as where a comment is of very many stacks.
  if (room < 0) return `${opening}\n\nThere is no room for more of it here. The scorecard has all.\n`;
  return `${written(whatFits(filled, room))}\n`;
}

/**
 * Several texts as one comment, no longer than GitHub takes: each is written for as many characters as it may have, and
 * what short ones do not need is for the others. Throws a TooManyStacksError where even the shortest of each are too long
 * together.
 */
export function commentOfSeveral(writers: readonly ((most: number) => string)[]): string {
  const between = "\n\n";
  let room = longestComment - between.length * (writers.length - 1);
  const texts = writers.map((write) => write(longestComment));
  const shortestFirst = [...texts.keys()].sort((a, b) => (texts[a]?.length ?? 0) - (texts[b]?.length ?? 0));
  for (const [done, at] of shortestFirst.entries()) {
    const share = Math.floor(room / (writers.length - done));
    const text = texts[at] ?? "";
    const kept = text.length <= share ? text : (writers[at]?.(share) ?? text);
    texts[at] = kept;
    room -= kept.length;
  }
  if (room < 0)
    throw new TooManyStacksError(
      `A comment has no room for ${writers.length} stacks. Write one for each, or for fewer together.`,
    );
  return texts.join(between);
}

/** How many entries of each section fit into so many characters, taken by rank until one does not. */
function whatFits(sections: readonly Section[], room: number): ReadonlyMap<Section, number> {
  const kept = new Map<Section, number>();
  let left = room;
  for (const section of [...sections].sort((a, b) => a.rank - b.rank)) {
    for (const [index, entry] of section.entries.entries()) {
      left -= entry.length + 1;
      if (left < 0) return kept;
      kept.set(section, index + 1);
    }
  }
  return kept;
}

function sectionText({ title, entries, columns, folded }: Section, kept: number): string {
  const out = entries.length - kept;
  const head = columns === undefined ? [] : [rowOf(columns), rowOf(columns.map(() => "---"))];
  const lines = [
    ...head,
    ...entries.slice(0, kept),
    ...(out === 0
      ? []
      : ["", `${out} left out here: a comment has no room for more. The scorecard has all.`]),
  ];
  return folded
    ? ["<details>", `<summary>${title}</summary>`, "", ...lines, "", "</details>"].join("\n")
    : [`### ${title}`, "", ...lines].join("\n");
}

/** Cells of a table as one row of it. */
export function rowOf(cells: readonly string[]): string {
  return `| ${cells.join(" | ")} |`;
}
