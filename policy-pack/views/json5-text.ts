import { UnknownValue } from "../engine/value";
import type { Parsed } from "./parsed";

/** What JSON5 is made of, one piece after another: blanks and comments, texts, punctuation, and words. */
const piece =
  /([\s\uFEFF]+|\/\/[^\n]*|\/\*(?:[^*]|\*(?!\/))*\*\/)|"((?:[^"\\\n]|\\[\s\S])*)"|'((?:[^'\\\n]|\\[\s\S])*)'|([{}[\]:,])|([^\s"'{}[\]:,/]+)/y;
const mostCharacters = 200_000;
const deepest = 100;

/**
 * Reads JSON as people write it (JSON5: comments, single quotes, keys without quotes, commas at the end) of a file named
 * `what`. Throws UnknownValue with the position where it is none.
 */
export function parseJson5Text(text: string, what: string): Parsed {
  if (text.length > mostCharacters) throw new UnknownValue("unobserved", `${what} is too long to be read`);
  const state: State = { text, at: 0, next: undefined };
  advance(state);
  const value = readOne(state, 0);
  if (value === broken || state.next?.kind !== "end") {
    const [line, column] = positionIn(text, state.next?.start ?? 0);
    throw new UnknownValue("unobserved", `${what} is not JSON at line ${line}, column ${column}`);
  }
  return value;
}

interface Token {
  readonly kind: "text" | "mark" | "word" | "end" | "broken";
  readonly value: string;
  readonly start: number;
}

interface State {
  readonly text: string;
  at: number;
  next: Token | undefined;
}

const broken = Symbol("broken");

function advance(state: State): void {
  for (;;) {
    const start = state.at;
    if (start >= state.text.length) {
      state.next = { kind: "end", value: "", start };
      return;
    }
    piece.lastIndex = start;
    const match = piece.exec(state.text);
    if (match === null) {
      state.next = { kind: "broken", value: "", start };
      return;
    }
    state.at = piece.lastIndex;
    const [, blank, double, single, mark, word] = match;
    if (blank !== undefined) continue;
    const text = double ?? single;
    if (text !== undefined) state.next = { kind: "text", value: unescaped(text), start };
    else if (mark !== undefined) state.next = { kind: "mark", value: mark, start };
    else state.next = { kind: "word", value: word ?? "", start };
    return;
  }
}

/** One value from the next token on; `broken`, with the token where it is, for what is no JSON. */
function readOne(state: State, depth: number): Parsed | typeof broken {
  const token = state.next;
  if (token === undefined || depth > deepest) return broken;
  if (token.kind === "mark" && token.value === "{") return readMap(state, depth);
  if (token.kind === "mark" && token.value === "[") return readList(state, depth);
  if (token.kind !== "text" && token.kind !== "word") return broken;
  const value = token.kind === "text" ? token.value : wordValue(token.value);
  if (value !== broken) advance(state);
  return value;
}

function readMap(state: State, depth: number): Parsed | typeof broken {
  const entries: [string, Parsed][] = [];
  advance(state);
  while (!isMark(state, "}")) {
    const key = state.next;
    if (key?.kind !== "text" && key?.kind !== "word") return broken;
    advance(state);
    if (!isMark(state, ":")) return broken;
    advance(state);
    const value = readOne(state, depth + 1);
    if (value === broken) return broken;
    entries.push([key.value, value]);
    if (isMark(state, ",")) advance(state);
    else if (!isMark(state, "}")) return broken;
  }
  advance(state);
  return Object.fromEntries(entries);
}

function readList(state: State, depth: number): Parsed | typeof broken {
  const items: Parsed[] = [];
  advance(state);
  while (!isMark(state, "]")) {
    const value = readOne(state, depth + 1);
    if (value === broken) return broken;
    items.push(value);
    if (isMark(state, ",")) advance(state);
    else if (!isMark(state, "]")) return broken;
  }
  advance(state);
  return items;
}

function isMark(state: State, mark: string): boolean {
  return state.next?.kind === "mark" && state.next.value === mark;
}

function wordValue(word: string): Parsed | typeof broken {
  if (word === "null") return null;
  if (word === "true" || word === "false") return word === "true";
  const number = Number(word);
  return Number.isNaN(number) && !/^[+-]?NaN$/.test(word) && !/^[+-]?Infinity$/.test(word) ? broken : number;
}

const escapes: Readonly<Record<string, string>> = {
  b: "\b",
  f: "\f",
  n: "\n",
  r: "\r",
  t: "\t",
  v: "\v",
  "0": "\0",
};

function unescaped(text: string): string {
  return text.replace(
    /\\(?:u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|\r\n|([\s\S]))/g,
    (_, u?: string, x?: string, one?: string) => {
      const code = u ?? x;
      if (code !== undefined) return String.fromCharCode(Number.parseInt(code, 16));
      if (one === undefined || one === "\n") return ""; // A line that goes on.
      return escapes[one] ?? one;
    },
  );
}

function positionIn(text: string, index: number): readonly [line: number, column: number] {
  const before = text.slice(0, index);
  return [before.split("\n").length, index - before.lastIndexOf("\n")];
}
