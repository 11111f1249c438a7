import type { Evidence, Subject } from "../../engine/rule";
import { attempt } from "../attempt";
import { isArchived, type LinkedRepository, linkedRepository } from "./repository";

/** The repository that a service's files can be changed in, or why there is none. */
export type LivingRepository = { readonly repository: LinkedRepository } | { readonly reason: string };

/** Finds the repository of a service, unless it is archived. */
export function livingRepository(service: Subject, evidence: Evidence): LivingRepository {
  const repository = linkedRepository(service, evidence);
  if (repository === undefined)
    return { reason: "no repository is linked to the service; repository-linked judges that" };
  const archived = attempt(() => isArchived(repository));
  if ("value" in archived && archived.value)
    return { reason: `repository ${repository.name} is archived; repository-linked judges that` };
  return { repository };
}
