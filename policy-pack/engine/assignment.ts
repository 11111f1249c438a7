import { type CatalogFacts, serviceToken } from "../../catalog/graph";
import { namedServices, physicalName } from "./claims";
import type { ServiceComponent } from "./component";
import { type Owners, spreadOwners } from "./relations";
import { repositoriesOf, repositoryIndex } from "./repositories";
import type { Resource } from "./rule";
import { pagerduty } from "./tokens";

/** One service with the resources that belong to it, in the order of their URNs. */
export interface AssignedService {
  readonly name: string;
  /** The component's URN, else that of the first resource that names the service, else empty. */
  readonly urn: string;
  readonly component: ServiceComponent | undefined;
  readonly owned: readonly Resource[];
}

export interface Assignment {
  readonly services: readonly AssignedService[];
  readonly unclaimed: readonly Resource[];
  readonly notices: readonly string[];
}

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
  const canonical = aliasIndex(components);
  claimDeclared(owners, candidates, components, resources.size);
  const notices = claimNamed(owners, candidates, canonical);
  const direct = new Set(owners.keys());
  spreadOwners(owners, candidates, direct);
  claimByName(owners, candidates, components, canonical, catalog);
  spreadOwners(owners, candidates, direct);
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

/** Services by name and alias; a name beats another service's alias. */
function aliasIndex(components: readonly ServiceComponent[]): ReadonlyMap<string, string> {
  return new Map([
    ...components.flatMap(({ name, facts }) => facts.aliases.map((alias) => [alias, name] as const)),
    ...components.map(({ name }) => [name, name] as const),
  ]);
}

function claimDeclared(
  owners: Owners,
  candidates: readonly Resource[],
  components: readonly ServiceComponent[],
  depth: number,
): void {
  for (const { name, declares } of components) {
    for (const { urn } of declares) add(owners, urn, [name]);
  }
  const byUrn = new Map(components.map(({ urn, name }) => [urn, name]));
  for (const resource of candidates) {
    if (owners.has(resource.urn)) continue;
    const above = serviceAbove(resource, depth);
    const name = above === undefined ? undefined : byUrn.get(above);
    if (name !== undefined) add(owners, resource.urn, [name]);
  }
}

/** The URN of the nearest Service component above a resource; `depth` ends a chain that goes round. */
function serviceAbove(resource: Resource, depth: number): string | undefined {
  let above: Resource | undefined = resource;
  for (let step = 0; above !== undefined && step <= depth; step++) {
    if (above.type === serviceToken) return above.urn;
    above = parentOf(above);
  }
  return undefined;
}

function parentOf(resource: Resource): Resource | undefined {
  try {
    return resource.parent;
  } catch {
    return undefined; // A partial run hides what stands above.
  }
}

/** Claims what names a service in its query or tags; returns sentences about those that contradict themselves. */
function claimNamed(
  owners: Owners,
  candidates: readonly Resource[],
  canonical: ReadonlyMap<string, string>,
): readonly string[] {
  const notices: string[] = [];
  for (const resource of candidates) {
    if (owners.has(resource.urn)) continue;
    const named = namedServices(resource, (name) => canonical.get(name) ?? name);
    if (named === undefined) continue;
    add(owners, resource.urn, named.services);
    if (named.contradicted.length > 0) {
      notices.push(
        `${resource.name} is tagged for ${named.contradicted.join(", ")} but its query is about ${named.services.join(", ")}; the query counts.`,
      );
    }
  }
  return notices;
}

/** Claims what only a name or a repository tells apart. */
function claimByName(
  owners: Owners,
  candidates: readonly Resource[],
  components: readonly ServiceComponent[],
  canonical: ReadonlyMap<string, string>,
  catalog: CatalogFacts | undefined,
): void {
  // A PagerDuty service is a service even where nothing else knows it.
  const paged = candidates.filter(({ urn, type }) => type === pagerduty.service && !owners.has(urn));
  const known = new Map([
    ...paged.flatMap((service) => physicalName(service) ?? []).map((name) => [name, name] as const),
    ...[...owners.values()].flatMap((names) => [...names].map((name) => [name, name] as const)),
    ...Object.keys(catalog?.tiers ?? {}).map((name) => [name, name] as const),
    ...canonical,
  ]);
  const repositories = repositoryIndex(candidates, components, known);
  for (const resource of candidates) {
    if (owners.has(resource.urn)) continue;
    const names = resource.type.startsWith("github:")
      ? repositoriesOf(resource, repositories)
      : namesake(resource, known);
    if (names.length > 0) add(owners, resource.urn, names);
  }
}

/** The service of a resource's own name. */
function namesake(resource: Resource, known: ReadonlyMap<string, string>): readonly string[] {
  const own = physicalName(resource);
  const name = own === undefined ? undefined : known.get(own);
  return name === undefined ? [] : [name];
}

function add(owners: Owners, urn: string, names: readonly string[]): void {
  const known = owners.get(urn) ?? new Set();
  for (const name of names) known.add(name);
  owners.set(urn, known);
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
