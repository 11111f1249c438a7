import type { Json, JsonObject, WorldObject } from "../../world/schema";
import { type Answer, type Ask, listOf, objectOf, ok, type Route, stableNumber } from "../exchange";
import { api, headOf, includes, madeAt, notFound, paged, queried, reference, refused, site } from "./answers";
import { serviceFor, servicesFor } from "./by-name";

/** What calls responders together, and how events find their service. */
export const responseRoutes: readonly Route[] = [
  [/^\/extensions$/, (ask) => paged(ask, "extensions", extensions(ask), (one) => extensionOf(ask, one))],
  [
    /^\/extension_schemas$/,
    (ask) => paged(ask, "extension_schemas", ask.world.list("extensionSchema"), schemaOf),
  ],
  [
    /^\/incident_workflows$/,
    (ask) =>
      paged(ask, "incident_workflows", queried(ask, ask.world.list("incidentWorkflow")), (one) =>
        workflowOf(ask, one),
      ),
  ],
  [/^\/incident_workflows\/triggers$/, triggers],
  [
    /^\/event_orchestrations$/,
    (ask) =>
      paged(ask, "orchestrations", ask.world.list("eventOrchestration"), (one) => orchestrationOf(ask, one)),
  ],
  [/^\/event_orchestrations\/([\w-]+)\/router$/, router],
  [/^\/vendors$/, (ask) => paged(ask, "vendors", ask.world.list("vendor"), vendorOf)],
  [/^\/abilities$/, () => ok({ abilities })],
];

/** What the plan of the account has. */
const abilities = ["teams", "urgencies", "service_support_hours", "read_only_users", "response_operations"];

function extensions(ask: Ask): readonly WorldObject[] {
  const [object, schema] = ["extension_object_id", "extension_schema_id"].map((name) => ask.query.get(name));
  return queried(ask, ask.world.list("extension"))
    .filter((one) => servicesFor(ask, one.extensionObjects).length > 0)
    .filter((one) => !object || servicesFor(ask, one.extensionObjects).some(({ id }) => id === object))
    .filter((one) => !schema || one.extensionSchema === schema);
}

function extensionOf(ask: Ask, extension: WorldObject): JsonObject {
  return {
    ...headOf("extension", extension),
    name: String(extension.name ?? extension.id),
    endpoint_url: extension.endpointUrl ?? null,
    extension_schema: reference(ask, "extension_schema", String(extension.extensionSchema)),
    extension_objects: servicesFor(ask, extension.extensionObjects).map(({ id }) =>
      reference(ask, "service", id),
    ),
    temporarily_disabled: objectOf(extension.api).temporarilyDisabled ?? false,
    config: configOf(extension.config),
  };
}

function configOf(text: Json | undefined): Json {
  // The provider keeps it as a text of JSON.
  return typeof text === "string" && text !== "" ? (JSON.parse(text) as Json) : {};
}

function schemaOf(schema: WorldObject): JsonObject {
  const label = String(schema.label ?? schema.name);
  return {
    ...headOf("extension_schema", schema),
    summary: label,
    key: String(schema.key),
    label,
    description: String(schema.description ?? label),
    guide_url: "https://developer.pagerduty.com",
    icon_url: "https://extensions.example/icon.png",
    logo_url: "https://extensions.example/logo.png",
    send_types: ["trigger", "acknowledge", "resolve", "delegate", "escalate", "unacknowledge", "assign"],
    url: "",
  };
}

function workflowOf(ask: Ask, workflow: WorldObject): JsonObject {
  return {
    ...headOf("incident_workflow", workflow),
    name: String(workflow.name),
    description: String(workflow.description ?? ""),
    created_at: madeAt(workflow),
    team: workflow.team ? reference(ask, "team", String(workflow.team)) : null,
    ...(includes(ask, "steps") ? { steps: listOf(workflow.steps) } : {}),
  };
}

/** The only list with pages by cursor, which says where the next page begins. */
function triggers(ask: Ask): Answer {
  const cursor = ask.query.get("cursor") ?? "";
  const first = cursor === "" ? 0 : Number(Buffer.from(cursor, "base64url").toString("utf8"));
  const limit = Math.min(Number(ask.query.get("limit") ?? 25), 100);
  if (!Number.isInteger(first) || !(limit > 0))
    return refused(400, "Invalid Input Provided", ["Invalid cursor."]);
  const [workflow, type, service] = ["workflow_id", "trigger_type", "service_id"].map((name) =>
    ask.query.get(name),
  );
  const all = ask.world
    .list("incidentWorkflowTrigger")
    .filter((one) => !workflow || one.workflow === workflow)
    .filter((one) => !type || one.type === type)
    .filter(
      (one) =>
        !service ||
        one.subscribedToAllServices === true ||
        servicesFor(ask, one.services).some(({ id }) => id === service),
    );
  const more = first + limit < all.length;
  const next = more ? Buffer.from(String(first + limit)).toString("base64url") : null;
  return ok({
    triggers: all.slice(first, first + limit).map((one) => triggerOf(ask, one)),
    limit,
    next_cursor: next,
    more,
  });
}

