import { type CatalogFacts, serviceToken } from "../../catalog/graph";
import { namedServices, plainRepository, relations, repositoryNamed } from "./claims";
import type { ServiceComponent } from "./component";
import { nameInUrn } from "./resource";
import type { Resource } from "./rule";
import { pagerduty } from "./tokens";

/** One service with the resources that belong to it, in the order of their URNs. */
export interface AssignedService {
  readonly name: string;
  /** The component's URN, else that of the first resource that names the service. */
  readonly urn: string;
  readonly component: ServiceComponent | undefined;
  readonly owned: readonly Resource[];
}

export interface Assignment {
  readonly services: readonly AssignedService[];
  readonly unclaimed: readonly Resource[];
  readonly notices: readonly string[];
}

/** Owners by resource URN. */
type Owners = Map<string, ReadonlySet<string>>;

/**
 * Decides which resource belongs to which service. The first of these that says something wins, and a tie belongs to
 * all: what a Service declares or is parent of, the service in the query, tags, relations, name or repository.
 */
export function assignResources(
  resources: ReadonlyMap<string, Resource>,
  components: readonly ServiceComponent[],
  catalog: CatalogFacts | undefined,
): Assignment {
  const candidates = [...resources.values()].filter(isEvidence);
  const owners: Owners = new Map();
  const notices: string[] = [];
  const canonical = aliasIndex(components);
  claimDeclared(owners, candidates, components, resources);
  claimNamed(owners, candidates, canonical, notices);
  spread(owners, candidates);
  claimByName(owners, candidates, components);
  spread(owners, candidates);
  return {
    services: gather(owners, candidates, components, catalog),
    unclaimed: candidates.filter(({ urn }) => !owners.has(urn)),
    notices,
  };
}

/** Components, providers and the stack itself are no evidence. */
function isEvidence({ type }: Resource): boolean {
  return !type.startsWith("readiness:") && !type.startsWith("pulumi:");
}

function aliasIndex(components: readonly ServiceComponent[]): ReadonlyMap<string, string> {
  return new Map(
    components.flatMap(({ name, facts }) => [...facts.aliases, name].map((alias) => [alias, name] as const)),
  );
}

function claimDeclared(
  owners: Owners,
  candidates: readonly Resource[],
  components: readonly ServiceComponent[],
  resources: ReadonlyMap<string, Resource>,
): void {
  for (const { name, declares } of components) {
    for (const { urn } of declares) add(owners, urn, [name]);
  }
  for (const resource of candidates) {
    if (owners.has(resource.urn)) continue;
    const component = serviceAbove(resource, resources);
    if (component !== undefined) add(owners, resource.urn, [component]);
  }
}

function serviceAbove(resource: Resource, resources: ReadonlyMap<string, Resource>): string | undefined {
  let above = resource.parent;
  for (let depth = 0; above !== undefined && depth < resources.size; depth++) {
    if (above.type === serviceToken) return nameInUrn(above.urn);
    above = above.parent;
  }
  return undefined;
}

function claimNamed(
  owners: Owners,
  candidates: readonly Resource[],
  canonical: ReadonlyMap<string, string>,
  notices: string[],
): void {
  for (const resource of candidates) {
    if (owners.has(resource.urn)) continue;
    const named = namedServices(resource);
    if (named === undefined) continue;
    add(
      owners,
      resource.urn,
      named.services.map((name) => canonical.get(name) ?? name),
    );
    if (named.contradicted.length > 0) {
      notices.push(
        `${resource.name} is tagged for ${named.contradicted.join(", ")} but its query is about ${named.services.join(", ")}; the query counts.`,
      );
    }
  }
}

