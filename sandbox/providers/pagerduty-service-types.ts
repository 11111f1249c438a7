import type { JsonObject } from "../world/schema";
import { idExists, invalid, lastPart, managed, nameTaken, pageOf, pagerdutyId } from "./pagerduty-objects";
import { isObject } from "./paths";
import type { CheckFailure, Context, ResourceType, ResourceTypes } from "./resource-type";

const urgencies = ["low", "high", "severity_based"];
const seconds: readonly [RegExp, string] = [/^(null|\d+)$/, `a number of seconds in quotes, or "null"`];

const service: ResourceType = {
  kind: "service",
  autoname: true,
  required: ["escalationPolicy", "incidentUrgencyRule.type"],
  defaults: {
    description: managed,
    acknowledgementTimeout: "1800",
    autoResolveTimeout: "14400",
    alertCreation: "create_incidents",
  },
  values: {
    alertCreation: ["create_incidents", "create_alerts_and_incidents"],
    alertGrouping: ["time", "intelligent", "rules"],
    "alertGroupingParameters.type": ["time", "intelligent", "content_based"],
    "alertGroupingParameters.config.aggregate": ["any", "all"],
    "incidentUrgencyRule.type": ["constant", "use_support_hours"],
    "incidentUrgencyRule.urgency": urgencies,
    "incidentUrgencyRule.duringSupportHours.type": ["constant"],
    "incidentUrgencyRule.duringSupportHours.urgency": urgencies,
    "incidentUrgencyRule.outsideSupportHours.type": ["constant"],
    "incidentUrgencyRule.outsideSupportHours.urgency": urgencies,
    "scheduledActions[].type": ["urgency_change"],
    "scheduledActions[].toUrgency": ["low", "high"],
    "scheduledActions[].ats[].type": ["named_time"],
    "scheduledActions[].ats[].name": ["support_hours_start", "support_hours_end"],
    "supportHours.type": ["fixed_time_per_day"],
  },
  formats: {
    name: [
      /^[^\\/&<>\p{Cc}]*[^\s\\/&<>\p{Cc}]$/u,
      "a name without \\, /, &, <, >, control characters or a space at its end",
    ],
    acknowledgementTimeout: seconds,
    autoResolveTimeout: seconds,
  },
  ranges: { "supportHours.daysOfWeeks[]": [1, 7] },
  outputs: ["createdAt", "htmlUrl", "lastIncidentTimestamp", "status", "type"],
  computed: ["alertGrouping", "alertGroupingParameters", "alertGroupingTimeout", "incidentUrgencyRule"],
  judge: urgencyFitsHours,
  refusals: [nameTaken("service", "services"), idExists("escalationPolicy", "escalationPolicy", "services")],
  newId: pagerdutyId,
  once: (_inputs, { now }) => ({
    createdAt: now,
    lastIncidentTimestamp: "",
    status: "active",
    type: "service",
    alertGrouping: "",
    alertGroupingTimeout: "null",
    incidentUrgencyRule: { type: "constant", urgency: "high" },
  }),
  derive: pageOf("service-directory"),
};

function urgencyFitsHours(inputs: JsonObject): readonly CheckFailure[] {
  const rule = inputs.incidentUrgencyRule;
  if (!isObject(rule)) return [];
  if (rule.type === "use_support_hours" && inputs.supportHours === undefined) {
    const reason =
      "when using type = use_support_hours in incident_urgency_rule you must specify at least one (otherwise optional) support_hours block";
    return [{ property: "supportHours", reason }];
  }
  if (rule.type === "use_support_hours" && rule.urgency !== undefined) {
    return [
      {
        property: "incidentUrgencyRule.urgency",
        reason: "general urgency cannot be set for a use_support_hours incident urgency rule type",
      },
    ];
  }
  return [];
}

const extension: ResourceType = {
  kind: "extension",
  autoname: true,
  required: ["extensionObjects", "extensionSchema"],
  outputs: ["htmlUrl", "summary"],
  computed: ["type"],
  secrets: ["endpointUrl"],
  unordered: ["extensionObjects"],
  refusals: [idExists("extensionObjects[]", "service", "extensions")],
  newId: pagerdutyId,
  once: () => ({ type: "extension" }),
  derive: (inputs) => ({ htmlUrl: "", summary: inputs.name ?? "" }),
};

