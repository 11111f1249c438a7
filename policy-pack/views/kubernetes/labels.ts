import type { Value } from "../../engine/value";
import { texts } from "../property";

/** Labels of a Kubernetes object, by key. */
export type Labels = ReadonlyMap<string, string>;

/** Reads a map of labels; absent counts as none. */
export function labelsIn(labels: Value): Labels {
  return new Map(
    labels.keys().flatMap((key) => {
      const text = labels.get(key).string();
      return text === undefined ? [] : [[key, text] as const];
    }),
  );
}

/** A label selector as Kubernetes reads it: all that it asks for must hold, and an empty one takes everything. */
export interface Selector {
  /** The labels that it asks for by value. */
  readonly wanted: Labels;
  matches(labels: Labels): boolean;
}

/** Reads a selector of matchLabels and matchExpressions; an absent one takes nothing. */
export function selectorIn(selector: Value): Selector {
  if (selector.absent) return { wanted: new Map(), matches: () => false };
  const wanted = labelsIn(selector.get("matchLabels"));
  const demands = selector.get("matchExpressions").items().map(demandIn);
  return {
    wanted,
    matches: (labels) =>
      [...wanted].every(([key, value]) => labels.get(key) === value) &&
      demands.every((isMet) => isMet(labels)),
  };
}

/** One expression. NotIn takes what lacks the key as well; an operator that Kubernetes does not have takes nothing. */
function demandIn(expression: Value): (labels: Labels) => boolean {
  const key = expression.get("key").string() ?? "";
  const values = texts(expression.get("values"));
  const operator = expression.get("operator").string();
  return (labels) => {
    const value = labels.get(key);
    if (operator === "In") return value !== undefined && values.includes(value);
    if (operator === "NotIn") return value === undefined || !values.includes(value);
    if (operator === "Exists") return value !== undefined;
    return operator === "DoesNotExist" && value === undefined;
  };
}
