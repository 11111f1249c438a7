import type { JsonObject, Kind, WorldObject } from "../world/schema";
import {
  type Answer,
  type Ask,
  apiOf,
  createdAt,
  listOf,
  notModelled,
  numberOf,
  objectOf,
  ok,
  type Route,
  routed,
  snakeCased,
  stableNumber,
  textsOf,
} from "./exchange";

const refused = (status: number, message: string): Answer => ({ status, body: { errors: [message] } });

const routes: readonly Route[] = [
  [/^\/api\/v1\/monitor$/, (ask) => ok(monitors(ask))],
  [
    /^\/api\/v2\/monitor\/notification_rule$/,
    (ask) => ok({ data: resources(ask, "monitorNotificationRule", "monitor-notification-rule") }),
  ],
  [/^\/api\/v1\/slo$/, (ask) => slos(ask)],
  [/^\/api\/v1\/slo\/([^/]+)\/history$/, (ask, id) => history(ask, id)],
  [
    /^\/api\/v1\/slo\/([^/]+)$/,
    (ask, id) => one(ask, "serviceLevelObjective", id, (slo) => ({ data: sloOf(slo), errors: null })),
  ],
  [
    /^\/api\/v1\/synthetics\/tests$/,
    (ask) =>
      ok({
        tests: paged(ask, ask.world.list("syntheticsTest"), "page_number", "page_size", 100).map(testOf),
      }),
  ],
  [
    /^\/api\/v1\/dashboard$/,
    (ask) => ok({ dashboards: dashboards(ask).map(({ widgets: _, ...rest }) => rest) }),
  ],
  [/^\/api\/v1\/dashboard\/([^/]+)$/, (ask, id) => dashboard(ask, id)],
  [/^\/api\/v2\/downtime$/, (ask) => ok({ data: resources(ask, "downtimeSchedule", "downtime") })],
  [
    /^\/api\/v1\/integration\/pagerduty\/configuration\/services\/([^/]+)$/,
    (ask, name) => pagerdutyService(ask, name),
  ],
  [/^\/api\/v2\/users$/, (ask) => ok({ data: resources(ask, "user", "users") })],
];

/** Datadog's REST API, versions 1 and 2. */
export function answerDatadog(ask: Ask): Answer {
  for (const name of ["dd-api-key", "dd-application-key"]) {
    const key = ask.headers[name];
    if (!key || key === "wrong") return refused(403, "Forbidden");
  }
  const answer = routed(routes, ask) ?? notModelled(ask);
  const limits = {
    "x-ratelimit-limit": "300",
    "x-ratelimit-period": "60",
    "x-ratelimit-remaining": "299",
    "x-ratelimit-reset": "30",
  };
  return { ...answer, headers: { ...limits, ...answer.headers } };
}

function paged<T>(ask: Ask, all: readonly T[], page: string, size: string, usual: number): readonly T[] {
  const length = Number(ask.query.get(size) ?? usual);
  const first = Number(ask.query.get(page) ?? 0) * length;
  return all.slice(first, first + length);
}

function one(ask: Ask, kind: Kind, id: string, show: (object: WorldObject) => unknown): Answer {
  const object = ask.world.get(kind, id);
  return object ? ok(show(object)) : refused(404, "Not found");
}

function monitors(ask: Ask): readonly unknown[] {
  const wanted = (ask.query.get("monitor_tags") ?? "").split(",").filter(Boolean);
  const all = [
    ...ask.world.list("monitor").map(monitorOf),
    ...ask.world.list("monitorJson").map((json) => ({ ...parsed(json.monitor), id: Number(json.id) })),
  ].filter((monitor) => wanted.every((tag) => "tags" in monitor && textsOf(monitor.tags).includes(tag)));
  // Without a page number Datadog answers every monitor.
  return ask.query.has("page") ? paged(ask, all, "page", "page_size", 100) : all;
}

function monitorOf(monitor: WorldObject): JsonObject {
  const thresholds = Object.fromEntries(
    Object.entries(objectOf(monitor.monitorThresholds)).map(([name, value]) => [name, Number(value)]),
  );
  const api = apiOf(monitor);
  return {
    id: Number(monitor.id),
    name: String(monitor.name),
    type: String(monitor.type),
    query: String(monitor.query),
    message: String(monitor.message),
    tags: textsOf(monitor.tags),
    priority: monitor.priority ? Number(monitor.priority) : null,
    overall_state: api.overallState ?? "OK",
    created: createdAt(monitor),
    matching_downtimes: snakeCased(listOf(api.matchingDowntimes)),
    options: {
      thresholds: snakeCased(thresholds),
      silenced: objectOf(api.silenced),
      notify_no_data: monitor.notifyNoData ?? false,
      ...(monitor.onMissingData ? { on_missing_data: monitor.onMissingData } : {}),
      ...(monitor.renotifyInterval === undefined ? {} : { renotify_interval: monitor.renotifyInterval }),
      draft_status: monitor.draftStatus ?? "published",
    },
  };
}

