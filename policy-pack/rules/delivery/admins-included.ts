import { defineRule } from "../../engine/rule";
import { type Bypass, guardedBarriers } from "../../views/repository/bypasses";
import { guardedBranch } from "../../views/repository/guarded-branch";

export const adminsIncluded = defineRule({
  id: "admins-included",
  area: "delivery",
  level: "gold",
  title: "What protects the default branch holds for everybody",
  why: "A protection that administrators may step over is one stolen account away from none, and is stepped over when it hurts most.",
  fix: "Let what protects branch {branch} hold for {who} as well: include administrators, and take everybody else off the lists of those who may bypass it. Our program includes administrators from tier 2 on. A team or an app that must pass is named under bypass in {file}; people and roles cannot be.",
  whenNot: "Never: for an emergency, a team that is empty until then can be named under bypass.",
  evidence: ["declared", "observed"],
  messages: {
    bypass: "{who} must not be able to bypass what protects branch {branch} of repository {repository}.",
  },
  check({ service, evidence, surroundings, fail, notApplicable, each }) {
    const found = guardedBranch(service, evidence, surroundings);
    if ("reason" in found) return notApplicable(found.reason);
    const { branch } = found;
    if (!branch.isProtected())
      return notApplicable("the branch is not protected at all; branch-protected judges that");

    const bypasses = new Map<string, Bypass>();
    each(guardedBarriers(branch, service, evidence, surroundings), (barrier) => {
      for (const one of barrier.bypasses()) bypasses.set(one.who, bypasses.get(one.who) ?? one);
    });
    for (const { who, resource } of bypasses.values())
      fail("bypass", { ...branch.names, who }, { subject: who, resource });
  },
});
