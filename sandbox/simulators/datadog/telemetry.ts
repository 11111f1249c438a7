import type { JsonObject, WorldObject } from "../../world/schema";
import {
  type Answer,
  type Ask,
  listOf,
  notModelled,
  numberOf,
  objectOf,
  ok,
  type Route,
  stableNumber,
  textsOf,
  when,
} from "../exchange";
import { refused, resource } from "./answers";

/*
 * Telemetry of a service in the world: { id: its name, logs, traces, metrics: when each last arrived, absent for never;
 * names: those of its metrics }. It flowed evenly before.
 */

/** Logs, spans and metrics, as far as they tell when something last arrived. */
export const telemetryRoutes: readonly Route[] = [
  [
    /^\/api\/v2\/logs\/analytics\/aggregate$/,
    (ask) =>
      aggregated(ask, objectOf(bodyOf(ask)), "logs", (buckets) => ({ data: { buckets }, meta: metaOf(ask) })),
  ],
  [
    /^\/api\/v2\/spans\/analytics\/aggregate$/,
    (ask) =>
      aggregated(ask, objectOf(objectOf(bodyOf(ask).data).attributes), "traces", (buckets) => ({
        data: buckets.map((bucket, index) => resource("bucket", `bucket-${index}`, bucket)),
        meta: metaOf(ask),
      })),
  ],
  [/^\/api\/v2\/logs\/events\/search$/, (ask) => newest(ask, bodyOf(ask), "logs", "log")],
  [
    /^\/api\/v2\/spans\/events\/search$/,
    (ask) => newest(ask, objectOf(objectOf(bodyOf(ask).data).attributes), "traces", "spans"),
  ],
  [/^\/api\/v1\/query$/, query],
  [/^\/api\/v1\/metrics$/, metrics],
  [
    /^\/api\/v1\/search$/,
    (ask) => {
      const asked = /^metrics:(.*)$/.exec(ask.query.get("q") ?? "")?.[1];
      if (asked === undefined) return notModelled(ask);
      const names = new Set(ask.world.list("telemetry").flatMap(namesOf));
      return ok({ results: { metrics: [...names].filter((name) => name.includes(asked)).sort() } });
    },
  ],
];

type Signal = "logs" | "traces" | "metrics";

const hourMs = 3_600_000;
/** Hours of a series that are told, the last ones: enough for whoever wants to know when it ended. */
const hoursTold = 12;
const noMetrics: readonly string[] = ["container.uptime"];

function bodyOf({ body }: Ask): JsonObject {
  // A body was parsed from JSON.
  return typeof body === "object" && body !== null && !Array.isArray(body) ? (body as JsonObject) : {};
}

function metaOf(ask: Ask): JsonObject {
  return { elapsed: 12, request_id: String(stableNumber(ask.now.toISOString())), status: "done" };
}

function lastOf(ask: Ask, service: WorldObject, signal: Signal): number | undefined {
  const at = when(ask, service[signal]);
  return at === null ? undefined : Date.parse(at);
}

/** Services that a filter lets through; undefined where it is one that no simulator understands. */
function asked(ask: Ask, text: string): readonly WorldObject[] | undefined {
  if (text === "*" || text === "" || text === "service:*") return ask.world.list("telemetry");
  const name = /^service:"?([\w.-]+)"?$/.exec(text)?.[1];
  return name === undefined ? undefined : [ask.world.get("telemetry", name)].flatMap((one) => one ?? []);
}

/** Counts by the hour, a group for each service that sent something within the filter's time. */
function aggregated(
  ask: Ask,
  { filter, group_by: groups, compute }: JsonObject,
  signal: Exclude<Signal, "metrics">,
  body: (buckets: readonly JsonObject[]) => JsonObject,
): Answer {
  const { query: text, from } = objectOf(filter);
  const services = asked(ask, String(text ?? "*"));
  const { facet, limit } = objectOf(listOf(groups)[0]);
  const { type } = objectOf(listOf(compute)[0]);
  if (services === undefined || facet !== "service" || type !== "timeseries") return notModelled(ask);
  const since = agoMs(ask, String(from ?? "now-15m"));
  if (since === undefined) return refused(400, "invalid time");
  const buckets = services.flatMap((service) => {
    const last = lastOf(ask, service, signal);
    if (last === undefined || last < since) return [];
    const points = hoursUntil(last, since).map((time) => ({
      time: new Date(time).toISOString(),
      value: 100,
    }));
    const counted = { c0: points };
    return [
      {
        by: { service: service.id },
        ...(signal === "logs" ? { computes: counted } : { compute: counted, computes: counted }),
      },
    ];
  });
  return ok(body(buckets.slice(0, numberOf(limit, 10))));
}

