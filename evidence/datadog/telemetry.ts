import { z } from "zod";
import type { FactValue } from "../facts";
import type { ApiClient } from "../http/client";
import { UnansweredError } from "../http/outcome";
import { mustGet, once, type Read } from "../read";
import type { WantedService } from "../wanted";
import { namesOf, servicesInTags } from "./belonging";

type LastSeen = FactValue<"telemetry-logs">;

/** How far back is looked, in ms: what is not kept longer cannot be found anyway. */
const weekMs = 7 * 86_400_000;
const hourMs = 3_600_000;
/** Services in one answer; whoever is not among so many may have been left out. */
const mostServices = 1_000;

/** When each service's telemetry of one kind was last seen, by names in lower case. */
interface Sighting {
  readonly last: ReadonlyMap<string, number>;
  /** Whether there may be services besides. */
  readonly isCut: boolean;
}

const bucketsOfTime = z.array(z.object({ time: z.string(), value: z.number().nullish() }));
/** What has another shape is looked for under the other name. */
const computed = z.record(z.string(), bucketsOfTime).optional().catch(undefined);
/** A service's counts, which are under one name or the other. */
const groupSchema = z
  .object({ by: z.object({ service: z.string() }), computes: computed, compute: computed })
  .refine(({ computes, compute }) => computes !== undefined || compute !== undefined, "has no counts");
type Group = z.infer<typeof groupSchema>;
const meta = z.object({ status: z.string().nullish() }).nullish();
const logsAnswer = z.object({ meta, data: z.object({ buckets: z.array(groupSchema) }) });
const spansAnswer = z.object({ meta, data: z.array(z.object({ attributes: groupSchema })) });

/** An answer that was cut off when its time was over may lack anybody. */
function mustBeWhole({ meta: told }: { readonly meta?: z.infer<typeof meta> }): void {
  if (told?.status === "timeout") throw new UnansweredError("it could not count them all in time");
}

const counted = {
  compute: [{ aggregation: "count", type: "timeseries", interval: "1h" }],
  filter: { query: "service:*", from: "now-7d", to: "now" },
  group_by: [{ facet: "service", limit: mostServices }],
};

/** When logs, spans and metrics of services last arrived: one call each for all services, but for metrics that it misses. */
export interface Telemetry {
  logs(service: WantedService): Promise<Read<LastSeen>>;
  traces(service: WantedService): Promise<Read<LastSeen>>;
  metrics(service: WantedService): Promise<Read<LastSeen>>;
}

/** Reads telemetry by a client. */
export function openTelemetry(client: ApiClient, now: Date): Telemetry {
  const logs = once(async (): Promise<Read<Sighting>> => {
    const { value, at } = await mustGet(client, {
      path: "/api/v2/logs/analytics/aggregate",
      body: counted,
      schema: logsAnswer,
      permission: "logs_read_data",
    });
    mustBeWhole(value);
    return { value: sightingIn(value.data.buckets, at), at };
  });
  const traces = once(async (): Promise<Read<Sighting>> => {
    const { value, at } = await mustGet(client, {
      path: "/api/v2/spans/analytics/aggregate",
      body: { data: { type: "aggregate_request", attributes: counted } },
      schema: spansAnswer,
      permission: "apm_read",
    });
    return {
      value: sightingIn(
        value.data.map(({ attributes }) => attributes),
        at,
      ),
      at,
    };
  });
  const usual = once(() => usualMetrics(client, now));
  return {
    logs: async (service) => seen(service, await logs()),
    traces: async (service) => seen(service, await traces()),
    metrics: async (service) => {
      const common = await usual();
      const last = lastOf(service, common.value);
      return last === undefined ? anyMetric(service, client, now) : seen(service, common);
    },
  };
}

/** The end of the last hour in which something was counted, and no later than when that was told. */
function sightingIn(groups: readonly Group[], at: string): Sighting {
  const last = groups.flatMap(({ by, computes, compute }) => {
    const buckets = Object.values({ ...compute, ...computes }).flat();
    const times = buckets
      .filter(({ value }) => (value ?? 0) > 0)
      .map(({ time }) => Date.parse(time) + hourMs);
    const newest = Math.min(Math.max(...times), Date.parse(at));
    return Number.isFinite(newest) ? [[by.service.toLowerCase(), newest] as const] : [];
  });
  return { last: new Map(last), isCut: groups.length >= mostServices };
}

