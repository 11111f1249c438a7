import { defineRule } from "../../engine/rule";
import { liveRepository } from "../../views/repository/repository";
import { actionsAreOff, tokenSetting } from "../../views/security/actions-settings";

export const workflowTokenReadOnly = defineRule({
  id: "workflow-token-read-only",
  area: "security",
  level: "silver",
  title: "A workflow writes nothing unless it says so",
  why: "Every step of every workflow gets the token. If it may write, one action that was taken over can change the source, the releases and the packages.",
  fix: "Declare WorkflowRepositoryPermissions for {repository} with defaultWorkflowPermissions read, or set it once for the organisation. What a workflow has to write stands under permissions of its job.",
  whenNot: "There is no such case: a job that needs more asks for it by itself.",
  evidence: ["declared", "observed"],
  messages: {
    writes: "The workflow token of repository {repository} must be read-only by default; it may {found}.",
  },
  check({ service, evidence, fail, notApplicable, unknown }) {
    const found = liveRepository(service, evidence);
    if ("reason" in found) return notApplicable(found.reason);
    const { repository } = found;
    const { name } = repository;
    if (actionsAreOff(repository, evidence))
      return notApplicable(`GitHub Actions are off for repository ${name}`);

    const setting = tokenSetting(repository, evidence);
    if (setting === undefined) {
      // Older organisations let it write, newer ones do not: that nothing is declared tells neither.
      const what = `what the workflow token of repository ${name} may do`;
      evidence.ask("actions-permissions", name, what);
      return unknown("unobserved", `GitHub did not tell ${what}`);
    }
    const may = setting.approves ? "write, and approve pull requests" : "write";
    if (setting.writes)
      fail("writes", { repository: name, found: may }, { subject: name, resource: setting.by });
  },
});
