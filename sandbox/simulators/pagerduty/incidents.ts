import type { JsonObject, WorldObject } from "../../world/schema";
import { type Answer, type Ask, listOf, numberOf, objectOf, ok, type Route } from "../exchange";
import { askedSpan, headOf, includes, instant, notFound, paged, reference, refused } from "./answers";
import { actor, namesFor, personFor, serviceFor } from "./by-name";
import { entriesOf, isIn, logEntries, type Told } from "./log-entries";

/*
 * An incident of the world: { service, title, urgency, priority, number, createdAt, acknowledgedAt, acknowledgedBy,
 * resolvedAt, resolvedBy, mergedInto, notes [{ at, by, content }] }. The service is an id or a name; people are ids or
 * names; `resolvedBy` is "automation" for an alert that ended by itself.
 */

/** Incidents, what is noted on them and what happened to them. */
export const incidentRoutes: readonly Route[] = [
  [/^\/incidents$/, incidents],
  [
    /^\/incidents\/(\w+)$/,
    (ask, id) => ofIncident(ask, id, (found, service) => ok({ incident: incidentOf(ask, found, service) })),
  ],
  [
    /^\/incidents\/(\w+)\/notes$/,
    (ask, id) => ofIncident(ask, id, (found) => ok({ notes: notesOf(ask, found) })),
  ],
  [
    /^\/incidents\/(\w+)\/log_entries$/,
    (ask, id) =>
      ofIncident(ask, id, (found, service) =>
        paged(ask, "log_entries", entriesOf(ask, found, service), (entry) => entry),
      ),
  ],
  [/^\/log_entries$/, (ask) => logEntries(ask, told(ask))],
  [/^\/priorities$/, (ask) => paged(ask, "priorities", ask.world.list("priority"), priorityOf)],
];

/** Incidents of a service, kept by its id or by one of its names. */
export function incidentsOf(ask: Ask, service: WorldObject): readonly WorldObject[] {
  return namesFor(service)
    .flatMap((name) => ask.world.find("incident", "service", name))
    .filter((incident) => serviceFor(ask, String(incident.service)) === service);
}

/** All incidents whose service exists. */
function told(ask: Ask): readonly Told[] {
  return ask.world.list("incident").flatMap((incident): readonly Told[] => {
    const service = serviceFor(ask, String(incident.service));
    return service === undefined ? [] : [[incident, service]];
  });
}

function ofIncident(
  ask: Ask,
  id: string,
  show: (incident: WorldObject, service: WorldObject) => Answer,
): Answer {
  const incident = ask.world.get("incident", id);
  const service = incident && serviceFor(ask, String(incident.service));
  return incident && service ? show(incident, service) : notFound();
}

type Status = "triggered" | "acknowledged" | "resolved";

/** What has become of an incident by now. */
export function statusOf(ask: Ask, incident: WorldObject): Status {
  if (instant(ask, incident.resolvedAt) !== null) return "resolved";
  return instant(ask, incident.acknowledgedAt) === null ? "triggered" : "acknowledged";
}

const dayMs = 86_400_000;
/** The API refuses a longer range: six months. */
const longestMs = 184 * dayMs;

function incidents(ask: Ask): Answer {
  const now = ask.now.getTime();
  const isAll = ask.query.get("date_range") === "all";
  const span = askedSpan(ask, { since: now - 30 * dayMs, until: now });
  if (!isAll && (span === undefined || span.end - span.start > longestMs))
    return refused(400, "Invalid Input Provided", [
      "Since and until must be times at most six months apart.",
    ]);
  const wanted = { services: "service_ids[]", statuses: "statuses[]", urgencies: "urgencies[]" } as const;
  const [ids, statuses, urgencies] = Object.values(wanted).map((name) => ask.query.getAll(name));
  const all = ids === undefined || ids.length === 0 ? told(ask) : ids.flatMap((id) => ofService(ask, id));
  const found = all
    .filter(([one]) => isAll || isIn(span, instant(ask, one.createdAt)))
    .filter(([one]) => !statuses?.length || statuses.includes(statusOf(ask, one)))
    .filter(([one]) => !urgencies?.length || urgencies.includes(String(one.urgency)));
  return paged(ask, "incidents", sorted(ask, found), ([incident, service]) =>
    incidentOf(ask, incident, service),
  );
}

function ofService(ask: Ask, id: string): readonly Told[] {
  const service = ask.world.get("service", id);
  return service === undefined ? [] : incidentsOf(ask, service).map((incident): Told => [incident, service]);
}

