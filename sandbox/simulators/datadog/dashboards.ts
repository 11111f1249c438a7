import type { Json, JsonObject, WorldObject } from "../../world/schema";
import {
  type Answer,
  type Ask,
  createdAt,
  listOf,
  numberOf,
  objectOf,
  ok,
  type Route,
  snakeCased,
  stableNumber,
  textsOf,
} from "../exchange";
import { paged, refused } from "./answers";

/** Dashboards. */
export const dashboardRoutes: readonly Route[] = [
  [
    /^\/api\/v1\/dashboard$/,
    (ask) =>
      paged(
        ask,
        all(ask),
        { size: "count", offset: "start", usual: 100_000, most: 100_000 },
        ({ items }) => ({
          dashboards: items.map(({ object, kind }) =>
            summaryOf(object, kind === "dashboardJson" ? written(object) : object),
          ),
        }),
      ),
  ],
  [/^\/api\/v1\/dashboard\/([\w-]+)$/, dashboard],
];

const kinds = ["dashboard", "dashboardV2", "dashboardJson"] as const;

function all(ask: Ask) {
  return kinds.flatMap((kind) => ask.world.list(kind).map((object) => ({ kind, object })));
}

function dashboard(ask: Ask, id: string): Answer {
  for (const kind of kinds) {
    const object = ask.world.get(kind, id);
    if (object !== undefined) return ok(kind === "dashboardJson" ? inJson(object) : declared(object));
  }
  return refused(404, `Dashboard with ID ${id} not found`);
}

/** What is written in the vendor's own words, as text. */
function written({ dashboard: text }: WorldObject): JsonObject {
  return objectOf(JSON.parse(String(text)));
}

function summaryOf(object: WorldObject, content: JsonObject): JsonObject {
  return {
    id: object.id,
    title: String(content.title),
    description: content.description ?? null,
    layout_type: String(content.layoutType ?? content.layout_type ?? "ordered"),
    url: `/dashboard/${object.id}`,
    is_read_only: content.isReadOnly ?? content.is_read_only ?? false,
    author_handle: "sam@astronomy-shop.example",
    created_at: createdAt(object),
    modified_at: createdAt(object),
  };
}

function inJson(object: WorldObject): JsonObject {
  const content = written(object);
  return { ...content, ...summaryOf(object, content), widgets: listOf(content.widgets) };
}

function declared(object: WorldObject): JsonObject {
  const variables = listOf(object.templateVariables).map((value) => {
    const { name, prefix, defaults, availableValues, default: single } = objectOf(value);
    return {
      name: String(name),
      prefix: prefix ?? null,
      ...(defaults === undefined ? { default: single ?? "*" } : { defaults: textsOf(defaults) }),
      available_values: textsOf(availableValues),
    };
  });
  return {
    ...summaryOf(object, object),
    template_variables: variables,
    tags: textsOf(object.tags),
    notify_list: [],
    widgets: listOf(object.widgets).map(widgetOf),
  };
}

/** The SDK has a property for each type of widget; where its name says it otherwise than the API: */
const types: Readonly<Record<string, string>> = { serviceLevelObjective: "slo", splitGraph: "split_group" };

function widgetOf(value: Json): JsonObject {
  const widget = objectOf(value);
  const [name, content] = Object.entries(widget).find(([key]) => key.endsWith("Definition")) ?? [
    "unknownDefinition",
    {},
  ];
  const bare = name.slice(0, -"Definition".length);
  const type = types[bare] ?? bare.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  return {
    id: numberOf(widget.id, stableNumber(JSON.stringify(widget))),
    definition: { type, ...definitionOf(objectOf(content)) },
    ...(widget.widgetLayout === undefined ? {} : { layout: snakeCased(objectOf(widget.widgetLayout)) }),
  };
}

function definitionOf({ requests, widgets, request, ...rest }: JsonObject): JsonObject {
  return {
    ...objectOf(snakeCased(rest)),
    ...(requests === undefined ? {} : { requests: listOf(requests).map(requestOf) }),
    ...(request === undefined ? {} : { request: requestOf(request) }),
    ...(widgets === undefined ? {} : { widgets: listOf(widgets).map(widgetOf) }),
  };
}

/** Queries that the SDK writes in parts of their own. */
const searches: Readonly<Record<string, string>> = {
  logQuery: "log_query",
  apmQuery: "apm_query",
  rumQuery: "rum_query",
};

function requestOf(value: Json): JsonObject {
  const { queries, formulas, ...rest } = objectOf(value);
  const plain = Object.entries(rest).filter(([name]) => !(name in searches));
  const searched = Object.entries(searches).flatMap(([name, theirs]) => {
    if (rest[name] === undefined) return [];
    const { index, searchQuery, computeQuery } = objectOf(rest[name]);
    return [
      [
        theirs,
        {
          index: index ?? "*",
          search: { query: String(searchQuery ?? "") },
          compute: snakeCased(objectOf(computeQuery)),
        },
      ] as const,
    ];
  });
  return {
    ...objectOf(snakeCased(Object.fromEntries(plain))),
    ...Object.fromEntries(searched),
    ...(queries === undefined ? {} : { queries: listOf(queries).map(queryOf) }),
    ...(formulas === undefined
      ? {}
      : {
          formulas: listOf(formulas).map((formula) => ({
            formula: String(objectOf(formula).formulaExpression),
          })),
        }),
  };
}

/** A query lies below its kind, such as metricQuery, and has the kind as its source otherwise. */
function queryOf(value: Json): JsonObject {
  const [[kind, content] = ["", {}]] = Object.entries(objectOf(value));
  const { computes, ...rest } = objectOf(content);
  const [compute] = listOf(computes);
  return {
    ...(kind === "metricQuery" ? { data_source: "metrics" } : {}),
    ...objectOf(snakeCased(rest)),
    ...(compute === undefined ? {} : { compute: snakeCased(compute) }),
  };
}
