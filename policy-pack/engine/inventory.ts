import { type CatalogFacts, type Declared, type ServiceFacts, serviceToken } from "../../catalog/graph";
import { serviceSchema, type Team } from "../../catalog/schema";
import { assignResources } from "./assignment";
import { type Broken, readCatalog, readComponent, type ServiceComponent } from "./component";
import { createEvidence } from "./evidence";
import { hiddenResource, nameInUrn, type RawResource, resourceOf } from "./resource";
import type { Evidence, Resource, Subject, Surroundings } from "./rule";
import { unknownSentinels } from "./sentinels";
import { UnknownValue } from "./value";

/** One service of the stack with what is its own. `broken` says why nothing about it can be judged. */
export interface InventoryService {
  readonly subject: Subject;
  readonly evidence: Evidence;
  readonly urn: string;
  readonly broken: Broken;
}

/** The stack as the judge sees it: services, their resources, and what is known of the catalog. */
export interface Inventory {
  readonly services: readonly InventoryService[];
  readonly surroundings: Surroundings;
  readonly stackUrn: string | undefined;
  readonly catalogFrom: "component" | "policy config" | "nowhere";
  /** Resources of the vendors that no service claims. */
  readonly unclaimed: readonly Resource[];
  /** Sentences about what does not fit together, such as a tag that contradicts a query. */
  readonly notices: readonly string[];
  /** Why the Catalog component cannot be used, where it cannot. */
  readonly brokenCatalog: string | undefined;
}

/** Builds the inventory of a stack; `fromConfig` stands in for the Catalog component where the stack has none. */
export function buildInventory(raw: readonly RawResource[], fromConfig?: CatalogFacts): Inventory {
  const components = raw.filter(({ type }) => type === serviceToken).map(readComponent);
  const { facts, broken } = readCatalog(raw);
  const catalog = facts ?? fromConfig;
  const resources = resolveResources(raw, components);
  const assigned = assignResources(resources, components, catalog);
  const teams = teamIndex(catalog);
  const byType = indexByType(resources);
  const services = assigned.services.map(({ name, urn, component, owned }): InventoryService => {
    const known = component?.facts ?? unlistedFacts(name, catalog);
    const subject: Subject = {
      name,
      tier: known.tier,
      facts: known,
      team: teams.get(known.owner ?? ""),
      inCatalog: component !== undefined,
    };
    const evidence = createEvidence({
      own: owned,
      byType,
      observed: component?.observed ?? [],
      catalog,
    });
    return { subject, evidence, urn: component?.urn ?? urn, broken: component?.broken };
  });
  return {
    services,
    surroundings: surroundingsOf(services, catalog, teams),
    stackUrn: raw.find(({ type }) => type === "pulumi:pulumi:Stack")?.urn,
    catalogFrom: facts ? "component" : fromConfig ? "policy config" : "nowhere",
    unclaimed: assigned.unclaimed,
    notices: assigned.notices,
    brokenCatalog: broken,
  };
}

/** Resolves relations, and hides what a partial run left missing, empty or older than its Service declares. */
function resolveResources(
  raw: readonly RawResource[],
  components: readonly ServiceComponent[],
): ReadonlyMap<string, Resource> {
  const resources = new Map<string, Resource>();
  const declared = new Map(
    components.flatMap((component) => component.declares.map((entry) => [entry.urn, entry] as const)),
  );
  const sorted = [...raw].sort((a, b) => (a.urn < b.urn ? -1 : a.urn > b.urn ? 1 : 0));
  for (const one of sorted) {
    const stale = staleness(one, declared.get(one.urn));
    const resource = resourceOf(one, (urn) => resources.get(urn));
    resources.set(one.urn, stale === undefined ? resource : hidden(one.urn, one.type, stale));
  }
  for (const { urn, type } of declared.values()) {
    if (!resources.has(urn)) resources.set(urn, hidden(urn, type, "is not part of this run"));
  }
  return resources;
}

function hidden(urn: string, type: string, why: string): Resource {
  return hiddenResource(urn, type, () => new UnknownValue("partial", `${nameInUrn(urn)} ${why}`));
}

function staleness(raw: RawResource, declared: Declared | undefined): string | undefined {
  if (declared === undefined) return undefined;
  if (Object.keys(raw.props).length === 0) return "is left out of this run";
  const older = Object.entries(declared.expects).find(([path, value]) => !agrees(raw.props, path, value));
  return older === undefined ? undefined : `is older than this run declares it (${older[0]})`;
}

/** Whether a property has the value that the program gave it; what is absent or unknown contradicts nothing. */
function agrees(props: Readonly<Record<string, unknown>>, path: string, expected: number | boolean): boolean {
  let value: unknown = props;
  for (const key of path.split(/\.|\[|\]\.?/).filter((part) => part !== "")) {
    if (typeof value !== "object" || value === null) return true;
    value =
      key === "length" && Array.isArray(value)
        ? value.length
        : Object.getOwnPropertyDescriptor(value, key)?.value;
  }
  if (value === undefined || value === null || (typeof value === "string" && unknownSentinels.has(value)))
    return true;
  return String(value) === String(expected);
}

function indexByType(resources: ReadonlyMap<string, Resource>): ReadonlyMap<string, readonly Resource[]> {
  const index = new Map<string, Resource[]>();
  for (const urn of [...resources.keys()].sort()) {
    const resource = resources.get(urn);
    if (resource === undefined) continue;
    const list = index.get(resource.type);
    if (list) list.push(resource);
    else index.set(resource.type, [resource]);
  }
  return index;
}

function teamIndex(catalog: CatalogFacts | undefined): ReadonlyMap<string, Team> {
  const teams = (catalog?.teams ?? []).flatMap((team) =>
    [...team.aliases, team.name].map((name) => [name, team] as const),
  );
  return new Map(teams);
}

/** Facts of a service that only its resources name: nothing but a tier, 3 unless the stack's catalog block says. */
function unlistedFacts(name: string, catalog: CatalogFacts | undefined): ServiceFacts {
  const listed =
    catalog !== undefined && Object.hasOwn(catalog.tiers, name) ? catalog.tiers[name] : undefined;
  const facts = serviceSchema.parse({ name: "unlisted" });
  return { ...facts, name, tier: listed ?? 3, tierFrom: listed === undefined ? "default" : "stack" };
}

function surroundingsOf(
  services: readonly InventoryService[],
  catalog: CatalogFacts | undefined,
  teams: ReadonlyMap<string, Team>,
): Surroundings {
  const byName = new Map<string, InventoryService>();
  for (const service of services)
    for (const alias of service.subject.facts.aliases) byName.set(alias, service);
  for (const service of services) byName.set(service.subject.name, service);
  return { catalog, service: (name) => byName.get(name), team: (name) => teams.get(name) };
}
