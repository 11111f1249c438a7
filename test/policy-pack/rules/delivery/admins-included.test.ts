import { github } from "../../../../policy-pack/engine/tokens";
import { adminsIncluded } from "../../../../policy-pack/rules/delivery/admins-included";
import { given } from "../../given";
import { classic, elsewhere, organizationRuleset, repositoryRuleset, seen } from "../../observed-repository";
import { addOrganizationRuleset, addRuleset, inOwnRepository, protect, withMain } from "../../own-repository";
import { testRule } from "../../rule-tester";
import {
  actor,
  administrators,
  allRules,
  bypass,
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
import { passing } from "./admins-included-passing-cases";

const always = { bypassActors: [actor("OrganizationAdmin")] };

testRule(adminsIncluded, {
  pass: passing,
  fail: {
    "a protection that does not say": [protect(withMain(), {}), [administrators]],
    "a protection that leaves administrators out": [
      protect(withMain(), { enforceAdmins: false, requiredPullRequestReviews: [reviewed] }),
      [administrators],
    ],
    "the older form, which does not say": [v3({}), [administrators]],
    "administrators who get past more approvals than a ruleset asks of all": [
      addRuleset(protect(withMain(), { requiredPullRequestReviews: [{ requiredApprovingReviewCount: 2 }] }), {
        rules: { pullRequest: { requiredApprovingReviewCount: 1 } },
      }),
      [administrators],
    ],
    "administrators who get past the checks alone": [
      addRuleset(protect(withMain(), { requiredStatusChecks: [{ contexts: ["ci"] }] }), {
        rules: { pullRequest: reviewedRule },
      }),
      [administrators],
    ],
    "administrators who get past signatures alone": [
      addRuleset(protect(withMain(), { requireSignedCommits: true }), { rules: { deletion: true } }),
      [administrators],
    ],
    "owners, where two protections each let somebody pass": [
      addRuleset(protect(withMain(), { requiredPullRequestReviews: [reviewed] }), {
        rules: { pullRequest: reviewedRule },
        ...always,
      }),
      [administrators, bypass("Owners of the organisation", "own-ruleset")],
    ],
    "everybody whom a ruleset lets pass, whatever the mode": [
      passedBy(
        actor("OrganizationAdmin", 1),
        actor("RepositoryRole", 5, "exempt"),
        actor("RepositoryRole", 2),
        actor("RepositoryRole", 917),
        actor("DeployKey"),
        actor("EnterpriseOwner"),
        actor("User", 23),
        actor("Team", 8),
        actor("Integration", 15368),
        actor("Robot", 1),
      ),
      [
        "Owners of the organisation",
        "Role admin",
        "Role maintain",
        "Role 917",
        "Deploy keys",
        "Owners of the enterprise",
        "User 23",
        "Team 8",
        "App 15368",
        "Robot 1",
      ].map((who) => bypass(who, "own-ruleset")),
    ],
    "a role before its number is known": [
      passedBy(actor("RepositoryRole", 5)).unknown(
        github.repositoryRuleset,
        "own-ruleset",
        "bypassActors[0].actorId",
      ),
      [bypass("Role of some kind", "own-ruleset")],
    ],
    "administrators who may merge past reviews and checks by a pull request": [
      passedBy(actor("RepositoryRole", 5, "pull_request")),
      [bypass("Role admin", "own-ruleset")],
    ],
    "a mode that is not stated": [
      passedBy({ actorType: "DeployKey" }),
      [bypass("Deploy keys", "own-ruleset")],
    ],
    "owners who may pass what only forbids pushes": [
      addRuleset(withMain(), { rules: { deletion: true, nonFastForward: true }, ...always }),
      [bypass("Owners of the organisation", "own-ruleset")],
    ],
    "an organisation's ruleset": [
      addOrganizationRuleset(
        withMain(),
        { repositoryName: { includes: ["~ALL"], excludes: [] } },
        { rules: allRules, ...always },
      ),
      [bypass("Owners of the organisation", "everywhere")],
    ],
    "a team that the catalog does not name": [
      passedBy(actor("Team", 7))
        .add(team)
        .facts({ bypass: { teams: ["payments"], apps: [] } })
        .add({
          type: github.team,
          name: "pay",
          belongs: false,
          props: { id: "9", slug: "payments", name: "payments" },
        }),
      [bypass("site-ops", "own-ruleset")],
    ],
    "a team that is made in the same update and not named": [
      passedByNewTeam("Everybody"),
      [bypass("everybody", "own-ruleset")],
    ],
    "a team of another number than GitHub tells": [
      withSeenTeam(passedBy(actor("Team", 8))).facts(invited),
      [bypass("Team 8", "own-ruleset")],
    ],
    "an app of another number than GitHub tells": [
      withApp(passedBy(actor("Integration", 43)).facts(invited), "release-bot", 42),
      [bypass("App 43", "own-ruleset")],
    ],
    "an app where GitHub knows none of the name": [
      passedBy(actor("Integration", 43)).facts(invited).observed("app", "release-bot", "absent"),
      [bypass("App 43", "own-ruleset")],
    ],
    "people, teams and apps that may bypass reviews": [
      withBypassers("/amy", "shop/payments", "U_kgDOAmy", "T_kgDOPay", "A_kgDOBot").facts({
        bypass: { teams: [], apps: ["A_kgDORelease"] },
      }),
      ["amy", "shop/payments", "U_kgDOAmy", "T_kgDOPay", "A_kgDOBot"].map((who) => bypass(who)),
    ],
    "people, teams and apps that may in the older form": [
      v3({ enforceAdmins: true }, { users: ["amy"], teams: ["payments"], apps: ["bot"] }).facts(invited),
      [bypass("amy"), bypass("payments"), bypass("bot")],
    ],
    "a new team that may bypass reviews, whoever else may dismiss them": [
      bypassedByNewTeam("reviewers", { dismissalRestrictions: ["/amy"] }),
      [bypass("reviewers")],
    ],
    "a person of the name of an app that may": [
      v3({ enforceAdmins: true }, { users: ["release-bot"] }).facts(invited),
      [bypass("release-bot")],
    ],
    "what is certain, whatever is not known besides": [
      passedBy(actor("OrganizationAdmin"), actor("Integration", 5)).unknown(
        github.repositoryRuleset,
        "own-ruleset",
        "bypassActors[1].actorId",
      ),
      [bypass("Owners of the organisation", "own-ruleset")],
    ],
    "administrators, where the reviews are not known yet": [
      protect(withMain(), { requiredStatusChecks: [{ contexts: ["ci"] }] }).unknown(
        github.branchProtection,
        "own-main",
        "requiredPullRequestReviews",
      ),
      [administrators],
    ],
    "a seen protection that leaves administrators out": [
      seenClassic({ enforceAdmins: false }),
      [bypass("Administrators of the repository", "BPR_1")],
    ],
    "a seen ruleset that a role may bypass": [
      seen(elsewhere(), [repositoryRuleset(allRules, { bypassActors: [{ ...actor("RepositoryRole", 5) }] })]),
      [bypass("Role admin", "ruleset-501")],
    ],
    "what the stack that owns the account tells": [
      seen(elsewhere(), [classic({})], "stack:prod"),
      [bypass("Administrators of the repository", "BPR_1")],
    ],
  },
  notApplicable: {
    "a branch without any protection": withMain(),
    "a service without a repository": given.service().facts({ repository: undefined }),
    "an archived repository": protect(inOwnRepository({ archived: true }), {}),
    "a private repository of the free plan": protect(withMain(), {})
      .with(github.repository, "own", { visibility: "private" })
      .catalog({ plans: { github: "free" } }),
  },
  unknown: {
    "whether administrators are included, before it is known": [
      protect(withMain(), { enforceAdmins: true }).unknown(
        github.branchProtection,
        "own-main",
        "enforceAdmins",
      ),
      "planned: enforceAdmins",
    ],
    "who may bypass a ruleset, before it is known": [
      passedBy(actor("User", 1)).unknown(github.repositoryRuleset, "own-ruleset", "bypassActors"),
      "planned: bypassActors",
    ],
    "which app it is that may, before it is known": [
      passedBy(actor("Integration", 5)).unknown(
        github.repositoryRuleset,
        "own-ruleset",
        "bypassActors[0].actorId",
      ),
      "planned: who may get past own-ruleset",
    ],
    "which team it is that may, where nothing leads to one": [
      passedBy(actor("Team", 7)).unknown(github.repositoryRuleset, "own-ruleset", "bypassActors[0].actorId"),
      "planned: who may get past own-ruleset",
    ],
    "whether a new team may bypass reviews or only dismiss them": [
      bypassedByNewTeam("reviewers", { dismissalRestrictions: ["/amy"] }).unknown(
        github.branchProtection,
        "own-main",
        "requiredPullRequestReviews[0].dismissalRestrictions[0]",
      ),
      "planned: who may get past own-main",
    ],
    "who may bypass reviews, before the block is known": [
      protect(withMain(), { enforceAdmins: true }).unknown(
        github.branchProtection,
        "own-main",
        "requiredPullRequestReviews",
      ),
      "planned: requiredPullRequestReviews",
    ],
    "whether an app is the one that the catalog names, where nobody looked": [
      passedBy(actor("Integration", 43)).facts(invited),
      "no-collector: which app release-bot is",
    ],
    "whether a team is the one that the catalog names, where a partial run leaves teams out": [
      passedBy(actor("Team", 7))
        .facts(invited)
        .add({ ...team, belongs: true })
        .hidden(github.team, "ops"),
      "partial: ops is not part of this run",
    ],
    "whether a team is the one that the catalog names, where GitHub did not tell": [
      passedBy(actor("Team", 7))
        .facts(invited)
        .catalog({ observe: ["github"] }),
      "unobserved: GitHub did not tell the id of team site-ops",
    ],
    "who may bypass a seen ruleset that does not show it": [
      seen(elsewhere(), [repositoryRuleset(allRules)]),
      "unobserved: GitHub shows who may bypass ruleset ruleset-501 only to those who may change it",
    ],
    "the same where GitHub answers null": [
      seen(elsewhere(), [organizationRuleset(allRules, { bypassActors: null })]),
      "unobserved: GitHub shows who may bypass ruleset ruleset-601",
    ],
    "whether a hidden protection holds what a ruleset lets somebody pass": [
      elsewhere()
        .observed("branch-protections", "checkout", { permission: "Administration: read" })
        .observed("branch-rulesets", "checkout", {
          value: {
            resources: [repositoryRuleset(allRules, { bypassActors: [{ ...actor("DeployKey") }] })],
          },
        }),
      "unobserved: GitHub shows the protection of branch main",
    ],
    "what another stack protects": [
      protect(withMain(), {}).catalog({ owns: false }),
      "no-collector: the protection of branch main",
    ],
  },
});