function lastOf(service: WantedService, { last }: Sighting): number | undefined {
  const found = namesOf(service).flatMap((name) => last.get(name) ?? []);
  return found.length === 0 ? undefined : Math.max(...found);
}

function seen(service: WantedService, { value, at }: Read<Sighting>): Read<LastSeen> {
  const last = lastOf(service, value);
  if (last === undefined && value.isCut)
    throw new UnansweredError(`it names no more than ${mostServices} services, this one not among them`);
  return { value: lastSeen(at, last), at };
}

function lastSeen(to: string, last: number | undefined): LastSeen {
  const from = new Date(Date.parse(to) - weekMs).toISOString();
  return { from, to, ...(last === undefined ? {} : { last: new Date(last).toISOString() }) };
}

/** Metrics that many services have, whatever they do: of their containers, their requests and their runtime. */
const commonMetrics = [
  "container.uptime",
  "kubernetes.cpu.usage.total",
  "ecs.fargate.cpu.percent",
  "aws.lambda.invocations",
  "trace.http.request.hits",
  "trace.http.server.request.hits",
  "trace.servlet.request.hits",
  "trace.express.request.hits",
  "trace.flask.request.hits",
  "trace.rack.request.hits",
  "trace.aspnet_core.request.hits",
  "trace.grpc.server.hits",
  "trace.web.request.hits",
];
const pointsAnswer = z.object({
  series: z.array(
    z.object({
      tag_set: z.array(z.string()).nullish(),
      scope: z.string().nullish(),
      pointlist: z.array(z.tuple([z.number(), z.number().nullable()])),
    }),
  ),
});

async function usualMetrics(client: ApiClient, now: Date): Promise<Read<Sighting>> {
  const to = Math.ceil(now.getTime() / hourMs) * 3600; // the same question for an hour
  const { value, at } = await mustGet(client, {
    path: "/api/v1/query",
    query: {
      from: to - weekMs / 1000,
      to,
      query: commonMetrics.map((name) => `max:${name}{service:*} by {service}.rollup(max,3600)`).join(","),
    },
    schema: pointsAnswer,
    permission: "timeseries_query",
  });
  const last = new Map<string, number>();
  for (const { tag_set: tags, scope, pointlist } of value.series) {
    const times = pointlist.filter(([, point]) => point !== null).map(([time]) => time + hourMs);
    const newest = Math.min(Math.max(...times), Date.parse(at));
    for (const name of servicesInTags([...(tags ?? []), ...(scope ?? "").split(",")]))
      if (Number.isFinite(newest)) last.set(name, Math.max(newest, last.get(name) ?? newest));
  }
  return { value: { last, isCut: false }, at };
}

const namesAnswer = z.object({ metrics: z.array(z.string()) }).transform(({ metrics }) => ({
  metrics: metrics.slice(0, 1), // that there is one is all that is asked for
}));

/**
 * Whether a service sent any metric of late. The list tells no times: what arrived within a day or the week is
 * taken to have arrived at its start, so that a service counts as no livelier than is sure.
 */
async function anyMetric(service: WantedService, client: ApiClient, now: Date): Promise<Read<LastSeen>> {
  let at = now.toISOString();
  for (const back of [24 * hourMs, weekMs]) {
    const from = Math.ceil((now.getTime() - back) / hourMs) * 3600;
    for (const name of namesOf(service)) {
      const found = await mustGet(client, {
        path: "/api/v1/metrics",
        query: { from, tag_filter: `service:${name}` },
        schema: namesAnswer,
        permission: "metrics_read",
      });
      at = found.at;
      if (found.value.metrics.length > 0) return { value: lastSeen(at, Date.parse(at) - back), at };
    }
  }
  return { value: lastSeen(at, undefined), at };
}
