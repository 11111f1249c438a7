import type { Json, JsonObject, WorldObject } from "../../world/schema";
import { type Answer, type Ask, listOf, numberOf, objectOf, ok, type Route, snakeCased } from "../exchange";
import {
  api,
  byName,
  headOf,
  includes,
  madeAt,
  notFound,
  paged,
  queried,
  reference,
  related,
  site,
} from "./answers";
import { incidentsOf, statusOf } from "./incidents";
import { policyOf, teamsOfService } from "./policies";
import { stateOf, windowsFor } from "./windows";

/** Services and their integrations, policies, maintenance, and what depends on what. */
export const serviceRoutes: readonly Route[] = [
  [/^\/services$/, (ask) => paged(ask, "services", services(ask), (one) => serviceOf(ask, one))],
  [
    /^\/services\/(\w+)$/,
    (ask, id) => one(ask.world.get("service", id), "service", (found) => serviceOf(ask, found)),
  ],
  [
    /^\/services\/(\w+)\/integrations\/(\w+)$/,
    (ask, _service, id) =>
      one(ask.world.get("serviceIntegration", id), "integration", (found) => integrationOf(ask, found)),
  ],
  [
    /^\/business_services$/,
    (ask) =>
      paged(ask, "business_services", ask.world.list("businessService"), (one) => businessOf(ask, one)),
  ],
  [/^\/service_dependencies\/(?:technical|business)_services\/(\w+)$/, (ask, id) => dependencies(ask, id)],
];

function one(
  object: WorldObject | undefined,
  name: string,
  show: (object: WorldObject) => JsonObject,
): Answer {
  return object === undefined ? notFound() : ok({ [name]: show(object) });
}

function services(ask: Ask): readonly WorldObject[] {
  const [name, teams] = [ask.query.get("name"), ask.query.getAll("team_ids[]")];
  const all = queried(
    ask,
    name === null ? ask.world.list("service") : ask.world.find("service", "name", name),
  );
  const wanted =
    teams.length === 0
      ? all
      : all.filter((one) => teamsOfService(ask, one).some((team) => teams.includes(team)));
  const sorted = byName(wanted);
  return ask.query.get("sort_by") === "name:desc" ? sorted.toReversed() : sorted;
}

/** A service as the API shows it. */
function serviceOf(ask: Ask, service: WorldObject): JsonObject {
  const integrations = ask.world.find("serviceIntegration", "service", service.id);
  const policy = String(service.escalationPolicy);
  return {
    ...headOf("service", service),
    name: String(service.name),
    description: service.description ?? null,
    created_at: madeAt(service),
    status: serviceStatus(ask, service),
    auto_resolve_timeout: secondsOf(service.autoResolveTimeout),
    acknowledgement_timeout: secondsOf(service.acknowledgementTimeout),
    alert_creation: service.alertCreation ?? "create_incidents",
    last_incident_timestamp: service.lastIncidentTimestamp || null,
    escalation_policy: related(
      ask,
      "escalation_policy",
      policy,
      includes(ask, "escalation_policies"),
      policyOf,
    ),
    incident_urgency_rule: snakeCased(objectOf(service.incidentUrgencyRule)),
    support_hours: service.supportHours === undefined ? null : supportHours(objectOf(service.supportHours)),
    scheduled_actions: listOf(service.scheduledActions).map(scheduledAction),
    teams: teamsOfService(ask, service).map((team) => reference(ask, "team", team)),
    integrations: integrations.map((one) =>
      includes(ask, "integrations") ? integrationOf(ask, one) : integrationReference(one),
    ),
  };
}

/** Seconds are a text there, in which null switches off. */
function secondsOf(value: Json | undefined): number | null {
  return value === undefined || value === "null" || value === "" ? null : numberOf(value, 0);
}

function supportHours({ daysOfWeeks, ...rest }: JsonObject): JsonObject {
  return { ...objectOf(snakeCased(rest)), days_of_week: listOf(daysOfWeeks) };
}

function scheduledAction(value: Json): JsonObject {
  const { type, toUrgency, ats } = objectOf(value);
  return { type: type ?? "urgency_change", to_urgency: toUrgency ?? "high", at: objectOf(ats) };
}

/** Somebody's switch first, then maintenance, then what is wrong at the moment. */
function serviceStatus(ask: Ask, service: WorldObject): string {
  if (service.status === "disabled") return "disabled";
  if (windowsFor(ask, service).some((window) => stateOf(ask, window) === "ongoing")) return "maintenance";
  const open = incidentsOf(ask, service).map((incident) => statusOf(ask, incident));
  if (open.includes("triggered")) return "critical";
  return open.includes("acknowledged") ? "warning" : "active";
}

function integrationReference(integration: WorldObject): JsonObject {
  const { id, name, service } = integration;
  const path = `services/${service}/integrations/${id}`;
  const type = `${integrationType(integration)}_reference`;
  return { id, type, summary: String(name ?? id), self: `${api}/${path}`, html_url: `${site}/${path}` };
}

function integrationType({ type }: WorldObject): string {
  return typeof type === "string" && type !== "" ? type : "events_api_v2_inbound_integration";
}

function integrationOf(ask: Ask, integration: WorldObject): JsonObject {
  const { vendor, service } = integration;
  return {
    ...integrationReference(integration),
    type: integrationType(integration),
    name: String(integration.name ?? integration.id),
    created_at: madeAt(integration),
    service: reference(ask, "service", String(service)),
    vendor: vendor ? reference(ask, "vendor", String(vendor)) : null,
    integration_key: integration.integrationKey ?? null,
    ...(integration.integrationEmail ? { integration_email: integration.integrationEmail } : {}),
  };
}

function businessOf(ask: Ask, business: WorldObject): JsonObject {
  return {
    ...headOf("business_service", business),
    name: String(business.name),
    description: business.description ?? null,
    point_of_contact: business.pointOfContact ?? null,
    team: business.team ? reference(ask, "team", String(business.team)) : null,
  };
}

/** What a service needs and what needs it. */
function dependencies(ask: Ask, id: string): Answer {
  const relationships = ask.world.list("serviceDependency").flatMap((object) => {
    const { dependentServices, supportingServices } = objectOf(object.dependency);
    const [dependents, supporters] = [dependentServices, supportingServices].map((list) =>
      listOf(list).map(objectOf),
    );
    const pairs = (dependents ?? []).flatMap((dependent) =>
      (supporters ?? []).map((supporting) => ({ dependent, supporting })),
    );
    return pairs
      .filter(({ dependent, supporting }) => dependent.id === id || supporting.id === id)
      .map(({ dependent, supporting }) => ({
        id: object.id,
        type: "service_dependency",
        dependent_service: partOf(ask, dependent),
        supporting_service: partOf(ask, supporting),
      }));
  });
  return ok({ relationships });
}

function partOf(ask: Ask, { id }: JsonObject): JsonObject {
  const kind = ask.world.get("businessService", String(id)) ? "business_service" : "technical_service";
  return { id: String(id), type: `${kind}_reference` };
}
