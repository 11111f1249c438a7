import type { Json, JsonObject, WorldObject } from "../../world/schema";
import {
  type Answer,
  type Ask,
  createdAt,
  listOf,
  numberOf,
  objectOf,
  type Route,
  snakeCased,
  textsOf,
} from "../exchange";
import { commaList, madeSeconds, one, paged, resource } from "./answers";
import { fares, thresholdsOf } from "./budgets";
import { creator } from "./monitors";

/** Objectives, what is left of their budgets, and what is left out of them. */
export const sloRoutes: readonly Route[] = [
  [/^\/api\/v1\/slo$/, slos],
  [/^\/api\/v1\/slo\/search$/, search],
  [
    /^\/api\/v1\/slo\/correction$/,
    (ask) =>
      paged(
        ask,
        ask.world.list("sloCorrection"),
        { size: "limit", offset: "offset", usual: 25, most: 1000 },
        ({ items, total }) => ({
          data: items.map(correctionOf),
          meta: { page: { total_count: total, total_filtered_count: total } },
        }),
      ),
  ],
  [
    /^\/api\/v1\/slo\/(\w+)$/,
    (ask, id) => one(ask, "serviceLevelObjective", id, (slo) => ({ data: sloOf(slo), errors: null })),
  ],
  [
    /^\/api\/v1\/slo\/(\w+)\/corrections$/,
    (ask, id) =>
      one(ask, "serviceLevelObjective", id, () => {
        const data = ask.world.find("sloCorrection", "sloId", id).map(correctionOf);
        return { data, meta: { page: { total_count: data.length } } };
      }),
  ],
  [/^\/api\/v1\/slo\/(\w+)\/history$/, history],
];

function slos(ask: Ask): Answer {
  const [tags, ids] = [commaList(ask, "tags_query"), commaList(ask, "ids")];
  const name = ask.query.get("query")?.toLowerCase();
  const all =
    ids.length > 0
      ? ids.flatMap((id) => ask.world.get("serviceLevelObjective", id) ?? [])
      : ask.world.list("serviceLevelObjective");
  const wanted = all
    .filter((slo) => tags.length === 0 || tags.every((tag) => textsOf(slo.tags).includes(tag)))
    .filter((slo) => !name || String(slo.name).toLowerCase().includes(name));
  return paged(
    ask,
    wanted,
    { size: "limit", offset: "offset", usual: 1000, most: 1000 },
    ({ items, total }) => ({
      data: items.map(sloOf),
      metadata: { page: { total_count: total, total_filtered_count: total } },
    }),
  );
}

/** Whoever made an SLO, who has no id there. */
function creatorOf(): JsonObject {
  const { id: _, ...rest } = creator;
  return rest;
}

function sloOf(slo: WorldObject): JsonObject {
  const [first] = thresholdsOf(slo);
  const sli = specificationOf(objectOf(slo.sliSpecification));
  return {
    id: slo.id,
    name: String(slo.name),
    type: String(slo.type),
    description: slo.description ?? null,
    tags: textsOf(slo.tags),
    monitor_tags: [],
    thresholds: thresholdsOf(slo),
    timeframe: slo.timeframe || (first?.timeframe ?? "30d"),
    target_threshold: slo.targetThreshold || (first?.target ?? 0),
    ...(slo.warningThreshold ? { warning_threshold: slo.warningThreshold } : {}),
    ...(slo.query ? { query: snakeCased(objectOf(slo.query)) } : {}),
    ...(sli === undefined ? {} : { sli_specification: sli }),
    ...(slo.monitorIds ? { monitor_ids: listOf(slo.monitorIds).map(Number) } : {}),
    ...(slo.groups ? { groups: textsOf(slo.groups) } : {}),
    creator: creatorOf(),
    created_at: madeSeconds(slo),
    modified_at: madeSeconds(slo),
  };
}

/** What an SLO measures, as the API nests it. */
function specificationOf({ timeSlice, count }: JsonObject): JsonObject | undefined {
  if (timeSlice !== undefined) {
    const { comparator, threshold, queryIntervalSeconds, query } = objectOf(timeSlice);
    const { formula, queries } = objectOf(query);
    return {
      time_slice: {
        comparator: String(comparator),
        threshold: numberOf(threshold, 0),
        query_interval_seconds: numberOf(queryIntervalSeconds, 300),
        query: {
          formulas: [{ formula: String(objectOf(formula).formulaExpression) }],
          queries: queriesOf(queries),
        },
      },
    };
  }
  if (count === undefined) return undefined;
  const { goodEventsFormula, badEventsFormula, totalEventsFormula, queries } = objectOf(count);
  const formulas = {
    good_events_formula: goodEventsFormula,
    bad_events_formula: badEventsFormula,
    total_events_formula: totalEventsFormula,
  };
  const given = Object.entries(formulas).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, formulaOf(value)] as const],
  );
  return { count: { ...Object.fromEntries(given), queries: queriesOf(queries) } };
}

