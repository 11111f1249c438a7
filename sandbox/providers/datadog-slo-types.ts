import type { JsonObject } from "../world/schema";
import { badRequest, uuid } from "./datadog-objects";
import { isObject, valuesAt } from "./paths";
import { holds, refersTo } from "./refusals";
import type { CheckFailure, ResourceType, ResourceTypes } from "./resource-type";
import { isUnknown } from "./wire";

const timeframes = ["7d", "30d", "90d", "custom"];
const count = "sliSpecification.count";
const slice = "sliSpecification.timeSlice";

const serviceLevelObjective: ResourceType = {
  kind: "serviceLevelObjective",
  required: [
    "name",
    "thresholds",
    "thresholds[].target",
    "thresholds[].timeframe",
    "type",
    "query.denominator",
    "query.numerator",
    `${count}.goodEventsFormula`,
    `${count}.queries`,
    `${count}.queries[].metricQuery.name`,
    `${count}.queries[].metricQuery.query`,
    `${slice}.comparator`,
    `${slice}.query`,
    `${slice}.query.formula`,
    `${slice}.query.formula.formulaExpression`,
    `${slice}.query.queries`,
    `${slice}.query.queries[].metricQuery.name`,
    `${slice}.query.queries[].metricQuery.query`,
    `${slice}.threshold`,
  ],
  defaults: {
    [`${count}.queries[].metricQuery.dataSource`]: "metrics",
    [`${slice}.query.queries[].metricQuery.dataSource`]: "metrics",
    [`${slice}.queryIntervalSeconds`]: 300,
  },
  values: {
    type: ["metric", "monitor", "time_slice"],
    timeframe: timeframes,
    "thresholds[].timeframe": timeframes,
    [`${slice}.comparator`]: [">", ">=", "<", "<="],
    [`${slice}.queryIntervalSeconds`]: ["60", "300"],
  },
  nonEmpty: ["thresholds", `${count}.queries`, `${slice}.query.queries`],
  computed: [
    "tags",
    "targetThreshold",
    "thresholds[].targetDisplay",
    "thresholds[].warningDisplay",
    "timeframe",
    "warningThreshold",
  ],
  replaceOn: ["type"],
  unordered: ["groups", "monitorIds", "tags"],
  judge: (inputs) => [...wrongTargets(inputs), ...wrongPrimary(inputs), ...wrongSource(inputs)],
  refusals: [
    refersTo("monitorIds[]", holds("monitor"), (id) =>
      badRequest(`monitor_ids: monitor ${id} does not exist`),
    ),
    ({ timeframe, thresholds }) => {
      const frames = [
        timeframe,
        ...valuesAt({ thresholds: thresholds ?? [] }, "thresholds[].timeframe").map(({ value }) => value),
      ];
      return frames.includes("custom")
        ? badRequest("Invalid timeframe: custom is for queries only")
        : undefined;
    },
  ],
  newId: (inputs, context) => uuid(inputs, context).replaceAll("-", ""),
  once: (inputs) => ({ tags: [], ...displaysOf(inputs), ...primaryOf(inputs) }),
};

function wrongTargets(inputs: JsonObject): readonly CheckFailure[] {
  const seen = new Set<unknown>();
  return valuesAt(inputs, "thresholds[]").flatMap(({ value, at }) => {
    if (!isObject(value)) return [];
    const { target, warning, timeframe } = value;
    const twice = seen.has(timeframe);
    seen.add(timeframe);
    return [
      ...outside(target, `${at}.target`),
      ...outside(warning, `${at}.warning`),
      ...notAbove(warning, target, `${at}.warning`),
      ...(twice
        ? [{ property: `${at}.timeframe`, reason: `there is more than one threshold for ${timeframe}` }]
        : []),
    ];
  });
}

function outside(share: unknown, property: string): readonly CheckFailure[] {
  if (typeof share !== "number" || (share > 0 && share < 100)) return [];
  return [
    { property, reason: `expected ${property} to be in the range (0, 100), both excluded, got ${share}` },
  ];
}

function notAbove(warning: unknown, target: unknown, property: string): readonly CheckFailure[] {
  if (typeof warning !== "number" || typeof target !== "number" || warning > target) return [];
  return [{ property, reason: `the warning (${warning}) must be greater than the target (${target})` }];
}

/** The primary time frame must be one of the thresholds, with the same target. */
function wrongPrimary(inputs: JsonObject): readonly CheckFailure[] {
  const { timeframe, targetThreshold, warningThreshold } = inputs;
  if (timeframe === undefined || isUnknown(timeframe) || isUnknown(inputs.thresholds)) return [];
  const primary = thresholdsOf(inputs).find((threshold) => threshold.timeframe === timeframe);
  if (!primary)
    return [
      { property: "timeframe", reason: `there is no threshold for the primary timeframe ${timeframe}` },
    ];
  const pairs = [
    ["targetThreshold", targetThreshold, primary.target],
    ["warningThreshold", warningThreshold, primary.warning],
  ] as const;
  return pairs
    .filter(
      ([, given, wanted]) => typeof given === "number" && typeof wanted === "number" && given !== wanted,
    )
    .map(([property, given, wanted]) => ({
      property,
      reason: `${property} (${given}) must match the threshold of ${timeframe} (${wanted})`,
    }));
}

/** Each type has its own source of good and bad. */
function wrongSource({ type, query, sliSpecification, monitorIds }: JsonObject): readonly CheckFailure[] {
  if (type === "metric" && query === undefined && sliSpecification === undefined) {
    return [
      { property: "query", reason: `"query" or "sliSpecification.count" is required for a metric SLO` },
    ];
  }
  if (type === "time_slice" && !(isObject(sliSpecification) && sliSpecification.timeSlice !== undefined)) {
    return [
      {
        property: "sliSpecification",
        reason: `"sliSpecification.timeSlice" is required for a time_slice SLO`,
      },
    ];
  }
  if (type === "monitor" && monitorIds === undefined) {
    return [{ property: "monitorIds", reason: `"monitorIds" is required for a monitor SLO` }];
  }
  if (query !== undefined && sliSpecification !== undefined) {
    return [
      {
        property: "query",
        reason: `Conflicting configuration arguments. "query": conflicts with sliSpecification`,
      },
    ];
  }
  return [];
}

function thresholdsOf(inputs: JsonObject): readonly JsonObject[] {
  return valuesAt(inputs, "thresholds[]").flatMap(({ value }) => (isObject(value) ? [value] : []));
}

function displaysOf(inputs: JsonObject): JsonObject {
  const displays = thresholdsOf(inputs).map(({ target, warning }) => ({
    targetDisplay: String(target),
    warningDisplay: warning === undefined ? "" : String(warning),
  }));
  return { thresholds: displays };
}

/** Where no time frame is named, the first threshold is the primary one. */
function primaryOf(inputs: JsonObject): JsonObject {
  const all = thresholdsOf(inputs);
  const primary = all.find(({ timeframe }) => timeframe === inputs.timeframe) ?? all[0];
  return {
    timeframe: primary?.timeframe ?? "",
    targetThreshold: primary?.target ?? 0,
    warningThreshold: primary?.warning ?? 0,
  };
}

/** Service level objectives. */
export const datadogSloTypes: ResourceTypes = {
  "datadog:index/serviceLevelObjective:ServiceLevelObjective": serviceLevelObjective,
};
