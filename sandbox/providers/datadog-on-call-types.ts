import type { JsonObject } from "../world/schema";
import { idExists, uuid } from "./datadog-objects";
import { isObject, valuesAt } from "./paths";
import type { CheckFailure, Context, ResourceType, ResourceTypes } from "./resource-type";

const days = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
const urgencies = ["high", "low", "dynamic"];

function idsFor(list: unknown, { random }: Context): readonly JsonObject[] {
  return Array.isArray(list) ? list.map(() => ({ id: random.uuid() })) : [];
}

const onCallSchedule: ResourceType = {
  kind: "onCallSchedule",
  required: [
    "layers",
    "name",
    "timeZone",
    "layers[].effectiveDate",
    "layers[].name",
    "layers[].rotationStart",
    "layers[].users",
    "layers[].restrictions[].endDay",
    "layers[].restrictions[].endTime",
    "layers[].restrictions[].startDay",
    "layers[].restrictions[].startTime",
  ],
  defaults: { "layers[].interval.seconds": 0 },
  values: { "layers[].restrictions[].startDay": days, "layers[].restrictions[].endDay": days },
  computed: ["layers[].id", "teams"],
  unordered: ["teams"],
  refusals: [idExists("teams[]", "team"), lostPerson],
  newId: uuid,
  once: (inputs, context) => ({ teams: [], layers: idsFor(inputs.layers, context) }),
};

/** A place in a rotation may be null: nobody. */
function lostPerson(inputs: JsonObject, context: Context, id: string | undefined): string | undefined {
  const people = valuesAt(inputs, "layers[].users[]").flatMap(({ value }) => (value === null ? [] : [value]));
  return idExists("people[]", "user")({ people }, context, id);
}

const onCallEscalationPolicy: ResourceType = {
  kind: "onCallEscalationPolicy",
  required: ["name", "steps", "steps[].escalateAfterSeconds", "steps[].targets"],
  defaults: { resolvePageOnPolicyEnd: false, retries: 0, "steps[].assignment": "default" },
  values: {
    "steps[].assignment": ["default", "round-robin"],
    "steps[].targets[].position": ["current", "previous", "next"],
  },
  ranges: { retries: [0, 10], "steps[].escalateAfterSeconds": [60, 36_000] },
  nonEmpty: ["steps", "steps[].targets"],
  computed: ["steps[].id", "teams"],
  unordered: ["teams"],
  judge: oneTargetEach,
  refusals: [
    idExists("steps[].targets[].schedule", "onCallSchedule"),
    idExists("steps[].targets[].team", "team"),
    idExists("steps[].targets[].user", "user"),
    idExists("teams[]", "team"),
  ],
  newId: uuid,
  once: (inputs, context) => ({ teams: [], steps: idsFor(inputs.steps, context) }),
};

function oneTargetEach(inputs: JsonObject): readonly CheckFailure[] {
  return valuesAt(inputs, "steps[].targets[]").flatMap(({ value, at }) => {
    const given = isObject(value)
      ? ["schedule", "team", "user"].filter((kind) => value[kind] !== undefined)
      : [];
    if (given.length === 1) return [];
    return [{ property: at, reason: `exactly one of "schedule", "team" and "user" must be specified` }];
  });
}

const routing = "rules[].actions[].escalationPolicy";

const onCallTeamRoutingRules: ResourceType = {
  kind: "onCallTeamRoutingRules",
  required: ["teamId"],
  defaults: { "rules[].query": "" },
  values: {
    "rules[].urgency": urgencies,
    [`${routing}.urgency`]: urgencies,
    [`${routing}.supportHours.restrictions[].startDay`]: days,
    [`${routing}.supportHours.restrictions[].endDay`]: days,
    "rules[].timeRestrictions.restrictions[].startDay": days,
    "rules[].timeRestrictions.restrictions[].endDay": days,
  },
  computed: ["rules[].id"],
  replaceOn: ["teamId"],
  refusals: [
    idExists("teamId", "team"),
    idExists("rules[].escalationPolicy", "onCallEscalationPolicy"),
    idExists(`${routing}.policyId`, "onCallEscalationPolicy"),
  ],
  newId: ({ teamId }) => String(teamId),
  once: (inputs, context) => ({ rules: idsFor(inputs.rules, context) }),
};

const notificationChannel: ResourceType = {
  kind: "onCallUserNotificationChannel",
  required: ["userId"],
  replaceOn: ["email", "phone", "userId"],
  judge: ({ email, phone }) => {
    if ((email === undefined) !== (phone === undefined)) return [];
    return [{ property: "email", reason: `exactly one of "email" and "phone" must be specified` }];
  },
  refusals: [idExists("userId", "user")],
  newId: uuid,
};

const notificationRule: ResourceType = {
  kind: "onCallUserNotificationRule",
  required: ["category", "channelId", "delayMinutes", "userId"],
  values: { category: ["high_urgency", "low_urgency"], "phone.method": ["sms", "voice"] },
  ranges: { delayMinutes: [0, Number.POSITIVE_INFINITY] },
  replaceOn: ["userId"],
  refusals: [idExists("userId", "user"), idExists("channelId", "onCallUserNotificationChannel")],
  newId: uuid,
};

/** Datadog On-Call. */
export const datadogOnCallTypes: ResourceTypes = {
  "datadog:index/onCallSchedule:OnCallSchedule": onCallSchedule,
  "datadog:index/onCallEscalationPolicy:OnCallEscalationPolicy": onCallEscalationPolicy,
  "datadog:index/onCallTeamRoutingRules:OnCallTeamRoutingRules": onCallTeamRoutingRules,
  "datadog:index/onCallUserNotificationChannel:OnCallUserNotificationChannel": notificationChannel,
  "datadog:index/onCallUserNotificationRule:OnCallUserNotificationRule": notificationRule,
};
