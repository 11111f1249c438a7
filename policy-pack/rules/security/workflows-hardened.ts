import { defineRule } from "../../engine/rule";
import { take } from "../../views/attempt";
import { liveRepository } from "../../views/repository/repository";
import { actionsAreOff } from "../../views/security/actions-settings";
import { weaknessesOf } from "../../views/workflows/weaknesses";
import { workflowsOf } from "../../views/workflows/workflow-files";

export const workflowsHardened = defineRule({
  id: "workflows-hardened",
  area: "security",
  level: "silver",
  title: "Workflows run only code that was chosen, with no more rights than they need",
  why: "A workflow holds the keys to source and production. Whoever gets a line of code into it, by a pull request or by an action that was taken over, has them too.",
  fix: "In {workflow}: build pull requests under pull_request, or check out nothing of theirs; put permissions on top (read-all, an empty map, or reads by name) and what has to be written on the job; name actions of others by the 40 digits of a commit with the version as a comment, which Dependabot keeps up to date, and images by their sha256 digest.",
  whenNot:
    "A workflow that checks out a pull request only after somebody has labelled or approved it may have a waiver for its subject. Artifacts that are downloaded, and texts of events within scripts, are not judged: look at them yourself.",
  evidence: ["declared", "observed"],
  messages: {
    untrusted:
      "{where} in {workflow} must not check out what a pull request brings, as the workflow runs with the repository's rights.",
    allowed: "{where} in {workflow} must not set allow-unsafe-pr-checkout.",
    unstated: "Workflow {workflow} must state its permissions on top, so that a new job has none to write.",
    writes: "Workflow {workflow} must not give every job the right to write; it gives {scopes}.",
    everything: "{where} in {workflow} must name what it writes; it has write-all.",
    unpinned: "{where} in {workflow} must name {action} by the full SHA of a commit.",
    undigested: "{where} in {workflow} must name {action} by its sha256 digest.",
  },
  check({ service, evidence, parameters, fail, notApplicable, each }) {
    const found = liveRepository(service, evidence);
    if ("reason" in found) return notApplicable(found.reason);
    const { repository } = found;
    const { name } = repository;
    if (actionsAreOff(repository, evidence))
      return notApplicable(`GitHub Actions are off for repository ${name}`);
    const workflows = workflowsOf(service, evidence);
    if (workflows.files.length === 0) return notApplicable(`repository ${name} has no workflow`);

    each(weaknessesOf(workflows, repository, evidence, parameters.trustedOwners), (read) => {
      const { kind, file, subject, where, detail } = take(read);
      const site = { ...file.site, subject };
      const workflow = file.path;
      if (kind === "unstated") return fail(kind, { workflow }, site);
      if (kind === "writes") return fail(kind, { workflow, scopes: detail }, site);
      if (kind === "unpinned" || kind === "undigested")
        return fail(kind, { where, workflow, action: detail }, site);
      fail(kind, { where, workflow }, site);
    });
  },
});
