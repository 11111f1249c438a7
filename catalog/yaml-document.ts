import {
  type Document,
  isAlias,
  isCollection,
  isMap,
  isNode,
  isScalar,
  isSeq,
  LineCounter,
  type Pair,
  parseDocument,
} from "yaml";
import { hasDeceptiveCharacter, type Position, quote } from "./problems";

/** A value of a YAML document with the places where it and its entries stand. */
export interface Located {
  /** Plain data: null, text, number, boolean, list or map. */
  readonly value: unknown;
  readonly at: Position;
  readonly entries: ReadonlyMap<string | number, { readonly keyAt: Position; readonly node: Located }>;
  /** How many values it holds, itself included, those reached through aliases counted each time. */
  readonly size: number;
}

/** A fault of the YAML text itself. */
export interface Fault {
  readonly at: Position;
  readonly message: string;
}

const deepest = 64;
const mostAliased = 10_000;
const mostFaults = 20;

const hints: Readonly<Record<string, string>> = {
  TAB_AS_INDENT: "Indent with spaces.",
  BAD_SCALAR_START: "Put the value in quotes.",
  BLOCK_AS_IMPLICIT_KEY: "Put a value that contains a colon and a space in quotes, or mend the indentation.",
  MISSING_CHAR: "Close the quote or bracket, or put a space after the colon.",
  BAD_INDENT: "Mend the indentation or close the bracket.",
};

/** Parses one YAML 1.2 document; time and memory grow in line with the text. An empty one has no root. */
export function parseYamlDocument(text: string): { root: Located | undefined; faults: readonly Fault[] } {
  const lines = new LineCounter();
  const positionOf = (offset: number): Position => {
    const { line, col } = lines.linePos(offset);
    return { line, column: col };
  };
  try {
    // Keys are compared below: the library compares each with all others, which is too slow for large maps.
    const document = parseDocument(text, { uniqueKeys: false, prettyErrors: false, lineCounter: lines });
    const faults = syntaxFaults(document, positionOf);
    if (faults.length > 0 || isEmpty(document.contents)) return { root: undefined, faults };
    const walk: Walk = { faults: [], positionOf, anchors: new Map(), aliased: 0 };
    return { root: locate(walk, document.contents, 0, start), faults: walk.faults };
  } catch (error) {
    // The library recurses: only a text that nests deep enough to exhaust the stack gets here.
    if (!(error instanceof RangeError)) throw error;
    return { root: undefined, faults: [{ at: start, message: tooDeep }] };
  }
}

function isEmpty(contents: unknown): boolean {
  return contents === null || (isScalar(contents) && contents.source === "" && contents.type === "PLAIN");
}

const tooDeep = `Values must not be nested more than ${deepest} levels deep.`;
const start: Position = { line: 1, column: 1 };
const noEntries: Located["entries"] = new Map();

interface Walk {
  readonly faults: Fault[];
  readonly positionOf: (offset: number) => Position;
  /** What each anchor stands for so far; undefined while its own value is being read. */
  readonly anchors: Map<string, Located | undefined>;
  aliased: number;
}

