import { attempt } from "./claims";
import type { ServiceComponent } from "./component";
import type { Resource } from "./rule";
import { github } from "./tokens";

/** A repository by name; the owner is not always stated. Both in lower case, as GitHub tells no case apart. */
export interface RepositoryName {
  readonly owner: string | undefined;
  readonly name: string;
}

/** Who lives in which repository, and what repositories of the stack are called. */
export interface RepositoryIndex {
  readonly residents: ReadonlyMap<
    string,
    readonly { readonly service: string; readonly at: RepositoryName }[]
  >;
  /** Services of the stack by name: one without a catalog entry may live in the repository of its name. */
  readonly known: ReadonlyMap<string, string>;
  /** Repositories of the stack by node id. */
  readonly byNodeId: ReadonlyMap<string, Resource>;
}

/** Indexes the repositories that services state and the stack declares. */
export function repositoryIndex(
  candidates: readonly Resource[],
  components: readonly ServiceComponent[],
  known: ReadonlyMap<string, string>,
): RepositoryIndex {
  const residents = new Map<string, { service: string; at: RepositoryName }[]>();
  for (const { name: service, facts } of components) {
    if (facts.repository === undefined) continue;
    const at = parseName(facts.repository);
    const list = residents.get(at.name);
    if (list) list.push({ service, at });
    else residents.set(at.name, [{ service, at }]);
  }
  const byNodeId = new Map<string, Resource>();
  for (const resource of candidates) {
    if (resource.type !== github.repository) continue;
    const id = attempt(() => resource.props.get("nodeId").string());
    if (id !== undefined) byNodeId.set(id, resource);
  }
  return { residents, known, byNodeId };
}

/** The services whose repository a GitHub resource is, or is about; none where it is about none of theirs. */
export function repositoriesOf(resource: Resource, index: RepositoryIndex): readonly string[] {
  const about = repositoryAbout(resource, index);
  if (about === undefined) return [];
  const sharing = (index.residents.get(about.name) ?? []).filter(({ at }) => sameOwner(at, about));
  if (sharing.length > 0) return sharing.map(({ service }) => service);
  const namesake = index.known.get(about.name);
  return namesake === undefined ? [] : [namesake];
}

/** By dependency first, which holds before and after an update; a text may be a node id. */
function repositoryAbout(resource: Resource, index: RepositoryIndex): RepositoryName | undefined {
  if (resource.type === github.repository) return ownName(resource);
  for (const property of ["repository", "repositoryId"]) {
    const stated = attempt(() => resource.props.get(property).string());
    const repository =
      attempt(() => resource.dependenciesOf(property).find(({ type }) => type === github.repository)) ??
      index.byNodeId.get(stated ?? "");
    if (repository) return ownName(repository);
    if (stated !== undefined) return parseName(stated);
  }
  return undefined;
}

/** A Repository's own name, with its owner where that is known. */
export function ownName(repository: Resource): RepositoryName {
  const name = attempt(() => repository.props.get("name").string()) ?? repository.name;
  return parseName(attempt(() => repository.props.get("fullName").string()) ?? name);
}

/** Reads name or owner/name. */
export function parseName(text: string): RepositoryName {
  const lower = text.toLowerCase();
  const slash = lower.lastIndexOf("/");
  return slash < 0
    ? { owner: undefined, name: lower }
    : { owner: lower.slice(0, slash), name: lower.slice(slash + 1) };
}

/** False only where both owners are stated and differ. */
export function sameOwner(a: RepositoryName, b: RepositoryName): boolean {
  return a.owner === undefined || b.owner === undefined || a.owner === b.owner;
}
