import type { Block } from "./page";

/** How formats mark a heading at the start of its line, by extension; all may underline it instead. */
const marks: Readonly<Record<string, RegExp>> = {
  "": /^(#{1,6})\s+(\S.*)$/,
  ".adoc": /^(={1,6})\s+(\S.*)$/,
  ".asciidoc": /^(={1,6})\s+(\S.*)$/,
  ".org": /^(\*{1,8})\s+(\S.*)$/,
  ".rdoc": /^(={1,6})\s+(\S.*)$/,
  ".textile": /^h([1-6])\.\s+(\S.*)$/,
  ".txt": /^(#{1,6})\s+(\S.*)$/,
};
const underline = /^([=\-~^"'`*+#.:_<>])\1{2,}$/;
/** Lines that are not there to be read: directives, attributes, pictures, tables, comments. */
const directive = /^(\.\. |:\w[\w-]*:|image::|\[[^\]]*\]$|#\+|\||\/\/)/;
/** What encloses code in AsciiDoc, Org and elsewhere. */
const fence = /^(-{4,}|\.{4,}|`{3,}.*|#\+(begin|end)_(src|example).*)$/i;
/** After these, what is indented is code or a picture, in reStructuredText. */
const literal = /::$|^\.\. (code|code-block|sourcecode|figure|image|raw|toctree|contents)::/;
const indented = /^\s+\S/;
const code = /^( {4}|\t)\s*\S/;

/**
 * Reads a page that is no Markdown (reStructuredText, AsciiDoc, Org, plain text) by what these have in common:
 * headings that are marked or underlined, paragraphs between blank lines, code that is indented or fenced.
 */
export function plainBlocks(text: string, extension: string): readonly Block[] {
  const lines = text.split(/\r?\n/).map((line) => line.trimEnd());
  const reader = createReader();
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at] ?? "";
    const rule = underline.exec(lines[at + 1] ?? "")?.[1];
    if (!reader.inCode && rule !== undefined && isTitle(line)) {
      reader.underlined(line, rule);
      at++;
      continue;
    }
    const [, mark, title] = (!reader.inCode && marks[extension]?.exec(line)) || [];
    if (mark !== undefined && title !== undefined) reader.marked(mark, title);
    else reader.line(line);
  }
  return reader.end();
}

function isTitle(line: string): boolean {
  return /^\S/.test(line) && !underline.test(line) && !directive.test(line);
}

interface Reader {
  readonly inCode: boolean;
  underlined(title: string, rule: string): void;
  marked(mark: string, title: string): void;
  line(line: string): void;
  end(): readonly Block[];
}

function createReader(): Reader {
  const blocks: Block[] = [];
  /** What underlines headings, in the order of their first use, which is that of their levels. */
  const rules: string[] = [];
  let paragraph: string[] = [];
  let fenced = false;
  let afterLiteral = false;
  const flush = (): void => {
    if (paragraph.length > 0) blocks.push({ kind: "prose", label: "", text: paragraph.join(" ") });
    paragraph = [];
  };
  const heading = (level: number, text: string): void => {
    flush();
    afterLiteral = false;
    blocks.push({ kind: "heading", level, text: text.trim() });
  };
  const isCode = (line: string): boolean => {
    if (afterLiteral && line !== "" && !indented.test(line)) afterLiteral = false;
    return line !== "" && (fenced || code.test(line) || afterLiteral);
  };
  return {
    get inCode() {
      return fenced;
    },
    underlined(title, rule) {
      if (!rules.includes(rule)) rules.push(rule);
      heading(rules.indexOf(rule) + 1, title);
    },
    marked: (mark, title) => heading(/^\d$/.test(mark) ? Number(mark) : mark.length, title),
    line(line) {
      const isFence = fence.test(line);
      if (line === "" || isFence) flush();
      if (isFence) fenced = !fenced;
      else if (isCode(line)) {
        flush();
        if (blocks.at(-1)?.kind !== "other") blocks.push({ kind: "other" });
      } else if (line !== "" && !directive.test(line) && !underline.test(line)) paragraph.push(line.trim());
      if (literal.test(line)) afterLiteral = true;
    },
    end() {
      flush();
      return blocks;
    },
  };
}
