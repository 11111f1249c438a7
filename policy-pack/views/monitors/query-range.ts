import { comparisonOf, formulaOf, type MetricTerm, metricTerms } from "./queries";

/** What a query's value can be, as far as it can be proven. */
interface Range {
  readonly low: number;
  readonly high: number;
}

const anything: Range = { low: -Infinity, high: Infinity };

/** Host metrics of Datadog's agent that are per cent, and those that are shares of 1. */
const perCent = /^system\.cpu\.(user|system|idle|iowait|stolen|guest|interrupt)$/;
const share = /^system\.(disk\.in_use|fs\.inodes\.in_use|mem\.pct_usable|swap\.pct_free)$/;
const errorName = /(^|[._])(errors?|fail(ed|ures?)?|[45]xx)($|[._])/;
const outcomeName = /^(ok|good|success(es|ful)?|errors?|fail(ed|ures?)?|[2-5]xx)$/;
const totalName = /(^|[._])(hits|requests?|calls|total|count)($|[._])/;

/**
 * Says why a monitor's query can never reach its threshold, or undefined. Only what is certain is said: counts are
 * not negative, a part is at most its whole (errors of hits, a narrower scope of the same metric), and the agent's
 * percentages end at 100. What compares with another time or another metric may go anywhere.
 */
export function neverFires(query: string): string | undefined {
  const comparison = comparisonOf(query);
  if (comparison === undefined) return undefined;
  const { operator, threshold, left } = comparison;
  const { low, high } = rangeOf(left);
  const impossible = {
    ">": high <= threshold,
    ">=": high < threshold,
    "<": low >= threshold,
    "<=": low > threshold,
    "==": threshold < low || threshold > high,
    "!=": false,
  }[operator];
  return impossible ? `its query is never ${operator} ${threshold}` : undefined;
}

function rangeOf(left: string): Range {
  if (/^\s*\w[\w-]*\(.*\)\.rollup\("(count|cardinality)"/s.test(left)) return { low: 0, high: Infinity };
  const opening = /^\s*(avg|sum|min|max)\(last_\w+\):/.exec(left);
  if (opening === null) return anything;
  const query = left.slice(opening[0].length);
  const terms = metricTerms(query);
  const [first, second] = terms;
  if (first === undefined || terms.some(({ suffix }) => /\.(?!as_count|as_rate|rollup)/.test(suffix)))
    return anything;
  const formula = formulaOf(query);
  if (/[^#+*/().\d]/.test(formula)) return anything;
  const plain = formula.replace(/[()]/g, "");
  const sums = opening[1] === "sum";
  if (plain === "#" && !sums) return rangeOfTerm(first);
  const factor = { "#/#": 1, "#/#*100": 100, "#*100/#": 100, "100*#/#": 100 }[plain];
  if (factor !== undefined && second && isPart(first, second) && (!sums || counted(first, second)))
    return { low: 0, high: factor };
  return counted(...terms) ? { low: 0, high: Infinity } : anything;
}

function rangeOfTerm(term: MetricTerm): Range {
  const single = term.aggregator !== "sum" && term.suffix === "";
  if (single && perCent.test(term.metric)) return { low: 0, high: 100 };
  if (single && share.test(term.metric)) return { low: 0, high: 1 };
  return counted(term) ? { low: 0, high: Infinity } : anything;
}

function counted(...terms: readonly MetricTerm[]): boolean {
  return terms.every(
    ({ suffix, metric }) => /\.as_(count|rate)\(\)/.test(suffix) || /^trace\..*\.(hits|errors)$/.test(metric),
  );
}

/** Whether the first counts some of what the second counts. */
function isPart(part: MetricTerm, whole: MetricTerm): boolean {
  if (!counted(part, whole) || part.aggregator !== whole.aggregator) return false;
  const narrower = whole.scope.every((item) => item === "*" || part.scope.includes(item));
  if (!narrower) return false;
  if (part.metric === whole.metric) return true;
  if (part.metric.startsWith(`${whole.metric}.`))
    return outcomeName.test(part.metric.slice(whole.metric.length + 1));
  const stem = (metric: string): string => metric.slice(0, metric.lastIndexOf(".") + 1);
  return (
    errorName.test(part.metric) && totalName.test(whole.metric) && stem(part.metric) === stem(whole.metric)
  );
}
