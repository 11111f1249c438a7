import type { Evidence, FailureSite, Resource, Subject, Surroundings } from "../engine/rule";
import { github } from "../engine/tokens";
import { UnknownValue } from "../engine/value";
import { type Attempt, attempt, take } from "./attempt";
import { hasWildcard, matchesPattern } from "./branch-patterns";
import { allAgree, anyHolds } from "./decide";
import { type Protection, protectionOf, type Requirement } from "./protections";
import { isArchived, isPrivate, type LinkedRepository, linkedRepository } from "./repository";
import { type DefaultBranch, rulesetCovers } from "./ruleset-scope";

/**
 * The default branch of a service's repository with everything that protects it added up. An answer is false only where
 * it is certain and this stack is the place to change it; otherwise UnknownValue is thrown.
 */
export interface GuardedBranch {
  /** What messages call the branch and its repository. */
  readonly names: { readonly branch: string; readonly repository: string };
  /** Where a failure is shown: at a protection of the branch, else at the repository. */
  readonly site: FailureSite;
  /** Whether any protection covers the branch at all. */
  isProtected(): boolean;
  meets(requirement: Requirement): boolean;
  /** Whether a change needs that many approvals. */
  asksApprovals(least: number): boolean;
  /** The protections that cover the branch for certain. */
  protections(): readonly Protection[];
}

/** The guarded branch of a service, or why there is none to judge. */
export type BranchFound = { readonly branch: GuardedBranch } | { readonly reason: string };

/** Finds the default branch that a service is released from, and what protects it. */
export function guardedBranch(
  service: Subject,
  evidence: Evidence,
  { catalog }: Surroundings,
): BranchFound {
  return evidence.once("guarded branch", () => {
    const repository = linkedRepository(service, evidence);
    if (repository === undefined)
      return { reason: "no repository is linked to the service; repository-linked judges that" };
    const excuse = attempt(() => excuseOf(repository, catalog?.plans.github));
    if ("value" in excuse && excuse.value !== undefined) return { reason: excuse.value };
    return { branch: branchOf(defaultBranch(service, repository, evidence), excuse) };
  });
}

/** Why protections of a repository are nobody's to ask for. */
function excuseOf(repository: LinkedRepository, plan: string | undefined): string | undefined {
  if (isArchived(repository))
    return `repository ${repository.name} is archived; repository-linked judges that`;
  if (plan === "free" && isPrivate(repository))
    return `GitHub's free plan protects no branch of a private repository, and ${repository.name} is private`;
  return undefined;
}

/** The first name that is known: the declared default branch, what the vendor said, what the catalog says. */
function defaultBranch(service: Subject, repository: LinkedRepository, evidence: Evidence): DefaultBranch {
  const sources: readonly (() => string | undefined)[] = [
    ...repository.of(github.branchDefault).map((one) => () => one.props.get("branch").string()),
    () => repository.resource?.props.get("defaultBranch").string(),
    () => service.facts.branch,
  ];
  const name = attempt(() => {
    const found = sources.map(attempt);
    for (const one of found) if ("value" in one && one.value) return one.value;
    for (const one of found) take(one);
    return evidence.unobserved("github", `the default branch of repository ${repository.name}`);
  });
  return { repository, evidence, name: () => take(name) };
}

function branchOf(branch: DefaultBranch, excuse: Attempt<unknown>): GuardedBranch {
  const { repository, evidence } = branch;
  const name = attempt(branch.name);
  const label = "value" in name ? name.value : "that is the default";
  const effective = effectiveProtections(branch);
  /** A gap is certain only where nothing excuses it and nothing outside this stack could fill it. */
  const certain = (holds: boolean): boolean => {
    if (holds) return true;
    take(excuse);
    if (repository.managedHere) return false;
    return evidence.unobserved("github", `the protection of branch ${label} of repository ${repository.name}`);
  };
  const protections = (): readonly Protection[] => effective.certain();
  return {
    names: { branch: label, repository: repository.name },
    get site() {
      const resource = protections()[0]?.resource ?? repository.resource;
      return { subject: label, ...(resource && { resource }) };
    },
    isProtected: () => certain(effective.holds(() => true)),
    meets: (requirement) => certain(effective.holds((protection) => protection.meets(requirement))),
    asksApprovals: (least) => certain(effective.holds((protection) => protection.approvals() >= least)),
    protections,
  };
}

type Test = (protection: Protection) => boolean;

interface Effective {
  /** Whether what is in force passes a test: any ruleset, or the one classic rule. */
  holds(test: Test): boolean;
  certain(): readonly Protection[];
}

function effectiveProtections(branch: DefaultBranch): Effective {
  const { repository, evidence } = branch;
  const rulesets = [
    ...repository.of(github.repositoryRuleset).map((resource) => () => resource),
    ...repository.inDoubt(github.repositoryRuleset).map(({ error }) => (): Resource => {
      throw error;
    }),
  ];
  return undefined as never;
}
