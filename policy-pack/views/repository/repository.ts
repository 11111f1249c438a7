import { serviceToken } from "../../../catalog/graph";
import { ownName, parseName, type RepositoryName, sameOwner } from "../../engine/repositories";
import type { Evidence, FailureSite, Resource, Subject } from "../../engine/rule";
import { github } from "../../engine/tokens";
import { UnknownValue } from "../../engine/value";
import { type Attempt, attempt } from "../attempt";
import { seenProperty } from "./seen-repository";

/** The repository that a service lives in. */
export interface LinkedRepository {
  /** As the catalog states it, with or without its owner; else as the stack names it. */
  readonly name: string;
  /** The Repository, where the stack declares it, or as it was seen. */
  readonly resource: Resource | undefined;
  /** Whether this stack is where what guards the repository is declared, so that absence is a gap. */
  readonly managedHere: boolean;
  /** What the stack declares for the repository: protections, rulesets, default branch, custom properties. */
  of(type: string): readonly Resource[];
  /** The same as a vendor shows it, also where this stack is the place to declare it. */
  seen(type: string): readonly Resource[];
  /** What is declared of a type where nothing tells yet which repository it is about, each with the reason. */
  inDoubt(type: string): readonly InDoubt[];
}

interface InDoubt {
  readonly resource: Resource;
  readonly error: UnknownValue;
}

/** The repository that the catalog names, else that of the resources which belong to the service, if any. */
export function linkedRepository(service: Subject, evidence: Evidence): LinkedRepository | undefined {
  return evidence.once("repository", () => {
    const index = indexOf(evidence);
    const stated = service.facts.repository ?? nameByResources(evidence, index);
    if (stated === undefined) return undefined;
    const wanted = parseName(stated);
    const namesakes = (index.byName.get(wanted.name) ?? []).filter(({ at }) => sameOwner(at, wanted));
    const isHome = ({ resource }: Placed): boolean => resource.type === github.repository;
    const declared = namesakes.find((one) => isHome(one) && !one.resource.observed);
    // An account's own repositories are declared with it: one of a named owner that is not is another account's.
    const managedHere = evidence.owns && (declared !== undefined || wanted.owner === undefined);
    // What exists beside it where all is declared was made by hand, and goes with the next update.
    const counted = managedHere ? namesakes.filter((one) => !one.resource.observed) : namesakes;
    const home = declared ?? counted.find(isHome);
    const about = (some: readonly Placed[], type: string): readonly Resource[] =>
      some
        .filter(({ at }) => sameOwner(at, home?.at ?? wanted))
        .map((one) => one.resource)
        .filter((one) => one.type === type);
    const seen = namesakes.filter((one) => one.resource.observed);
    const resource = home?.resource;
    const foreign = () => byForeignId(index, stated, resource, evidence);
    return {
      name: stated,
      resource,
      managedHere,
      of: (type) => [...about(counted, type), ...foreign().about.filter((one) => one.type === type)],
      seen: (type) => about(seen, type),
      inDoubt: (type) => [...index.inDoubt, ...foreign().inDoubt].filter((one) => one.resource.type === type),
    };
  });
}

/** A repository that rules may judge, or why a service has none of that kind. */
export type RepositoryFound = { readonly repository: LinkedRepository } | { readonly reason: string };

/** The repository of a service whose settings and files can be changed: it is linked, and not archived. */
export function liveRepository(service: Subject, evidence: Evidence): RepositoryFound {
  const repository = linkedRepository(service, evidence);
  if (repository === undefined)
    return { reason: "no repository is linked to the service; repository-linked judges that" };
  if (isArchived(repository))
    return { reason: `repository ${repository.name} is archived; repository-linked judges that` };
  return { repository };
}

/** Where a gap is shown that nothing fills: at what declares the repository, if anything does. */
export function homeSite({ name, resource }: LinkedRepository): FailureSite {
  return { subject: name, ...(resource?.observed === false && { resource }) };
}

