import MarkdownIt, { type Token } from "markdown-it";
import { htmlBlocks } from "./html";
import type { Block } from "./page";

const parser = new MarkdownIt({ html: true });

/** Reads Markdown as GitHub does, tables included; nesting beyond a hundred levels is not looked into. */
export function markdownBlocks(text: string): readonly Block[] {
  const blocks: Block[] = [];
  let level = 0;
  let inTable = false;
  for (const token of parser.parse(withoutFrontMatter(text), {})) {
    if (token.type === "table_open" || token.type === "table_close") inTable = token.type === "table_open";
    else if (token.type === "heading_open") level = Number(token.tag.slice(1));
    else if (token.type === "heading_close") level = 0;
    else if (token.type === "html_block") blocks.push(...htmlBlocks(token.content));
    else if (token.type === "inline" && !inTable) blocks.push(...inlineBlocks(token, level));
    if (token.type === "table_open" || token.type === "fence" || token.type === "code_block")
      blocks.push({ kind: "other" });
  }
  return blocks;
}

/** Settings between two lines of dashes at the top, which site generators read and nobody else. */
function withoutFrontMatter(text: string): string {
  if (!/^---[ \t]*\r?\n/.test(text)) return text;
  const end = /\n(---|\.\.\.)[ \t]*(\r?\n|$)/.exec(text);
  return end === null ? text : text.slice(end.index + end[0].length);
}

function inlineBlocks({ children }: Token, level: number): readonly Block[] {
  const { label, text } = readInline(children ?? []);
  if (level > 0) return [{ kind: "heading", level, text: `${label} ${text}`.trim() }];
  return label === "" && text === "" ? [] : [{ kind: "prose", label, text }];
}

/** The text of a line, and what of it stands in bold at its start. */
function readInline(tokens: readonly Token[]): { readonly label: string; readonly text: string } {
  let label = "";
  let text = "";
  let inLabel = false;
  let anchors = 0;
  for (const token of tokens) {
    if (token.type === "link_open") anchors += anchors > 0 || isWithinPage(token) ? 1 : 0;
    else if (token.type === "link_close") anchors -= anchors > 0 ? 1 : 0;
    else if (token.type === "strong_open") inLabel = text.trim() === "" && label === "";
    else if (token.type === "strong_close") inLabel = false;
    else if (anchors > 0) continue;
    else if (inLabel) label += textOf(token);
    else text += textOf(token);
  }
  return { label: label.trim(), text: text.trim() };
}

function textOf({ type, content }: Token): string {
  if (type === "text") return content;
  return type === "image" || type === "html_inline" ? "" : " ";
}

/** A table of contents names topics that the page need not have. */
function isWithinPage(link: Token): boolean {
  return String(link.attrGet("href") ?? "").startsWith("#");
}