/** Lets belonging travel along relations until nothing new is claimed. */
function spread(owners: Owners, candidates: readonly Resource[]): void {
  const unclaimed = new Set(candidates.filter(({ urn }) => !owners.has(urn)).map(({ urn }) => urn));
  let frontier = candidates.filter(({ urn }) => owners.has(urn));
  const takers = candidates.filter(
    ({ urn, type }) => unclaimed.has(urn) && relations[type]?.takes !== undefined,
  );
  while (frontier.length > 0) {
    const reached = new Map<string, Set<string>>();
    const reach = (urn: string, from: string): void => {
      if (!unclaimed.has(urn)) return;
      const names = reached.get(urn) ?? new Set();
      for (const name of owners.get(from) ?? []) names.add(name);
      reached.set(urn, names);
    };
    for (const resource of frontier)
      for (const given of related(resource, "gives")) reach(given.urn, resource.urn);
    for (const taker of takers) {
      for (const source of related(taker, "takes")) if (owners.has(source.urn)) reach(taker.urn, source.urn);
    }
    for (const [urn, names] of reached) {
      owners.set(urn, names);
      unclaimed.delete(urn);
    }
    frontier = candidates.filter(({ urn }) => reached.has(urn));
  }
}

function related(resource: Resource, direction: "gives" | "takes"): readonly Resource[] {
  const properties = relations[resource.type]?.[direction] ?? [];
  try {
    return properties.flatMap((property) => resource.dependenciesOf(property));
  } catch {
    return []; // A resource that a partial run hides relates to nothing that can be seen.
  }
}

function claimByName(
  owners: Owners,
  candidates: readonly Resource[],
  components: readonly ServiceComponent[],
): void {
  const byRepository = new Map<string, string[]>();
  for (const { name, facts } of components) {
    if (facts.repository === undefined) continue;
    const plain = plainRepository(facts.repository);
    byRepository.set(plain, [...(byRepository.get(plain) ?? []), name]);
  }
  const byName = new Set([
    ...components.map(({ name }) => name),
    ...[...owners.values()].flatMap((names) => [...names]),
  ]);
  for (const resource of candidates) {
    if (owners.has(resource.urn)) continue;
    const repository = repositoryNamed(resource);
    if (repository !== undefined) {
      const sharing = byRepository.get(repository) ?? (byName.has(repository) ? [repository] : []);
      if (sharing.length > 0) add(owners, resource.urn, sharing);
      continue;
    }
    const own = physicalName(resource);
    if (own !== undefined && (resource.type === pagerduty.service || byName.has(own)))
      add(owners, resource.urn, [own]);
  }
}

/** The name under which the vendor knows an on-call object; these carry no tags. */
function physicalName(resource: Resource): string | undefined {
  if (!resource.type.startsWith("pagerduty:") && !resource.type.startsWith("datadog:index/onCall"))
    return undefined;
  const name = resource.props.get("name");
  try {
    return name.string() ?? resource.name;
  } catch {
    return resource.name; // An unknown or malformed name leaves the logical one.
  }
}

function add(owners: Owners, urn: string, names: readonly string[]): void {
  owners.set(urn, new Set([...(owners.get(urn) ?? []), ...names]));
}

function gather(
  owners: Owners,
  candidates: readonly Resource[],
  components: readonly ServiceComponent[],
  catalog: CatalogFacts | undefined,
): readonly AssignedService[] {
  const owned = new Map<string, Resource[]>(components.map(({ name }) => [name, []]));
  for (const resource of candidates) {
    for (const name of owners.get(resource.urn) ?? []) {
      const list = owned.get(name);
      if (list) list.push(resource);
      else owned.set(name, [resource]);
    }
  }
  for (const name of Object.keys(catalog?.tiers ?? {}))
    if (components.length === 0 && !owned.has(name)) owned.set(name, []);
  const byName = new Map(components.map((component) => [component.name, component]));
  return [...owned.keys()].sort().map((name) => {
    const mine = owned.get(name) ?? [];
    const component = byName.get(name);
    return { name, component, owned: mine, urn: component?.urn ?? mine[0]?.urn ?? "" };
  });
}
