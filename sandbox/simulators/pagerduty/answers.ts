import type { JsonObject, Kind, WorldObject } from "../../world/schema";
import { type Answer, type Ask, createdAt, ok, when } from "../exchange";

/** The API's words for a refusal, with its own code. */
export function refused(status: number, message: string, errors: readonly string[] = []): Answer {
  const codes: Readonly<Record<number, number>> = { 400: 2001, 401: 2006, 403: 2010, 404: 2100, 405: 2002 };
  const code = codes[status] ?? 2000;
  return { status, body: { error: { message, code, ...(errors.length > 0 ? { errors } : {}) } } };
}

export const notFound = (): Answer => refused(404, "Not Found");

/** Further than this no list can be read. */
const furthest = 10_000;

/** A page of a list; only what is on it is rendered. */
export function paged<T>(ask: Ask, name: string, all: readonly T[], show: (one: T) => unknown): Answer {
  const [limit, offset] = [wholeNumber(ask, "limit", 25), wholeNumber(ask, "offset", 0)];
  if (limit === undefined || offset === undefined || limit === 0)
    return refused(400, "Invalid Input Provided", ["Limit and offset must be whole numbers."]);
  const size = Math.min(limit, 100);
  if (offset + size > furthest)
    return refused(400, "Invalid Input Provided", ["Offset plus limit must not exceed 10000."]);
  const total = ask.query.get("total") === "true" ? all.length : null;
  const page = all.slice(offset, offset + size).map(show);
  return ok({ [name]: page, limit: size, offset, more: offset + size < all.length, total });
}

function wholeNumber(ask: Ask, name: string, usual: number): number | undefined {
  const text = ask.query.get(name) ?? String(usual);
  return /^\d+$/.test(text) ? Number(text) : undefined;
}

/** Whether a request asks for some related objects in full. */
export function includes(ask: Ask, what: string): boolean {
  return ask.query.getAll("include[]").includes(what);
}

interface Section {
  readonly kind: Kind;
  /** Where the API has objects of the kind. */
  readonly path: string;
  /** Where the site has them. */
  readonly page: string;
}

const sections = {
  service: { kind: "service", path: "services", page: "service-directory" },
  escalation_policy: { kind: "escalationPolicy", path: "escalation_policies", page: "escalation_policies" },
  schedule: { kind: "schedule", path: "schedules", page: "schedules" },
  user: { kind: "user", path: "users", page: "users" },
  team: { kind: "team", path: "teams", page: "teams" },
  vendor: { kind: "vendor", path: "vendors", page: "vendors" },
  extension: { kind: "extension", path: "extensions", page: "extensions" },
  extension_schema: { kind: "extensionSchema", path: "extension_schemas", page: "extension_schemas" },
  maintenance_window: {
    kind: "maintenanceWindow",
    path: "maintenance_windows",
    page: "service-directory/maintenance-windows",
  },
  business_service: { kind: "businessService", path: "business_services", page: "business-services" },
  incident: { kind: "incident", path: "incidents", page: "incidents" },
  incident_workflow: { kind: "incidentWorkflow", path: "incident_workflows", page: "incident-workflows" },
  priority: { kind: "priority", path: "priorities", page: "priorities" },
} as const satisfies Record<string, Section>;
export type Type = keyof typeof sections;

export const api = "https://api.pagerduty.com";
export const site = "https://astronomy-shop.pagerduty.com";

/** What the API shows of every object. */
export function headOf(type: Type, object: WorldObject): JsonObject {
  const { path, page } = sections[type];
  return {
    id: object.id,
    type,
    summary: String(object.name ?? object.title ?? object.description ?? object.id),
    self: `${api}/${path}/${object.id}`,
    html_url: `${site}/${page}/${object.id}`,
  };
}

/** What stands for an object where another refers to it. */
export function reference(ask: Ask, type: Type, id: string): JsonObject {
  const object = ask.world.get(sections[type].kind, id);
  return { ...headOf(type, object ?? { id }), type: `${type}_reference` };
}

/** An object in full where it is asked for, else what stands for it. */
export function related(
  ask: Ask,
  type: Type,
  id: string,
  isFull: boolean,
  show: (ask: Ask, object: WorldObject) => JsonObject,
): JsonObject {
  const object = isFull ? ask.world.get(sections[type].kind, id) : undefined;
  return object === undefined ? reference(ask, type, id) : show(ask, object);
}

/** An instant of the world as the API writes it; null for none. */
export function instant(ask: Ask, value: WorldObject[string] | undefined): string | null {
  const at = when(ask, value);
  return at === null ? null : plainInstant(Date.parse(at));
}

/** Epoch milliseconds as the API writes them. */
export function plainInstant(at: number): string {
  return new Date(at).toISOString().replace(".000Z", "Z");
}

export function madeAt(object: WorldObject): string {
  return plainInstant(Date.parse(createdAt(object)));
}

/** Objects by a part of their names, as `query` asks for them. */
export function queried(ask: Ask, objects: readonly WorldObject[]): readonly WorldObject[] {
  const asked = ask.query.get("query")?.toLowerCase();
  if (!asked) return objects;
  return objects.filter(({ name, email }) => `${name ?? ""} ${email ?? ""}`.toLowerCase().includes(asked));
}

export function byName(objects: readonly WorldObject[]): readonly WorldObject[] {
  return objects.toSorted((a, b) => (String(a.name) < String(b.name) ? -1 : 1));
}

/** A span of `since` and `until`: epoch milliseconds, undefined where a time is not readable. */
export function askedSpan(
  ask: Ask,
  usual: { readonly since: number; readonly until: number },
): { readonly start: number; readonly end: number } | undefined {
  const [since, until] = [ask.query.get("since"), ask.query.get("until")];
  const start = since === null ? usual.since : Date.parse(since);
  const end = until === null ? Math.max(usual.until, start) : Date.parse(until);
  return Number.isNaN(start) || Number.isNaN(end) || end < start ? undefined : { start, end };
}
