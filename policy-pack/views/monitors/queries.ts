/** One metric with its scope, as it stands in a Datadog query: avg:system.load.1{service:cart,env:prod}. */
export interface MetricTerm {
  /** avg, sum, min, max, count or a percentile such as p95; undefined where none is written. */
  readonly aggregator: string | undefined;
  /** Which values count(v: v<=0.3) counts; undefined where the aggregator has no such condition. */
  readonly condition: string | undefined;
  readonly metric: string;
  /** What stands in the braces, split at its commas, trimmed and sorted. */
  readonly scope: readonly string[];
  /** The functions right behind it, such as .as_count().rollup(sum,60). */
  readonly suffix: string;
}

/** How a monitor's query ends: sum(last_5m):… > 0.5. */
export interface Comparison {
  readonly left: string;
  readonly operator: ">" | ">=" | "<" | "<=" | "==" | "!=";
  readonly threshold: number;
}

// Each pattern starts where nothing of its own kind stands before, so that no text is read twice.
const term =
  /(?:(?<![\w.])(avg|sum|min|max|count|p\d{1,2}(?:\.\d+)?)(?:\(([^(){}]{0,100})\))?:)?(?<![\w./-])([A-Za-z][\w./-]*)\{([^{}]*)\}(?:\s*by\s*\{[^{}]*\})?((?:\.\w+\([^()]*\))*)/g;
const comparison = /(>=|<=|==|!=|>|<)\s*(-?\d+(?:\.\d+)?(?:e[+-]?\d+)?)\s*$/i;

/** The metrics of a query, in their order. */
export function metricTerms(query: string): readonly MetricTerm[] {
  return [...query.matchAll(term)].map(([, aggregator, condition, metric = "", scope = "", suffix = ""]) => ({
    aggregator,
    condition,
    metric,
    scope: sortedScope(scope),
    suffix,
  }));
}

/** A query with each metric replaced by #, whitespace removed: what is left is how the metrics are combined. */
export function formulaOf(query: string): string {
  return query.replace(term, "#").replace(/\s/g, "");
}

/** A query in one form whatever its whitespace, the order within its scopes, and brackets around the whole. */
export function normalised(query: string): string {
  const plain = query
    .replace(/\s+/g, "")
    .replace(/\{([^{}]*)\}/g, (_, scope: string) => `{${sortedScope(scope).join(",")}}`);
  return withoutBrackets(plain);
}

/** Keys that a monitor's query groups by: each group alerts by itself and brings its tags at run time. */
export function groupKeys(query: string): readonly string[] {
  const lists = [...query.matchAll(/\bby\s*\{([^{}]*)\}|\.by\(([^()]*)\)/g)].map(
    (match) => match[1] ?? match[2] ?? "",
  );
  return lists.flatMap((list) => list.split(",")).map((key) => key.replace(/["'\s]/g, "").toLowerCase());
}

/** The comparison at the end of a monitor's query, where it compares with a number. */
export function comparisonOf(query: string): Comparison | undefined {
  const tail = comparison.exec(query.slice(-64));
  if (tail === null) return undefined;
  const operator = tail[1] as Comparison["operator"]; // the pattern lets through these six only
  return { left: query.slice(0, query.length - tail[0].length), operator, threshold: Number(tail[2]) };
}

function sortedScope(scope: string): readonly string[] {
  return scope
    .split(",")
    .map((item) => item.trim())
    .filter((item) => item !== "")
    .sort();
}

/** Removes brackets that enclose the whole text. */
function withoutBrackets(text: string): string {
  let [start, end] = [0, text.length];
  const partner = bracketPairs(text);
  while (text[start] === "(" && partner.get(start) === end - 1) {
    start++;
    end--;
  }
  return text.slice(start, end);
}

function bracketPairs(text: string): ReadonlyMap<number, number> {
  const open: number[] = [];
  const pairs = new Map<number, number>();
  for (let at = 0; at < text.length; at++) {
    if (text[at] === "(") open.push(at);
    const from = text[at] === ")" ? open.pop() : undefined;
    if (from !== undefined) pairs.set(from, at);
  }
  return pairs;
}
