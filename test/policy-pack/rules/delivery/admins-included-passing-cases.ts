import { type Given, given } from "../../given";
import { classic, elsewhere, organizationRuleset, repositoryRuleset, seen } from "../../observed-repository";
import { addRuleset, protect, withMain } from "../../own-repository";

import {
  actor,
  allRules,
  bypassedByNewTeam,
  invited,
  passedBy,
  passedByNewTeam,
  reviewed,
  reviewedRule,
  seenClassic,
  team,
  v3,
  withApp,
  withBypassers,
  withSeenTeam,
} from "./admins-included-cases";

const always = { bypassActors: [actor("OrganizationAdmin")] };

export const passing: Readonly<Record<string, Given>> = {
  "a protection that holds for administrators": protect(withMain(), { enforceAdmins: true }),
  "what several services share": given.service(),
  "the older form": v3({ enforceAdmins: true }),
  "a ruleset that says nothing of who may bypass it": addRuleset(withMain(), { rules: allRules }),
  "a ruleset that nobody may bypass": passedBy(),
  "a ruleset that holds for all what a protection lets administrators pass": addRuleset(
    protect(withMain(), {
      requireSignedCommits: true,
      requiredPullRequestReviews: [reviewed],
      requiredStatusChecks: [{ contexts: ["ci"], strict: true }],
    }),
    { rules: allRules },
  ),
  "administrators who are held to a ban of force pushes and deletion anyway, beside a ruleset for the rest":
    addRuleset(protect(withMain(), {}), { rules: { pullRequest: reviewedRule } }),
  "a protection that holds for all what a ruleset lets owners pass": addRuleset(
    protect(withMain(), { enforceAdmins: true, requiredPullRequestReviews: [reviewed] }),
    { rules: { deletion: true, pullRequest: { requiredApprovingReviewCount: 1 } }, ...always },
  ),
  "owners who may pass by a pull request where only pushes are forbidden": addRuleset(withMain(), {
    rules: { deletion: true, nonFastForward: true },
    bypassActors: [actor("OrganizationAdmin", 1, "pull_request")],
  }),
  "a team that the catalog names": passedBy(actor("Team", 7)).facts(invited).add(team),
  "the team before its id is known": passedByNewTeam("Site ops").facts(invited),
  "a team that GitHub tells": withSeenTeam(passedBy(actor("Team", 7))).facts(invited),
  "an app by the number that the catalog names": passedBy(actor("Integration", 15368)).facts({
    bypass: { teams: [], apps: ["15368"] },
  }),
  "an app whose number GitHub tells": withApp(
    passedBy(actor("Integration", 42, "exempt")).facts(invited),
    "release-bot",
    42,
  ),
  "a team that may bypass reviews and is named": withBypassers("shop/Site-Ops").facts(invited),
  "the same team by its node id": withBypassers("T_ops").facts(invited).add(team),
  "the same team before its id is known": bypassedByNewTeam("site-ops").facts(invited),
  "a team and an app that may bypass reviews in the older form": v3(
    { enforceAdmins: true },
    { users: [], teams: ["site-ops"], apps: ["release-bot"] },
  ).facts(invited),
  "an app by its node id": withApp(withBypassers("A_42"), "release-bot", 42).facts(invited),
  "somebody who may bypass reviews that a ruleset asks of all": addRuleset(withBypassers("/amy"), {
    rules: { pullRequest: reviewedRule },
  }),
  "somebody who may force push, whom branch-protected judges": protect(withMain(), {
    enforceAdmins: true,
    forcePushBypassers: ["/amy"],
  }),
  "somebody who may push but must have all that is asked": protect(withMain(), {
    enforceAdmins: true,
    requiredPullRequestReviews: [reviewed],
    restrictPushes: [{ pushAllowances: ["/amy"] }],
  }),
  "a ruleset that is only evaluated, whoever may bypass it": addRuleset(
    protect(withMain(), { enforceAdmins: true }),
    { rules: allRules, enforcement: "evaluate", ...always },
  ),
  "a seen protection that holds for administrators": seenClassic({ enforceAdmins: true }),
  "a seen ruleset that nobody may bypass": seen(elsewhere(), [
    organizationRuleset(allRules, { bypassActors: [] }),
  ]),
  "a seen ruleset of whose bypass nothing is told, where a protection holds for all": seen(elsewhere(), [
    classic({ enforceAdmins: true, requiredPullRequestReviews: [reviewed] }),
    organizationRuleset({ pullRequest: { requiredApprovingReviewCount: 1 } }),
  ]),
  "what the stack that owns the account tells": seen(
    elsewhere(),
    [repositoryRuleset(allRules, { bypassActors: [] })],
    "stack:prod",
  ),
};
