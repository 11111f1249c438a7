import type { FactValue } from "../../../evidence/facts";
import { daysBetween } from "../../../tiers/calendar";
import type { Evidence, Subject } from "../../engine/rule";
import { UnknownValue } from "../../engine/value";
import { attempt, take } from "../attempt";
import { defaultBranch } from "../repository/guarded-branch";
import type { LinkedRepository } from "../repository/repository";
import { productionEnvironment } from "./production";

interface Deployment {
  /** When it was started, as ISO 8601. */
  readonly at: string;
  /** Whether it ever succeeded: a later one makes it inactive. */
  readonly succeeded: boolean;
  /** Whether it brought what is on the default branch; throws UnknownValue where that is not known. */
  isOfDefaultBranch(): boolean;
}

/** Days since the last deployment that counts, or why there is none: no record, no success, no default branch. */
export type LastDeployment = { readonly age: number } | "none" | "failed" | "foreign";

/**
 * When a service was last deployed to production, with success and from its default branch. Throws UnknownValue where
 * nobody can tell whether that was within the last `most` days.
 */
export function lastDeployment(
  service: Subject,
  repository: LinkedRepository,
  evidence: Evidence,
  today: string,
  most: number,
): LastDeployment {
  const deployments = productionDeployments(service, repository, evidence);
  if (deployments.length === 0) return "none";
  const succeeded = deployments
    .filter((one) => one.succeeded)
    .map((one) => ({ age: daysBetween(one.at, today), is: attempt(one.isOfDefaultBranch) }))
    .filter(({ age }) => age >= 0) // What is dated after today has not happened.
    .sort((a, b) => a.age - b.age);
  if (succeeded.length === 0) return "failed";
  const certain = succeeded.find(({ is }) => "value" in is && is.value);
  if (certain !== undefined && certain.age <= most) return { age: certain.age };
  const doubt = succeeded.find(({ is }) => "unknown" in is);
  if (doubt !== undefined && doubt.age <= most) take(doubt.is);
  const last = certain ?? doubt;
  return last === undefined ? "foreign" : { age: last.age };
}

/**
 * The last deployments of a service to production, as GitHub tells them or the tool that makes them. Throws UnknownValue
 * where nobody can tell.
 */
function productionDeployments(
  service: Subject,
  repository: LinkedRepository,
  evidence: Evidence,
): readonly Deployment[] {
  const environment = productionEnvironment(service.facts);
  const what = `the deployments of repository ${repository.name} to ${environment}`;
  const seen = attempt(() => evidence.ask("deployments", `${repository.name}:${environment}`, what));
  const own = attempt(() =>
    evidence.ask("service-deployments", service.name, `the deployments of ${service.name}`),
  );
  const known = [seen, own].flatMap((one) => ("value" in one ? (one.value?.deployments ?? []) : []));
  if (known.length === 0) {
    take(seen);
    // What another tool deploys is on record with that tool alone.
    if (isDeployedElsewhere(service)) take(own);
  }
  return known.map((one) => deploymentOf(one, service, repository, evidence));
}

/** Whether the catalog says that something else than a workflow of GitHub's deploys a service. */
export function isDeployedElsewhere({ facts: { pipeline } }: Subject): boolean {
  return pipeline !== undefined && !isWorkflow(pipeline.path ?? "");
}

/** Whether a path is one that GitHub looks for workflows at. */
export function isWorkflow(path: string): boolean {
  return /^(\.\/)?\.github\/workflows\/[^/]+\.ya?ml$/.test(path);
}

type Told = FactValue<"deployments">["deployments"][number];

function deploymentOf(
  { at, states, ref, onDefaultBranch }: Told,
  service: Subject,
  repository: LinkedRepository,
  evidence: Evidence,
): Deployment {
  return {
    at,
    succeeded: states.some((state) => state === "success" || state === "active"),
    isOfDefaultBranch: () => {
      if (onDefaultBranch !== undefined) return onDefaultBranch;
      if (ref !== undefined && ref === defaultBranch(service, repository, evidence).name()) return true;
      // A tag, and a branch that is merged or gone since, may well be part of the default branch.
      const from = ref === undefined ? "a branch that is gone" : ref;
      throw new UnknownValue(
        "unobserved",
        `GitHub did not tell whether ${from} is part of the default branch`,
      );
    },
  };
}