const slackConnection: ResourceType = {
  kind: "slackConnection",
  required: [
    "channelId",
    "configs",
    "notificationType",
    "sourceId",
    "sourceType",
    "workspaceId",
    "configs[].events",
  ],
  values: {
    notificationType: ["responder", "stakeholder"],
    sourceType: ["team_reference", "service_reference"],
    "configs[].urgency": ["high", "low"],
  },
  outputs: ["channelName", "sourceName"],
  replaceOn: ["workspaceId"],
  refusals: [
    ({ sourceId, sourceType }, { world }) => {
      const kind = sourceType === "team_reference" ? "team" : "service";
      if (world.get(kind, String(sourceId))) return undefined;
      return invalid("slack_connections", `no ${kind} has the id ${sourceId}`);
    },
  ],
  newId: pagerdutyId,
  importId: lastPart,
  derive: ({ channelId, sourceId, sourceType }, { world }) => ({
    channelName: `channel-${channelId}`,
    sourceName: world.get(sourceType === "team_reference" ? "team" : "service", String(sourceId))?.name ?? "",
  }),
};

const maintenanceWindow: ResourceType = {
  kind: "maintenanceWindow",
  required: ["endTime", "services", "startTime"],
  defaults: { description: managed },
  nonEmpty: ["services"],
  unordered: ["services"],
  refusals: [idExists("services[]", "service", "maintenance_windows")],
  newId: pagerdutyId,
};

const businessService: ResourceType = {
  kind: "businessService",
  autoname: true,
  required: [],
  defaults: { description: managed, type: "business_service" },
  values: { type: ["business_service"] },
  outputs: ["htmlUrl", "self", "summary"],
  refusals: [nameTaken("businessService", "business_services")],
  newId: pagerdutyId,
  derive: (inputs, context, id) => ({
    ...pageOf("business-services")(inputs, context, id),
    self: `https://api.pagerduty.com/business_services/${id}`,
    summary: inputs.name ?? "",
  }),
};

const serviceDependency: ResourceType = {
  kind: "serviceDependency",
  required: [
    "dependency",
    "dependency.dependentServices",
    "dependency.dependentServices[].id",
    "dependency.dependentServices[].type",
    "dependency.supportingServices",
    "dependency.supportingServices[].id",
    "dependency.supportingServices[].type",
  ],
  nonEmpty: ["dependency.dependentServices", "dependency.supportingServices"],
  computed: ["dependency.type"],
  replaceOn: ["dependency"],
  refusals: [
    (inputs, context: Context, id) =>
      ["dependency.dependentServices[].id", "dependency.supportingServices[].id"]
        .map((path) => knownService(path)(inputs, context, id))
        .find((message) => message !== undefined),
  ],
  newId: (_inputs, { random }) => random.pick("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789", 18),
  importId: lastPart,
  once: () => ({ dependency: { type: "service_dependency" } }),
};

function knownService(path: string) {
  const asService = idExists(path, "service", "service_dependencies");
  const asBusiness = idExists(path, "businessService", "service_dependencies");
  return (inputs: JsonObject, context: Context, id: string | undefined): string | undefined =>
    asService(inputs, context, id) && asBusiness(inputs, context, id);
}

const responsePlay: ResourceType = {
  kind: "responsePlay",
  autoname: true,
  required: ["from", "responders[].escalationRules[].targets", "responders[].teams[].type"],
  defaults: { description: managed, type: "response_play", runnability: "services" },
  values: { runnability: ["services", "teams", "responders"] },
  newId: (_inputs, { random }) => random.uuid(),
  importId: (id) => id.split(".")[0] ?? id,
};

/** Services, their extensions and what they depend on. */
export const pagerdutyServiceTypes: ResourceTypes = {
  "pagerduty:index/service:Service": service,
  "pagerduty:index/extension:Extension": extension,
  "pagerduty:index/slackConnection:SlackConnection": slackConnection,
  "pagerduty:index/maintenanceWindow:MaintenanceWindow": maintenanceWindow,
  "pagerduty:index/businessService:BusinessService": businessService,
  "pagerduty:index/serviceDependency:ServiceDependency": serviceDependency,
  "pagerduty:index/responsePlay:ResponsePlay": responsePlay,
};
