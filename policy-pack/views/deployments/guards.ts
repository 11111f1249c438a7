import type { Evidence, Subject, Surroundings } from "../../engine/rule";
import { anyHolds } from "../decide";
import { isPrivate, type LinkedRepository, liveRepository } from "../repository/repository";
import type { Environment } from "./environments";
import { productionGates } from "./gates";

/** A repository whose deployments can be guarded; private ones have reviewers in the enterprise plan only. */
export type GuardedRepository =
  | { readonly repository: LinkedRepository; readonly hasReviewers: boolean }
  | { readonly reason: string };

/** The repository of a service, or why GitHub cannot guard its deployments. */
export function guardedRepository(
  service: Subject,
  evidence: Evidence,
  { catalog }: Surroundings,
): GuardedRepository {
  const found = liveRepository(service, evidence);
  if ("reason" in found) return found;
  const { repository } = found;
  const plan = catalog?.plans.github;
  const isEnough = plan === undefined || plan === "enterprise" || !isPrivate(repository);
  if (isEnough || plan !== "free") return { repository, hasReviewers: isEnough };
  return {
    reason: `GitHub's free plan has no environments for a private repository, and ${repository.name} is private`,
  };
}

/** What is missing before a deployment where no team is asked, nor anything that can say no by itself. */
export function reviewGap(
  environment: Environment,
  service: Subject,
  evidence: Evidence,
  surroundings: Surroundings,
): "unreviewed" | "people" | "rehearsed" | undefined {
  const gates = productionGates(service, evidence, surroundings);
  const isAsked = anyHolds([
    () => environment.reviewers() === "team",
    () => gates.sound.length > 0,
    () => environment.asksApp(),
  ]);
  if (isAsked) return undefined;
  const [doubt] = gates.undecided;
  if (doubt !== undefined) throw doubt.error;
  if (gates.defective.some(({ defect }) => defect === "dry run")) return "rehearsed";
  return environment.reviewers() === "people" ? "people" : "unreviewed";
}
