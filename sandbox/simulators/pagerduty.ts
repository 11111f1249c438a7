import type { JsonObject, Kind, WorldObject } from "../world/schema";
import {
  type Answer,
  type Ask,
  apiOf,
  createdAt,
  listOf,
  notModelled,
  objectOf,
  ok,
  type Route,
  routed,
  snakeCased,
} from "./exchange";
import { finalTurns, turnsOf } from "./pagerduty-rotation";

const lists: Readonly<Record<string, readonly [Kind, string]>> = {
  services: ["service", "service"],
  escalation_policies: ["escalationPolicy", "escalation_policy"],
  schedules: ["schedule", "schedule"],
  users: ["user", "user"],
  teams: ["team", "team"],
  vendors: ["vendor", "vendor"],
  extensions: ["extension", "extension"],
  maintenance_windows: ["maintenanceWindow", "maintenance_window"],
};

const refused = (status: number, message: string): Answer => ({
  status,
  body: { error: { message, code: 2100 } },
});

const routes: readonly Route[] = [
  [/^\/oncalls$/, (ask) => paged(ask, "oncalls", onCalls(ask))],
  [/^\/incidents$/, (ask) => paged(ask, "incidents", fromServices(ask, "incidents"))],
  [
    /^\/users\/(\w+)\/contact_methods$/,
    (ask, user) => ok({ contact_methods: ofUser(ask, "userContactMethod", user) }),
  ],
  [
    /^\/users\/(\w+)\/notification_rules$/,
    (ask, user) => ok({ notification_rules: ofUser(ask, "userNotificationRule", user) }),
  ],
  [/^\/teams\/(\w+)\/members$/, (ask, team) => paged(ask, "members", members(ask, team))],
  [/^\/(\w+)$/, (ask, section) => listOfSection(ask, section)],
  [/^\/(\w+)\/(\w+)$/, (ask, section, id) => detail(ask, section, id)],
];

/** PagerDuty's REST API. */
export function answerPagerduty(ask: Ask): Answer {
  const token = /^Token token=(.+)$/.exec(ask.headers.authorization ?? "")?.[1] ?? "";
  if (token === "" || token === "wrong") return refused(401, "Unauthorized");
  const answer = routed(routes, ask) ?? notModelled(ask);
  const headers = { "ratelimit-limit": "960", "ratelimit-remaining": "959", "ratelimit-reset": "60" };
  return { ...answer, headers: { ...headers, ...answer.headers } };
}

function paged(ask: Ask, name: string, all: readonly unknown[]): Answer {
  const limit = Math.min(Number(ask.query.get("limit") ?? 25), 100);
  const offset = Number(ask.query.get("offset") ?? 0);
  const page = all.slice(offset, offset + limit);
  const total = ask.query.get("total") === "true" ? all.length : null;
  return ok({ [name]: page, limit, offset, more: offset + limit < all.length, total });
}

function listOfSection(ask: Ask, section: string): Answer {
  const known = lists[section];
  if (!known) return refused(404, "Not Found");
  const asked = ask.query.get("query")?.toLowerCase();
  const all = ask.world
    .list(known[0])
    .filter((object) => asked === undefined || String(object.name).toLowerCase().includes(asked));
  return paged(
    ask,
    section,
    all.map((object) => shown(ask, section, object)),
  );
}

function detail(ask: Ask, section: string, id: string): Answer {
  const known = lists[section];
  const object = known && ask.world.get(known[0], id);
  return known && object ? ok({ [known[1]]: shown(ask, section, object) }) : refused(404, "Not Found");
}

function shown(ask: Ask, section: string, object: WorldObject): unknown {
  const type = lists[section]?.[1] ?? section;
  const common = {
    // Every property is JSON, and an object stays one.
    ...(snakeCased(object) as JsonObject),
    id: object.id,
    type,
    summary: object.name ?? object.id,
    self: `https://api.pagerduty.com/${section}/${object.id}`,
    created_at: createdAt(object),
  };
  if (section === "services") return { ...common, ...serviceParts(ask, object) };
  if (section === "escalation_policies") return { ...common, ...policyParts(ask, object) };
  if (section === "schedules") return { ...common, ...scheduleParts(ask, object) };
  return common;
}

function serviceParts(ask: Ask, service: WorldObject): JsonObject {
  const policy = String(service.escalationPolicy);
  const integrations = ask.world.find("serviceIntegration", "service", service.id).map((one) => ({
    id: one.id,
    type: String(one.type ?? "events_api_v2_inbound_integration"),
    summary: String(one.name ?? ""),
    name: String(one.name ?? ""),
    vendor: one.vendor ? reference(ask, "vendor", "vendor", String(one.vendor)) : null,
  }));
  const seconds = (value: unknown) =>
    value === undefined || value === "null" || value === "" ? null : Number(value);
  return {
    escalation_policy: reference(ask, "escalationPolicy", "escalation_policy", policy),
    integrations,
    acknowledgement_timeout: seconds(service.acknowledgementTimeout),
    auto_resolve_timeout: seconds(service.autoResolveTimeout),
    status: service.status ?? "active",
    last_incident_timestamp: service.lastIncidentTimestamp || null,
    incident_urgency_rule: snakeCased(objectOf(service.incidentUrgencyRule)),
    teams: [],
  };
}

