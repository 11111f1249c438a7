import type { Resource } from "./rule";
import { datadog } from "./tokens";
import { readValue, type Value } from "./value";

/**
 * Which services a resource names by itself, strongest sign first: the service in its query, then its tags or
 * labels. Relations and names are weighed by the assignment, which knows the other resources.
 */
export interface NamedServices {
  readonly services: readonly string[];
  readonly by: "query" | "tag";
  /** Services that the tags name although the query names others. */
  readonly contradicted: readonly string[];
}

/** Properties whose tags say whose a resource is; clouds' and Kubernetes' maps are read alike. */
const tagProperties = ["tags", "tagsAll", "labels", "metadata.labels", "settings.userLabels"];
const labelKeys = ["service", "app.kubernetes.io/name", "tags.datadoghq.com/service"];

/** The services that a resource names in its query or tags; `canonical` turns an alias into the service's name. */
export function namedServices(
  resource: Resource,
  canonical: (name: string) => string = (name) => name,
): NamedServices | undefined {
  const stated = resource.type === datadog.monitorJson ? monitorInJson(resource) : resource.props;
  const named = (names: readonly string[]): readonly string[] => [...new Set(names.map(canonical))];
  const queried = named(queriesOf(resource.type, stated).flatMap(servicesInQuery));
  const folded = resource.type.startsWith("datadog:"); // Datadog's tags are lower case, whatever was written.
  const tagged = named(
    tagProperties
      .flatMap((path) => servicesInTags(at(stated, path)))
      .map((name) => (folded ? name.toLowerCase() : name)),
  );
  if (queried.length > 0) {
    return { services: queried, by: "query", contradicted: tagged.filter((name) => !queried.includes(name)) };
  }
  if (tagged.length > 0) return { services: tagged, by: "tag", contradicted: [] };
  if (resource.type === datadog.deploymentGate) return namedByGate(resource, canonical);
  const others = named([...servicesOnDashboard(resource), ...servicesInBudget(resource)]);
  return others.length > 0 ? { services: others, by: "tag", contradicted: [] } : undefined;
}

/** A gate carries no tags: it names its service outright. */
function namedByGate(gate: Resource, canonical: (name: string) => string): NamedServices | undefined {
  const name = textAt(gate.props, "service").toLowerCase();
  return name === "" ? undefined : { services: [canonical(name)], by: "tag", contradicted: [] };
}

/** A monitor written as JSON, read like the other form; a text that is no JSON names nobody. */
function monitorInJson({ type, name, props }: Resource): Value {
  const parsed: unknown = attempt(() => JSON.parse(props.get("monitor").string() ?? "null"));
  return readValue(parsed, "monitor", `${type} ${name}`);
}

function queriesOf(type: string, stated: Value): readonly string[] {
  if (type === datadog.monitor || type === datadog.monitorJson) return [textAt(stated, "query")];
  if (type === datadog.costBudget) return [textAt(stated, "metricsQuery")];
  if (type !== datadog.serviceLevelObjective) return [];
  const slices = attempt(() => at(stated, "sliSpecification.timeSlice.query.queries")?.items()) ?? [];
  return [
    textAt(stated, "query.numerator"),
    textAt(stated, "query.denominator"),
    ...slices.map((slice) => textAt(slice, "metricQuery.query")),
  ];
}

const nameInQuery = '"?([a-z0-9_][a-z0-9_./-]*)"?';
const oneService = new RegExp(`(?<![\\w.@!-])(not\\s+)?service:${nameInQuery}(?![\\w./*?-])`, "gi");
const listOfServices = /(?<![\w.@!-])(not\s+)?service(?::|\s+(not\s+)?in\s*)\(([^()]*)\)/gi;

/** Names that stand as service:NAME, service:(A OR B) or service IN (A, B) in a Datadog query and are not negated. */
export function servicesInQuery(query: string): readonly string[] {
  const single = [...query.matchAll(oneService)].map(([, negated, name]) => (negated ? "" : (name ?? "")));
  const listed = [...query.matchAll(listOfServices)].flatMap(([, before, inside, names]) =>
    before || inside ? [] : (names ?? "").split(/\s+or\s+|[\s,]+/i).map(unquoted),
  );
  return [...single, ...listed].filter((name) => /^[\w./-]+$/.test(name)).map((name) => name.toLowerCase());
}

