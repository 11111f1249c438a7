import { isDeepStrictEqual } from "node:util";
import {
  type Document,
  isMap,
  isScalar,
  isSeq,
  type Pair,
  parseDocument,
  Scalar,
  stringify,
  visit,
  YAMLMap,
  YAMLSeq,
} from "yaml";
import type { CatalogFacts } from "../../catalog/graph";
import { type Result, sortProblems } from "../../catalog/reading/problems";
import { parseYaml } from "../../catalog/reading/read-yaml";
import { rawConfigOf, type StackFile } from "../../stacks/read";
import { stackFileSchema } from "../../stacks/schema";
import { withBlockEntry } from "../yaml-entries";
import { blockOf, endOfLine, linesOfItem, withLinesAfter, withoutLines } from "../yaml-lines";

export type Lock = CatalogFacts["locks"][number];

const key = "readiness:locks";

/** A stack's file as a text, and a service whose lock is to be another (undefined: none). */
interface Edit {
  readonly text: string;
  readonly service: string;
  readonly lock: Lock | undefined;
}

/** The locks that the text of a stack's file states, or what is wrong with it. */
export function locksIn(file: string, text: string): Result<readonly Lock[]> {
  const parsed = parseYaml<StackFile>(stackFileSchema, file, text);
  if (parsed.data === undefined || parsed.problems.length > 0)
    return { ok: false, problems: sortProblems(parsed.problems) };
  return { ok: true, value: parsed.data.config[key] };
}

/**
 * The text of a stack's file in which a service has this lock and no other (undefined: none at all), the rest as it was
 * written; or what is wrong with the file as it is.
 */
export function withLockOf(file: string, edit: Edit): Result<string> {
  const before = locksIn(file, edit.text);
  if (!before.ok) return before;
  for (const way of [viaText, viaDocument]) {
    const text = way(edit);
    if (text !== undefined && changesOnly(file, edit, before.value, text)) return { ok: true, value: text };
  }
  const message = `${key} cannot be changed without changing more. Edit it by hand.`;
  return { ok: false, problems: [{ file, message }] };
}

/** Whether nothing is another in the file but the service's lock. */
function changesOnly(
  file: string,
  { text, service, lock }: Edit,
  old: readonly Lock[],
  next: string,
): boolean {
  const locks = locksIn(file, next);
  if (!locks.ok) return false;
  const others = (some: readonly Lock[]): readonly Lock[] => some.filter((one) => one.service !== service);
  const own = locks.value.filter((one) => one.service === service);
  return (
    isDeepStrictEqual(others(locks.value), others(old)) &&
    isDeepStrictEqual(own, lock === undefined ? [] : [lock]) &&
    isDeepStrictEqual(withoutLocks(file, next), withoutLocks(file, text))
  );
}

function withoutLocks(file: string, text: string): object {
  const { raw } = parseYaml<StackFile>(stackFileSchema, file, text);
  const rest = { ...(raw as object), config: undefined }; // a file that was read as a map
  const config = { ...(rawConfigOf(raw) as object), [key]: undefined }; // its config, a map or empty
  return { rest, config };
}

function viaText({ text, service, lock }: Edit): string | undefined {
  const config = parseDocument(text).get("config", true);
  if (!isMap(config) || config.flow) return undefined;
  const pair = config.items.find((one) => isScalar(one.key) && one.key.value === key);
  if (pair === undefined) return lock && appendKey(text, config, lock);
  const list = pair.value;
  if (!isSeq(list)) return undefined;
  const own = list.items.filter((item): item is YAMLMap => isMap(item) && item.get("service") === service);
  const [only, ...more] = own;
  if (more.length > 0) return undefined;
  if (only !== undefined) return lock ? replaceValues(text, only, lock) : cut(text, pair, list, only);
  return lock && (list.items.length === 0 ? undefined : appendItem(text, list, lock));
}

/** A day in quotes, as the engine takes one without for a time. */
function quoted({ until, ...lock }: Lock): object {
  const day = new Scalar(until);
  day.type = "QUOTE_DOUBLE";
  return { ...lock, until: day };
}

function appendKey(text: string, config: YAMLMap, lock: Lock): string | undefined {
  return withBlockEntry(
    text,
    config,
    (indent) => `${indent}${key}:\n${blockOf([quoted(lock)], `${indent}  `)}`,
  );
}

function appendItem(text: string, list: YAMLSeq, lock: Lock): string | undefined {
  const [first, last] = [list.items[0], list.items.at(-1)];
  if (list.flow || !isMap(first) || !isMap(last)) return undefined;
  const [begin, end] = [linesOfItem(text, first), linesOfItem(text, last)];
  return begin && end && withLinesAfter(text, end.end, blockOf([quoted(lock)], begin.indent));
}

/** Puts new values in the place of the old ones, so that comments and layout of the entry stay. */
function replaceValues(text: string, entry: YAMLMap, lock: Lock): string | undefined {
  const texts = {
    reason: JSON.stringify(lock.reason),
    by: stringify(lock.by).trim(),
    until: `"${lock.until}"`,
  };
  const places = Object.entries(texts).flatMap(([name, value]) => {
    const node = entry.get(name, true);
    if (!isScalar(node) || !node.range || node.value === lock[name as keyof Lock]) return []; // the names above
    return [{ start: node.range[0], end: node.range[1], value }];
  });
  return places
    .sort((a, b) => b.start - a.start)
    .reduce((all, { start, end, value }) => all.slice(0, start) + value + all.slice(end), text);
}

/** Takes an entry out by its lines, and the whole key with the last one. */
function cut(text: string, pair: Pair, list: YAMLSeq, entry: YAMLMap): string | undefined {
  if (list.items.length === 1 && isScalar(pair.key) && pair.key.range && list.range) {
    const start = text.lastIndexOf("\n", pair.key.range[0]) + 1;
    return withoutLines(text, start, endOfLine(text, list.range[1]));
  }
  const lines = list.flow ? undefined : linesOfItem(text, entry);
  return lines && withoutLines(text, lines.start, lines.end);
}

/** A list on one line, or none: only the library can change it, and sets the file's blanks its own way. */
function viaDocument({ text, service, lock }: Edit): string | undefined {
  const document = parseDocument(text);
  const found = document.get("config", true);
  const config = isMap(found) ? found : new YAMLMap();
  if (found !== config) document.set("config", config);
  if (config.items.length === 0) config.flow = false;
  const list = config.get(key, true);
  const old = isSeq(list) ? list.items : [];
  const kept = old.filter((item) => !(isMap(item) && item.get("service") === service));
  const added = lock === undefined ? [] : [document.createNode(quoted(lock))];
  const next = isSeq(list) ? list : new YAMLSeq();
  if (kept.length === 0) next.flow = false;
  next.items = [...kept, ...added];
  if (next.items.length === 0) config.delete(key);
  else config.set(key, next);
  return hasLooseAlias(document) ? undefined : document.toString({ lineWidth: 0 });
}

/** Whether something refers to what was taken out; the library throws where it is to write that. */
function hasLooseAlias(document: Document): boolean {
  let loose = false;
  visit(document, {
    Alias: (_, alias) => {
      loose ||= alias.resolve(document) === undefined;
    },
  });
  return loose;
}
