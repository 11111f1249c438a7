import { defineRule } from "../../engine/rule";
import { guardedBranch } from "../../views/repository/guarded-branch";

export const commitsSigned = defineRule({
  id: "commits-signed",
  area: "delivery",
  level: "gold",
  title: "Every commit on the default branch is signed",
  why: "Anybody can write another's name into a commit. Only a signature shows whose change runs in production.",
  fix: "Our program requires signatures at tier 1. In a protection or ruleset of your own that covers branch {branch}, require signed commits. GitHub signs what it squashes or merges itself; whoever pushes needs a key, and a bot must commit through its app.",
  whenNot:
    "A bot that cannot sign should open its changes as a pull request, which GitHub signs when it is squashed.",
  evidence: ["declared", "observed"],
  tiers: [1],
  messages: {
    unsigned: "Branch {branch} of repository {repository} must take signed commits only.",
  },
  check({ service, evidence, surroundings, fail, notApplicable }) {
    const found = guardedBranch(service, evidence, surroundings);
    if ("reason" in found) return notApplicable(found.reason);
    const { branch } = found;
    if (!branch.isProtected())
      return notApplicable("the branch is not protected at all; branch-protected judges that");

    if (!branch.meets("signed commits")) fail("unsigned", branch.names, branch.site);
  },
});
