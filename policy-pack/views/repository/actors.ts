import type { Evidence, Resource } from "../../engine/rule";
import { github } from "../../engine/tokens";
import { UnknownValue, type Value } from "../../engine/value";
import { texts } from "../property";
import { type Guests, kindOfNodeId, slugOf } from "./guests";

/** Somebody whom a protection lets pass: a person, a team, an app or all who have a role. */
export interface Actor {
  readonly label: string;
  /** Whether the catalog lets them pass, which it does teams and apps only. Throws UnknownValue where nobody can tell. */
  isInvited(): boolean;
}

/** What is needed to tell who somebody is. */
export interface ActorContext {
  readonly guests: Guests;
  readonly evidence: Evidence;
}

/** All who have a role, whom the catalog cannot invite. */
export function role(label: string): Actor {
  return { label, isInvited: () => false };
}

/** Those of a list of names and node ids that stands in a top-level property, such as forcePushBypassers. */
export function listedActors(
  list: Value,
  resource: Resource,
  property: string,
  context: ActorContext,
): readonly Actor[] {
  const items = list.unknown ? [list] : list.items();
  const named = items.flatMap((item) => (item.unknown ? [] : [listedActor(item.string() ?? "", context)]));
  return hasUnknown(list) ? [...named, ...newTeams(resource, property, context)] : named;
}

/** Whether a list, or something in it, is only known after an update. */
export function hasUnknown(list: Value): boolean {
  return list.unknown || list.items().some((item) => item.unknown);
}

/** "/login" is a person and "organisation/slug" a team; anything else is the id of one of them or of an app. */
function listedActor(text: string, { guests, evidence }: ActorContext): Actor {
  const [, owner, name = text] = /^([^/]*)\/(.*)$/.exec(text) ?? [];
  if (owner) return { label: text, isInvited: () => guests.hasTeam("slug", name) };
  if (owner === "") return role(name);
  const team = evidence.all(github.team).find(({ props }) => hasId(props, text));
  if (team !== undefined) return teamActor(team, guests);
  const kind = kindOfNodeId(text);
  if (kind === "person") return role(text);
  const form = /^\d+$/.test(text) ? "id" : "nodeId";
  if (kind === "team") return { label: text, isInvited: () => guests.hasTeam(form, text) };
  return { label: text, isInvited: () => guests.hasApp(form, text) };
}

function hasId(props: Value, id: string): boolean {
  return ["nodeId", "id"].some((key) => !props.get(key).unknown && props.get(key).string() === id);
}

/** Teams that do not exist yet, from what a top-level property was computed from. */
function newTeams(resource: Resource, property: string, { guests }: ActorContext): readonly Actor[] {
  const teams = resource.dependenciesOf(property).filter(({ type }) => type === github.team);
  const unnumbered = teams.filter(({ props }) => props.get("id").unknown || props.get("id").absent);
  const likely = unnumbered.length > 0 ? unnumbered : teams;
  return likely.length > 0 ? likely.map((team) => teamActor(team, guests)) : [unknownActor(resource)];
}

/** Somebody of whom only an update will tell who it is. */
export function unknownActor({ name }: Resource): Actor {
  return {
    label: "somebody",
    isInvited: () => {
      throw new UnknownValue("planned", `who may get past ${name} is only known after an update`);
    },
  };
}

function teamActor(team: Resource, guests: Guests): Actor {
  const slug = slugOf(team);
  return { label: slug, isInvited: () => guests.hasTeam("slug", slug) };
}

/** Those of lists by kind, as the older form of a protection has them. */
export function sortedActors(lists: Value | undefined, { guests }: ActorContext): readonly Actor[] {
  if (lists === undefined) return [];
  return [
    ...texts(lists.get("users")).map(role),
    ...texts(lists.get("teams")).map((slug) => ({
      label: slug,
      isInvited: () => guests.hasTeam("slug", slug),
    })),
    ...texts(lists.get("apps")).map((slug) => ({
      label: slug,
      isInvited: () => guests.hasApp("slug", slug),
    })),
  ];
}

/** Roles that a ruleset may let pass, as messages call them. */
const roles: Readonly<Record<string, string>> = {
  OrganizationAdmin: "Owners of the organisation",
  EnterpriseOwner: "Owners of the enterprise",
  DeployKey: "Deploy keys",
};
/** GitHub's own roles in a repository; an organisation's have other numbers. */
const repositoryRoles: Readonly<Record<number, string>> = { 2: "maintain", 4: "write", 5: "admin" };

/** Who one of a ruleset's bypassActors is: one actor, or all who may be meant by an id that is not known yet. */
export function rulesetActors(item: Value, ruleset: Resource, context: ActorContext): readonly Actor[] {
  const { guests, evidence } = context;
  const type = item.get("actorType").string() ?? "";
  const stated = item.get("actorId");
  const known = roles[type];
  if (known !== undefined) return [role(known)];
  const id = stated.unknown ? undefined : stated.number();
  if (type === "RepositoryRole") return [role(`Role ${repositoryRoles[id ?? 0] ?? id ?? "of some kind"}`)];
  if (type !== "Team" && type !== "Integration") return [role(`${type} ${id ?? "of some kind"}`)];
  if (stated.unknown)
    return type === "Team" ? newTeams(ruleset, "bypassActors", context) : [unknownActor(ruleset)];
  const name = String(id ?? "");
  if (type === "Integration") return [{ label: `App ${name}`, isInvited: () => guests.hasApp("id", name) }];
  const team = evidence.all(github.team).find(({ props }) => hasId(props, name));
  if (team !== undefined) return [teamActor(team, guests)];
  return [{ label: `Team ${name}`, isInvited: () => guests.hasTeam("id", name) }];
}