/** Whether a repository is archived, which nobody can change anything in; false where it is not declared here. */
export function isArchived({ resource }: LinkedRepository): boolean {
  return resource?.props.get("archived").boolean() ?? false;
}

/** Whether only some may see a repository; undefined where it is not declared here. */
export function isPrivate({ resource }: LinkedRepository): boolean | undefined {
  if (resource === undefined) return undefined;
  const visibility = resource.props.get("visibility").string();
  return visibility === undefined
    ? (resource.props.get("private").boolean() ?? false)
    : visibility !== "public";
}

/** Whether a service has its repository for itself, so that what is said of the one is said of the other. */
export function livesAlone({ facts }: Subject, { name }: LinkedRepository, evidence: Evidence): boolean {
  if (facts.path !== undefined && facts.path !== ".") return false;
  const home = parseName(name);
  const residents = residentsOf(evidence).get(home.name) ?? [];
  return !residents.some(({ service, at }) => service !== facts.name && sameOwner(at, home));
}

interface Resident {
  readonly service: string;
  readonly at: RepositoryName;
}

/** Services by the name of their repository: found once, whichever of them asks. */
const residents = new WeakMap<readonly Resource[], ReadonlyMap<string, readonly Resident[]>>();

function residentsOf(evidence: Evidence): ReadonlyMap<string, readonly Resident[]> {
  const components = evidence.all(serviceToken);
  const known = residents.get(components);
  if (known) return known;
  const byName = new Map<string, Resident[]>();
  for (const { props } of components) {
    const facts = props.get("facts");
    const at = parseName(facts.get("repository").string() ?? "");
    const resident = { service: facts.get("name").string() ?? "", at };
    const list = byName.get(at.name);
    if (list) list.push(resident);
    else byName.set(at.name, [resident]);
  }
  residents.set(components, byName);
  return byName;
}

/** What belongs to one repository, by property that names it. */
const repositoryProperties: Readonly<Record<string, string>> = {
  [github.actionsRepositoryPermissions]: "repository",
  [github.branchDefault]: "repository",
  [github.branchProtection]: "repositoryId",
  [github.branchProtectionV3]: "repository",
  [github.repositoryCollaborator]: "repository",
  [github.repositoryCollaborators]: "repository",
  [github.repositoryCustomProperty]: "repository",
  [github.repositoryDeploymentBranchPolicy]: "repository",
  [github.repositoryEnvironment]: "repository",
  [github.repositoryEnvironmentDeploymentPolicy]: "repository",
  [github.repositoryFile]: "repository",
  [github.repositoryRuleset]: "repository",
  [github.teamRepository]: "repository",
  [github.vulnerabilityAlerts]: "repository",
  [github.workflowRepositoryPermissions]: "repository",
};
const indexedTypes = [github.repository, ...Object.keys(repositoryProperties)];
/** A file may be written into a repository that others live in, as that of a cluster's settings. */
const homeTypes = indexedTypes.filter((type) => type !== github.repositoryFile);

interface Placed {
  readonly resource: Resource;
  readonly at: RepositoryName;
}

interface RepositoryIndex {
  /** By the repository's name without its owner, in lower case. */
  readonly byName: ReadonlyMap<string, readonly Placed[]>;
  readonly inDoubt: readonly InDoubt[];
  /** By a node id that no repository of the stack has. */
  readonly foreign: readonly Resource[];
}

/** Indexes by the stack's list of resources: made once, whichever of its services asks. */
const indexes = new WeakMap<readonly Resource[], RepositoryIndex>();

function indexOf(evidence: Evidence): RepositoryIndex {
  const resources = evidence.all(...indexedTypes);
  const known = indexes.get(resources) ?? createIndex(resources);
  indexes.set(resources, known);
  return known;
}

