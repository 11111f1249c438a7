import type { Value } from "../../engine/value";

/** What the widgets of a dashboard show, those in groups among them. */
export interface Shown {
  /** Number of widgets that show something; groups do not count. */
  readonly count: number;
  readonly queries: readonly string[];
  /** References of single SLOs; some may only be known after an update. */
  readonly slos: readonly Value[];
  /** Searches that lists of SLOs make. */
  readonly sloSearches: readonly string[];
}

/** How the properties are called: by the SDK, or in the vendor's own JSON. */
export interface Dialect {
  /** The definition of a widget and its type in the SDK's words, such as timeseriesDefinition. */
  definitionOf(widget: Value): { readonly type: string; readonly definition: Value } | undefined;
  readonly sloId: string;
  readonly queryString: string;
}

export const sdkDialect: Dialect = {
  definitionOf: (widget) => {
    const type = widget.keys().find((key) => key.endsWith("Definition") && !widget.get(key).absent);
    return type === undefined ? undefined : { type, definition: widget.get(type) };
  },
  sloId: "sloId",
  queryString: "queryString",
};

const types: Readonly<Record<string, string>> = {
  group: "groupDefinition",
  slo: "serviceLevelObjectiveDefinition",
  slo_list: "sloListDefinition",
};

export const jsonDialect: Dialect = {
  definitionOf: (widget) => {
    const definition = widget.get("definition");
    const type = definition.get("type").string() ?? "";
    return { type: Object.hasOwn(types, type) ? (types[type] ?? "") : type, definition };
  },
  sloId: "slo_id",
  queryString: "query_string",
};

const deepest = 8;
const mostWidgets = 2_000;

/** Reads a list of widgets; what lies in deeper groups, or after very many others, is left out. */
export function shownBy(widgets: Value, dialect: Dialect): Shown {
  const found = flattened(widgets, dialect, deepest).slice(0, mostWidgets);
  const of = (wanted: string) =>
    found.filter(({ type }) => type === wanted).map(({ definition }) => definition);
  return {
    count: found.length,
    queries: found.flatMap(({ definition }) => requestsOf(definition).flatMap(queriesOf)),
    slos: of("serviceLevelObjectiveDefinition").map((definition) => definition.get(dialect.sloId)),
    sloSearches: of("sloListDefinition").flatMap((definition) =>
      requestsOf(definition).flatMap((request) => known(request.get("query").get(dialect.queryString))),
    ),
  };
}

type Widget = NonNullable<ReturnType<Dialect["definitionOf"]>>;

function flattened(widgets: Value, dialect: Dialect, depth: number): readonly Widget[] {
  const read = widgets.items().flatMap((widget) => dialect.definitionOf(widget) ?? []);
  return read.flatMap((widget) => {
    if (widget.type !== "groupDefinition") return [widget];
    return depth === 0 ? [] : flattened(widget.definition.get("widgets"), dialect, depth - 1);
  });
}

function requestsOf(definition: Value): readonly Value[] {
  return [...definition.get("requests").items(), ...definition.get("request").items()];
}

/** The texts by which a request asks for data: of metrics in q or queries, of logs and spans in searches. */
function queriesOf(request: Value): readonly string[] {
  const holders = ["logQuery", "apmQuery", "rumQuery", "log_query", "apm_query", "rum_query"].map((key) =>
    request.get(key),
  );
  return [
    ...known(request.get("q")),
    ...holders.flatMap((holder) => [
      ...known(holder.get("searchQuery")),
      ...known(holder.get("search").get("query")),
    ]),
    ...request.get("queries").items().flatMap(namedQuery),
  ];
}

function namedQuery(query: Value): readonly string[] {
  const service = ["apmResourceStatsQuery", "apmDependencyStatsQuery"].map((key) => query.get(key));
  return [
    ...known(query.get("query")),
    ...known(query.get("search").get("query")),
    ...known(query.get("metricQuery").get("query")),
    ...known(query.get("eventQuery").get("search").get("query")),
    ...[query, ...service].flatMap((holder) => known(holder.get("service")).map((name) => `service:${name}`)),
  ];
}

/** A text that is known; what only an update will know is no query that a rule could read. */
function known(value: Value): readonly string[] {
  return value.unknown ? [] : [value.string() ?? ""].filter((text) => text !== "");
}
