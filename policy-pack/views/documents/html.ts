import type { Block } from "./page";

/** Elements whose content is no prose. */
const skipped = new Set(["code", "pre", "script", "style", "svg", "table"]);

/**
 * Reads a block of HTML in a page, as far as prose needs it: headings, summaries as small headings, and text. Comments,
 * code and tables are left out. Time grows in line with the text, whatever it holds.
 */
export function htmlBlocks(html: string): readonly Block[] {
  const blocks: Block[] = [];
  let text = "";
  let level = 0;
  const flush = (): void => {
    const read = text.replace(/\s+/g, " ").trim();
    text = "";
    if (read === "") return;
    blocks.push(
      level > 0 ? { kind: "heading", level, text: read } : { kind: "prose", label: "", text: read },
    );
  };
  for (let at = 0; at < html.length; ) {
    const open = html.indexOf("<", at);
    text += html.slice(at, open < 0 ? html.length : open);
    if (open < 0) break;
    const { name, closes, end } = readTag(html, open);
    at = skipped.has(name) && !closes ? endOf(html, name, end) : end;
    if (levelOf(name) === 0) continue;
    flush();
    level = closes ? 0 : levelOf(name);
  }
  flush();
  return blocks;
}

interface Tag {
  readonly name: string;
  readonly closes: boolean;
  /** Index after the tag. */
  readonly end: number;
}

/** Reads the tag or comment that starts at an index; what is never closed goes to the end. */
function readTag(html: string, open: number): Tag {
  if (html.startsWith("<!--", open)) return { name: "", closes: false, end: after(html, "-->", open) };
  const [, slash = "", name = ""] = /^<(\/?)([a-z][a-z0-9]*)/i.exec(html.slice(open, open + 20)) ?? [];
  return { name: name.toLowerCase(), closes: slash === "/", end: after(html, ">", open) };
}

function after(html: string, mark: string, from: number): number {
  const at = html.indexOf(mark, from);
  return at < 0 ? html.length : at + mark.length;
}

/** Index after the tag that closes an element, whatever its case. */
function endOf(html: string, name: string, from: number): number {
  for (let open = html.indexOf("</", from); open >= 0; open = html.indexOf("</", open + 2)) {
    const tag = html.slice(open + 2, open + 2 + name.length).toLowerCase();
    if (tag === name) return after(html, ">", open);
  }
  return html.length;
}

function levelOf(name: string): number {
  if (name === "summary") return 6;
  return /^h[1-6]$/.test(name) ? Number(name[1]) : 0;
}
