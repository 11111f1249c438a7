/** Characters that GitHub takes in one comment. */
const longestComment = 65_536;

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

/** An opening and those sections that have entries, no longer than GitHub takes; says what is left out. */
export function commentOf(opening: string, sections: readonly Section[]): string {
  const filled = sections.filter(({ entries }) => entries.length > 0);
  const written = (kept: ReadonlyMap<Section, number>): string =>
    [opening, ...filled.map((section) => sectionText(section, kept.get(section) ?? 0))].join("\n\n");
  return `${written(whatFits(filled, longestComment - written(new Map()).length - 1))}\n`;
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
