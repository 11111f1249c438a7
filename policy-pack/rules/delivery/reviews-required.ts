import { defineRule } from "../../engine/rule";
import { attempt } from "../../views/attempt";
import { guardedBranch } from "../../views/repository/guarded-branch";
import type { Requirement } from "../../views/repository/protections";

export const reviewsRequired = defineRule({
  id: "reviews-required",
  area: "delivery",
  level: "silver",
  title: "Nothing reaches the default branch that nobody else has read",
  why: "A second reader finds what the author cannot see, and one stolen account is not enough to change production.",
  fix: "Our program declares the reviews that tier {tier} asks for. In a protection or ruleset of your own that covers branch {branch}, require the approvals, let new commits dismiss them, and where the tier asks for it require code owners and an approval of the last push.",
  whenNot:
    "A team that is too small to approve its own changes should ask a neighbouring team to review them.",
  evidence: ["declared", "observed"],
  messages: {
    approvals:
      "Branch {branch} of repository {repository} must require {least} or more approvals; it requires {found}.",
    stale: "Branch {branch} of repository {repository} must dismiss approvals when new commits are pushed.",
    codeOwners: "Branch {branch} of repository {repository} must require the approval of a code owner.",
    lastPush:
      "Branch {branch} of repository {repository} must require that somebody else approves the last push.",
  },
  check({ service, evidence, parameters, surroundings, fail, notApplicable, each }) {
    const guarded = guardedBranch(service, evidence, surroundings);
    if ("reason" in guarded) return notApplicable(guarded.reason);
    const { branch } = guarded;
    if (!branch.isProtected())
      return notApplicable("the branch is not protected at all; branch-protected judges that");

    const asks = (least: number): boolean => branch.holds((protection) => protection.approvals() >= least);
    const judgeApprovals = (): void => {
      const least = parameters.approvals;
      if (asks(least)) return;
      const counted = attempt(() => [5, 4, 3, 2, 1].find((count) => count < least && asks(count)) ?? 0);
      const found = "value" in counted ? counted.value : "fewer";
      fail("approvals", { ...branch.names, least, found }, branch.site);
    };
    const judge = (message: "stale" | "codeOwners" | "lastPush", requirement: Requirement) => (): void => {
      if (!branch.meets(requirement)) fail(message, branch.names, branch.site);
    };
    each(
      [
        judgeApprovals,
        judge("stale", "stale approvals dismissed"),
        ...(parameters.codeOwners ? [judge("codeOwners", "code owner approves")] : []),
        ...(parameters.lastPush ? [judge("lastPush", "last push approved")] : []),
      ],
      (judgeOne) => judgeOne(),
    );
  },
});
