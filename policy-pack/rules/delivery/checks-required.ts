import { defineRule } from "../../engine/rule";
import { guardedBranch } from "../../views/repository/guarded-branch";

export const checksRequired = defineRule({
  id: "checks-required",
  area: "delivery",
  level: "silver",
  title: "Nothing reaches the default branch that has not passed its checks",
  why: "A check that may be skipped is skipped on the day that it would have found the fault.",
  fix: "Name the checks in {file} under checks, and our program requires them. In a protection or ruleset of your own that covers branch {branch}, require at least one by its context; where the tier asks for it, also that branches are up to date, or a merge queue.",
  whenNot: "A repository without anything to build or test still has something to check, such as its format.",
  evidence: ["declared", "observed"],
  messages: {
    none: "Branch {branch} of repository {repository} must require a status check.",
    silent:
      "Branch {branch} of repository {repository} must require a check that reports; none that it waits for has.",
    outdated:
      "Branch {branch} of repository {repository} must require that changes are up to date, or use a merge queue.",
  },
  check({ service, evidence, parameters, surroundings, fail, notApplicable }) {
    const found = guardedBranch(service, evidence, surroundings);
    if ("reason" in found) return notApplicable(found.reason);
    const { branch } = found;
    if (!branch.isProtected())
      return notApplicable("the branch is not protected at all; branch-protected judges that");

    if (!branch.meets("status check")) return fail("none", branch.names, branch.site);
    const repository = branch.names.repository.toLowerCase();
    const told = evidence.told("reported-checks");
    const reported = told.find(({ subject }) => subject.toLowerCase() === repository)?.value.contexts;
    // A check that nothing reports holds every change up until somebody who may takes it past all checks.
    if (reported && !branch.holds((protection) => protection.waitsFor(new Set(reported))))
      return fail("silent", branch.names, branch.site);
    if (parameters.strict && !branch.meets("up to date")) fail("outdated", branch.names, branch.site);
  },
});
