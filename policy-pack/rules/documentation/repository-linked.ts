import { defineRule } from "../../engine/rule";
import { lookedUp } from "../../views/looked-up";
import { isArchived, linkedRepository } from "../../views/repository/repository";
import { isCalled, seenRepository } from "../../views/repository/repository-profile";

export const repositoryLinked = defineRule({
  id: "repository-linked",
  area: "documentation",
  level: "bronze",
  title: "Every service names the repository that its source is in",
  why: "Whoever must change a service in a hurry first has to find it, and what is archived nobody can change.",
  fix: "Set repository in {file} to the name that the repository has today, or to owner/name, and path to the service's folder in it. One that is still needed must be taken out of the archive first.",
  whenNot:
    "What is bought and not built has a repository too: the one with its configuration or its deployment.",
  evidence: ["catalog", "declared", "observed"],
  messages: {
    missing: "The service must name its repository.",
    archived: "Repository {repository} must not be archived.",
    absent: "Repository {repository} must exist at GitHub.",
    renamed: "The service must name its repository as it is called today, {now}; it says {repository}.",
  },
  check({ service, evidence, fail, notApplicable }) {
    const repository = linkedRepository(service, evidence);
    if (repository === undefined) {
      if (service.inCatalog) return fail("missing", {});
      return notApplicable("the service is not in a catalog and has no repository in the stack");
    }
    const { name, resource } = repository;
    if (resource !== undefined) {
      if (isArchived(repository)) fail("archived", { repository: name }, { subject: name, resource });
      return;
    }
    const looked = lookedUp(() => seenRepository(repository, evidence, `repository ${name}`));
    if (looked === undefined) return;
    const { found } = looked;
    if (found === undefined) return fail("absent", { repository: name }, { subject: name });
    const site = { subject: name, observed: true };
    if (!isCalled(repository, found.name)) fail("renamed", { repository: name, now: found.name }, site);
    if (found.archived) fail("archived", { repository: name }, site);
  },
});
