import { isDeepStrictEqual } from "node:util";
import { isMap, isScalar, isSeq, parseDocument, Scalar, YAMLMap, YAMLSeq } from "yaml";
import type { Promotion } from "../../catalog/graph";
import { type Result, sortProblems } from "../../catalog/reading/problems";
import { parseYaml } from "../../catalog/reading/read-yaml";
import { rawConfigOf, type StackFile } from "../../stacks/read";
import { stackFileSchema } from "../../stacks/schema";
import { withBlockEntry, withFlowEntry, withValueAt } from "../yaml-entries";
import { linesOfItem, withLinesAfter } from "../yaml-lines";
import type { TierMove } from "./move";

const tiersKey = "readiness:tiers";
const recordsKey = "readiness:promotions";

/**
 * The text of a stack's file in which a service has another tier and one record more, the rest as it was written; or what
 * is wrong with the file as it is.
 */
export function withTierMove(file: string, text: string, move: TierMove): Result<string> {
  const parsed = parseYaml<StackFile>(stackFileSchema, file, text);
  if (parsed.problems.length > 0) return { ok: false, problems: sortProblems(parsed.problems) };
  const wanted = expected(parsed.raw, move);
  for (const way of [viaText, viaDocument]) {
    const next = way(text, move);
    if (next === undefined) continue;
    const { raw, problems } = parseYaml<StackFile>(stackFileSchema, file, next);
    if (problems.length === 0 && isDeepStrictEqual(raw, wanted)) return { ok: true, value: next };
  }
  const message = `${tiersKey} and ${recordsKey} cannot be changed without changing more. Edit them by hand.`;
  return { ok: false, problems: [{ file, message }] };
}

/** What the file must say afterwards. */
function expected(raw: unknown, { service, to, record }: TierMove): unknown {
  const file = mapOf(raw);
  const config = mapOf(rawConfigOf(raw));
  const records = mapOf(config[recordsKey]);
  const own = Array.isArray(records[service]) ? records[service] : [];
  return {
    ...file,
    config: {
      ...config,
      [tiersKey]: { ...mapOf(config[tiersKey]), [service]: to },
      [recordsKey]: { ...records, [service]: [...own, record] },
    },
  };
}

function mapOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null ? { ...value } : {};
}

function viaText(text: string, { service, to, record }: TierMove): string | undefined {
  const entry = inFlow(record);
  const tiered = withValue(text, tiersKey, service, String(to), (next, value) =>
    isScalar(value) ? withValueAt(next, value, String(to)) : undefined,
  );
  return (
    tiered &&
    withValue(tiered, recordsKey, service, `[${entry}]`, (next, value) =>
      isSeq(value) ? withItem(next, value, entry) : undefined,
    )
  );
}

/** Puts a value under a service's name into one of our maps, or changes the one that stands there. */
function withValue(
  text: string,
  key: string,
  service: string,
  value: string,
  change: (text: string, value: unknown) => string | undefined,
): string | undefined {
  const config = parseDocument(text).get("config", true);
  if (!isMap(config)) return undefined;
  const map = config.get(key, true);
  if (map === undefined)
    return withBlockEntry(text, config, (indent) => `${indent}${key}:\n${indent}  ${service}: ${value}`);
  if (!isMap(map)) return undefined;
  if (map.has(service)) return change(text, map.get(service, true));
  return map.flow
    ? withFlowEntry(text, map, `${service}: ${value}`)
    : withBlockEntry(text, map, (indent) => `${indent}${service}: ${value}`);
}

function withItem(text: string, list: YAMLSeq, entry: string): string | undefined {
  if (list.flow) return withFlowEntry(text, list, entry);
  const [first, last] = [list.items[0], list.items.at(-1)];
  if (!isMap(first) || !isMap(last)) return undefined;
  const [begin, end] = [linesOfItem(text, first), linesOfItem(text, last)];
  return begin && end && withLinesAfter(text, end.end, `${begin.indent}- ${entry}`);
}

/** A record on one line, its day in quotes, as the engine takes one without for a time. */
function inFlow(record: Promotion): string {
  const document = parseDocument("[]");
  const node = document.createNode(withQuotedDay(record), { flow: true });
  document.contents = node as typeof document.contents; // a document may hold any node, whatever was parsed at first
  return document.toString({ lineWidth: 0 }).trim();
}

function withQuotedDay({ at, ...rest }: Promotion): object {
  const day = new Scalar(at);
  day.type = "QUOTE_DOUBLE";
  const { from, to, by, ...more } = rest;
  return { from, to, by, at: day, ...more };
}

/** Where a map or list is empty: only the library can change it, and sets the file's blanks its own way. */
function viaDocument(text: string, { service, to, record }: TierMove): string {
  const document = parseDocument(text);
  const config = mapIn(document.contents, "config");
  mapIn(config, tiersKey).set(service, to);
  const records = mapIn(config, recordsKey);
  const list = records.get(service, true);
  const next = isSeq(list) ? list : new YAMLSeq();
  next.flow = true;
  next.items = [...next.items, document.createNode(withQuotedDay(record), { flow: true })];
  records.set(service, next);
  return document.toString({ lineWidth: 0 });
}

/** A map below a key, made where there is none; one that was empty is written over several lines. */
function mapIn(parent: unknown, key: string): YAMLMap {
  const found = isMap(parent) ? parent.get(key, true) : undefined;
  if (isMap(found) && found.items.length > 0) return found;
  const map = new YAMLMap();
  if (isMap(parent)) parent.set(key, map);
  return map;
}
