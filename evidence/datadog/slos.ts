import { z } from "zod";
import type { FactValue, ObservedResource } from "../facts";
import { stated } from "../read";
import { servicesNamed } from "./belonging";

const formula = z.object({ formula: z.string() });
const named = z.object({
  name: z.string().nullish(),
  query: z.string().nullish(),
  data_source: z.string().nullish(),
});
const sloSchema = z.object({
  id: z.string().min(1),
  name: z.string(),
  type: z.string(),
  tags: z.array(z.string()).nullish(),
  monitor_ids: z.array(z.int()).nullish(),
  timeframe: z.string().nullish(),
  target_threshold: z.number().nullish(),
  thresholds: z.array(z.object({ timeframe: z.string(), target: z.number(), warning: z.number().nullish() })),
  query: z.object({ numerator: z.string().nullish(), denominator: z.string().nullish() }).nullish(),
  sli_specification: z
    .object({
      time_slice: z
        .object({
          comparator: z.string(),
          threshold: z.number(),
          query_interval_seconds: z.number().nullish(),
          query: z.object({ formulas: z.array(formula), queries: z.array(named) }),
        })
        .nullish(),
      count: z
        .object({
          good_events_formula: formula.nullish(),
          bad_events_formula: formula.nullish(),
          total_events_formula: formula.nullish(),
          queries: z.array(named),
        })
        .nullish(),
    })
    .nullish(),
});
export type Slo = z.infer<typeof sloSchema>;
export const slosPage = z.object({ data: z.array(sloSchema) });

/** Services that an SLO names by what it asks for, or by its tags. */
export function servicesOfSlo(slo: Slo): readonly string[] {
  return servicesNamed(slo.tags ?? [], ...queriesOf(slo));
}

function queriesOf({ query, sli_specification: sli }: Slo): readonly string[] {
  const queries = [...(sli?.time_slice?.query.queries ?? []), ...(sli?.count?.queries ?? [])];
  return [query?.numerator, query?.denominator, ...queries.map((one) => one.query)].flatMap(
    (one) => one ?? [],
  );
}

/** An SLO as the resource that would declare it. */
export function sloThing(slo: Slo): ObservedResource {
  const props = stated({
    name: slo.name,
    type: slo.type,
    tags: slo.tags,
    monitorIds: slo.monitor_ids,
    timeframe: slo.timeframe,
    targetThreshold: slo.target_threshold,
    thresholds: slo.thresholds.map((one) => stated(one)),
    query: slo.query && stated(slo.query),
    sliSpecification: specificationOf(slo),
  });
  const type = "datadog:index/serviceLevelObjective:ServiceLevelObjective";
  return { type, id: slo.id, name: slo.name || slo.id, props };
}

function specificationOf({ sli_specification: sli }: Slo) {
  const [slices, count] = [sli?.time_slice, sli?.count];
  if (!slices && !count) return undefined;
  return stated({
    timeSlice: slices
      ? stated({
          comparator: slices.comparator,
          threshold: slices.threshold,
          queryIntervalSeconds: slices.query_interval_seconds,
          query: {
            formula: { formulaExpression: slices.query.formulas[0]?.formula ?? "" },
            queries: slices.query.queries.map(metricQuery),
          },
        })
      : undefined,
    count: count
      ? stated({
          goodEventsFormula: count.good_events_formula?.formula,
          badEventsFormula: count.bad_events_formula?.formula,
          totalEventsFormula: count.total_events_formula?.formula,
          queries: count.queries.map(metricQuery),
        })
      : undefined,
  });
}

function metricQuery({ name, query, data_source: dataSource }: z.infer<typeof named>) {
  return { metricQuery: stated({ name, query, dataSource }) };
}

const seconds = z.number().positive();
const foundSchema = z.object({
  data: z.object({
    id: z.string().min(1),
    attributes: z.object({
      name: z.string(),
      created_at: seconds,
      overall_status: z
        .array(
          z.object({
            timeframe: z.string().min(1),
            error_budget_remaining: z.number().nullish(),
            indexed_at: seconds.nullish(),
          }),
        )
        .nullish(),
    }),
  }),
});
/** An SLO as the search shows it, with what is left of its budgets. */
export type FoundSlo = z.infer<typeof foundSchema>["data"];
export const foundPage = z.object({
  data: z.object({ attributes: z.object({ slos: z.array(foundSchema) }) }),
});

/** What is left of an SLO's budgets; a time frame that was never computed is not told. */
export function budgetsOf({ id, attributes }: FoundSlo): FactValue<"error-budgets">["budgets"] {
  return (attributes.overall_status ?? []).flatMap(
    ({ timeframe, error_budget_remaining: left, indexed_at: at }) =>
      at === null || at === undefined
        ? []
        : [
            {
              slo: id,
              name: attributes.name || id,
              timeframe,
              ...(typeof left === "number" ? { left } : {}),
              at: instantOf(at),
              since: instantOf(attributes.created_at),
            },
          ],
  );
}

function instantOf(secondsSince1970: number): string {
  return new Date(secondsSince1970 * 1000).toISOString();
}
