import type { Resource } from "./rule";
import { datadog, github, pagerduty } from "./tokens";
import type { Value } from "./value";

/**
 * Which services a resource names by itself, strongest sign first: the service in its query, then its tags or
 * labels. Relations and names are weighed by the inventory, which knows the other resources.
 */
export interface NamedServices {
  readonly services: readonly string[];
  readonly by: "query" | "tag";
  /** Services that the tags name although the query names others. */
  readonly contradicted: readonly string[];
}

const queryProperties: Readonly<Record<string, readonly string[]>> = {
  [datadog.monitor]: ["query"],
  [datadog.serviceLevelObjective]: ["query.numerator", "query.denominator"],
};

/** Types whose tags say whose they are; clouds' and Kubernetes' maps are read alike. */
const tagProperties = ["tags", "tagsAll", "labels", "metadata.labels", "settings.userLabels"];
const labelKeys = ["service", "app.kubernetes.io/name", "tags.datadoghq.com/service"];

/** The services that a resource names in its query or tags, or undefined where it names none. */
export function namedServices(resource: Resource): NamedServices | undefined {
  const queried = unique(
    (queryProperties[resource.type] ?? []).flatMap((path) => servicesInQuery(textAt(resource.props, path))),
  );
  const tagged = unique(tagProperties.flatMap((path) => servicesInTags(at(resource.props, path))));
  if (queried.length > 0) {
    return { services: queried, by: "query", contradicted: tagged.filter((name) => !queried.includes(name)) };
  }
  if (tagged.length > 0) return { services: tagged, by: "tag", contradicted: [] };
  const variables = servicesInVariables(resource);
  return variables.length > 0 ? { services: variables, by: "tag", contradicted: [] } : undefined;
}

/** Names that stand as service:NAME in a Datadog query, outside NOT and !. */
export function servicesInQuery(query: string): readonly string[] {
  return [...query.matchAll(/(?<![\w.!-])service:"?([a-z0-9_][a-z0-9_./-]*)/gi)].map((match) =>
    (match[1] ?? "").toLowerCase(),
  );
}

function servicesInTags(tags: Value | undefined): readonly string[] {
  if (tags === undefined) return [];
  const listed = (attempt(() => tags.items()) ?? []).map((tag) =>
    attempt(() => /^service:(.+)$/.exec(tag.string() ?? "")?.[1]),
  );
  const labelled = labelKeys.map((key) => attempt(() => tags.get(key).string()));
  return [...listed, ...labelled].filter((name) => name !== undefined);
}

function servicesInVariables(resource: Resource): readonly string[] {
  if (resource.type !== datadog.dashboard && resource.type !== datadog.dashboardV2) return [];
  const variables = attempt(() => resource.props.get("templateVariables").items()) ?? [];
  return variables
    .filter(
      (variable) =>
        attempt(() => (variable.get("prefix").string() ?? variable.get("name").string()) === "service") ??
        false,
    )
    .flatMap(
      (variable) =>
        attempt(() =>
          variable
            .get("defaults")
            .items()
            .map((item) => item.string() ?? ""),
        ) ?? [],
    )
    .filter((name) => name !== "" && name !== "*");
}

/**
 * Relations along which belonging travels. `gives`: what a claimed resource of the type was computed from is the
 * service's as well; `takes`: a resource of the type is its service's because of what it was computed from.
 */
export const relations: Readonly<
  Record<string, { readonly gives?: readonly string[]; readonly takes?: readonly string[] }>
> = {
  [pagerduty.service]: { gives: ["escalationPolicy"] },
  [pagerduty.escalationPolicy]: { gives: ["rules"] },
  [pagerduty.schedule]: { gives: ["layers"] },
  [pagerduty.serviceIntegration]: { takes: ["service"] },
  [pagerduty.eventOrchestrationService]: { takes: ["service"] },
  [datadog.pagerdutyServiceObject]: { takes: ["serviceKey", "serviceName"] },
  [datadog.monitor]: { takes: ["query"] },
  [datadog.downtimeSchedule]: { takes: ["monitorIdentifier"] },
  [datadog.onCallTeamRoutingRules]: { gives: ["rules"] },
  [datadog.onCallEscalationPolicy]: { gives: ["steps"] },
  [datadog.onCallSchedule]: { gives: ["layers"] },
};

/** The repository that a GitHub resource is about: its plain name without the owner, where it states one. */
export function repositoryNamed(resource: Resource): string | undefined {
  if (!resource.type.startsWith("github:")) return undefined;
  const properties = resource.type === github.repository ? ["name"] : ["repository", "repositoryId"];
  for (const property of properties) {
    const name = attempt(() => resource.props.get(property).string());
    if (name !== undefined) return plainRepository(name);
    const repository = attempt(() =>
      resource.dependenciesOf(property).find(({ type }) => type === github.repository),
    );
    if (repository && repository !== resource) return repositoryNamed(repository);
  }
  return resource.type === github.repository ? resource.name : undefined;
}

/** A repository's name without its owner. */
export function plainRepository(name: string): string {
  return name.slice(name.lastIndexOf("/") + 1);
}

function at(value: Value, path: string): Value | undefined {
  return attempt(() => path.split(".").reduce((holder, key) => holder.get(key), value));
}

function textAt(value: Value, path: string): string {
  return attempt(() => at(value, path)?.string()) ?? "";
}

/** What cannot be read names nobody: an unknown or malformed tag must not stop the search for an owner. */
function attempt<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}

function unique(names: readonly string[]): readonly string[] {
  return [...new Set(names)];
}
