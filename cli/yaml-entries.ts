import { isCollection, isPair, isScalar, type Node, type Pair, type YAMLMap, type YAMLSeq } from "yaml";
import { endOfLine, withLinesAfter } from "./yaml-lines";

/**
 * The text with an entry more in a map in block style, behind one of its own or the last, of which the lines are made from
 * the blanks before its keys; undefined where its place is not known.
 */
export function withBlockEntry(
  text: string,
  map: YAMLMap,
  linesAt: (indent: string) => string,
  last: Pair | undefined = map.items.at(-1),
): string | undefined {
  const [first] = map.items;
  if (map.flow || !isScalar(first?.key) || !first.key.range || !isScalar(last?.key)) return undefined;
  const start = first.key.range[0];
  const indent = text.slice(text.lastIndexOf("\n", start - 1) + 1, start);
  if (indent.trim() !== "") return undefined;
  const end = endOf(last.value) ?? endOf(last.key);
  return end === undefined ? undefined : withLinesAfter(text, endOfLine(text, end), linesAt(indent));
}

/** The text with an entry more at the end of a list or map on one line; undefined where that is empty or in block style. */
export function withFlowEntry(text: string, list: YAMLMap | YAMLSeq, entry: string): string | undefined {
  const last: unknown = list.items.at(-1);
  const end = list.flow ? endOf(isPair(last) ? last.value : last) : undefined;
  return end === undefined ? undefined : `${text.slice(0, end)}, ${entry}${text.slice(end)}`;
}

/** The text with another value, as YAML, in a node's place; undefined where that is not known. */
export function withValueAt(text: string, { range }: Node, value: string): string | undefined {
  return range ? text.slice(0, range[0]) + value + text.slice(range[1]) : undefined;
}

/** The offset at which a value ends, without the blanks and comments behind it. */
function endOf(node: unknown): number | undefined {
  return isScalar(node) || isCollection(node) ? (node.range?.[1] ?? undefined) : undefined;
}
