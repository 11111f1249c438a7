import type { Evidence, Resource } from "../../engine/rule";
import { github } from "../../engine/tokens";
import { UnknownValue, type Value } from "../../engine/value";
import { attempt, take } from "../attempt";
import { allHold, anyHolds } from "../decide";
import { texts } from "../property";
import { matchesPattern } from "./branch-patterns";
import { isPrivate, type LinkedRepository } from "./repository";
import { seenCustomProperty, seenProperty } from "./seen-repository";

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
  // What was seen is in force where it was seen.
  if (ruleset.observed) return true;
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
function hasId(ruleset: Resource, ids: Value, branch: DefaultBranch): boolean {
  const { resource } = branch.repository;
  if (!ids.unknown && ids.items().length === 0) return false;
  const own = idOf(branch);
  const items = ids.unknown ? [ids] : ids.items();
  const known = items.flatMap((item) => (item.unknown ? [] : (item.number() ?? [])));
  if (own !== undefined && known.includes(own)) return true;
  if (own !== undefined && known.length === items.length) return false;
  const sources = ruleset.dependenciesOf("conditions").filter(({ type }) => type === github.repository);
  if (sources.length > 0) return resource !== undefined && sources.includes(resource);
  throw new UnknownValue("planned", `the repositories of ${ruleset.name} are only known after an update`);
}

/** As the stack knows it, else as GitHub tells; undefined where the stack declares the repository and has none yet. */
function idOf({ repository: { name, resource }, evidence }: DefaultBranch): number | undefined {
  const stated = resource?.props.get("repoId");
  const own = stated === undefined || stated.unknown ? undefined : stated.number();
  if (own !== undefined) return own;
  const seen = attempt(() => seenProperty(name, "repoId", evidence, `the id of repository ${name}`).number());
  return resource === undefined || resource.observed || "value" in seen ? take(seen) : undefined;
}

/** Every property to include must have one of its values, none to exclude may. */
function hasProperties(condition: Value, branch: DefaultBranch): boolean {
  const has = (wanted: Value) => () => hasProperty(wanted, branch);
  return allHold([
    ...condition.get("includes").items().map(has),
    () => !anyHolds(condition.get("excludes").items().map(has)),
  ]);
}

function hasProperty(wanted: Value, branch: DefaultBranch): boolean {
  const name = wanted.get("name").string() ?? "";
  const values = texts(wanted.get("propertyValues"));
  const source = wanted.get("source").string() ?? "custom";
  const stated = source === "system" ? systemProperty(name, branch) : customProperty(name, branch);
  return stated.some((value) => values.includes(value));
}

function systemProperty(name: string, { repository, evidence }: DefaultBranch): readonly string[] {
  const { resource } = repository;
  if (name === "visibility" && resource !== undefined) {
    const visibility = resource.props.get("visibility").string();
    return [visibility ?? (isPrivate(repository) ? "private" : "public")];
  }
  const what = `the property ${name} of repository ${repository.name}`;
  return texts(seenProperty(repository.name, name, evidence, what));
}

function customProperty(name: string, { repository, evidence }: DefaultBranch): readonly string[] {
  const declared = repository
    .of(github.repositoryCustomProperty)
    .find(({ props }) => props.get("propertyName").string() === name);
  if (declared !== undefined) return texts(declared.props.get("propertyValues"));
  return seenCustomProperty(repository.name, name, evidence);
}
