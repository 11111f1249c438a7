import { defineRule } from "../../engine/rule";
import { attempt, take } from "../../views/attempt";
import { allHold } from "../../views/decide";
import { liveRepository } from "../../views/repository/repository";
import { directAccess } from "../../views/security/collaborators";

export const accessRestricted = defineRule({
  id: "access-restricted",
  area: "security",
  level: "gold",
  title: "Outsiders change nothing, and only teams administer the repository",
  why: "Who was let in by name is forgotten by name: nobody takes the access away when the person changes teams or leaves.",
  fix: "Take {who} out of RepositoryCollaborators or RepositoryCollaborator of {repository}, or out of the collaborators in its settings, or leave them read access. Who has to administer it joins a team that may (TeamRepository with permission admin); an outsider's changes come as pull requests from a fork.",
  whenNot:
    "A contractor who works on the service every day should be a member of the organisation and of the team.",
  evidence: ["declared", "observed"],
  messages: {
    outsider:
      "Outside collaborator {who} must not have write access to repository {repository}; the permission is {permission}.",
    directAdmin: "{who} must have admin of repository {repository} through a team, not by name.",
  },
  check({ service, evidence, fail, notApplicable, each }) {
    const found = liveRepository(service, evidence);
    if ("reason" in found) return notApplicable(found.reason);
    const { repository } = found;

    each(directAccess(repository, evidence), (read) => {
      const { login, permission, site, isOutside, writes } = take(read);
      const names = { who: login, repository: repository.name };
      const outside = attempt(() => allHold([isOutside, writes]));
      if ("value" in outside && outside.value) return fail("outsider", { ...names, permission }, site);
      // By name is wrong for a member as well.
      if (permission === "admin") return fail("directAdmin", names, site);
      take(outside);
    });
  },
});
