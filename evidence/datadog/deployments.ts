import { z } from "zod";
import type { FactValue, ObservedResource } from "../facts";
import type { ApiClient } from "../http/client";
import { inGroups } from "../http/in-turns";
import { UnansweredError } from "../http/outcome";
import { earliest, mustGet, once, oncePer, type Read, stated } from "../read";
import type { WantedService } from "../wanted";
import { namesOf } from "./belonging";

const gateSchema = z.object({
  id: z.string().min(1),
  attributes: z.object({
    service: z.string(),
    env: z.string(),
    identifier: z.string().nullish(),
    dry_run: z.boolean().nullish(),
  }),
});
type Gate = z.infer<typeof gateSchema>;
const gatesPage = z.object({
  data: z.array(gateSchema),
  meta: z.object({ page: z.object({ next_cursor: z.string().nullish() }).nullish() }).nullish(),
});
const rulesAnswer = z.object({
  data: z.object({
    attributes: z.object({
      rules: z.array(
        z.object({
          name: z.string().nullish(),
          type: z.string(),
          dry_run: z.boolean().nullish(),
          options: z.object({ query: z.string().nullish(), duration: z.number().nullish() }).nullish(),
        }),
      ),
    }),
  }),
});

/** Pages of 1,000 gates that are read at most. */
const mostPages = 20;

/** The gates of an organisation, of which only those of the wanted services are asked for their rules. */
export interface Gates {
  of(service: WantedService): Promise<Read<FactValue<"deployment-gates">>>;
}

/** Reads gates by a client. */
export function openGates(client: ApiClient): Gates {
  const all = once(() => allGates(client));
  return {
    of: async (service) => {
      const { value, at } = await all();
      const mine = value.filter((gate) => namesOf(service).includes(gate.attributes.service.toLowerCase()));
      const read = await Promise.all(mine.map((gate) => gateThing(gate, client)));
      return {
        value: { resources: read.map((one) => one.value) },
        at: earliest(at, ...read.map((one) => one.at)),
      };
    },
  };
}

const permission = "deployment_gates_read";

async function allGates(client: ApiClient): Promise<Read<readonly Gate[]>> {
  const found: Gate[] = [];
  let cursor: string | undefined;
  let at: string | undefined;
  for (let page = 0; page < mostPages; page++) {
    const read = await mustGet(client, {
      path: "/api/v2/deployment_gates",
      query: { "page[size]": 1000, "page[cursor]": cursor },
      schema: gatesPage,
      permission,
    });
    found.push(...read.value.data);
    at ??= read.at;
    cursor = read.value.meta?.page?.next_cursor || undefined;
    if (cursor === undefined) return { value: found, at: earliest(at, read.at) };
  }
  throw new UnansweredError("it has more deployment gates than are read");
}

async function gateThing({ id, attributes }: Gate, client: ApiClient): Promise<Read<ObservedResource>> {
  const { value, at } = await mustGet(client, {
    path: `/api/v2/deployment_gates/${encodeURIComponent(id)}/rules`,
    schema: rulesAnswer,
    permission,
  });
  const rules = value.data.attributes.rules.map(({ dry_run: dryRun, options, ...rule }) =>
    stated({ ...rule, dryRun, options: options && stated(options) }),
  );
  const { service, env, identifier, dry_run: dryRun } = attributes;
  return {
    value: {
      type: "datadog:index/deploymentGate:DeploymentGate",
      id,
      name: identifier || id,
      props: stated({ service, env, identifier, dryRun, rules }),
    },
    at,
  };
}

/** A time that is an instant, or nanoseconds since 1970. */
const timeSchema = z
  .union([z.iso.datetime({ offset: true }), z.number()])
  .transform((at) => new Date(typeof at === "number" ? at / 1e6 : at).toISOString());
const deploymentsAnswer = z.object({
  data: z.array(
    z.object({
      attributes: z.object({ service: z.string(), env: z.string().nullish(), started_at: timeSchema }),
    }),
  ),
});
type Deployment = z.infer<typeof deploymentsAnswer>["data"][number]["attributes"];

const servicesAtATime = 20;
/** Deployments in one answer at most. */
const mostDeployments = 1_000;
/** How many of a service are told, as the kind asks for the last ones. */
const lastOnes = 10;
const daysBack = 365;

/** The deployments that pipelines report, in groups of services. */
export interface Deployments {
  of(service: WantedService): Promise<Read<FactValue<"service-deployments">> | undefined>;
}

/** Reads what was deployed of these services within a year. */
export function openDeployments(
  client: ApiClient,
  now: Date,
  services: readonly WantedService[],
): Deployments {
  const groups = inGroups(services.map(({ name }) => name).sort(), servicesAtATime);
  const names = new Map(services.map((service) => [service.name, namesOf(service)]));
  const read = oncePer((group) =>
    search(
      client,
      now,
      group.split("\n").flatMap((one) => names.get(one) ?? []),
    ),
  );
  return {
    of: async (service) => {
      const group = (groups.find((one) => one.includes(service.name)) ?? [service.name]).join("\n");
      const first = await read(group);
      // A lively neighbour may have filled the answer.
      const { value, at } =
        first.value.length >= mostDeployments ? await search(client, now, namesOf(service)) : first;
      const mine = value
        .filter((one) => namesOf(service).includes(one.service.toLowerCase()) && isProduction(one, service))
        .sort((a, b) => Date.parse(b.started_at) - Date.parse(a.started_at));
      if (mine.length === 0) return undefined;
      // What is reported is what has succeeded: an attempt that failed is no event there.
      const deployments = mine
        .slice(0, lastOnes)
        .map(({ started_at: startedAt }) => ({ at: startedAt, states: ["success"] }));
      return { value: { deployments }, at };
    },
  };
}

function isProduction({ env }: Deployment, { repository }: WantedService): boolean {
  const name = (env ?? "").toLowerCase();
  const environments = (repository?.environments ?? []).map((one) => one.toLowerCase());
  return /^(prod|production|prd|live)$/.test(name) || environments.includes(name);
}

async function search(
  client: ApiClient,
  now: Date,
  services: readonly string[],
): Promise<Read<readonly Deployment[]>> {
  const today = Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate());
  const attributes = {
    from: new Date(today - daysBack * 86_400_000).toISOString(),
    to: new Date(today + 86_400_000).toISOString(),
    limit: mostDeployments,
    query: `service:(${services.map((one) => `"${one}"`).join(" OR ")})`,
    sort: "-started_at",
  };
  const { value, at } = await mustGet(client, {
    path: "/api/v2/dora/deployments",
    body: { data: { type: "dora_deployments_list_request", attributes } },
    schema: deploymentsAnswer,
    permission: "dora_metrics_read",
  });
  return { value: value.data.map((one) => one.attributes), at };
}