function triggerOf(ask: Ask, trigger: WorldObject): JsonObject {
  const workflow = ask.world.get("incidentWorkflow", String(trigger.workflow));
  const type = String(trigger.type ?? "manual");
  const self = `${api}/incident_workflows/triggers/${trigger.id}`;
  return {
    id: trigger.id,
    type: "workflow_trigger",
    summary: String(workflow?.name ?? trigger.id),
    trigger_type: type,
    trigger_type_name: type === "conditional" ? "Conditional Trigger" : "Manual Trigger",
    ...(type === "conditional" ? { condition: String(trigger.condition ?? "") } : {}),
    trigger_url: `${self}/start`,
    self,
    workflow_id: String(trigger.workflow),
    workflow_name: String(workflow?.name ?? ""),
    workflow:
      workflow === undefined
        ? null
        : { ...headOf("incident_workflow", workflow), type: "workflow_reference" },
    is_disabled: trigger.isDisabled === true,
    is_subscribed_to_all_services: trigger.subscribedToAllServices === true,
    services: servicesFor(ask, trigger.services).map(({ id }) => ({
      ...reference(ask, "service", id),
      type: "service",
    })),
    permissions: { restricted: false },
  };
}

function orchestrationOf(ask: Ask, orchestration: WorldObject): JsonObject {
  const { id } = orchestration;
  return {
    id,
    self: `${api}/event_orchestrations/${id}`,
    name: String(orchestration.name),
    description: String(orchestration.description ?? ""),
    ...(orchestration.team ? { team: reference(ask, "team", String(orchestration.team)) } : {}),
    routes: routerRules(ask, id).length,
    created_at: madeAt(orchestration),
    updated_at: madeAt(orchestration),
    version: String(stableNumber(id)),
  };
}

function routerRules(ask: Ask, orchestration: string): readonly Json[] {
  const [found] = ask.world.find("eventOrchestrationRouter", "eventOrchestration", orchestration);
  return listOf(objectOf(found?.set).rules);
}

/** A router as { eventOrchestration, set { rules [{ label, conditions, actions, disabled }] }, catchAll { actions } }. */
function router(ask: Ask, orchestration: string): Answer {
  const object = ask.world.get("eventOrchestration", orchestration);
  if (object === undefined) return notFound();
  const [found] = ask.world.find("eventOrchestrationRouter", "eventOrchestration", orchestration);
  const rules = routerRules(ask, orchestration).map((value, index) => {
    const rule = objectOf(value);
    return {
      id: String(stableNumber(`${orchestration} ${index}`)).slice(0, 8),
      label: String(rule.label ?? ""),
      conditions: listOf(rule.conditions),
      actions: actionsOf(ask, rule),
      disabled: rule.disabled === true,
    };
  });
  const self = `${api}/event_orchestrations/${orchestration}`;
  return ok({
    orchestration_path: {
      type: "router",
      parent: { id: orchestration, type: "event_orchestration_reference", self },
      self: `${self}/router`,
      sets: [{ id: "start", rules }],
      catch_all: { actions: actionsOf(ask, objectOf(found?.catchAll)) },
      created_at: madeAt(object),
      updated_at: madeAt(object),
      version: String(stableNumber(orchestration)),
    },
  });
}

function actionsOf(ask: Ask, rule: JsonObject): JsonObject {
  const to = objectOf(rule.actions).routeTo;
  return { route_to: serviceFor(ask, String(to))?.id ?? "unrouted" };
}

function vendorOf(vendor: WorldObject): JsonObject {
  const name = String(vendor.name);
  return {
    ...headOf("vendor", vendor),
    html_url: `${site}/vendors/${vendor.id}`,
    name,
    long_name: name,
    description: `Events of ${name}.`,
    website_url: "https://vendors.example",
    logo_url: "https://vendors.example/logo.png",
    thumbnail_url: "https://vendors.example/thumbnail.png",
    integration_guide_url: "https://vendors.example/guide",
  };
}