/** By up to two fields, each upwards unless it says desc; by number where nothing is asked. */
function sorted(ask: Ask, all: readonly Told[]): readonly Told[] {
  const fields = (ask.query.get("sort_by") ?? "incident_number").split(",").map((field) => field.split(":"));
  const keyOf = (incident: WorldObject, field: string | undefined): number | string => {
    if (field === "created_at") return Date.parse(instant(ask, incident.createdAt) ?? "");
    if (field === "resolved_at") return Date.parse(instant(ask, incident.resolvedAt) ?? "9999-01-01");
    return field === "urgency" ? String(incident.urgency) : numberOf(incident.number, 0);
  };
  return all.toSorted(([a], [b]) => {
    for (const [field, direction] of fields) {
      const [first, second] = [keyOf(a, field), keyOf(b, field)];
      if (first !== second) return first < second === (direction !== "desc") ? -1 : 1;
    }
    return 0;
  });
}

/** An incident as the API shows it. */
function incidentOf(ask: Ask, incident: WorldObject, service: WorldObject): JsonObject {
  const [createdAt, resolvedAt] = [instant(ask, incident.createdAt), instant(ask, incident.resolvedAt)];
  const acknowledgedAt = instant(ask, incident.acknowledgedAt);
  const status = statusOf(ask, incident);
  const [priority] = ask.world.find("priority", "name", String(incident.priority));
  const number = numberOf(incident.number, 0);
  return {
    ...headOf("incident", incident),
    summary: `[#${number}] ${incident.title}`,
    incident_number: number,
    title: String(incident.title),
    description: String(incident.title),
    incident_key: incident.id.toLowerCase(),
    created_at: createdAt,
    updated_at: resolvedAt ?? acknowledgedAt ?? createdAt,
    resolved_at: resolvedAt,
    status,
    urgency: String(incident.urgency ?? "high"),
    priority: priority === undefined ? null : priorityOf(priority),
    service: reference(ask, "service", service.id),
    escalation_policy: reference(ask, "escalation_policy", String(service.escalationPolicy)),
    teams: [],
    assignments: status === "resolved" ? [] : assignmentsOf(ask, incident),
    acknowledgements:
      status === "acknowledged" && acknowledgedAt !== null
        ? [{ at: acknowledgedAt, acknowledger: actor(ask, incident.acknowledgedBy, service) }]
        : [],
    last_status_change_at: resolvedAt ?? acknowledgedAt ?? createdAt,
    last_status_change_by: lastActor(ask, incident, service),
    resolve_reason: incident.mergedInto
      ? { type: "merge_resolve_reason", incident: reference(ask, "incident", String(incident.mergedInto)) }
      : null,
    alert_counts: {
      all: 1,
      triggered: status === "resolved" ? 0 : 1,
      resolved: status === "resolved" ? 1 : 0,
    },
    pending_actions: [],
    is_mergeable: true,
    ...(includes(ask, "acknowledgers") ? { acknowledgers: [] } : {}),
  };
}

function assignmentsOf(ask: Ask, incident: WorldObject): readonly JsonObject[] {
  const person = personFor(ask, String(incident.acknowledgedBy));
  const at = instant(ask, incident.createdAt);
  return person === undefined ? [] : [{ at, assignee: reference(ask, "user", person.id) }];
}

/** Whoever last did something: a person, or the service itself where an alert came or ended by itself. */
function lastActor(ask: Ask, incident: WorldObject, service: WorldObject): JsonObject {
  const status = statusOf(ask, incident);
  if (status === "triggered") return reference(ask, "service", service.id);
  return actor(ask, status === "resolved" ? incident.resolvedBy : incident.acknowledgedBy, service);
}

/** Notes as the API shows them. */
function notesOf(ask: Ask, incident: WorldObject): readonly JsonObject[] {
  return listOf(incident.notes).map((value, index) => {
    const { at, by, content } = objectOf(value);
    const person = personFor(ask, String(by));
    return {
      id: `${incident.id}N${index + 1}`,
      user: person === undefined ? null : reference(ask, "user", person.id),
      channel: { summary: "The PagerDuty website or APIs" },
      content: String(content),
      created_at: instant(ask, at),
    };
  });
}

function priorityOf(priority: WorldObject): JsonObject {
  const { html_url: _, ...head } = headOf("priority", priority);
  return { ...head, name: String(priority.name), description: String(priority.description ?? "") };
}
