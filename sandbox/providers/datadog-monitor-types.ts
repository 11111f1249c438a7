import type { JsonObject } from "../world/schema";
import { badRequest, jsonText, numericId } from "./datadog-objects";
import { isObject } from "./paths";
import type { CheckFailure, Context, ResourceType, ResourceTypes } from "./resource-type";
import { isUnknown } from "./wire";

const thresholds = ["critical", "criticalRecovery", "ok", "unknown", "warning", "warningRecovery"];
const number: readonly [RegExp, string] = [/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i, "a number in quotes"];

const monitor: ResourceType = {
  kind: "monitor",
  required: [
    "message",
    "name",
    "query",
    "type",
    "assets[].category",
    "assets[].name",
    "assets[].url",
    "schedulingOptions.customSchedule.recurrence",
    "schedulingOptions.customSchedule.recurrence.rrule",
    "schedulingOptions.customSchedule.recurrence.timezone",
  ],
  defaults: {
    draftStatus: "published",
    enableLogsSample: false,
    groupbySimpleMonitor: false,
    notifyAudit: false,
    includeTags: true,
    newHostDelay: 300,
    notifyNoData: false,
    requireFullWindow: true,
  },
  values: {
    type: [
      "composite",
      "event alert",
      "log alert",
      "metric alert",
      "process alert",
      "query alert",
      "rum alert",
      "service check",
      "synthetics alert",
      "trace-analytics alert",
      "slo alert",
      "event-v2 alert",
      "audit alert",
      "ci-pipelines alert",
      "ci-tests alert",
      "error-tracking alert",
      "database-monitoring alert",
      "network-performance alert",
      "cost alert",
      "data-quality alert",
      "network-path alert",
      "data-jobs alert",
      "llm-observability alert",
    ],
    "assets[].category": ["runbook"],
    "assets[].resourceType": ["notebook"],
    draftStatus: ["draft", "published"],
    notificationPresetName: [
      "show_all",
      "hide_query",
      "hide_handles",
      "hide_all",
      "hide_query_and_handles",
      "show_only_snapshot",
      "hide_handles_and_footer",
    ],
    onMissingData: ["show_no_data", "show_and_notify_no_data", "resolve", "default"],
    priority: ["1", "2", "3", "4", "5"],
    "renotifyStatuses[]": ["alert", "warn", "no data"],
  },
  formats: Object.fromEntries(thresholds.map((name) => [`monitorThresholds.${name}`, number])),
  ranges: { timeoutH: [0, 24], "schedulingOptions.evaluationWindow.hourStarts": [0, 59] },
  computed: ["evaluationDelay", "tags"],
  replaceOn: ["type"],
  unordered: ["notifyBies", "renotifyStatuses", "restrictedRoles", "tags"],
  judge: (inputs) => [...thresholdFitsQuery(inputs), ...noDataTwice(inputs)],
  refusals: [lostSlo, lostMonitors],
  newId: numericId,
  once: () => ({ tags: [], evaluationDelay: 0 }),
};

/** Datadog takes a critical threshold only where it is the number that the query ends with. */
function thresholdFitsQuery({ query, monitorThresholds, type }: JsonObject): readonly CheckFailure[] {
  if (typeof query !== "string" || isUnknown(query) || !isObject(monitorThresholds)) return [];
  const { critical } = monitorThresholds;
  if (critical === undefined || isUnknown(critical) || type === "service check" || type === "composite")
    return [];
  const end = /[<>]=?\s*(-?[\d.]+)\s*$/.exec(query)?.[1];
  if (end === undefined || Number(end) === Number(critical)) return [];
  const reason = `Alert threshold (${critical}) does not match that used in the query (${end})`;
  return [{ property: "monitorThresholds.critical", reason }];
}

function noDataTwice({ onMissingData, notifyNoData, noDataTimeframe }: JsonObject): readonly CheckFailure[] {
  if (onMissingData === undefined || (notifyNoData !== true && noDataTimeframe === undefined)) return [];
  const reason = `"onMissingData" cannot be used with "notifyNoData" or "noDataTimeframe"`;
  return [{ property: "onMissingData", reason }];
}

function lostSlo({ type, query }: JsonObject, { world }: Context): string | undefined {
  if (type !== "slo alert") return undefined;
  const id = /^\s*(?:burn_rate|error_budget)\("([^"]*)"\)/.exec(String(query))?.[1];
  if (id === undefined) return badRequest(`The value provided for parameter 'query' is invalid: ${query}`);
  return world.get("serviceLevelObjective", id)
    ? undefined
    : badRequest(`SLO ${id} of the query does not exist`);
}

function lostMonitors({ type, query }: JsonObject, { world }: Context): string | undefined {
  if (type !== "composite") return undefined;
  const lost = [...String(query).matchAll(/\d+/g)].map(([id]) => id).find((id) => !world.get("monitor", id));
  return lost && badRequest(`Monitor ${lost} of the composite query does not exist`);
}

const monitorJson: ResourceType = {
  kind: "monitorJson",
  required: ["monitor"],
  computed: ["url"],
  judge: jsonText("monitor"),
  newId: numericId,
  once: (_inputs, _context, id) => ({ url: `https://app.datadoghq.com/monitors/${id}` }),
};

/** Monitors, in both ways to write them. */
export const datadogMonitorTypes: ResourceTypes = {
  "datadog:index/monitor:Monitor": monitor,
  "datadog:index/monitorJson:MonitorJson": monitorJson,
};
