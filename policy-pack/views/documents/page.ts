import { posix } from "node:path";
import type { Evidence } from "../../engine/rule";
import { onceAText } from "../once-a-text";
import type { RepositoryFile } from "../repository/files";
import { markdownBlocks } from "./markdown";
import { plainBlocks } from "./plain-text";

/** A part of a page, in the order of reading. */
export type Block =
  | { readonly kind: "heading"; readonly level: number; readonly text: string }
  | {
      /** Sentences. Code, pictures and links within the page are left out. */
      readonly kind: "prose";
      /** What stands in bold at its start, as in **Rollback:** …; empty where nothing does. */
      readonly label: string;
      /** What follows the label. */
      readonly text: string;
    }
  /** Code or a table. */
  | { readonly kind: "other" };

/** Formats that are Markdown, by extension; a README without one is often Markdown too, and GitHub shows it plain. */
const markdownExtensions = new Set([".md", ".markdown", ".mdown", ".mkd", ".mkdn", ".mdx"]);

/** Characters that are read: what a page tells later than that, nobody finds in a hurry. */
const longest = 100_000;

/** The blocks of a page; its path tells the format. */
export function blocksOf(path: string, text: string): readonly Block[] {
  const extension = posix.extname(path).toLowerCase();
  const start = text.slice(0, longest).replace(/^\ufeff/, "");
  return markdownExtensions.has(extension) ? markdownBlocks(start) : plainBlocks(start, extension);
}

/** The blocks of a file in a repository, which several services may share. */
export function readPage({ path, text }: RepositoryFile, evidence: Evidence): readonly Block[] {
  return onceAText(evidence, `page ${posix.extname(path)}`, text, () => blocksOf(path, text));
}
