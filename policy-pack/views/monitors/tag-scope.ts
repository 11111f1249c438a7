import { allOf, anyOf, not, type Truth } from "../truth";

/** Tells whether a tag such as env:prod is there; undefined where run time decides. A tag without a key has key "". */
export type HasTag = (key: string, value: string) => Truth;

/** A parsed scope: asks for the tags that it needs. */
export type Scope = (has: HasTag) => Truth;

const deepest = 50;
const longest = 3_000;
const tokenText = /\s*(?:([()!-])|((?:"[^"]*"|[^\s()":])+)(:?))/y;

interface Cursor {
  readonly tokens: readonly string[];
  at: number;
  depth: number;
}

/** What a scope comes to that cannot be read: neither true nor false. */
const unreadable: Scope = () => undefined;

/**
 * Parses a scope such as `team:orders AND NOT env:dev AND service:(cart OR checkout)`. Datadog takes scopes of at most
 * 3,000 characters; what is longer or cannot be read never comes to true or false.
 */
export function parseScope(text: string): Scope {
  const tokens = text.length > longest ? undefined : tokenise(text);
  if (tokens === undefined) return unreadable;
  const cursor: Cursor = { tokens, at: 0, depth: 0 };
  const scope = either(cursor, "");
  return scope !== undefined && cursor.at === tokens.length ? scope : unreadable;
}

function tokenise(text: string): readonly string[] | undefined {
  const tokens: string[] = [];
  let at = 0;
  while (text.slice(at).trim() !== "") {
    tokenText.lastIndex = at;
    const match = tokenText.exec(text);
    if (match === null) return undefined;
    tokens.push(match[1] ?? `${match[2] ?? ""}${match[3] ?? ""}`.replaceAll('"', ""));
    at = tokenText.lastIndex;
  }
  return tokens;
}

function either(cursor: Cursor, key: string): Scope | undefined {
  const first = all(cursor, key);
  if (first === undefined) return undefined;
  const scopes = [first];
  while (take(cursor, "OR")) {
    const next = all(cursor, key);
    if (next === undefined) return undefined;
    scopes.push(next);
  }
  return (has) => anyOf(scopes.map((scope) => scope(has)));
}

function all(cursor: Cursor, key: string): Scope | undefined {
  const scopes: Scope[] = [];
  do {
    const next = one(cursor, key);
    if (next === undefined) return undefined;
    scopes.push(next);
  } while (take(cursor, "AND") || ![undefined, ")", "OR"].includes(cursor.tokens[cursor.at]));
  return (has) => allOf(scopes.map((scope) => scope(has)));
}

function one(cursor: Cursor, key: string): Scope | undefined {
  if (++cursor.depth > deepest) return undefined;
  const scope = negated(cursor, key) ?? grouped(cursor, key) ?? tagged(cursor, key);
  cursor.depth--;
  return scope;
}

function negated(cursor: Cursor, key: string): Scope | undefined {
  if (!take(cursor, "NOT") && !take(cursor, "-") && !take(cursor, "!")) return undefined;
  const inner = one(cursor, key);
  return inner && ((has) => not(inner(has)));
}

function grouped(cursor: Cursor, key: string): Scope | undefined {
  if (!take(cursor, "(")) return undefined;
  const inner = either(cursor, key);
  return take(cursor, ")") ? inner : undefined;
}

function tagged(cursor: Cursor, key: string): Scope | undefined {
  const word = cursor.tokens[cursor.at];
  if (word === undefined || /^([()!-]|AND|OR|NOT)$/.test(word)) return undefined;
  cursor.at++;
  if (!word.endsWith(":")) return (has) => has(key, word.toLowerCase());
  if (key !== "") return undefined;
  const own = word.slice(0, -1).toLowerCase();
  return grouped(cursor, own) ?? tagged(cursor, own);
}

function take(cursor: Cursor, token: string): boolean {
  if (cursor.tokens[cursor.at] !== token) return false;
  cursor.at++;
  return true;
}

/** Asks a list of tags. A tag that is missing may still come with a group at run time where its key is a group's. */
export function tagsHave(tags: readonly string[], isGroup: (key: string) => boolean): HasTag {
  const known = tags.map((tag) => tag.toLowerCase());
  return (key, value) => {
    const wanted = key === "" ? value : `${key}:${value}`;
    if (known.some((tag) => matches(wanted, tag))) return true;
    return isGroup(key) ? undefined : false;
  };
}

/** Whether a tag is what a pattern wants, whose * stand for any text. */
function matches(pattern: string, tag: string): boolean {
  const parts = pattern.split("*");
  const first = parts.shift() ?? "";
  const last = parts.pop();
  if (last === undefined) return tag === first;
  if (!tag.startsWith(first) || !tag.endsWith(last) || tag.length < first.length + last.length) return false;
  let at = first.length;
  for (const part of parts) {
    const found = tag.indexOf(part, at);
    if (found === -1) return false;
    at = found + part.length;
  }
  return at <= tag.length - last.length;
}
