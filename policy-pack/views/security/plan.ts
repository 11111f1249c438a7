import type { Surroundings } from "../../engine/rule";
import { isPrivate, type LinkedRepository } from "../repository/repository";

/** Why GitHub does not have a feature for a repository by its plan; undefined where it may have it. */
export function planExcuse(
  repository: LinkedRepository,
  { catalog }: Surroundings,
  feature: string,
): string | undefined {
  if (catalog?.plans.github !== "free" || !isPrivate(repository)) return undefined;
  return `GitHub's free plan has no ${feature} for a private repository, and ${repository.name} is private`;
}
