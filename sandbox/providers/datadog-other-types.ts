import { parse } from "yaml";
import type { JsonObject } from "../world/schema";
import { badRequest, idExists, numericId, uuid } from "./datadog-objects";
import { isObject } from "./paths";
import { taken } from "./refusals";
import type { CheckFailure, Context, Refusal, ResourceType, ResourceTypes } from "./resource-type";
import { isUnknown } from "./wire";

const serviceObject: ResourceType = {
  kind: "pagerdutyServiceObject",
  required: ["serviceKey", "serviceName"],
  secrets: ["serviceKey"],
  replaceOn: ["serviceName"],
  refusals: [
    taken("pagerdutyServiceObject", ["serviceName"], () => "409 Conflict: Service name already exists"),
  ],
  newId: ({ serviceName }) => String(serviceName),
};

const slackChannel: ResourceType = {
  kind: "slackChannel",
  required: ["accountName", "channelName", "display"],
  defaults: {
    "display.message": true,
    "display.muteButtons": true,
    "display.notified": true,
    "display.snapshot": true,
    "display.tags": true,
  },
  formats: { channelName: [/^#/, "a channel name that begins with #"] },
  replaceOn: ["accountName"],
  refusals: [
    taken("slackChannel", ["channelName", "accountName"], () => "409 Conflict: Channel already exists"),
  ],
  newId: ({ accountName, channelName }) => `${accountName}:${channelName}`,
};

const downtimeSchedule: ResourceType = {
  kind: "downtimeSchedule",
  required: [
    "monitorIdentifier",
    "scope",
    "recurringSchedule.recurrences[].duration",
    "recurringSchedule.recurrences[].rrule",
  ],
  computed: [
    "displayTimezone",
    "muteFirstRecoveryNotification",
    "notifyEndStates",
    "notifyEndTypes",
    "oneTimeSchedule.start",
    "recurringSchedule.recurrences[].start",
    "recurringSchedule.timezone",
  ],
  unordered: ["monitorIdentifier.monitorTags", "notifyEndStates", "notifyEndTypes"],
  judge: ({ oneTimeSchedule, recurringSchedule }) => {
    if (oneTimeSchedule === undefined || recurringSchedule === undefined) return [];
    return [
      {
        property: "oneTimeSchedule",
        reason: `"oneTimeSchedule" cannot be used together with "recurringSchedule"`,
      },
    ];
  },
  refusals: [idExists("monitorIdentifier.monitorId", "monitor")],
  newId: uuid,
  once: () => ({
    displayTimezone: "UTC",
    muteFirstRecoveryNotification: false,
    notifyEndStates: ["alert", "no data", "warn"],
    notifyEndTypes: ["expired"],
  }),
};

const downtime: ResourceType = {
  kind: "downtime",
  required: ["scopes", "recurrence.type"],
  defaults: { muteFirstRecoveryNotification: false, timezone: "UTC" },
  values: { "recurrence.type": ["days", "weeks", "months", "years", "rrule"] },
  outputs: ["active", "activeChildId", "disabled"],
  unordered: ["monitorTags"],
  refusals: [idExists("monitorId", "monitor")],
  newId: numericId,
  once: () => ({ active: false, activeChildId: 0, disabled: false }),
};

const monitorNotificationRule: ResourceType = {
  kind: "monitorNotificationRule",
  required: [
    "filter",
    "name",
    "conditionalRecipients.conditions[].recipients",
    "conditionalRecipients.conditions[].scope",
  ],
  unordered: ["filter.tags", "recipients"],
  judge: ({ recipients, conditionalRecipients }) => {
    if ((recipients === undefined) !== (conditionalRecipients === undefined)) return [];
    return [
      {
        property: "recipients",
        reason: `exactly one of "recipients" and "conditionalRecipients" must be specified`,
      },
    ];
  },
  newId: uuid,
};

const team: ResourceType = {
  kind: "team",
  required: ["description", "handle", "name"],
  outputs: ["linkCount", "summary", "userCount"],
  refusals: [
    taken("team", ["handle"], () => `409 Conflict: {"errors":["Team with this handle already exists"]}`),
  ],
  newId: uuid,
  once: ({ description }) => ({ linkCount: 0, summary: String(description).slice(0, 120), userCount: 0 }),
};

const teamMembership: ResourceType = {
  kind: "teamMembership",
  required: ["teamId", "userId"],
  values: { role: ["admin"] },
  replaceOn: ["teamId", "userId"],
  refusals: [idExists("teamId", "team"), idExists("userId", "user")],
  newId: ({ teamId, userId }) => `${teamId}:${userId}`,
};

const webhook: ResourceType = {
  kind: "webhook",
  required: ["name", "url"],
  values: { encodeAs: ["json", "form"] },
  computed: ["encodeAs", "payload"],
  refusals: [taken("webhook", ["name"], () => badRequest("Webhook already exists"))],
  newId: ({ name }) => String(name),
  once: () => ({ encodeAs: "json", payload: "" }),
};

const sloCorrection: ResourceType = {
  kind: "sloCorrection",
  required: ["category", "sloId", "start"],
  defaults: { timezone: "UTC" },
  values: { category: ["Scheduled Maintenance", "Outside Business Hours", "Deployment", "Other"] },
  replaceOn: ["sloId"],
  refusals: [idExists("sloId", "serviceLevelObjective")],
  newId: uuid,
};

const deploymentGate: ResourceType = {
  kind: "deploymentGate",
  required: ["env", "service", "rules[].name", "rules[].type"],
  values: { "rules[].type": ["faulty_deployment_detection", "monitor"] },
  outputs: ["createdAt", "updatedAt"],
  computed: ["dryRun", "identifier", "rules[].id"],
  replaceOn: ["env", "identifier", "service"],
  newId: uuid,
  once: (inputs, { now, random }) => ({
    createdAt: now,
    updatedAt: now,
    dryRun: false,
    identifier: "default",
    rules: Array.isArray(inputs.rules) ? inputs.rules.map(() => ({ id: random.uuid() })) : [],
  }),
};

const costBudget: ResourceType = {
  kind: "costBudget",
  required: [
    "endMonth",
    "metricsQuery",
    "name",
    "startMonth",
    "budgetLines[].amounts",
    ...["childTagFilters", "parentTagFilters", "tagFilters"].flatMap((filters) => [
      `budgetLines[].${filters}[].tagKey`,
      `budgetLines[].${filters}[].tagValue`,
    ]),
    "entries[].amount",
    "entries[].month",
    "entries[].tagFilters[].tagKey",
    "entries[].tagFilters[].tagValue",
  ],
  outputs: ["totalAmount"],
  computed: ["budgetId"],
  unordered: ["budgetLines", "entries"],
  newId: uuid,
  once: (_inputs, _context, id) => ({ budgetId: id }),
  derive: (inputs) => ({ totalAmount: totalOf(inputs) }),
};

function totalOf({ budgetLines, entries }: JsonObject): number {
  const lines = Array.isArray(budgetLines) ? budgetLines.filter(isObject) : [];
  const amounts = [
    ...lines.flatMap(({ amounts }) => (isObject(amounts) ? Object.values(amounts) : [])),
    ...(Array.isArray(entries) ? entries.filter(isObject).map(({ amount }) => amount) : []),
  ];
  return amounts.reduce<number>((sum, amount) => sum + Number(amount ?? 0), 0);
}

const softwareCatalog: ResourceType = {
  kind: "softwareCatalog",
  required: ["entity"],
  judge: (inputs) => yamlObject(inputs, "entity"),
  refusals: [
    needs("entity", (entity) => isObject(entity.metadata) && entity.kind !== undefined, "kind and metadata"),
  ],
  newId: ({ entity }) => {
    const content: unknown = parse(String(entity));
    // `needs` has made sure of the metadata.
    const { kind, metadata } = content as { kind: string; metadata: { name: string; namespace?: string } };
    return `${kind}:${metadata.namespace ?? "default"}/${metadata.name}`;
  },
};

const serviceDefinition: ResourceType = {
  kind: "serviceDefinitionYaml",
  required: ["serviceDefinition"],
  judge: (inputs) => yamlObject(inputs, "serviceDefinition"),
  refusals: [
    needs("serviceDefinition", (definition) => definition["dd-service"] !== undefined, "dd-service"),
  ],
  newId: ({ serviceDefinition: text }) => {
    const content: unknown = parse(String(text));
    // `needs` has made sure of the name.
    return String((content as { "dd-service": unknown })["dd-service"]);
  },
};

function yamlObject(inputs: JsonObject, property: string): readonly CheckFailure[] {
  const text = inputs[property];
  if (typeof text !== "string" || isUnknown(text)) return [];
  try {
    if (isObject(parse(text))) return [];
  } catch (error) {
    const words = error instanceof Error ? error.message : String(error);
    return [{ property, reason: `"${property}" is not YAML: ${words}` }];
  }
  return [{ property, reason: `"${property}" must hold one YAML or JSON object` }];
}

function needs(property: string, has: (content: JsonObject) => boolean, words: string): Refusal {
  return (inputs: JsonObject, _context: Context) => {
    const content: unknown = parse(String(inputs[property]));
    // YAML of plain scalars, lists and maps is JSON; check has refused all else.
    return has(content as JsonObject) ? undefined : badRequest(`${property} must have ${words}`);
  };
}

/** Integrations, downtimes, teams, gates, budgets and service definitions. */
export const datadogOtherTypes: ResourceTypes = {
  "datadog:pagerduty/serviceObject:ServiceObject": serviceObject,
  "datadog:slack/channel:Channel": slackChannel,
  "datadog:index/downtimeSchedule:DowntimeSchedule": downtimeSchedule,
  "datadog:index/downtime:Downtime": downtime,
  "datadog:index/monitorNotificationRule:MonitorNotificationRule": monitorNotificationRule,
  "datadog:index/team:Team": team,
  "datadog:index/teamMembership:TeamMembership": teamMembership,
  "datadog:index/webhook:Webhook": webhook,
  "datadog:index/sloCorrection:SloCorrection": sloCorrection,
  "datadog:index/deploymentGate:DeploymentGate": deploymentGate,
  "datadog:index/costBudget:CostBudget": costBudget,
  "datadog:index/softwareCatalog:SoftwareCatalog": softwareCatalog,
  "datadog:index/serviceDefinitionYaml:ServiceDefinitionYaml": serviceDefinition,
};
