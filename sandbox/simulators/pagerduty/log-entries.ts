import type { Json, JsonObject, WorldObject } from "../../world/schema";
import { type Answer, type Ask, listOf, objectOf } from "../exchange";
import { api, askedSpan, instant, paged, reference, refused, site } from "./answers";
import { actor } from "./by-name";

/** An incident with the service that it is of. */
export type Told = readonly [incident: WorldObject, service: WorldObject];

/** Whether an instant lies in a span. */
export function isIn(
  span: { readonly start: number; readonly end: number } | undefined,
  at: string | null,
): boolean {
  const time = Date.parse(at ?? "");
  return span !== undefined && time >= span.start && time <= span.end;
}

/** What happened to all incidents within a span, the last thirty days where none is asked. */
export function logEntries(ask: Ask, incidents: readonly Told[]): Answer {
  const now = ask.now.getTime();
  const span = askedSpan(ask, { since: now - 30 * 86_400_000, until: now });
  if (span === undefined) return refused(400, "Invalid Input Provided", ["Since and until must be times."]);
  const all = incidents
    .flatMap(([incident, service]) => entriesOf(ask, incident, service))
    .filter((entry) => isIn(span, String(entry.created_at)))
    .toSorted((a, b) => (String(a.created_at) < String(b.created_at) ? 1 : -1));
  return paged(ask, "log_entries", all, (entry) => entry);
}

/** What happened to an incident, the last first. */
export function entriesOf(ask: Ask, incident: WorldObject, service: WorldObject): readonly JsonObject[] {
  const { createdAt, acknowledgedAt, acknowledgedBy, resolvedAt, resolvedBy } = incident;
  const entry = (
    type: string,
    at: Json | undefined,
    by: Json | undefined,
    index = 0,
  ): readonly JsonObject[] => {
    const created = instant(ask, at);
    if (created === null) return [];
    const id = `${incident.id}${type.slice(0, 2).toUpperCase()}${index}`;
    return [
      {
        id,
        type: `${type}_log_entry`,
        summary: `${type} of ${incident.title}`,
        self: `${api}/log_entries/${id}?incident_id=${incident.id}`,
        html_url: `${site}/incidents/${incident.id}/log_entries/${id}`,
        created_at: created,
        agent: actor(ask, by, service),
        channel: { type: by === undefined ? "api" : "website" },
        incident: reference(ask, "incident", incident.id),
        service: reference(ask, "service", service.id),
        teams: [],
        contexts: [],
      },
    ];
  };
  const notes = listOf(incident.notes).map(objectOf);
  return [
    ...entry("trigger", createdAt, undefined),
    ...entry("acknowledge", acknowledgedAt, acknowledgedBy),
    ...notes.flatMap(({ at, by }, index) => entry("annotate", at, by, index)),
    ...entry("resolve", resolvedAt, resolvedBy === "automation" ? undefined : resolvedBy),
  ].toSorted((a, b) => (String(a.created_at) < String(b.created_at) ? 1 : -1));
}
