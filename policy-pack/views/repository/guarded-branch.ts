import type { Evidence, FailureSite, Subject, Surroundings } from "../../engine/rule";
import { github } from "../../engine/tokens";
import { UnknownValue } from "../../engine/value";
import { type Attempt, attempt, take } from "../attempt";
import { effectiveProtections } from "./effective-protections";
import type { Protection, Requirement } from "./protections";
import { isArchived, isPrivate, type LinkedRepository, linkedRepository } from "./repository";
import type { DefaultBranch } from "./ruleset-scope";

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
  /** Whether at least one protection that is in force passes a test. */
  holds(test: (protection: Protection) => boolean): boolean;
  /** The protections that cover the branch for certain. */
  covering(): readonly Protection[];
}

/** The guarded branch of a service, or why there is none to judge. */
export type BranchFound = { readonly branch: GuardedBranch } | { readonly reason: string };

/** Finds the default branch that a service is released from, and what protects it. */
export function guardedBranch(service: Subject, evidence: Evidence, { catalog }: Surroundings): BranchFound {
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
    ...repository.inDoubt(github.branchDefault).map(({ error }) => () => {
      throw error;
    }),
    () => repository.resource?.props.get("defaultBranch").string(),
    () => service.facts.branch,
  ];
  const name = attempt(() => {
    const found = sources.map(attempt);
    for (const one of found) if ("value" in one && one.value) return one.value;
    for (const one of found) take(one);
    return seenDefaultBranch(repository, evidence);
  });
  return { repository, evidence, name: () => take(name) };
}

/** Whether a branch is the repository's default one, as it is where none is named. */
export function isDefaultBranch(
  branch: string | undefined,
  service: Subject,
  repository: LinkedRepository,
  evidence: Evidence,
): boolean {
  return !branch || branch === defaultBranch(service, repository, evidence).name();
}

/** What GitHub calls the default branch; it need not be declared even where all else about the repository is. */
function seenDefaultBranch({ name }: LinkedRepository, evidence: Evidence): string {
  const seen = evidence.ask("repository", name, `the default branch of repository ${name}`);
  const branch = seen?.resources.find(({ type }) => type === github.repository)?.props.defaultBranch;
  if (typeof branch === "string" && branch !== "") return branch;
  throw new UnknownValue("unobserved", `GitHub names no default branch of repository ${name}`);
}

function branchOf(branch: DefaultBranch, excuse: Attempt<unknown>): GuardedBranch {
  const { repository, evidence } = branch;
  const name = attempt(branch.name);
  const label = "value" in name ? name.value : "that is the default";
  const effective = effectiveProtections(branch);
  /** A gap is certain only where nothing excuses it and nothing outside this stack could fill it. */
  const holds = (test: (protection: Protection) => boolean): boolean => {
    if (effective.holds(test)) return true;
    take(excuse);
    if (repository.managedHere) return false;
    // What was seen is among the effective protections already, as long as GitHub could be asked.
    evidence.ask(
      "branch-protections",
      repository.name,
      `the protection of branch ${label} of repository ${repository.name}`,
    );
    return false;
  };
  return {
    names: { branch: label, repository: repository.name },
    get site() {
      const resource = effective.covering()[0]?.resource ?? repository.resource;
      return { subject: label, ...(resource && { resource }) };
    },
    isProtected: () => holds(() => true),
    meets: (requirement) => holds((protection) => protection.meets(requirement)),
    holds,
    covering: effective.covering,
  };
}