function formulaOf(value: Json): JsonObject {
  return { formula: typeof value === "string" ? value : String(objectOf(value).formulaExpression) };
}

function queriesOf(queries: Json | undefined): readonly JsonObject[] {
  return listOf(queries).map((value) => {
    const { name, query, dataSource } = objectOf(objectOf(value).metricQuery);
    return { name: String(name), query: String(query), data_source: String(dataSource ?? "metrics") };
  });
}

function search(ask: Ask): Answer {
  const asked = ask.query.get("query")?.toLowerCase();
  const all = ask.world
    .list("serviceLevelObjective")
    .filter((slo) => !asked || String(slo.name).toLowerCase().includes(asked));
  return paged(
    ask,
    all,
    { size: "page[size]", page: "page[number]", usual: 10, most: 100 },
    ({ items, size, first, total }) => {
      const number = size === 0 ? 0 : first / size;
      return {
        data: {
          type: "service_level_objective_search_results",
          attributes: { slos: items.map((slo) => ({ data: foundOf(ask, slo) })) },
        },
        meta: {
          pagination: {
            number,
            first_number: 0,
            prev_number: Math.max(0, number - 1),
            next_number: number + 1,
            last_number: Math.max(0, Math.ceil(total / Math.max(1, size)) - 1),
            size,
            type: "number_size",
            total,
          },
        },
        links: {},
      };
    },
  );
}

function foundOf(ask: Ask, slo: WorldObject): JsonObject {
  const tags = textsOf(slo.tags);
  const having = (key: string) => tags.filter((tag) => tag.startsWith(`${key}:`));
  const overall = fares(ask, slo);
  const [first] = overall;
  return resource("slo", slo.id, {
    name: String(slo.name),
    slo_type: String(slo.type),
    description: slo.description ?? null,
    all_tags: tags,
    env_tags: having("env"),
    service_tags: having("service"),
    team_tags: having("team"),
    groups: null,
    monitor_ids: slo.monitorIds ? listOf(slo.monitorIds).map(Number) : null,
    thresholds: thresholdsOf(slo),
    overall_status: overall,
    status: {
      state: first?.state ?? "no_data",
      sli: first?.status ?? null,
      error_budget_remaining: first?.error_budget_remaining ?? null,
      raw_error_budget_remaining: first?.raw_error_budget_remaining ?? null,
      span_precision: first?.span_precision ?? null,
      indexed_at: first?.indexed_at ?? 0,
      calculation_error: first?.error ?? null,
    },
    creator: { name: creator.name ?? null, id: 1_000_001, email: creator.email ?? "" },
    created_at: madeSeconds(slo),
    modified_at: madeSeconds(slo),
  });
}

function history(ask: Ask, id: string): Answer {
  return one(ask, "serviceLevelObjective", id, (slo) => {
    const [first] = fares(ask, slo);
    return {
      data: {
        from_ts: Number(ask.query.get("from_ts")),
        to_ts: Number(ask.query.get("to_ts")),
        type: String(slo.type),
        thresholds: Object.fromEntries(
          thresholdsOf(slo).map((threshold) => [String(threshold.timeframe), threshold]),
        ),
        overall: {
          name: String(slo.name),
          sli_value: first?.status ?? null,
          error_budget_remaining:
            first === undefined ? {} : { [String(first.timeframe)]: first.error_budget_remaining },
          span_precision: 2,
          precision: {},
          history: [],
        },
      },
      errors: null,
    };
  });
}

function correctionOf(correction: WorldObject): JsonObject {
  const { sloId, category, description, start, end, duration, rrule, timezone } = correction;
  return resource("correction", correction.id, {
    slo_id: String(sloId),
    category: String(category),
    description: description ?? "",
    start: numberOf(start, 0),
    end: end === undefined ? null : numberOf(end, 0),
    duration: duration ?? null,
    rrule: rrule ?? null,
    timezone: timezone ?? "UTC",
    created_at: Math.floor(Date.parse(createdAt(correction)) / 1000),
    modified_at: Math.floor(Date.parse(createdAt(correction)) / 1000),
  });
}
