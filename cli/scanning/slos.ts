import type { z } from "zod";
import { nameFrom } from "../../catalog/importing/imported";
import type { serviceSchema } from "../../catalog/schema";
import { type Slo, servicesOfSlo } from "../../evidence/datadog/slos";
import type { LeftOut } from "./candidates";
import { plainName } from "./names";

type SloFields = NonNullable<z.input<typeof serviceSchema>["slos"]>[number];

/** SLOs that exist at Datadog in the catalog's words, and those that it has no words for. */
export function slosOf(slos: readonly Slo[]): {
  readonly fields: readonly SloFields[];
  readonly notMapped: readonly LeftOut[];
} {
  const fields = new Map<string, SloFields>();
  const notMapped: LeftOut[] = [];
  for (const slo of slos) {
    const mapped = mappedOf(slo);
    const what = `SLO ${slo.name} (${slo.id})`;
    if (typeof mapped === "string") notMapped.push({ what, reason: mapped });
    else if (fields.has(mapped.name)) notMapped.push({ what, reason: "another one has the same name" });
    else fields.set(mapped.name, mapped);
  }
  return { fields: [...fields.values()], notMapped };
}

const windows = ["7d", "30d", "90d"] as const;
type Window = (typeof windows)[number];

/** An SLO's fields, or why it has none, as a clause. */
function mappedOf(slo: Slo): SloFields | string {
  const name = nameFrom(slo.name);
  if (name === undefined) return "no letter of its name can stand in a name";
  if (new Set(servicesOfSlo(slo)).size > 1) return "it is of several services";
  if (isElsewhere(slo)) return "it is of an environment other than production";
  const limit = slo.thresholds.find(({ timeframe }) => windows.some((one) => one === timeframe));
  const window = windows.find((one) => one === limit?.timeframe);
  if (limit === undefined || window === undefined) return `its time frame is none of ${windows.join(", ")}`;
  if (limit.target <= 0 || limit.target >= 100) return "its target is not between 0 and 100";
  const common = { name, target: limit.target, window, existing: slo.id };
  return countedOf(slo, common) ?? slicedOf(slo, common);
}

function isElsewhere({ name, tags }: Slo): boolean {
  const tagged = (tags ?? []).flatMap((tag) => (tag.startsWith("env:") ? [`x-${tag.slice(4)}`] : []));
  return [name, ...tagged].some((one) => plainName(one).environment === "other");
}

interface Common {
  readonly name: string;
  readonly target: number;
  readonly window: Window;
  readonly existing: string;
}

function countedOf({ query, sli_specification: sli }: Slo, common: Common): SloFields | undefined {
  const [good, total] = [query?.numerator, query?.denominator];
  if (good && total) return { ...common, kind: "availability", good, total };
  const { queries = [], good_events_formula, total_events_formula } = sli?.count ?? {};
  const named = (formula: string | undefined): string | undefined =>
    queries.find((one) => one.name === formula?.trim())?.query ?? undefined;
  const [goodQuery, totalQuery] = [named(good_events_formula?.formula), named(total_events_formula?.formula)];
  if (goodQuery === undefined || totalQuery === undefined) return undefined;
  return { ...common, kind: "availability", good: goodQuery, total: totalQuery };
}

/** Only of traces is it sure that a latency is in seconds. */
function slicedOf({ sli_specification: sli }: Slo, common: Common): SloFields | string {
  const slices = sli?.time_slice;
  if (!slices) return "it is made of monitors, or of formulas that the catalog has no words for";
  const [query, ...others] = slices.query.queries.flatMap((one) => one.query ?? []);
  const isLatency = slices.comparator.startsWith("<") && slices.threshold > 0;
  if (query === undefined || others.length > 0 || !isLatency || !query.includes("trace."))
    return "it is no latency of one query over traces, whose unit would be known";
  return { ...common, kind: "latency", query, threshold: slices.threshold };
}