function policyParts(ask: Ask, policy: WorldObject): JsonObject {
  const rules = listOf(policy.rules).map((value) => {
    const rule = objectOf(value);
    const targets = listOf(rule.targets).map((target) => {
      const { id, type } = objectOf(target);
      const isSchedule = String(type ?? "user_reference").startsWith("schedule");
      return reference(ask, isSchedule ? "schedule" : "user", isSchedule ? "schedule" : "user", String(id));
    });
    return {
      id: String(rule.id ?? ""),
      escalation_delay_in_minutes: rule.escalationDelayInMinutes ?? 30,
      targets,
    };
  });
  return { escalation_rules: rules, num_loops: policy.numLoops ?? 0, services: [], teams: [] };
}

function scheduleParts(ask: Ask, schedule: WorldObject): JsonObject {
  const layers = listOf(schedule.layers).map(objectOf);
  const users = [...new Set(layers.flatMap((layer) => listOf(layer.users).map(String)))];
  const since = Date.parse(ask.query.get("since") ?? "");
  const until = Date.parse(ask.query.get("until") ?? "");
  const isRendered = !Number.isNaN(since) && !Number.isNaN(until);
  const entry = ({ user, start, end }: { user: string; start: number; end: number }) => ({
    start: new Date(start).toISOString(),
    end: new Date(end).toISOString(),
    user: reference(ask, "user", "user", user),
  });
  const isDetail = ask.path !== "/schedules";
  return {
    users: users.map((user) => reference(ask, "user", "user", user)),
    escalation_policies: [],
    ...(isDetail && {
      schedule_layers: layers
        .map((layer) => ({
          ...(snakeCased(layer) as JsonObject), // An object stays one.
          end: layer.end || null,
          users: listOf(layer.users).map((user) => ({ user: reference(ask, "user", "user", String(user)) })),
          rendered_schedule_entries: isRendered ? turnsOf(layer, since, until).map(entry) : null,
        }))
        .reverse(), // The API lists the top layer first, the provider last.
      final_schedule: {
        name: "Final Schedule",
        rendered_schedule_entries: isRendered ? finalTurns(layers, since, until).map(entry) : null,
      },
    }),
  };
}

function reference(ask: Ask, kind: Kind, type: string, id: string): JsonObject {
  return { id, type: `${type}_reference`, summary: ask.world.get(kind, id)?.name ?? null, html_url: null };
}

function ofUser(ask: Ask, kind: Kind, user: string): unknown[] {
  return ask.world.find(kind, "userId", user).map((object) => snakeCased(object));
}

function members(ask: Ask, team: string): unknown[] {
  return ask.world.find("teamMembership", "teamId", team).map((member) => ({
    role: member.role ?? "responder",
    user: reference(ask, "user", "user", String(member.userId)),
  }));
}

function fromServices(ask: Ask, what: string): unknown[] {
  const ids = ask.query.getAll("service_ids[]");
  return ask.world
    .list("service")
    .filter((service) => ids.length === 0 || ids.includes(service.id))
    .flatMap((service) => listOf(apiOf(service)[what]).map(snakeCased));
}

function onCalls(ask: Ask): unknown[] {
  const ids = ask.query.getAll("escalation_policy_ids[]");
  const since = Date.parse(ask.query.get("since") ?? ask.now.toISOString());
  const until = Date.parse(ask.query.get("until") ?? new Date(since + 1000).toISOString());
  const policies = ask.world
    .list("escalationPolicy")
    .filter(({ id }) => ids.length === 0 || ids.includes(id));
  return policies.flatMap((policy) =>
    listOf(policy.rules).flatMap((rule, level) =>
      listOf(objectOf(rule).targets).flatMap((value): JsonObject[] => {
        const target = objectOf(value);
        const common = {
          escalation_policy: reference(ask, "escalationPolicy", "escalation_policy", policy.id),
          escalation_level: level + 1,
        };
        const schedule = ask.world.get("schedule", String(target.id));
        if (!schedule) {
          const user = reference(ask, "user", "user", String(target.id));
          return [{ ...common, user, schedule: null, start: null, end: null }];
        }
        return finalTurns(listOf(schedule.layers).map(objectOf), since, until).map((turn) => ({
          ...common,
          user: reference(ask, "user", "user", turn.user),
          schedule: reference(ask, "schedule", "schedule", schedule.id),
          start: new Date(turn.start).toISOString(),
          end: new Date(turn.end).toISOString(),
        }));
      }),
    ),
  );
}
