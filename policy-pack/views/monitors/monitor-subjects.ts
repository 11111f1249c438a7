import { servicesInQuery } from "../../engine/claims";
import type { Evidence, Resource, Subject } from "../../engine/rule";
import { datadog } from "../../engine/tokens";
import { sourcesOf, withId } from "../links";
import type { Monitor } from "./monitors";

const monitorTypes = [datadog.monitor, datadog.monitorJson];
const sloTypes = [datadog.serviceLevelObjective];

/** The names under which telemetry may know a service: its own and its earlier ones. */
export function namesOf({ name, facts }: Subject): readonly string[] {
  return [name, ...facts.aliases];
}

/** The top-level property that holds a monitor's query, whose relations say what the query was computed from. */
function queryProperty({ resource }: Monitor): string {
  return resource.type === datadog.monitorJson ? "monitor" : "query";
}

/** The SLO that an `slo alert` watches, by id or by what its query was computed from; undefined where it is not here. */
export function sloWatchedBy(monitor: Monitor, evidence: Evidence): Resource | undefined {
  const [source] = sourcesOf(monitor.resource, queryProperty(monitor), sloTypes);
  if (source !== undefined) return source;
  const id = /^\s*\w+\(\s*"([^"]+)"/.exec(monitor.query)?.[1];
  return id === undefined ? undefined : withId(evidence, id, sloTypes, []);
}

/** The monitors that a composite combines, as far as they are in this stack. */
export function partsOf(composite: Monitor, evidence: Evidence): readonly Resource[] {
  const sources = sourcesOf(composite.resource, queryProperty(composite), monitorTypes);
  if (composite.resource.props.get("query").unknown && sources.length > 0) return sources;
  const ids = composite.query.match(/\d+/g) ?? [];
  const found = ids.map((id) => withId(evidence, id, monitorTypes, sources));
  return [...new Set([...sources, ...found.filter((part) => part !== undefined)])];
}

/** Says what a monitor of the service is about instead, in words that follow its name; undefined where it is about it. */
export function aboutOthers(monitor: Monitor, service: Subject, evidence: Evidence): string | undefined {
  const own = (resource: Resource): boolean => evidence.of(resource.type).includes(resource);
  if (monitor.type === "composite")
    return partsOf(monitor, evidence).some(own) ? undefined : "only combines monitors of others";
  if (monitor.type === "slo alert") {
    const slo = sloWatchedBy(monitor, evidence);
    if (slo !== undefined) return own(slo) ? undefined : `watches SLO ${slo.name} of another service`;
    return aboutNames("is tagged for", taggedServices(monitor), service);
  }
  const queried = servicesInQuery(monitor.query);
  return queried.length > 0
    ? aboutNames("queries", queried, service)
    : aboutNames("is tagged for", taggedServices(monitor), service);
}

function taggedServices(monitor: Monitor): readonly string[] {
  return monitor.tags.filter((tag) => tag.startsWith("service:")).map((tag) => tag.slice("service:".length));
}

function aboutNames(verb: string, names: readonly string[], service: Subject): string | undefined {
  const own = namesOf(service);
  if (names.length === 0 || names.some((name) => own.includes(name))) return undefined;
  return `${verb} ${[...new Set(names)].sort().join(", ")}`;
}
