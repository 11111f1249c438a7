import { defineRule } from "../../engine/rule";
import { isArchived, linkedRepository } from "../../views/repository/repository";

export const repositoryLinked = defineRule({
  id: "repository-linked",
  area: "documentation",
  level: "bronze",
  title: "Every service names the repository that its source is in",
  why: "Whoever must change a service in a hurry first has to find it, and what is archived nobody can change.",
  fix: "Set repository in {file} to the name of the repository, or to owner/name, and path to the service's folder in it. A repository that is still needed must be taken out of the archive first.",
  whenNot:
    "What is bought and not built has a repository too: the one with its configuration or its deployment.",
  evidence: ["catalog", "declared", "observed"],
  messages: {
    missing: "The service must name its repository.",
    archived: "Repository {repository} must not be archived.",
  },
  check({ service, evidence, fail, notApplicable }) {
    const repository = linkedRepository(service, evidence);
    if (repository === undefined) {
      if (service.inCatalog) return fail("missing", {});
      return notApplicable("the service is not in a catalog and has no repository in the stack");
    }
    // That a repository of another stack exists only a vendor could tell; the catalog's word counts until then.
    const { name, resource } = repository;
    if (isArchived(repository))
      fail("archived", { repository: name }, { subject: name, ...(resource && { resource }) });
  },
});