function createIndex(resources: readonly Resource[]): RepositoryIndex {
  const byNodeId = new Map<string, Resource>();
  for (const resource of resources) {
    const id = resource.type === github.repository ? attempt(() => nodeIdOf(resource)) : undefined;
    if (id && "value" in id && id.value !== undefined) byNodeId.set(id.value, resource);
  }
  const byName = new Map<string, Placed[]>();
  const inDoubt: InDoubt[] = [];
  const foreign: Resource[] = [];
  for (const resource of resources) {
    const found = placeOf(resource, byNodeId);
    if ("unknown" in found) {
      inDoubt.push({ resource, error: found.unknown });
      continue;
    }
    if (found.value === undefined) {
      foreign.push(resource);
      continue;
    }
    const list = byName.get(found.value.name);
    if (list) list.push({ resource, at: found.value });
    else byName.set(found.value.name, [{ resource, at: found.value }]);
  }
  return { byName, inDoubt, foreign };
}

function nodeIdOf(repository: Resource): string | undefined {
  return repository.props.get("nodeId").string();
}

/**
 * What is about a repository by a node id that no repository here has, such as one that was looked up: it may be about
 * any repository of which the stack does not know the id, and only GitHub can tell.
 */
function byForeignId(
  { foreign }: RepositoryIndex,
  name: string,
  repository: Resource | undefined,
  evidence: Evidence,
): { readonly about: readonly Resource[]; readonly inDoubt: readonly InDoubt[] } {
  const id = attempt(() => repository === undefined || repository.props.get("nodeId").absent);
  if ("value" in id && !id.value) return { about: [], inDoubt: [] };
  const asked = foreign.map((resource) => {
    const what = `the repository that ${resource.name} is about`;
    const told = attempt(() => seenProperty(name, "nodeId", evidence, what).string());
    return { resource, told };
  });
  return {
    about: asked.flatMap(({ resource, told }) =>
      "value" in told && resource.props.get("repositoryId").string() === told.value ? [resource] : [],
    ),
    inDoubt: asked.flatMap(({ resource, told }) =>
      "unknown" in told ? [{ resource, error: told.unknown }] : [],
    ),
  };
}

/**
 * The repository that a resource is, or is about: by name or node id where known, else by what it depends on. Undefined
 * where all that is known is the node id of a repository that is not in this stack.
 */
function placeOf(
  resource: Resource,
  byNodeId: ReadonlyMap<string, Resource>,
): Attempt<RepositoryName | undefined> {
  if (resource.type === github.repository) return { value: ownName(resource) };
  return attempt(() => {
    const property = repositoryProperties[resource.type] ?? "repository";
    const stated = resource.props.get(property);
    const text = stated.unknown ? undefined : (stated.string() ?? "");
    const named = byNodeId.get(text ?? "");
    if (named !== undefined) return ownName(named);
    if (text !== undefined && !(property === "repositoryId" && isNodeId(text))) return parseName(text);
    const [source] = resource.dependenciesOf(property).filter(({ type }) => type === github.repository);
    if (source !== undefined) return ownName(source);
    if (text !== undefined) return undefined;
    throw new UnknownValue("planned", `the repository of ${resource.name} is only known after an update`);
  });
}

/** Node ids of repositories, in GitHub's present and former form. */
function isNodeId(text: string): boolean {
  return /^(R_|MDEwOlJlcG9zaXRvcnk)/.test(text);
}

/** Where no catalog names a repository: that of a resource which belongs to the service. */
function nameByResources(evidence: Evidence, index: RepositoryIndex): string | undefined {
  const own = new Set(evidence.of(...homeTypes));
  if (own.size === 0) return undefined;
  const placed = [...index.byName.values()].flat().filter(({ resource }) => own.has(resource));
  const best = placed.find(({ resource }) => resource.type === github.repository) ?? placed[0];
  if (best === undefined) return undefined;
  const { owner, name } = best.at;
  return owner === undefined ? name : `${owner}/${name}`;
}