function syntaxFaults(document: Document.Parsed, positionOf: (offset: number) => Position): Fault[] {
  if (document.directives?.yaml.version === "1.1") {
    return [{ at: start, message: "The file must be YAML 1.2. Remove the line that starts with %YAML." }];
  }
  const all = [...document.errors, ...document.warnings].sort((a, b) => a.pos[0] - b.pos[0]);
  const faults = all.slice(0, mostFaults).map(({ code, message, pos }) => ({
    at: positionOf(pos[0]),
    message:
      code === "MULTIPLE_DOCS"
        ? "The file must hold one document. Remove this --- and what follows, or move it to a file of its own."
        : [`The YAML is not well formed: ${sentence(message)}`, hints[code]].filter(Boolean).join(" "),
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

function locate(walk: Walk, node: unknown, depth: number, fallback: Position): Located {
  if (!isNode(node)) return leaf(null, fallback); // A key without a value has no node.
  const at = walk.positionOf(node.range?.[0] ?? 0);
  if (depth > deepest) return faulty(walk, at, tooDeep);
  if (isAlias(node)) return locateAlias(walk, node.source, at);
  if (node.tag !== undefined) {
    return faulty(walk, at, `The tag ${quote(node.tag)} must not be used. Remove it; put text in quotes.`);
  }
  const anchor = isScalar(node) || isCollection(node) ? node.anchor : undefined;
  if (anchor) walk.anchors.set(anchor, undefined);
  const located = isMap(node)
    ? locateMap(walk, node.items, at, depth)
    : isSeq(node)
      ? locateList(walk, node.items, at, depth)
      : locateScalar(walk, isScalar(node) ? node.value : null, at);
  if (anchor) walk.anchors.set(anchor, located);
  return located;
}

function locateAlias(walk: Walk, name: string, at: Position): Located {
  if (!walk.anchors.has(name))
    return faulty(walk, at, `The anchor of the alias ${quote(name)} must stand before it.`);
  const target = walk.anchors.get(name);
  if (!target)
    return faulty(walk, at, `The alias ${quote(name)} must not stand inside the value it repeats.`);
  const before = walk.aliased;
  walk.aliased += target.size;
  if (walk.aliased <= mostAliased) return target;
  const message = `Aliases must not repeat more than ${mostAliased} values in a file. Write the values out.`;
  return before > mostAliased ? leaf(null, at) : faulty(walk, at, message);
}

function locateMap(walk: Walk, pairs: readonly Pair[], at: Position, depth: number): Located {
  const value: Record<string, unknown> = {};
  const entries = new Map<string, { keyAt: Position; node: Located }>();
  let size = 1;
  for (const pair of pairs) {
    const keyAt = isNode(pair.key) ? walk.positionOf(pair.key.range?.[0] ?? 0) : at;
    const key = readKey(walk, pair.key, keyAt);
    if (key === undefined) continue;
    const earlier = entries.get(key);
    if (earlier) {
      const message = `${quote(key)} is given twice, first on line ${earlier.keyAt.line}. Remove one of them.`;
      walk.faults.push({ at: keyAt, message });
      continue;
    }
    const node = locate(walk, pair.value, depth + 1, keyAt);
    value[key] = node.value;
    entries.set(key, { keyAt, node });
    size += node.size;
  }
  return { value, at, entries, size };
}

function readKey(walk: Walk, node: unknown, at: Position): string | undefined {
  const key = isScalar(node) && node.tag === undefined ? node.value : undefined;
  const name =
    typeof key === "string" || typeof key === "number" || typeof key === "boolean" ? String(key) : "";
  if (name !== "" && name !== "__proto__" && !hasDeceptiveCharacter(name)) return name;
  const message =
    name === "" ? "A key must be plain text that is not empty." : `${quote(name)} must not be used as a key.`;
  walk.faults.push({ at, message });
  return undefined;
}

function locateList(walk: Walk, items: readonly unknown[], at: Position, depth: number): Located {
  const nodes = items.map((item) => locate(walk, item, depth + 1, at));
  return {
    value: nodes.map((node) => node.value),
    at,
    entries: new Map(nodes.map((node, index) => [index, { keyAt: node.at, node }])),
    size: nodes.reduce((sum, node) => sum + node.size, 1),
  };
}

function locateScalar(walk: Walk, value: unknown, at: Position): Located {
  if (typeof value !== "string" || !hasDeceptiveCharacter(value)) return leaf(value, at);
  const message = `${quote(value)} must not contain control characters, or characters that reorder text.`;
  return faulty(walk, at, message);
}

function leaf(value: unknown, at: Position): Located {
  return { value, at, entries: noEntries, size: 1 };
}

function faulty(walk: Walk, at: Position, message: string): Located {
  walk.faults.push({ at, message });
  return leaf(null, at);
}
