import type { Evidence, Resource } from "../../engine/rule";
import { github } from "../../engine/tokens";
import { UnknownValue, type Value } from "../../engine/value";
import { allHold, anyHolds } from "../decide";
import { texts } from "../property";
import { matchesPattern } from "./branch-patterns";
import { isPrivate, type LinkedRepository } from "./repository";

/** The branch that a ruleset may cover: the default one of a repository; its name may be unknown. */
export interface DefaultBranch {
  readonly repository: LinkedRepository;
  readonly evidence: Evidence;
  name(): string;
}

/** Whether a ruleset is in force for a repository's default branch; throws UnknownValue where that is not known. */
export function rulesetCovers(ruleset: Resource, branch: DefaultBranch): boolean {
  const { props } = ruleset;
  return allHold([
    () => props.get("enforcement").string() === "active",
    () => (props.get("target").string() ?? "branch") === "branch",
    () => coversRef(props.get("conditions").get("refName"), branch),
    () => ruleset.type !== github.organizationRuleset || coversRepository(ruleset, branch),
  ]);
}

function coversRef(refName: Value, branch: DefaultBranch): boolean {
  const isMeant = (pattern: string): boolean =>
    pattern === "~DEFAULT_BRANCH" ||
    pattern === "~ALL" ||
    matchesPattern(pattern, `refs/heads/${branch.name()}`);
  return included(refName, (item) => isMeant(item.string() ?? ""));
}

/** One of the includes must hold, and none of the excludes; a condition that is not there covers nothing. */
function included(condition: Value, holds: (item: Value) => boolean): boolean {
  const some = (list: string): boolean =>
    anyHolds(
      condition
        .get(list)
        .items()
        .map((item) => () => holds(item)),
    );
  return allHold([() => some("includes"), () => !some("excludes")]);
}

/** An organisation's ruleset chooses repositories by exactly one of name, id and property. */
function coversRepository(ruleset: Resource, branch: DefaultBranch): boolean {
  const conditions = ruleset.props.get("conditions");
  const byName = conditions.get("repositoryName");
  if (byName.unknown || byName.items().length > 0)
    return included(byName, (item) => isNamed(item.string() ?? "", branch.repository));
  const byProperty = conditions.get("repositoryProperty");
  if (byProperty.unknown || byProperty.items().length > 0) return hasProperties(byProperty, branch);
  return hasId(ruleset, conditions.get("repositoryIds"), branch);
}

function isNamed(pattern: string, { name, resource }: LinkedRepository): boolean {
  const known = resource?.props.get("name").string() ?? name;
  return pattern === "~ALL" || matchesPattern(pattern, known.slice(known.lastIndexOf("/") + 1));
}

/** By id where it is known, else by what the ids were computed from. */
function hasId(ruleset: Resource, ids: Value, { repository, evidence }: DefaultBranch): boolean {
  const { resource, name } = repository;
  if (!ids.unknown && ids.items().length === 0) return false;
  if (resource === undefined) return evidence.unobserved("github", `the id of repository ${name}`);
  const id = resource.props.get("repoId");
  const own = id.unknown ? undefined : id.number();
  const items = ids.unknown ? [ids] : ids.items();
  const known = items.flatMap((item) => (item.unknown ? [] : (item.number() ?? [])));
  if (own !== undefined && known.includes(own)) return true;
  if (own !== undefined && known.length === items.length) return false;
  const sources = ruleset.dependenciesOf("conditions").filter(({ type }) => type === github.repository);
  if (sources.length > 0) return sources.includes(resource);
  throw new UnknownValue("planned", `the repositories of ${ruleset.name} are only known after an update`);
}

/** Every property to include must have one of its values, none to exclude may. */
function hasProperties(condition: Value, branch: DefaultBranch): boolean {
  const has = (wanted: Value) => () => hasProperty(wanted, branch);
  return allHold([
    ...condition.get("includes").items().map(has),
    () => !anyHolds(condition.get("excludes").items().map(has)),
  ]);
}

function hasProperty(wanted: Value, { repository, evidence }: DefaultBranch): boolean {
  const name = wanted.get("name").string() ?? "";
  const values = texts(wanted.get("propertyValues"));
  const source = wanted.get("source").string() ?? "custom";
  const stated = source === "system" ? systemProperty(name, repository) : customProperty(name, repository);
  if (stated === undefined)
    return evidence.unobserved("github", `the property ${name} of repository ${repository.name}`);
  return stated.some((value) => values.includes(value));
}

function systemProperty(name: string, repository: LinkedRepository): readonly string[] | undefined {
  if (name !== "visibility" || repository.resource === undefined) return undefined;
  const visibility = repository.resource.props.get("visibility").string();
  return [visibility ?? (isPrivate(repository) ? "private" : "public")];
}

function customProperty(name: string, repository: LinkedRepository): readonly string[] | undefined {
  const declared = repository
    .of(github.repositoryCustomProperty)
    .find(({ props }) => props.get("propertyName").string() === name);
  return declared && texts(declared.props.get("propertyValues"));
}
