import type { Evidence, Resource, Subject, Surroundings } from "../../engine/rule";
import { github } from "../../engine/tokens";
import { UnknownValue, type Value } from "../../engine/value";
import type { Protection } from "./protections";

/** Someone whom a protection names: a person, a team by its slug, or an app. */
interface Actor {
  readonly label: string;
  readonly team?: string;
}

/**
 * Who may force push past a protection without the catalog's leave, as the protection names them. The catalog lets
 * teams and apps pass, never people. Throws UnknownValue where a name is only known after an update.
 */
export function uninvitedForcePushers(
  { resource }: Protection,
  { facts }: Subject,
  evidence: Evidence,
  surroundings: Surroundings,
): readonly string[] {
  const { teams, apps } = facts.bypass;
  const slugs = teams.map((name) => (surroundings.team(name)?.github.team ?? name).toLowerCase());
  return forcePushers(resource, evidence)
    .filter(({ label, team }) => (team === undefined ? !apps.includes(label) : !slugs.includes(team)))
    .map(({ label }) => label);
}

function forcePushers(resource: Resource, evidence: Evidence): readonly Actor[] {
  if (resource.type !== github.branchProtection) return [];
  const listed = resource.props.get("forcePushBypassers");
  const items = listed.unknown ? [listed] : listed.items();
  const named = items.flatMap((item) => (item.unknown ? [] : actorOf(item, evidence)));
  return items.some((item) => item.unknown) ? [...named, ...newTeams(resource)] : named;
}

/** "/login" is a person and "organisation/slug" a team; anything else is the id of one of them or of an app. */
function actorOf(item: Value, evidence: Evidence): Actor {
  const text = item.string() ?? "";
  const [, owner, name = text] = /^([^/]*)\/(.*)$/.exec(text) ?? [];
  if (owner) return { label: text, team: name.toLowerCase() };
  const team = evidence.all(github.team).find(({ props }) => hasId(props, text));
  return team === undefined ? { label: name } : teamActor(team);
}

function hasId(props: Value, id: string): boolean {
  return ["nodeId", "id"].some((key) => !props.get(key).unknown && props.get(key).string() === id);
}

/** Teams that do not exist yet, from what the list was computed from. */
function newTeams(resource: Resource): readonly Actor[] {
  const teams = resource.dependenciesOf("forcePushBypassers").filter(({ type }) => type === github.team);
  if (teams.length > 0) return teams.map(teamActor);
  throw new UnknownValue("planned", `who may force push past ${resource.name} is only known after an update`);
}

/** GitHub makes the slug from the name, which is known earlier. */
function teamActor({ name, props }: Resource): Actor {
  const slug = props.get("slug");
  const made = props.get("name").string() ?? name;
  const team = (slug.unknown ? undefined : slug.string()) ?? made.toLowerCase().replace(/[^a-z0-9_]+/g, "-");
  return { label: team, team };
}
