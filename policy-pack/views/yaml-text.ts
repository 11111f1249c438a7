import { Lexer, LineCounter, Parser, parseDocument } from "yaml";
import { serviceToken } from "../../catalog/graph";
import type { Evidence, Resource } from "../engine/rule";
import { UnknownValue } from "../engine/value";
import { type Attempt, attempt, take } from "./attempt";
import type { Parsed } from "./parsed";

/** Longer than any file that people write; a parser's time grows with it. */
const mostCharacters = 200_000;
const mostAliases = 1000;
/** The parser calls itself for what is within something, and ends the process where the stack does. */
const deepest = 100;

/** Reads YAML of somebody's file, named `what`. Throws UnknownValue with the position where it is none. */
export function parseYamlText(text: string, what: string): Parsed {
  if (text.length > mostCharacters) throw unreadable(`${what} is too long to be read`);
  if (isTooDeep(text)) throw unreadable(`${what} has more within one another than can be read`);
  const lines = new LineCounter();
  // Keys that stand twice are the vendor's to refuse; to look for them takes time that grows with their square.
  const document = parseDocument(text, {
    lineCounter: lines,
    logLevel: "error",
    prettyErrors: false,
    uniqueKeys: false,
  });
  const [error] = document.errors;
  if (error !== undefined) {
    // The parser's message quotes the text, which may hold anything; only the position is passed on.
    const { line, col } = lines.linePos(error.pos[0]);
    throw unreadable(`${what} is not YAML at line ${line}, column ${col}`);
  }
  try {
    return document.toJS({ maxAliasCount: mostAliases });
  } catch {
    throw unreadable(`${what} has aliases that lead nowhere, or to too much`);
  }
}

/** What was read of texts in one stack. */
const known = new WeakMap<readonly Resource[], Map<string, Attempt<Parsed>>>();

/** The same, read once a stack: services that share a repository share its files. */
export function parseYamlOnce(text: string, what: string, evidence: Evidence): Parsed {
  const stack = evidence.all(serviceToken);
  const read = known.get(stack) ?? new Map<string, Attempt<Parsed>>();
  known.set(stack, read);
  const key = `${what}\n${text}`;
  const parsed = read.get(key) ?? attempt(() => parseYamlText(text, what));
  read.set(key, parsed);
  return take(parsed);
}

/** The first step of parsing does not call itself, and knows how deep it is. */
function isTooDeep(text: string): boolean {
  const parser = new Parser();
  for (const lexeme of new Lexer().lex(text)) {
    for (const _ of parser.next(lexeme));
    if (parser.stack.length > deepest) return true;
  }
  return false;
}

function unreadable(reason: string): UnknownValue {
  return new UnknownValue("unobserved", reason);
}

/** The same where a fault is nobody's to tell here: undefined for what cannot be read. */
export function parseYaml(text: string): Parsed {
  const tried = attempt(() => parseYamlText(text, "it"));
  return "value" in tried ? tried.value : undefined;
}
