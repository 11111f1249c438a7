/** A text's words in lower case and without accents, one blank before and behind each: what phrases are looked for in. */
export function searchable(text: string): string {
  const words = isPlain(text)
    ? text.toLowerCase().replace(/[^a-z0-9]+/g, " ")
    : text
        .normalize("NFKD")
        .replace(/\p{M}+/gu, "")
        .toLowerCase()
        .replace(/[^\p{L}\p{N}]+/gu, " ");
  return ` ${words.trim()} `;
}

/** Whether a text has ASCII only, which is most and much quicker to read. */
function isPlain(text: string): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: all of ASCII is meant.
  return /^[\u0000-\u007f]*$/.test(text);
}

/** Made once a list, whichever page is searched. */
const finders = new WeakMap<readonly string[], RegExp>();

/**
 * Whether one of the phrases stands in a searchable text. A phrase's words must follow each other, each whole unless it
 * ends in a star: 'roll* back'. A star at the very start looks within words as well.
 */
export function mentions(words: string, phrases: readonly string[]): boolean {
  const finder = finders.get(phrases) ?? finderOf(phrases);
  finders.set(phrases, finder);
  return finder.test(words);
}

function finderOf(phrases: readonly string[]): RegExp {
  const patterns = phrases.map(patternOf).filter((pattern) => pattern !== "");
  return patterns.length === 0 ? /(?!)/ : new RegExp(patterns.join("|"), "u");
}

/** A searchable text has letters, digits and blanks only, so that nothing in a pattern needs an escape. */
function patternOf(phrase: string): string {
  const written = phrase.trim();
  const parts = written
    .split(/\s+/)
    .map((part) => ({ words: searchable(part).trim(), open: part.endsWith("*") }));
  const known = parts.filter(({ words }) => words !== "");
  const [last] = known.slice(-1);
  if (last === undefined) return "";
  const inner = known.map((part) => `${part.words}${part.open && part !== last ? "[^ ]*" : ""}`).join(" ");
  return `${written.startsWith("*") ? "" : " "}${inner}${last.open ? "" : " "}`;
}

/** Scripts that are written without blanks: a word is about two characters there. */
const unspaced = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u;

/** What is written where somebody still has to write something. */
const toDos: readonly RegExp[] = [
  /^[^\p{L}\p{N}[]*(\[ ?\] |(TODO|TBD|TBA|TBC|FIXME|XXX|WIP)(?![\p{L}\p{N}]))/u,
  /^[^\p{L}\p{N}]*(todo|tbd|tba|tbc|fixme|wip|n\/a|none)\s*([:.…-]|$)/iu,
  /^[^\p{L}\p{N}]*(coming soon|work in progress|under construction|lorem ipsum|to be (added|completed|defined|described|determined|done|documented|filled|written)|not (yet )?(documented|written))(?![\p{L}\p{N}])/iu,
  /^[^\p{L}\p{N}]*(add|describe|document|explain|insert|write) [^.]{0,60}\bhere\W*$/iu,
];
/** Characters at the start that tell what is still to be written. */
const enough = 200;

/** How many words a reader finds in a paragraph; none in an address, or where it is still to be written. */
export function proseWords(paragraph: string): number {
  const start = paragraph.slice(0, enough).trim();
  if (start === "" || toDos.some((toDo) => toDo.test(start))) return 0;
  const words = searchable(withoutAddresses(paragraph));
  if (isPlain(words)) return countOf(words);
  return words
    .trim()
    .split(" ")
    .reduce((sum, word) => sum + (unspaced.test(word) ? Math.ceil(word.length / 2) : 1), 0);
}

function withoutAddresses(text: string): string {
  if (!text.includes("://")) return text;
  return text
    .split(/\s+/)
    .filter((token) => !token.includes("://"))
    .join(" ");
}

function countOf(words: string): number {
  let blanks = 0;
  for (let at = words.indexOf(" ", 1); at >= 0; at = words.indexOf(" ", at + 1)) blanks++;
  return words.trim() === "" ? 0 : blanks;
}
