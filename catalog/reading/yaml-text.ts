import { Composer, type CST, type Document, isScalar, Lexer, LineCounter, Parser } from "yaml";
import { type Position, quote } from "./problems";

/** A fault of a file's text or values. */
export interface Fault {
  readonly at: Position;
  readonly message: string;
}

/** The tree of a YAML text, or its faults; no tree and no faults stand for an empty text. */
export interface YamlTree {
  readonly contents: Document.Parsed["contents"];
  readonly faults: readonly Fault[];
  positionOf(offset: number): Position;
}

const deepest = 64;
const mostFaults = 20;
const start: Position = { line: 1, column: 1 };

const hints: Readonly<Record<string, string>> = {
  TAB_AS_INDENT: "Indent with spaces.",
  BAD_SCALAR_START: "Put the value in quotes.",
  BLOCK_AS_IMPLICIT_KEY: "Put a value that contains a colon and a space in quotes, or mend the indentation.",
  MISSING_CHAR: "Close the quote or bracket, or put a space after the colon.",
  BAD_INDENT: "Mend the indentation or close the bracket.",
};

/** Reads a YAML 1.2 text of one document; time and memory grow in line with its length. */
export function readTree(text: string): YamlTree {
  const lines = new LineCounter();
  const positionOf = (offset: number): Position => {
    const { line, col } = lines.linePos(offset);
    return { line, column: col };
  };
  const refuse = (at: Position, message: string): YamlTree => ({
    contents: null,
    faults: [{ at, message }],
    positionOf,
  });
  const { tokens, tooDeepAt } = tokensOf(text, lines);
  if (tooDeepAt !== undefined) {
    return refuse(positionOf(tooDeepAt), `Values must not be nested more than ${deepest} levels deep.`);
  }
  // Keys are compared elsewhere: the library compares each with all others, too slowly for large maps.
  const composer = new Composer({ uniqueKeys: false, prettyErrors: false, lineCounter: lines });
  const [document, second] = composer.compose(tokens, true, text.length);
  if (!document) return refuse(start, "The YAML cannot be read."); // The library always gives one.
  const faults = syntaxFaults(document, positionOf);
  if (second && faults.length === 0) {
    return refuse(
      positionOf(second.range[0]),
      "The file must hold one document. Remove this --- and what follows, or move it to a file of its own.",
    );
  }
  return { contents: isEmpty(document.contents) ? null : document.contents, faults, positionOf };
}

/** The library's later steps recurse, and a text made for it would exhaust the stack: such depth is refused first. */
function tokensOf(text: string, lines: LineCounter): { tokens: CST.Token[]; tooDeepAt?: number } {
  const tokens: CST.Token[] = [];
  const parser = new Parser(lines.addNewLine);
  lines.addNewLine(0);
  for (const lexeme of new Lexer().lex(text)) {
    for (const token of parser.next(lexeme)) tokens.push(token);
    // The stack holds the document and the scalar that is being read as well.
    if (parser.stack.length > deepest + 2) return { tokens, tooDeepAt: parser.offset - lexeme.length };
  }
  for (const token of parser.end()) tokens.push(token);
  return { tokens };
}

function syntaxFaults(document: Document.Parsed, positionOf: (offset: number) => Position): Fault[] {
  if (document.directives?.yaml.version === "1.1") {
    return [{ at: start, message: "The file must be YAML 1.2. Remove the line that starts with %YAML." }];
  }
  // Tags that the library does not know are left to the walk over the tree, which refuses every tag.
  const warnings = document.warnings.filter(({ code }) => code !== "TAG_RESOLVE_FAILED");
  const all = [...document.errors, ...warnings].sort((a, b) => a.pos[0] - b.pos[0]);
  const faults = all.slice(0, mostFaults).map(({ code, message, pos }) => ({
    at: positionOf(pos[0]),
    message: [`The YAML is not well formed: ${sentence(message)}`, hints[code]].filter(Boolean).join(" "),
  }));
  const last = faults.at(-1);
  if (last && all.length > faults.length) {
    faults.push({ at: last.at, message: `The YAML has ${all.length - faults.length} more such faults.` });
  }
  return faults;
}

/** The library's words as one safe sentence. */
function sentence(message: string): string {
  const safe = quote(message.replace(/\s+/g, " ").replace(/\.$/, ""), 160).slice(1, -1).replace(/\\"/g, '"');
  return `${safe}.`;
}

function isEmpty(contents: unknown): boolean {
  return contents === null || (isScalar(contents) && contents.source === "" && contents.type === "PLAIN");
}
