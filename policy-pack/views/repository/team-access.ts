import { parseName } from "../../engine/repositories";
import type { Evidence, Resource } from "../../engine/rule";
import { github } from "../../engine/tokens";
import { UnknownValue, type Value } from "../../engine/value";
import { attempt, take } from "../attempt";
import { anyHolds } from "../decide";
import { idOf, sourcesOf } from "../links";
import { slugOf, teamOfSlug } from "./guests";
import type { LinkedRepository } from "./repository";

/** Whether a team, as in @organisation/slug, is of another organisation than the repository. */
export function isForeign(team: string, { name, resource }: LinkedRepository): boolean {
  const full = attempt(() => resource?.props.get("fullName").string());
  const { owner } = parseName("value" in full && full.value ? full.value : name);
  return owner !== undefined && owner !== partsOf(team).organisation;
}

function partsOf(team: string): { readonly organisation: string; readonly slug: string } {
  const [organisation = "", slug = ""] = team.replace(/^@/, "").toLowerCase().split("/");
  return { organisation, slug };
}

/**
 * Whether a team exists and may write to a repository, by what is declared or seen of both: in its own name, or in that
 * of a team that it is part of. Throws UnknownValue where nothing tells.
 */
export function isWriter(team: string, repository: LinkedRepository, evidence: Evidence): boolean {
  const key = `writer ${repository.name} ${team.toLowerCase()}`;
  return take(evidence.once(key, () => attempt(() => findWriter(team, repository, evidence))));
}

function findWriter(team: string, repository: LinkedRepository, evidence: Evidence): boolean {
  if (isForeign(team, repository)) return false;
  const { slug } = partsOf(team);
  const what = `whether team ${team} may write to repository ${repository.name}`;
  const resource = teamOfSlug(slug, evidence);
  if (resource === undefined) {
    const told = evidence.ask("team-members", slug, what);
    if (told === undefined) return false;
    throw new UnknownValue("unobserved", `GitHub did not tell ${what}`);
  }
  const grants = grantsOf(repository);
  const all = withParents(resource, evidence);
  if (anyHolds(all.flatMap((one) => grants.map((lets) => () => lets(one))))) return true;
  if (repository.managedHere) return false;
  evidence.ask("code-owners", repository.name, what);
  throw new UnknownValue("unobserved", `GitHub did not tell ${what}`);
}

/** Something that may let a team write to a repository. */
type Grant = (team: Resource) => boolean;

function grantsOf(repository: LinkedRepository): readonly Grant[] {
  const single = repository.of(github.teamRepository).map(
    (one): Grant =>
      (team) =>
        isMeant(one, "teamId", one.props, team) && writes(one.props, "pull"),
  );
  const listed = repository.of(github.repositoryCollaborators).flatMap((one): readonly Grant[] => {
    const items = attempt(() => one.props.get("teams").items());
    if ("unknown" in items) return [() => take(items)];
    return items.value.map((item) => (team) => isMeant(one, "teams", item, team) && writes(item, "push"));
  });
  const inDoubt = [github.teamRepository, github.repositoryCollaborators]
    .flatMap((type) => repository.inDoubt(type))
    .map(
      ({ error }): Grant =>
        () =>
          take({ unknown: error }),
    );
  return [...single, ...listed, ...inDoubt];
}

/** Whether a team is the one whose id, or slug, stands in a grant; `property` is the top-level one it is part of. */
function isMeant(resource: Resource, property: string, grant: Value, team: Resource): boolean {
  const stated = grant.get("teamId");
  if (stated.unknown) return sourcesOf(resource, property, [github.team]).includes(team);
  return [idOf(team), slugOf(team)].includes(stated.string() ?? "");
}

const writing = ["push", "maintain", "admin"];
const reading = ["pull", "triage"];

function writes(grant: Value, otherwise: string): boolean {
  const permission = grant.get("permission").string() ?? otherwise;
  if (writing.includes(permission)) return true;
  if (reading.includes(permission)) return false;
  throw new UnknownValue("unobserved", `GitHub did not tell what role ${permission} may do`);
}

/** GitHub nests teams less deeply; a chain that goes round ends here. */
const deepest = 10;

/** A team and those that it is part of, whose access it has. */
function withParents(team: Resource, evidence: Evidence): readonly Resource[] {
  const chain = [team];
  for (let one = parentOf(team, evidence); one && chain.length < deepest; one = parentOf(one, evidence))
    chain.push(one);
  return chain;
}

function parentOf(team: Resource, evidence: Evidence): Resource | undefined {
  const stated = team.props.get("parentTeamId");
  if (stated.unknown) return sourcesOf(team, "parentTeamId", [github.team])[0];
  const id = stated.string();
  if (!id) return undefined;
  return evidence.all(github.team).find((one) => idOf(one) === id) ?? teamOfSlug(id, evidence);
}