function sloOf(slo: WorldObject): JsonObject {
  return {
    id: slo.id,
    name: String(slo.name),
    type: String(slo.type),
    description: slo.description ?? "",
    tags: textsOf(slo.tags),
    thresholds: listOf(slo.thresholds).map(snakeCased),
    timeframe: slo.timeframe ?? objectOf(slo.thresholds).timeframe ?? "30d",
    ...(slo.query ? { query: snakeCased(objectOf(slo.query)) } : {}),
    ...(slo.sliSpecification ? { sli_specification: snakeCased(objectOf(slo.sliSpecification)) } : {}),
    ...(slo.monitorIds ? { monitor_ids: listOf(slo.monitorIds).map(Number) } : {}),
    created_at: Date.parse(createdAt(slo)) / 1000,
  };
}

function slos(ask: Ask): Answer {
  const tags = (ask.query.get("tags_query") ?? "").split(",").filter(Boolean);
  const ids = (ask.query.get("ids") ?? "").split(",").filter(Boolean);
  const all = ask.world
    .list("serviceLevelObjective")
    .filter((slo) => ids.length === 0 || ids.includes(slo.id))
    .filter((slo) => tags.every((tag) => textsOf(slo.tags).includes(tag)));
  const offset = Number(ask.query.get("offset") ?? 0);
  const page = all.slice(offset, offset + Number(ask.query.get("limit") ?? 1000));
  return ok({
    data: page.map(sloOf),
    errors: [],
    metadata: { page: { total_count: all.length, total_filtered_count: all.length } },
  });
}

function history(ask: Ask, id: string): Answer {
  return one(ask, "serviceLevelObjective", id, (slo) => {
    const told = apiOf(slo).sliValue;
    // A figure that was not written into the world has no data, as an SLO that nothing measures.
    const value = told === undefined ? null : numberOf(told, 0);
    return {
      data: {
        from_ts: Number(ask.query.get("from_ts")),
        to_ts: Number(ask.query.get("to_ts")),
        type: slo.type,
        overall: { name: slo.name, sli_value: value, precision: {}, history: [] },
      },
      errors: null,
    };
  });
}

function testOf(test: WorldObject): JsonObject {
  return {
    public_id: test.id,
    monitor_id: numberOf(test.monitorId, 0),
    name: String(test.name),
    type: String(test.type),
    subtype: test.subtype ?? null,
    status: String(test.status),
    message: test.message ?? "",
    tags: textsOf(test.tags),
    locations: textsOf(test.locations),
    options: snakeCased(objectOf(test.optionsList)),
  };
}

function dashboards(ask: Ask): (JsonObject & { widgets: unknown })[] {
  const declared = [...ask.world.list("dashboard"), ...ask.world.list("dashboardV2")].map((board) => ({
    id: board.id,
    title: String(board.title),
    layout_type: String(board.layoutType),
    description: board.description ?? null,
    created_at: createdAt(board),
    template_variables: listOf(board.templateVariables).map(snakeCased),
    widgets: listOf(board.widgets).map((widget) => ({
      id: stableNumber(JSON.stringify(widget)),
      definition: snakeCased(widget),
    })),
  }));
  const json = ask.world.list("dashboardJson").map((board) => {
    const content = parsed(board.dashboard);
    return { ...content, id: board.id, widgets: listOf(content.widgets) };
  });
  return [...declared, ...json];
}

function dashboard(ask: Ask, id: string): Answer {
  const found = dashboards(ask).find((board) => board.id === id);
  return found ? ok(found) : refused(404, `Dashboard with ID ${id} not found`);
}

function resources(ask: Ask, kind: Kind, type: string): unknown[] {
  return ask.world.list(kind).map((object) => {
    const { id, ...attributes } = objectOf(snakeCased(object));
    return { id, type, attributes };
  });
}

function pagerdutyService(ask: Ask, name: string): Answer {
  const [found] = ask.world.find("pagerdutyServiceObject", "serviceName", name);
  return found ? ok({ service_name: name }) : refused(404, "Service not found");
}

function parsed(text: unknown): JsonObject {
  return objectOf(JSON.parse(String(text)));
}
