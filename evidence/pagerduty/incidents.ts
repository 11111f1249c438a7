import { z } from "zod";
import type { FactValue } from "../facts";
import type { ApiClient } from "../http/client";
import { inGroups } from "../http/in-turns";
import { UnansweredError } from "../http/outcome";
import { earliest, oncePer, type Read } from "../read";
import { dayAt } from "./account";
import { listAll, more } from "./listing";
import { reviewIn } from "./reviews";
import { instantSchema } from "./schemas";

const id = z.string().min(1);
const incidentSchema = z.object({
  id,
  service: z.object({ id }),
  incident_number: z.int().nullish(),
  title: z.string().nullish(),
  status: z.string(),
  urgency: z.string(),
  created_at: instantSchema,
  resolved_at: instantSchema.nullish(),
  last_status_change_at: instantSchema.nullish(),
  last_status_change_by: z.object({ type: z.string() }).nullish(),
  priority: z.object({ name: z.string().nullish(), summary: z.string().nullish() }).nullish(),
  resolve_reason: z.object({ type: z.string(), incident: z.object({ id }).nullish() }).nullish(),
});
export type Incident = z.infer<typeof incidentSchema>;
const incidentsPage = z.object({ ...more, incidents: z.array(incidentSchema) });

/** Services whose incidents are asked for at a time. */
const servicesAtATime = 20;
/** How far back, in days: a day more than is judged, as today is not over. */
const incidentDays = 91;
const pageDays = 29;
/** A shorter incident without a priority needs no review by any usual rule, so that its notes are not read. */
const noteworthyMinutes = 15;
/** Incidents of one service whose notes are read; whoever has more has none of them told. */
const mostNotes = 100;

type Found = Read<readonly Incident[]>;

/** Reads incidents of services in groups, each group once. */
export interface Incidents {
  /** All of a service since `since`. */
  of(service: string): Promise<Found>;
  readonly since: string;
}

/** Opens the incidents of these services: of the last 91 days, or those alone of the last 29 that paged. */
export function openIncidents(
  client: ApiClient,
  now: Date,
  which: "all" | "pages",
  services: readonly string[],
): Incidents {
  const since = dayAt(now, which === "all" ? -incidentDays : -pageDays);
  const groups = inGroups([...new Set(services)].sort(), servicesAtATime);
  const read = oncePer((group) =>
    listAll(client, {
      path: "/incidents",
      query: {
        "service_ids[]": group.split(" "),
        "statuses[]": ["triggered", "acknowledged", "resolved"],
        ...(which === "pages" ? { "urgencies[]": ["high"] } : {}),
        since,
        until: dayAt(now, 1),
        time_zone: "UTC",
        sort_by: "created_at:asc", // so that what is opened meanwhile moves no page
      },
      schema: incidentsPage,
      items: (page) => page.incidents,
      permission: "incidents.read",
    }),
  );
  return {
    since,
    of: async (service) => {
      const group = groups.find((one) => one.includes(service)) ?? [service];
      const { value, at } = await read(group.join(" "));
      return { value: value.filter((incident) => incident.service.id === service), at };
    },
  };
}

/** The incidents of a service's PagerDuty services, with the reviews that their notes link. */
export async function incidentsOf(
  services: readonly string[],
  incidents: Incidents,
  client: ApiClient,
): Promise<Read<FactValue<"incidents">> | undefined> {
  const [first, ...others] = await Promise.all(services.map((service) => incidents.of(service)));
  if (first === undefined) return undefined;
  const all = [first, ...others].flatMap(({ value }) => value);
  const notable = all.filter(isNoteworthy);
  if (notable.length > mostNotes)
    throw new UnansweredError(`the notes of ${notable.length} incidents are more than it is asked for`);
  const told = [];
  for (const one of all) {
    const review = notable.includes(one) ? await reviewIn(one.id, client) : undefined;
    told.push({ ...incidentOf(one), ...(review === undefined ? {} : { review }) });
  }
  const at = earliest(first.at, ...others.map((one) => one.at));
  return { value: { since: incidents.since, incidents: told }, at };
}

function isNoteworthy(incident: Incident): boolean {
  const resolvedAt = resolvedWhen(incident);
  if (resolvedAt === undefined) return false;
  if (priorityOf(incident) !== undefined) return true;
  const minutes = (Date.parse(resolvedAt) - Date.parse(incident.created_at)) / 60_000;
  return resolver(incident) !== "automation" && minutes > noteworthyMinutes;
}

function resolvedWhen({ status, resolved_at: at, last_status_change_at: changed }: Incident) {
  return status === "resolved" ? (at ?? changed ?? undefined) : undefined;
}

function priorityOf({ priority }: Incident): string | undefined {
  return priority?.name || priority?.summary || undefined;
}

/** Who resolved an incident; undefined where it is open or done by something that is neither. */
export function resolver({
  status,
  last_status_change_by: by,
}: Incident): "person" | "automation" | undefined {
  if (status !== "resolved" || !by) return undefined;
  const type = by.type.replace(/_reference$/, "");
  if (type === "user") return "person";
  return type === "service" || type.endsWith("integration") ? "automation" : undefined;
}

function incidentOf(incident: Incident) {
  const { id: incidentId, incident_number: number, title, created_at: createdAt } = incident;
  const [resolvedAt, resolvedBy] = [resolvedWhen(incident), resolver(incident)];
  const [priority, mergedInto] = [priorityOf(incident), mergeOf(incident)];
  return {
    id: incidentId,
    createdAt,
    ...(typeof number === "number" ? { number } : {}),
    ...(typeof title === "string" ? { title } : {}),
    ...(priority === undefined ? {} : { priority }),
    ...(resolvedAt === undefined ? {} : { resolvedAt }),
    ...(resolvedBy === undefined ? {} : { resolvedBy }),
    ...(mergedInto === undefined ? {} : { mergedInto }),
  };
}

function mergeOf({ resolve_reason: reason }: Incident): string | undefined {
  return reason?.type === "merge_resolve_reason" ? reason.incident?.id : undefined;
}

/** A policy with all services that page by it, whether or not the catalog has them. */
export interface PagingPolicy {
  readonly name: string;
  readonly services: readonly { readonly id: string; readonly name: string }[];
}

/** What the people of these policies were paged for. */
export async function pagesOf(
  policies: readonly PagingPolicy[],
  incidents: Incidents,
): Promise<Read<FactValue<"pages">> | undefined> {
  const read = await Promise.all(
    policies.map(async ({ name, services }) => {
      const found = await Promise.all(services.map((service) => incidents.of(service.id)));
      const pages = found.flatMap(({ value }) => value).flatMap(pageOf);
      return {
        told: { name, services: services.map((one) => one.name), pages },
        at: found.map(({ at }) => at),
      };
    }),
  );
  const [first, ...others] = read.flatMap(({ at }) => at);
  if (first === undefined) return undefined;
  return {
    value: { since: incidents.since, policies: read.map(({ told }) => told) },
    at: earliest(first, ...others),
  };
}

function pageOf(incident: Incident) {
  // What was asked for as urgent may have become less so since.
  if (incident.urgency !== "high") return [];
  const mergedInto = mergeOf(incident);
  return [
    {
      id: incident.id,
      at: incident.created_at,
      urgency: "high" as const,
      autoResolved: resolver(incident) === "automation",
      ...(mergedInto === undefined ? {} : { mergedInto }),
    },
  ];
}
