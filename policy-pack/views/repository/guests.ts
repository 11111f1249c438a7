import type { Evidence, Resource, Subject, Surroundings } from "../../engine/rule";
import { github } from "../../engine/tokens";
import { UnknownValue } from "../../engine/value";
import { attempt, firstUnknown } from "../attempt";
import { anyHolds } from "../decide";

/** How GitHub's lists name a team or an app: by a name in words, by a number, or by a node id. */
export type Form = "slug" | "id" | "nodeId";

/** The teams and apps that a service's catalog file lets bypass protections; people it never does. */
export interface Guests {
  /** Whether a team is one of them. Throws UnknownValue where nothing tells which team it is. */
  hasTeam(form: Form, name: string): boolean;
  hasApp(form: Form, name: string): boolean;
}

/** Reads who may bypass the protections of a service's repository. */
export function guestsOf({ facts }: Subject, evidence: Evidence, surroundings: Surroundings): Guests {
  const teams = facts.bypass.teams.map((name) => surroundings.team(name)?.github.team ?? name);
  return {
    hasTeam: (form, name) => anyHolds(teams.map((slug) => () => isTeam(slug, form, name, evidence))),
    hasApp: (form, name) => anyHolds(facts.bypass.apps.map((app) => () => isApp(app, form, name, evidence))),
  };
}

function isTeam(slug: string, form: Form, name: string, evidence: Evidence): boolean {
  if (form === "slug") return isSame(slug, name);
  const declared = teamOfSlug(slug, evidence);
  if (declared !== undefined) return hasId(declared, form, name);
  const what = `the id of team ${slug}`;
  const seen = evidence.ask("team-members", slug, what)?.resources.find(({ type }) => type === github.team);
  if (seen === undefined) return false;
  const id = form === "id" ? seen.id : seen.props.nodeId;
  if (typeof id === "string") return id === name;
  throw new UnknownValue("unobserved", `GitHub did not tell ${what}`);
}

interface TeamIndex {
  readonly bySlug: ReadonlyMap<string, Resource>;
  /** Why it is not known of one what it is called. */
  readonly doubt: UnknownValue | undefined;
}

/** Teams by slug, indexed once a stack. */
const indexes = new WeakMap<readonly Resource[], TeamIndex>();

/** The team of a slug, declared before seen. Throws UnknownValue where it may be one whose name is not known. */
export function teamOfSlug(slug: string, evidence: Evidence): Resource | undefined {
  const teams = evidence.all(github.team);
  const index = indexes.get(teams) ?? indexBySlug(teams);
  indexes.set(teams, index);
  const found = index.bySlug.get(slug.toLowerCase());
  if (found === undefined && index.doubt !== undefined) throw index.doubt;
  return found;
}

function indexBySlug(teams: readonly Resource[]): TeamIndex {
  const bySlug = new Map<string, Resource>();
  const slugs = teams.map((team) => ({ team, slug: attempt(() => slugOf(team).toLowerCase()) }));
  for (const { team, slug } of slugs)
    if ("value" in slug && (bySlug.get(slug.value)?.observed ?? true)) bySlug.set(slug.value, team);
  return { bySlug, doubt: firstUnknown(slugs.map(({ slug }) => slug)) };
}

/** An id that is not known belongs to a team that is still to be made, which no list names by its id yet. */
function hasId({ props }: Resource, form: Exclude<Form, "slug">, name: string): boolean {
  const id = props.get(form);
  return !id.unknown && id.string() === name;
}

/** GitHub makes the slug from the name, which is known earlier. */
export function slugOf({ name, props }: Resource): string {
  const slug = props.get("slug");
  const made = props.get("name").string() ?? name;
  return (slug.unknown ? undefined : slug.string()) ?? made.toLowerCase().replace(/[^a-z0-9_]+/g, "-");
}

function isApp(app: string, form: Form, name: string, evidence: Evidence): boolean {
  if (formOf(app) === form) return isSame(app, name);
  const told = evidence.ask("app", app, `which app ${app} is`);
  return told !== undefined && isSame(String(told[form]), name);
}

/** Node ids of apps, teams and people begin with their kind, in GitHub's former form written in base 64. */
function formOf(app: string): Form {
  if (/^\d+$/.test(app)) return "id";
  return kindOfNodeId(app) === undefined ? "slug" : "nodeId";
}

/** What a node id is the id of; undefined for a text that is no such id. */
export function kindOfNodeId(text: string): "app" | "team" | "person" | undefined {
  if (/^(A_|MDM6QXBw)/.test(text)) return "app";
  if (/^(T_|MDQ6VGVhb)/.test(text)) return "team";
  return /^(U_|MDQ6VXNlc)/.test(text) ? "person" : undefined;
}

function isSame(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}