/** An instant as a query writes it: now-7d, an instant, or milliseconds. */
function agoMs(ask: Ask, text: string): number | undefined {
  const units: Readonly<Record<string, number>> = {
    s: 1000,
    m: 60_000,
    h: hourMs,
    d: 24 * hourMs,
    w: 7 * 24 * hourMs,
  };
  const [, count, unit = ""] = /^now-(\d+)([smhdw])$/.exec(text) ?? [];
  if (count !== undefined) return ask.now.getTime() - Number(count) * (units[unit] ?? 0);
  const at = /^\d+$/.test(text) ? Number(text) : Date.parse(text);
  return Number.isNaN(at) ? undefined : at;
}

/** Starts of the hours up to the one of an instant. */
function hoursUntil(last: number, since: number): readonly number[] {
  const final = Math.floor(last / hourMs) * hourMs;
  const all = Array.from({ length: hoursTold }, (_, index) => final - (hoursTold - 1 - index) * hourMs);
  return all.filter((start) => start + hourMs > since);
}

/** The newest events, of which each service has one here. */
function newest(
  ask: Ask,
  { filter, page }: JsonObject,
  signal: Exclude<Signal, "metrics">,
  type: string,
): Answer {
  const { query: text, from } = objectOf(filter);
  const [services, since] = [asked(ask, String(text ?? "*")), agoMs(ask, String(from ?? "now-15m"))];
  if (services === undefined || since === undefined) return notModelled(ask);
  const events = services
    .flatMap((service) => {
      const last = lastOf(ask, service, signal);
      return last === undefined || last < since ? [] : [{ service: service.id, last }];
    })
    .toSorted((a, b) => b.last - a.last)
    .slice(0, numberOf(objectOf(page).limit, 10));
  const data = events.map(({ service, last }) =>
    resource(type, `${type}-${stableNumber(`${service} ${last}`)}`, {
      service,
      ...(signal === "logs"
        ? { timestamp: new Date(last).toISOString(), status: "info" }
        : { start_timestamp: new Date(last).toISOString() }),
      tags: [`service:${service}`],
    }),
  );
  return ok({ data, meta: metaOf(ask) });
}

function namesOf({ names }: WorldObject): readonly string[] {
  return names === undefined ? noMetrics : textsOf(names);
}

/** Points of the metrics that a query asks for by the service; other queries are not modelled. */
function query(ask: Ask): Answer {
  const [from, to] = ["from", "to"].map((name) => Number(ask.query.get(name) ?? Number.NaN) * 1000);
  const text = ask.query.get("query") ?? "";
  if (Number.isNaN(from) || Number.isNaN(to)) return refused(400, "from and to are required");
  const parts = text
    .split(/,(?=\w+:)/)
    .map((part) => /^(\w+):([\w.]+)\{service:([\w.*-]+)\}( by \{service\})?/.exec(part));
  const series = parts.flatMap((part, index) =>
    part === null
      ? []
      : (asked(ask, `service:${part[3]}`) ?? []).flatMap((service) =>
          seriesOf(ask, service, { aggregator: part[1] ?? "", metric: part[2] ?? "", index }, Number(from)),
        ),
  );
  if (parts.includes(null)) return notModelled(ask);
  return ok({
    status: "ok",
    res_type: "time_series",
    query: text,
    from_date: from,
    to_date: to,
    group_by: ["service"],
    message: "",
    series,
  });
}

interface Asked {
  readonly aggregator: string;
  readonly metric: string;
  readonly index: number;
}

function seriesOf(
  ask: Ask,
  service: WorldObject,
  { aggregator, metric, index }: Asked,
  from: number,
): readonly JsonObject[] {
  const last = lastOf(ask, service, "metrics");
  if (last === undefined || last < from || !namesOf(service).includes(metric)) return [];
  const hours = hoursUntil(last, from);
  const scope = `service:${service.id}`;
  return [
    {
      metric,
      display_name: metric,
      query_index: index,
      aggr: aggregator,
      expression: `${aggregator}:${metric}{${scope}}.rollup(${aggregator},3600)`,
      scope,
      tag_set: [scope],
      interval: 3600,
      length: hours.length,
      start: hours[0] ?? from,
      end: (hours.at(-1) ?? from) + hourMs - 1,
      pointlist: hours.map((time) => [time, 1]),
      unit: [null, null],
    },
  ];
}

/** Names of metrics that arrived since an instant. */
function metrics(ask: Ask): Answer {
  const from = Number(ask.query.get("from") ?? Number.NaN);
  const services = asked(ask, ask.query.get("tag_filter") ?? "");
  if (Number.isNaN(from)) return refused(400, "from is required");
  if (services === undefined) return notModelled(ask);
  const names = services
    .filter((service) => (lastOf(ask, service, "metrics") ?? Number.NEGATIVE_INFINITY) >= from * 1000)
    .flatMap(namesOf);
  return ok({ from: String(from), metrics: [...new Set(names)].sort() });
}
