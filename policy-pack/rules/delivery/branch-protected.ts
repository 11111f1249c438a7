import { defineRule } from "../../engine/rule";
import { guardedBranch } from "../../views/repository/guarded-branch";
import { passersOf } from "../../views/repository/passers";
import type { Protection } from "../../views/repository/protections";

export const branchProtected = defineRule({
  id: "branch-protected",
  area: "delivery",
  level: "bronze",
  title: "Nobody can rewrite or delete the default branch",
  why: "What a force push or a deletion takes away is gone for everybody, and with it the record of what runs in production.",
  fix: "Where our program declares repositories, set repository and branch in {file} and preview the stack that owns the account. A protection of your own must cover the branch and forbid force pushes and deletion; an active ruleset needs both rules, and who may still force push must be a team or app under bypass in {file}.",
  whenNot:
    "A repository that a tool rewrites by force, such as a mirror, should not be the one that the service is released from.",
  evidence: ["declared", "observed"],
  messages: {
    unprotected: "Branch {branch} of repository {repository} must be protected.",
    forcePush: "Branch {branch} of repository {repository} must not take force pushes.",
    deletion: "Branch {branch} of repository {repository} must not be open to deletion.",
    forcePushers: "Branch {branch} of repository {repository} must not take force pushes from {who}.",
  },
  check({ service, evidence, surroundings, fail, notApplicable, each }) {
    const found = guardedBranch(service, evidence, surroundings);
    if ("reason" in found) return notApplicable(found.reason);
    const { branch } = found;
    if (!branch.isProtected()) return fail("unprotected", branch.names, branch.site);

    const passers = passersOf(service, evidence, surroundings);
    const judgeForcePush = (): void => {
      if (!branch.meets("no force push")) {
        fail("forcePush", branch.names, branch.site);
        return;
      }
      const bans = (one: Protection): boolean => one.meets("no force push");
      if (branch.holds((one) => bans(one) && passers.mayNobodyForcePush(one))) return;
      const who = branch.covering().filter(bans).flatMap(passers.forcePushers).join(", ");
      fail("forcePushers", { ...branch.names, who }, branch.site);
    };
    const judgeDeletion = (): void => {
      if (!branch.meets("no deletion")) fail("deletion", branch.names, branch.site);
    };
    each([judgeForcePush, judgeDeletion], (judge) => judge());
  },
});
