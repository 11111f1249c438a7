import type { JsonObject } from "../world/schema";
import { pagerdutyIntegrationTypes } from "./pagerduty-integration-types";
import { idExists, invalid, managed, nameTaken, pageOf, pagerdutyId } from "./pagerduty-objects";
import { pagerdutyPeopleTypes } from "./pagerduty-people-types";
import { pagerdutyServiceTypes } from "./pagerduty-service-types";
import { isObject, valuesAt } from "./paths";
import type { CheckFailure, Context, ResourceType, ResourceTypes } from "./resource-type";
import { isUnknown } from "./wire";

const timestamp: readonly [RegExp, string] = [
  /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$/,
  "a time as 2026-01-05T09:00:00+01:00 (RFC 3339)",
];
const daySeconds = 86_400;

const schedule: ResourceType = {
  kind: "schedule",
  autoname: true,
  required: [
    "layers",
    "timeZone",
    "layers[].rotationTurnLengthSeconds",
    "layers[].rotationVirtualStart",
    "layers[].start",
    "layers[].users",
    "layers[].restrictions[].durationSeconds",
    "layers[].restrictions[].startTimeOfDay",
    "layers[].restrictions[].type",
  ],
  defaults: { description: managed },
  values: { "layers[].restrictions[].type": ["daily_restriction", "weekly_restriction"] },
  formats: {
    "layers[].start": timestamp,
    "layers[].end": timestamp,
    "layers[].rotationVirtualStart": timestamp,
    "layers[].restrictions[].startTimeOfDay": [
      /^([01]\d|2[0-3]):[0-5]\d:[0-5]\d$/,
      "a time of day as 08:00:00",
    ],
  },
  ranges: {
    "layers[].rotationTurnLengthSeconds": [3_600, 365 * daySeconds],
    "layers[].restrictions[].durationSeconds": [1, 7 * daySeconds - 1],
    "layers[].restrictions[].startDayOfWeek": [1, 7],
  },
  nonEmpty: ["layers", "layers[].users"],
  computed: ["layers[].id", "layers[].name"],
  unordered: ["teams"],
  judge: (inputs) => [...unknownTimeZone(inputs), ...wrongDays(inputs)],
  refusals: [
    nameTaken("schedule", "schedules"),
    idExists("layers[].users[]", "user", "schedules"),
    idExists("teams[]", "team", "schedules"),
  ],
  newId: pagerdutyId,
  once: (inputs, context) => ({
    layers: withIds(inputs.layers, context, (index) => ({ name: `Layer ${index + 1}` })),
  }),
};

function unknownTimeZone({ timeZone }: JsonObject): readonly CheckFailure[] {
  if (typeof timeZone !== "string" || isUnknown(timeZone) || isTimeZone(timeZone)) return [];
  return [
    {
      property: "timeZone",
      reason: `"${timeZone}" is a non valid input. Please use the list of IANA time zones`,
    },
  ];
}

/** Asks the time zone data itself: its list of supported names leaves out those that it calls aliases. */
function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: name }).resolvedOptions().timeZone !== "";
  } catch {
    return false; // RangeError is how Intl says that it does not know the zone.
  }
}

/** A weekly restriction starts on a day; a daily one starts on every day. */
function wrongDays(inputs: JsonObject): readonly CheckFailure[] {
  return valuesAt(inputs, "layers[].restrictions[]").flatMap(({ value, at }) => {
    if (!isObject(value)) return [];
    const property = `${at}.startDayOfWeek`;
    if (value.type === "weekly_restriction" && value.startDayOfWeek === undefined) {
      return [
        {
          property,
          reason: "start_day_of_week must be set for a weekly_restriction schedule restriction type",
        },
      ];
    }
    if (value.type === "daily_restriction" && value.startDayOfWeek !== undefined) {
      return [
        {
          property,
          reason: "start_day_of_week must only be set for a weekly_restriction schedule restriction type",
        },
      ];
    }
    return [];
  });
}

const escalationPolicy: ResourceType = {
  kind: "escalationPolicy",
  autoname: true,
  required: ["rules", "rules[].escalationDelayInMinutes", "rules[].targets", "rules[].targets[].id"],
  defaults: { description: managed, numLoops: 0, "rules[].targets[].type": "user_reference" },
  values: { "rules[].targets[].type": ["user_reference", "schedule_reference", "user", "schedule"] },
  ranges: { numLoops: [0, 9], "rules[].escalationDelayInMinutes": [1, Number.POSITIVE_INFINITY] },
  nonEmpty: ["rules", "rules[].targets"],
  computed: ["rules[].id"],
  judge: (inputs) =>
    valuesAt(inputs, "rules[].targets")
      .filter(({ value }) => Array.isArray(value) && value.length > 10)
      .map(({ at }) => ({
        property: at,
        reason: `Too many list items. Attribute ${at} supports 10 item maximum`,
      })),
  refusals: [nameTaken("escalationPolicy", "escalation_policies"), lostTarget, lostTeam],
  newId: pagerdutyId,
  once: (inputs, context) => ({ rules: withIds(inputs.rules, context, () => ({})) }),
};

function lostTarget(inputs: JsonObject, { world }: Context): string | undefined {
  const lost = valuesAt(inputs, "rules[].targets[]").find(({ value }) => {
    if (!isObject(value)) return false;
    const kind = String(value.type).startsWith("schedule") ? "schedule" : "user";
    return world.get(kind, String(value.id)) === undefined;
  });
  if (!lost || !isObject(lost.value)) return undefined;
  return invalid("escalation_policies", `${lost.at}: no ${lost.value.type} has the id ${lost.value.id}`);
}

function lostTeam(inputs: JsonObject, context: Context, id: string | undefined): string | undefined {
  // An empty text means "no team", as the provider reads it back.
  return inputs.teams ? idExists("teams", "team", "escalation_policies")(inputs, context, id) : undefined;
}

/** One object with an id and more for each element of a list. */
function withIds(
  list: unknown,
  context: Context,
  more: (index: number) => JsonObject,
): readonly JsonObject[] {
  if (!Array.isArray(list)) return [];
  return list.map((_element, index) => ({ id: pagerdutyId({}, context), ...more(index) }));
}

const team: ResourceType = {
  kind: "team",
  autoname: true,
  required: [],
  defaults: { description: managed },
  outputs: ["htmlUrl"],
  replaceOn: ["parent"],
  refusals: [
    nameTaken("team", "teams"),
    (inputs, context, id) =>
      inputs.parent ? idExists("parent", "team", "teams")(inputs, context, id) : undefined,
  ],
  newId: pagerdutyId,
  derive: pageOf("teams"),
};

/** PagerDuty's resource types that the stand-in knows. */
export const pagerdutyTypes: ResourceTypes = {
  "pagerduty:index/team:Team": team,
  "pagerduty:index/schedule:Schedule": schedule,
  "pagerduty:index/escalationPolicy:EscalationPolicy": escalationPolicy,
  ...pagerdutyPeopleTypes,
  ...pagerdutyServiceTypes,
  ...pagerdutyIntegrationTypes,
};
