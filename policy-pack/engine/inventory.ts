import type { CatalogFacts, ServiceFacts } from "../../catalog/graph";
import { serviceSchema, type Team } from "../../catalog/schema";
import type { ObservedFact } from "../../evidence/facts";
import { type AssignedService, assignResources } from "./assignment";
import { type Broken, readCatalog, readComponents, type ServiceComponent } from "./component";
import { byUrn, createEvidence, indexStack, type WatchedEvidence } from "./evidence";
import { neighbouringService, neighboursKind, toldByNeighbours } from "./neighbours";
import { declaredIdentities, observedResources } from "./observations";
import { resolveResources } from "./partial-run";
import { type RawResource, resourceOf } from "./resource";
import type { Resource, Subject, Surroundings } from "./rule";

/** One service of the stack with what is its own. `broken` says why nothing about it can be judged. */
export interface InventoryService {
  readonly subject: Subject;
  readonly evidence: WatchedEvidence;
  /** Its resources, declared and observed, in the order of their URNs. */
  readonly own: readonly Resource[];
  /** What was read of it at the vendors. */
  readonly observed: readonly ObservedFact[];
  readonly urn: string;
  readonly broken: Broken;
  /** What the catalog says of it, but for its tier, and by type or kind what the stack declares and the vendors told. */
  readonly known: Readonly<Record<string, readonly unknown[]>>;
}

/** The stack as the judge sees it: services, their resources, and what is known of the catalog. */
export interface Inventory {
  readonly services: readonly InventoryService[];
  readonly surroundings: Surroundings;
  readonly stackUrn: string | undefined;
  /** When the Catalog component stated its facts, as ISO 8601. */
  readonly statedAt: string | undefined;
  readonly catalogFrom: "component" | "policy config" | "nowhere";
  /** Resources of the vendors that no service claims. */
  readonly unclaimed: readonly Resource[];
  /** Sentences about what does not fit together, such as a tag that contradicts a query. */
  readonly notices: readonly string[];
  /** Why the Catalog component cannot be used, where it cannot: no rule may judge then. */
  readonly brokenCatalog: string | undefined;
}

/** Builds the inventory of a stack; `fromConfig` stands in for the Catalog component where the stack has none. */
export function buildInventory(raw: readonly RawResource[], fromConfig?: CatalogFacts): Inventory {
  const components = readComponents(raw);
  const read = readCatalog(raw);
  const fromComponent = read.facts !== undefined || read.broken !== undefined;
  const catalog = fromComponent ? read.facts : fromConfig;
  const declares = [...read.declares, ...components.flatMap((component) => component.declares)];
  const resources = resolveResources(raw, declares);
  const assigned = assignResources(resources, components, catalog);
  const teams = teamIndex(catalog);
  const seen = seenThings(raw, components);
  const props = new Map(raw.map((one) => [one.urn, one.props]));
  const everywhere = [...resources.values(), ...new Set([...seen.values()].flat())];
  const stack = indexStack(seen.size === 0 ? resources.values() : everywhere.sort(byUrn));
  const services = assigned.services.map((service): InventoryService => {
    const { component, owned, urn } = service;
    const subject = subjectOf(service, catalog, teams);
    const own = [...owned, ...(seen.get(service.name) ?? [])];
    const observed = component?.observed ?? [];
    const evidence = createEvidence({ own, stack, observed, catalog });
    const known = groupedByName([
      ["catalog", withoutTier(subject)],
      ...toldByNeighbours(subject.facts.dependencies, catalog?.neighbours ?? []).map(
        (told) => [neighboursKind, told] as const,
      ),
      ...owned.map((one) => [one.type, [one.urn, props.get(one.urn)]] as const),
      ...observed.map(({ kind, subject: of, source, answer }) => [kind, [of, source, answer]] as const),
    ]);
    return { subject, evidence, own, observed, urn, broken: component?.broken, known };
  });
  const ignored = fromComponent && fromConfig !== undefined;
  return {
    services,
    surroundings: surroundingsOf(services, catalog, teams),
    stackUrn: (raw.find(({ type }) => type === "pulumi:pulumi:Stack") ?? raw[0])?.urn,
    statedAt: read.statedAt,
    catalogFrom: fromComponent ? "component" : fromConfig ? "policy config" : "nowhere",
    unclaimed: assigned.unclaimed,
    notices: [
      ...assigned.notices,
      ...(ignored
        ? ["The catalog block of the policy config does not count, since the stack has a Catalog component."]
        : []),
    ],
    brokenCatalog: read.broken,
  };
}

function groupedByName(
  named: readonly (readonly [name: string, value: unknown])[],
): Readonly<Record<string, readonly unknown[]>> {
  const groups = new Map<string, unknown[]>(); // as a type may be called like a property that every object has
  for (const [name, value] of named) {
    const group = groups.get(name);
    if (group === undefined) groups.set(name, [value]);
    else group.push(value);
  }
  return Object.fromEntries(groups);
}

function withoutTier({ name, facts, team, inCatalog }: Subject): object {
  const { tier: _, tierFrom: __, ...rest } = facts;
  return { name, facts: rest, team, inCatalog };
}

/** What collectors saw for each service, as resources; what several services share is one. */
function seenThings(
  raw: readonly RawResource[],
  components: readonly ServiceComponent[],
): ReadonlyMap<string, readonly Resource[]> {
  if (components.every(({ observed }) => observed.length === 0)) return new Map();
  const declared = declaredIdentities(raw);
  const known = new Map<string, Resource>();
  return new Map(
    components.map(({ name, observed }) => {
      const own = observedResources(observed, declared).map((one) => {
        const resource = known.get(one.urn) ?? resourceOf(one, () => undefined);
        known.set(one.urn, resource);
        return resource;
      });
      return [name, [...new Set(own)].sort(byUrn)];
    }),
  );
}

function subjectOf(
  { name, component }: AssignedService,
  catalog: CatalogFacts | undefined,
  teams: ReadonlyMap<string, Team>,
): Subject {
  const facts = component?.facts ?? unlistedFacts(name, catalog);
  return {
    name,
    tier: facts.tier,
    facts,
    team: teams.get(facts.owner?.trim() ?? ""),
    inCatalog: component !== undefined,
  };
}

function teamIndex(catalog: CatalogFacts | undefined): ReadonlyMap<string, Team> {
  const teams = catalog?.teams ?? [];
  return new Map([
    ...teams.flatMap((team) => team.aliases.map((alias) => [alias, team] as const)),
    ...teams.map((team) => [team.name, team] as const), // A name beats another team's alias.
  ]);
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
  const neighbours = catalog?.neighbours ?? [];
  return {
    catalog,
    service: (name) => byName.get(name),
    team: (name) => teams.get(name),
    neighbour: (name) => neighbouringService(name, neighbours),
  };
}
