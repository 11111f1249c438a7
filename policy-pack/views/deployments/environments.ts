import type { Evidence, Resource, Subject } from "../../engine/rule";
import { github } from "../../engine/tokens";
import type { Value } from "../../engine/value";
import { attempt, firstUnknown, take } from "../attempt";
import { anyHolds } from "../decide";
import { confirmGap } from "../gap";
import type { LinkedRepository } from "../repository/repository";
import { productionEnvironment } from "./production";

/** What an environment lets be deployed: what is protected or listed, everything, or nothing at all. */
export type RefLimit = "limited" | "open" | "closed" | { readonly lets: string };

/** The environment at GitHub through which a service is deployed to production. */
export interface Environment {
  readonly name: string;
  readonly resource: Resource;
  /** Which branches and tags it takes. */
  limit(): RefLimit;
  /** Who reviews its deployments: a team, people only, or nobody. */
  reviewers(): "team" | "people" | "nobody";
  /** Whether administrators may deploy past it; undefined where it was seen without that. */
  letsAdminsPass(): boolean | undefined;
  /** Whether whoever starts a deployment may approve it. */
  letsReviewOwn(): boolean;
  /** Whether an app decides over deployments to it, as none can be declared. */
  asksApp(): boolean;
}

/**
 * The environment of a service's production, the declared one before what was seen; undefined where there is none. An
 * environment's name has no case. Throws UnknownValue where nobody can tell whether it exists.
 */
export function environmentOf(
  { facts }: Subject,
  repository: LinkedRepository,
  evidence: Evidence,
): Environment | undefined {
  const name = productionEnvironment(facts);
  const wanted = name.toLowerCase();
  const found = [...repository.of(github.repositoryEnvironment)]
    .sort((a, b) => Number(a.observed) - Number(b.observed))
    .map((resource) => ({
      resource,
      is: attempt(() => environmentNamed(resource).toLowerCase() === wanted),
    }));
  const resource = found.find(({ is }) => "value" in is && is.value)?.resource;
  if (resource !== undefined) return readEnvironment(name, resource, repository, evidence);
  const doubt = firstUnknown(found.map(({ is }) => is)) ?? doubtOf(repository, github.repositoryEnvironment);
  if (doubt !== undefined) throw doubt;
  if (!repository.managedHere)
    evidence.ask("environments", repository.name, `the environments of repository ${repository.name}`);
  return undefined;
}

function doubtOf(repository: LinkedRepository, ...types: readonly string[]) {
  return types.flatMap((type) => repository.inDoubt(type))[0]?.error;
}

/** The name of the environment that a resource is, or is about; from its source where it is not known yet. */
function environmentNamed(resource: Resource): string {
  const stated = resource.props.get("environment");
  const [source] = stated.unknown
    ? resource.dependenciesOf("environment").filter(({ type }) => type === github.repositoryEnvironment)
    : [];
  return (source?.props.get("environment") ?? stated).string() ?? "";
}

function readEnvironment(
  name: string,
  resource: Resource,
  repository: LinkedRepository,
  evidence: Evidence,
): Environment {
  const { props } = resource;
  return {
    name,
    resource,
    limit: () => limitOf(name, resource, repository, evidence),
    reviewers: () => reviewersOf(resource),
    letsAdminsPass: () => {
      const stated = props.get("canAdminsBypass");
      return stated.absent && resource.observed ? undefined : (stated.boolean() ?? true);
    },
    letsReviewOwn: () => !(props.get("preventSelfReview").boolean() ?? false),
    asksApp: () => {
      const subject = `${repository.name}:${name}`;
      const what = `which apps decide over deployments to environment ${name}`;
      const told = attempt(() => evidence.ask("deployment-protection-rules", subject, what)?.apps ?? []);
      if ("value" in told) return told.value.length > 0;
      // What cannot be declared is missing only where somebody looked, or nobody ever does.
      if (repository.managedHere) confirmGap(evidence, "deployment-protection-rules", subject, what);
      else take(told);
      return false;
    },
  };
}

function limitOf(
  name: string,
  { props }: Resource,
  repository: LinkedRepository,
  evidence: Evidence,
): RefLimit {
  const policy = props.get("deploymentBranchPolicy");
  if (policy.get("protectedBranches").boolean() ?? false) return "limited";
  if (!(policy.get("customBranchPolicies").boolean() ?? false)) return "open";
  const read = policyTypes
    .flatMap((type) => repository.of(type))
    .map((one) => attempt(() => patternIn(one, name)));
  const patterns = read.flatMap((one) => ("value" in one ? (one.value ?? []) : []));
  const everything = patterns.find(letsEverything);
  if (everything !== undefined) return { lets: everything };
  const doubt = firstUnknown(read) ?? doubtOf(repository, ...policyTypes);
  if (doubt !== undefined) throw doubt;
  if (patterns.length > 0) return "limited";
  if (!repository.managedHere)
    evidence.ask("environments", repository.name, `the environments of repository ${repository.name}`);
  return "closed";
}

const policyTypes = [
  github.repositoryEnvironmentDeploymentPolicy,
  github.repositoryDeploymentBranchPolicy,
] as const;

/** The branches or tags that a policy lets be deployed to an environment; undefined where it is about another one. */
function patternIn(policy: Resource, environment: string): string | undefined {
  const { type, props } = policy;
  const isOlder = type === github.repositoryDeploymentBranchPolicy;
  const about = isOlder ? (props.get("environmentName").string() ?? "") : environmentNamed(policy);
  if (about.toLowerCase() !== environment.toLowerCase()) return undefined;
  const keys = isOlder ? ["name"] : ["branchPattern", "tagPattern"];
  return keys.map((key) => props.get(key).string()).find((pattern) => pattern) ?? "";
}

/** Asterisks and slashes alone match whatever anybody calls a branch or tag. */
function letsEverything(pattern: string): boolean {
  return pattern.includes("*") && /^[*?/]+$/.test(pattern);
}

function reviewersOf(resource: Resource): "team" | "people" | "nobody" {
  const reviewers = resource.props.get("reviewers");
  if (reviewers.unknown) {
    const teams = resource.dependenciesOf("reviewers").filter(({ type }) => type === github.team);
    if (teams.length > 0) return "team";
  }
  const has = (list: Value): boolean => list.unknown || list.items().length > 0;
  const items = reviewers.items();
  if (anyHolds(items.map((item) => () => has(item.get("teams"))))) return "team";
  return anyHolds(items.map((item) => () => has(item.get("users")))) ? "people" : "nobody";
}
