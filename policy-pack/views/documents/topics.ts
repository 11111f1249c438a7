import type { Block } from "./page";
import { mentions, proseWords, searchable } from "./phrases";

/** What a page should tell, and how to recognise it. */
export interface Topic {
  /** What headings, or words in bold at the start of a paragraph, call it. */
  readonly headings: readonly string[];
  /** What sentences say where no heading does. */
  readonly phrases: readonly string[];
  /** Whether the text between the title and the next heading is about it. */
  readonly intro: boolean;
  /** Fewest words of prose that tell something of it. */
  readonly words: number;
}

/** A topic that a page does not tell, and the heading under which it has no prose, if any. */
export interface MissingTopic {
  readonly topic: string;
  readonly emptyUnder: string | undefined;
}

/**
 * The topics that a page does not tell, in the order in which they are configured. `saysNothing` recognises an
 * introduction that is none, such as the service's name in other words.
 */
export function missingTopics(
  blocks: readonly Block[],
  topics: Readonly<Record<string, Topic>>,
  saysNothing: (intro: string) => boolean = () => false,
): readonly MissingTopic[] {
  const page = read(blocks);
  const introWords = saysNothing(textOf(page.intro)) ? 0 : sumOf(page.intro);
  return Object.entries(topics).flatMap(([topic, { headings, phrases, intro, words }]) => {
    const sections = page.sections.filter(({ title }) => mentions(title, headings));
    if (sections.some((section) => section.words >= words) || (intro && introWords >= words)) return [];
    if (page.prose.some((one) => one.length >= words && mentions(one.words, phrases))) return [];
    return [{ topic, emptyUnder: sections[0]?.heading }];
  });
}

/** Topics that a list of words does not name, each by its own name or by what headings call it. */
export function unnamedTopics(
  named: readonly string[],
  topics: Readonly<Record<string, Topic>>,
): readonly string[] {
  const words = named.map(searchable);
  return Object.entries(topics)
    .filter(([topic, { headings }]) => {
      const own = searchable(topic);
      return !words.some((one) => one.includes(own) || mentions(one, headings));
    })
    .map(([topic]) => topic);
}

/** Whether a page tells anything besides its title, headings, pictures and what is still to be written. */
export function tellsSomething(
  blocks: readonly Block[],
  saysNothing: (prose: string) => boolean = () => false,
): boolean {
  if (blocks.some(({ kind }) => kind === "other")) return true;
  const prose = blocks.filter((block) => block.kind === "prose");
  return prose.some((block) => wordsIn(block) > 0) && !saysNothing(textOf(prose));
}

type Prose = Extract<Block, { kind: "prose" }>;

/** A part of a page under a heading or label. */
interface Section {
  readonly heading: string;
  /** The heading, to search in. */
  readonly title: string;
  /** How many words of prose stand under it, those of its subsections included. */
  readonly words: number;
}

interface Page {
  readonly sections: readonly Section[];
  readonly intro: readonly Prose[];
  /** Paragraphs, to search in, with their numbers of words. */
  readonly prose: readonly { readonly words: string; readonly length: number }[];
}

/** The blocks below the title, each with its number of words of prose. */
type Body = readonly { readonly block: Block; readonly words: number }[];

function read(blocks: readonly Block[]): Page {
  const title = blocks.findIndex(({ kind }) => kind !== "other");
  // The title names the service, not a topic: one that is called deployer has not told how it is deployed.
  const below = blocks[title]?.kind === "heading" ? blocks.slice(title + 1) : blocks;
  const body: Body = below.map((block) => ({ block, words: wordsIn(block) }));
  const next = below.findIndex(startsSection);
  return {
    sections: body.flatMap((_, at) => sectionAt(body, at)),
    intro: below.slice(0, next < 0 ? below.length : next).filter((block) => block.kind === "prose"),
    prose: body.flatMap(({ block, words: length }) =>
      block.kind === "prose" ? [{ words: searchable(textOf([block])), length }] : [],
    ),
  };
}

function sectionAt(body: Body, at: number): readonly Section[] {
  const block = body[at]?.block;
  if (block?.kind === "heading") {
    const { level, text } = block;
    const words = wordsUntil(body, at + 1, (next) => next.kind === "heading" && next.level <= level);
    return [{ heading: text, title: searchable(text), words }];
  }
  if (block?.kind !== "prose" || block.label === "") return [];
  const words = block.text === "" ? wordsUntil(body, at + 1, startsSection) : proseWords(block.text);
  return [{ heading: block.label, title: searchable(block.label), words }];
}

/** A paragraph that is all in bold is a heading by another name. */
function startsSection(block: Block): boolean {
  return block.kind === "heading" || (block.kind === "prose" && block.text === "");
}

function wordsUntil(body: Body, start: number, ends: (block: Block) => boolean): number {
  let words = 0;
  for (let at = start; at < body.length; at++) {
    const one = body[at];
    if (one === undefined || ends(one.block)) break;
    words += one.words;
  }
  return words;
}

function sumOf(blocks: readonly Block[]): number {
  return blocks.reduce((sum, block) => sum + wordsIn(block), 0);
}

/** Words of prose; none in a paragraph that is a heading, or that is still to be written. */
function wordsIn(block: Block): number {
  if (block.kind !== "prose") return 0;
  const words = proseWords(block.text);
  return words === 0 || block.label === "" ? words : proseWords(textOf([block]));
}

function textOf(blocks: readonly Prose[]): string {
  return blocks.map(({ label, text }) => `${label} ${text}`.trim()).join(" ");
}
