import type { Json, JsonObject, WorldObject } from "../world/schema";
import { argument, containing, only } from "./lookups";
import { type Context, type Lookups, Refused } from "./resource-type";

function getMonitor(args: JsonObject, context: Context): JsonObject {
  const tags = [...listOf(args.tagsFilters), ...listOf(args.monitorTagsFilters)];
  const found = the("monitor", containing("monitor", "name", argument(args, "nameFilter"), context), tags);
  const { id, monitorThresholds, monitorThresholdWindows, schedulingOptions, api: _api, ...rest } = found;
  return {
    ...rest,
    id,
    // A data source answers a list where the resource has one object.
    monitorThresholds: asList(monitorThresholds),
    monitorThresholdWindows: asList(monitorThresholdWindows),
    schedulingOptions: asList(schedulingOptions),
  };
}

function getServiceLevelObjective(args: JsonObject, context: Context): JsonObject {
  const id = argument(args, "id");
  const candidates = id
    ? [context.world.get("serviceLevelObjective", id)].filter((slo) => slo !== undefined)
    : containing("serviceLevelObjective", "name", argument(args, "nameQuery"), context);
  const tag = argument(args, "tagsQuery");
  const found = the("service level objective", candidates, tag ? [tag] : []);
  const properties = [
    "name",
    "description",
    "tags",
    "targetThreshold",
    "timeframe",
    "type",
    "warningThreshold",
  ];
  return { description: "", ...only(found, properties), queries: asList(found.query) };
}

/** The only candidate with all the tags; none or several is an error, as with the provider. */
function the(words: string, candidates: readonly WorldObject[], tags: readonly Json[]): WorldObject {
  const matching = candidates.filter((object) => tags.every((tag) => listOf(object.tags).includes(tag)));
  const [found, second] = matching;
  if (!found)
    throw new Refused(`your query returned no result, please try a less specific search criteria (${words})`);
  if (second)
    throw new Refused(
      `your query returned more than one result, please try a more specific search criteria (${words})`,
    );
  return found;
}

function listOf(value: Json | undefined): readonly Json[] {
  return Array.isArray(value) ? value : [];
}

function asList(value: Json | undefined): readonly Json[] {
  return value === undefined ? [] : [value];
}

/** Datadog's data sources that the stand-in knows. */
export const datadogLookups: Lookups = {
  "datadog:index/getMonitor:getMonitor": getMonitor,
  "datadog:index/getServiceLevelObjective:getServiceLevelObjective": getServiceLevelObjective,
};