function unquoted(name: string): string {
  return name.replace(/^"(.*)"$/, "$1");
}

/** Reads a list of tags as Datadog has them, or a map of labels. */
function servicesInTags(tags: Value | undefined): readonly string[] {
  const items = attempt(() => tags?.items()) ?? [];
  const texts = items.flatMap((tag) => attempt(() => tag.string()) ?? []);
  const listed = texts.map((text) => /^service:(.+)$/i.exec(text)?.[1]?.trim());
  // A list of texts has no labels, and asking each for them would cost an error each.
  const labels = texts.length === items.length ? [] : labelKeys;
  const labelled = labels.map((key) => attempt(() => tags?.get(key).string()));
  return [...listed, ...labelled].flatMap((name) => name || []);
}

/** A dashboard is of the services that its variables start with, else of those that its widgets ask about. */
function servicesOnDashboard({ type, name, props }: Resource): readonly string[] {
  if (type === datadog.dashboardJson) {
    const text = textAt(props, "dashboard");
    const parsed = readValue(
      attempt(() => JSON.parse(text)),
      "dashboard",
      `${type} ${name}`,
    );
    const named = servicesInVariables(at(parsed, "template_variables"));
    return named.length > 0 ? named : servicesInQuery(text);
  }
  if (type !== datadog.dashboard && type !== datadog.dashboardV2) return [];
  const named = servicesInVariables(at(props, "templateVariables"));
  return named.length > 0 ? named : widgetQueries(props, 3).flatMap(servicesInQuery);
}

function servicesInVariables(list: Value | undefined): readonly string[] {
  const variables = attempt(() => list?.items()) ?? [];
  return variables
    .filter((variable) => attempt(() => isAboutServices(variable)) ?? false)
    .flatMap((variable) => attempt(() => variable.get("defaults").items()) ?? [])
    .flatMap((item) => attempt(() => item.string()) ?? [])
    .filter((name) => name !== "" && !name.includes("*"));
}

/** The metric queries of a dashboard's widgets, groups as deep as told. */
function widgetQueries(holder: Value, depth: number): readonly string[] {
  const widgets = attempt(() => at(holder, "widgets")?.items()) ?? [];
  const definitions = widgets.flatMap((widget) =>
    (attempt(() => widget.keys()) ?? []).flatMap((key) => at(widget, key) ?? []),
  );
  const requests = definitions.flatMap((one) => attempt(() => one.get("requests").items()) ?? []);
  return [
    ...requests.map((request) => textAt(request, "q")),
    ...requests
      .flatMap((request) => attempt(() => request.get("queries").items()) ?? [])
      .map((query) => textAt(query, "metricQuery.query")),
    ...(depth > 0 ? definitions.flatMap((one) => widgetQueries(one, depth - 1)) : []),
  ];
}

function isAboutServices(variable: Value): boolean {
  return (variable.get("prefix").string() ?? variable.get("name").string()) === "service";
}

/** A cost budget splits its query by tags, and says in its lines whose each is. */
function servicesInBudget({ type, props }: Resource): readonly string[] {
  if (type !== datadog.costBudget) return [];
  const lines = attempt(() => props.get("budgetLines").items()) ?? [];
  return lines
    .flatMap((line) => ["tagFilters", "parentTagFilters", "childTagFilters"].map((key) => at(line, key)))
    .flatMap((filters) => attempt(() => filters?.items()) ?? [])
    .filter((filter) => textAt(filter, "tagKey") === "service")
    .map((filter) => textAt(filter, "tagValue").toLowerCase())
    .filter((name) => name !== "");
}

/** The name under which the vendor knows an on-call object; these carry no tags. */
export function physicalName(resource: Resource): string | undefined {
  if (resource.type === datadog.pagerdutyServiceObject)
    return textAt(resource.props, "serviceName") || undefined;
  if (!resource.type.startsWith("pagerduty:") && !resource.type.startsWith("datadog:index/onCall"))
    return undefined;
  return attempt(() => resource.props.get("name").string()) ?? resource.name;
}

function at(value: Value, path: string): Value | undefined {
  return attempt(() => path.split(".").reduce((holder, key) => holder.get(key), value));
}

function textAt(value: Value, path: string): string {
  return attempt(() => at(value, path)?.string()) ?? "";
}

/** What cannot be read names nobody: an unknown or malformed value must not stop the search for an owner. */
export function attempt<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}
