import { isAlias, isCollection, isMap, isNode, isScalar, isSeq, type Pair } from "yaml";
import { hasDeceptiveCharacter, type Position, quote } from "./problems";
import { type Fault, readTree } from "./yaml-text";

/** A value of a YAML document with the places where it and its entries stand. */
export interface Located {
  /** Plain data: null, text, number, boolean, list or map. */
  readonly value: unknown;
  readonly at: Position;
  readonly entries: ReadonlyMap<string | number, { readonly keyAt: Position; readonly node: Located }>;
  /** How many values it holds, itself included, those reached through aliases counted each time. */
  readonly size: number;
}

const mostAliased = 10_000;
const noEntries: Located["entries"] = new Map();

/** Parses one YAML 1.2 document; time and memory grow in line with the text. An empty one has no root. */
export function parseYamlDocument(text: string): { root: Located | undefined; faults: readonly Fault[] } {
  const { contents, faults, positionOf } = readTree(text);
  if (faults.length > 0 || contents === null) return { root: undefined, faults };
  const walk: Walk = { faults: [], positionOf, anchors: new Map(), aliased: 0 };
  const root = locate(walk, contents, positionOf(0));
  return { root, faults: walk.faults };
}

interface Walk {
  readonly faults: Fault[];
  readonly positionOf: (offset: number) => Position;
  /** What each anchor stands for so far; undefined while its own value is being read. */
  readonly anchors: Map<string, Located | undefined>;
  aliased: number;
}

function locate(walk: Walk, node: unknown, fallback: Position): Located {
  if (!isNode(node)) return leaf(null, fallback); // A key without a value has no node.
  const at = walk.positionOf(node.range?.[0] ?? 0);
  if (isAlias(node)) return locateAlias(walk, node.source, at);
  if (node.tag !== undefined) {
    const tag = quote(node.tag.replace("tag:yaml.org,2002:", "!!"));
    return faulty(walk, at, `The tag ${tag} must not be used. Remove it; put text in quotes.`);
  }
  const anchor = isScalar(node) || isCollection(node) ? node.anchor : undefined;
  if (anchor) walk.anchors.set(anchor, undefined);
  const located = isMap(node)
    ? locateMap(walk, node.items, at)
    : isSeq(node)
      ? locateList(walk, node.items, at)
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

function locateMap(walk: Walk, pairs: readonly Pair[], at: Position): Located {
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
    const node = locate(walk, pair.value, keyAt);
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

function locateList(walk: Walk, items: readonly unknown[], at: Position): Located {
  const nodes = items.map((item) => locate(walk, item, at));
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
