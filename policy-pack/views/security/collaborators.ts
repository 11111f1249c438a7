import type { FactValue } from "../../../evidence/facts";
import type { Evidence, FailureSite, Resource } from "../../engine/rule";
import { github } from "../../engine/tokens";
import { UnknownValue, type Value } from "../../engine/value";
import { type Attempt, attempt, take } from "../attempt";
import type { LinkedRepository } from "../repository/repository";

/** What a person may do in a repository in their own name. */
export interface DirectAccess {
  readonly login: string;
  /** One of GitHub's permissions, or the name of a custom role. */
  readonly permission: string;
  readonly site: FailureSite;
  /** Whether the person is no member of the organisation; throws UnknownValue where nothing tells. */
  isOutside(): boolean;
  /** Whether the permission lets the person push; what a custom role amounts to only GitHub knows. */
  writes(): boolean;
}

type Told = FactValue<"collaborators">;
type Person = Told["people"][number];

/** Permissions from the least on. */
const permissions: readonly string[] = ["pull", "triage", "push", "maintain", "admin"];
const defaultPermission = "push";

/**
 * Who has access in their own name, declared or seen, each on its own, as one person's may not be known. What a list
 * of all collaborators does not name goes with the next update, and is left out.
 */
export function directAccess(
  repository: LinkedRepository,
  evidence: Evidence,
): readonly Attempt<DirectAccess>[] {
  const { name } = repository;
  const told = attempt(() => evidence.ask("collaborators", name, `who may do what in repository ${name}`));
  const lookup = { evidence, name, told };
  const declared = declaredGrants(repository).map((read) => attempt(() => accessDeclared(read(), lookup)));
  const doubts = [github.repositoryCollaborators, github.repositoryCollaborator]
    .flatMap((type) => repository.inDoubt(type))
    .map(({ error }) => ({ unknown: error }));
  if (declaredOf(repository, github.repositoryCollaborators).length > 0) return [...declared, ...doubts];
  const named = new Set(declared.flatMap((one) => ("value" in one ? [one.value.login.toLowerCase()] : [])));
  const others = peopleIn(told).filter(({ login }) => !named.has(login.toLowerCase()));
  return [...declared, ...doubts, ...others.flatMap(accessSeen), ...unreadPart(lookup)];
}

interface Lookup {
  readonly evidence: Evidence;
  /** Of the repository. */
  readonly name: string;
  readonly told: Attempt<Told | undefined>;
}

interface Grant {
  readonly login: string;
  readonly permission: string;
  readonly resource: Resource;
}

function declaredOf(repository: LinkedRepository, type: string): readonly Resource[] {
  return repository.of(type).filter(({ observed }) => !observed);
}

function declaredGrants(repository: LinkedRepository): readonly (() => Grant)[] {
  const grant = (resource: Resource, stated: Value) => (): Grant => ({
    login: stated.get("username").string() ?? "",
    permission: stated.get("permission").string() ?? defaultPermission,
    resource,
  });
  const lists = declaredOf(repository, github.repositoryCollaborators);
  const single = declaredOf(repository, github.repositoryCollaborator);
  return [...lists.flatMap((list) => grantsIn(list, grant)), ...single.map((one) => grant(one, one.props))];
}

/** A list that is not known is one grant that is not. */
function grantsIn(
  list: Resource,
  grant: (resource: Resource, stated: Value) => () => Grant,
): readonly (() => Grant)[] {
  const users = attempt(() => list.props.get("users").items());
  return "value" in users ? users.value.map((user) => grant(list, user)) : [() => take(users)];
}

function accessDeclared({ login, permission, resource }: Grant, lookup: Lookup): DirectAccess {
  const person = peopleIn(lookup.told).find((one) => one.login.toLowerCase() === login.toLowerCase());
  return {
    login,
    permission,
    site: { subject: login, resource },
    isOutside: () =>
      person?.outside ??
      (membersOfTeams(lookup.evidence).has(login.toLowerCase()) ? false : untold(login, lookup)),
    writes: () => {
      if (permissions.includes(permission)) return isAtLeast(permission, "push");
      return person ? isAtLeast(highest(person.grants), "push") : untold(login, lookup);
    },
  };
}

/** Undefined for whom only a team or the organisation lets in. */
function accessSeen({ login, outside, grants }: Person): readonly Attempt<DirectAccess>[] {
  const own = grants.filter(({ from }) => outside || from === "repository");
  if (own.length === 0) return [];
  const permission = highest(own);
  return [
    {
      value: {
        login,
        permission,
        site: { subject: login, observed: true },
        isOutside: () => outside,
        writes: () => isAtLeast(permission, "push"),
      },
    },
  ];
}

function peopleIn(told: Attempt<Told | undefined>): readonly Person[] {
  return "value" in told ? (told.value?.people ?? []) : [];
}

/** Why others than those who are known may have access, where that is so. */
function unreadPart(lookup: Lookup): readonly Attempt<DirectAccess>[] {
  const { told, name } = lookup;
  if ("unknown" in told) return [told];
  if (told.value?.complete !== false) return [];
  const reason = `GitHub names more people with access to repository ${name} than were read`;
  return [{ unknown: new UnknownValue("unobserved", reason) }];
}

function untold(login: string, { told, name }: Lookup): never {
  take(told);
  throw new UnknownValue("unobserved", `GitHub did not tell what ${login} is to repository ${name}`);
}

function highest(grants: readonly { readonly permission: string }[]): string {
  return permissions[Math.max(...grants.map(({ permission }) => permissions.indexOf(permission)))] ?? "pull";
}

function isAtLeast(permission: string, least: string): boolean {
  return permissions.indexOf(permission) >= permissions.indexOf(least);
}

/** Logins in teams, whose members are members of the organisation: collected once, whichever service asks. */
const members = new WeakMap<readonly Resource[], ReadonlySet<string>>();

function membersOfTeams(evidence: Evidence): ReadonlySet<string> {
  const teams = evidence.all(github.teamMembers, github.teamMembership);
  const known = members.get(teams);
  if (known) return known;
  const collected = new Set(teams.flatMap(loginsIn).map((login) => login.toLowerCase()));
  members.set(teams, collected);
  return collected;
}

/** What is not known of a team proves nobody a member. */
function loginsIn({ type, props }: Resource): readonly string[] {
  const stated = attempt(() => (type === github.teamMembers ? props.get("members").items() : [props]));
  if ("unknown" in stated) return [];
  return stated.value.flatMap((one) => {
    const login = attempt(() => one.get("username").string());
    return "value" in login && login.value ? [login.value] : [];
  });
}
