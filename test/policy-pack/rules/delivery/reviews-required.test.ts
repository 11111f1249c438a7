import { github } from "../../../../policy-pack/engine/tokens";
import { reviewsRequired } from "../../../../policy-pack/rules/delivery/reviews-required";
import { type Given, given } from "../../given";
import { classic, elsewhere, organizationRuleset, repositoryRuleset, seen } from "../../observed-repository";
import { addOrganizationRuleset, addRuleset, inOwnRepository, protect, withMain } from "../../own-repository";
import { type ExpectedFailure, testRule } from "../../rule-tester";

const strict = {
  requiredApprovingReviewCount: 2,
  dismissStaleReviews: true,
  requireCodeOwnerReviews: true,
  requireLastPushApproval: true,
};
const strictRule = {
  requiredApprovingReviewCount: 2,
  dismissStaleReviewsOnPush: true,
  requireCodeOwnerReview: true,
  requireLastPushApproval: true,
};
const names = { branch: "main", repository: "checkout" };
const gap = (message: string, on = "own-main"): ExpectedFailure => ({
  message,
  data: names,
  subject: "main",
  on,
});
const few = (found: number | string, least = 2, on = "own-main"): ExpectedFailure => ({
  message: "approvals",
  data: { ...names, least, found },
  subject: "main",
  on,
});
const reviews = (...blocks: readonly Record<string, unknown>[]): Given =>
  protect(withMain(), { requiredPullRequestReviews: blocks });
const ruleset = (pullRequest: Record<string, unknown>, start = withMain()): Given =>
  addRuleset(start, { rules: { pullRequest } });
const v3 = (requiredPullRequestReviews: Record<string, unknown>): Given =>
  withMain().add({
    type: github.branchProtectionV3,
    name: "own-main",
    props: { repository: "checkout", branch: "main", requiredPullRequestReviews },
    dependsOn: { repository: ["own"] },
  });

testRule(reviewsRequired, {
  pass: {
    "what tier 1 asks for": reviews(strict),
    "what several services share": given.service(),
    "the block as a single object": protect(withMain(), { requiredPullRequestReviews: strict }),
    "the older form": v3(strict),
    "a ruleset": ruleset(strictRule),
    "an organisation's ruleset": addOrganizationRuleset(
      withMain(),
      { repositoryName: { includes: ["~ALL"], excludes: [] } },
      { rules: { pullRequest: strictRule } },
    ),
    "a protection and a ruleset that add up": ruleset(
      { requiredApprovingReviewCount: 2, requireCodeOwnerReview: true },
      reviews({ dismissStaleReviews: true, requireLastPushApproval: true }),
    ),
    "two rulesets, the larger number of which counts": addRuleset(
      ruleset({ requiredApprovingReviewCount: 1, dismissStaleReviewsOnPush: true }),
      { rules: { pullRequest: { ...strictRule, dismissStaleReviewsOnPush: false } } },
      "own-second",
    ),
    "one approval for tier 2, without code owners": reviews({
      requiredApprovingReviewCount: 1,
      dismissStaleReviews: true,
    }).tier(2),
    "an empty number, which means one, for tier 3": reviews({ dismissStaleReviews: true }).tier(3),
    "a number that is not known, where a ruleset asks for enough": ruleset(
      strictRule,
      reviews(strict),
    ).unknown(
      github.branchProtection,
      "own-main",
      "requiredPullRequestReviews[0].requiredApprovingReviewCount",
    ),
    "more approvals than a team of two can give, since owner-staffed judges its size": reviews(strict).team({
      members: ["amy", "ben"].map((login) => ({ login })),
    }),
    "a classic protection that was seen": seen(elsewhere(), [
      classic({ requiredPullRequestReviews: [strict] }),
    ]),
    "a ruleset of the organisation that was seen": seen(elsewhere(), [
      organizationRuleset({ pullRequest: strictRule }),
    ]),
    "what was seen of repository, organisation and branch, which adds up": seen(elsewhere(), [
      classic({
        requiredPullRequestReviews: [{ requiredApprovingReviewCount: 0, requireLastPushApproval: true }],
      }),
      repositoryRuleset({ pullRequest: { requiredApprovingReviewCount: 1, requireCodeOwnerReview: true } }),
      organizationRuleset({
        pullRequest: { requiredApprovingReviewCount: 2, dismissStaleReviewsOnPush: true },
      }),
    ]),
    "what the stack that owns the account tells": seen(
      elsewhere(),
      [classic({ requiredPullRequestReviews: [strict] })],
      "stack:prod",
    ),
    "people who may bypass reviews, since admins-included judges them": reviews({
      ...strict,
      pullRequestBypassers: ["/amy"],
    }),
  },
  fail: {
    "a protection without reviews": [
      protect(withMain(), {}),
      [few(0), gap("stale"), gap("codeOwners"), gap("lastPush")],
    ],
    "a list of reviews that is empty": [
      protect(withMain(), { requiredPullRequestReviews: [] }).tier(2),
      [few(0, 1), gap("stale")],
    ],
    "an empty block, which means one approval": [
      reviews({}),
      [few(1), gap("stale"), gap("codeOwners"), gap("lastPush")],
    ],
    "an empty block of a ruleset, which means no approval": [
      ruleset({}).tier(3),
      [few(0, 1, "own-ruleset"), gap("stale", "own-ruleset")],
    ],
    "one approval at tier 1": [reviews({ ...strict, requiredApprovingReviewCount: 1 }), [few(1)]],
    "no approval although a pull request is required": [
      reviews({ ...strict, requiredApprovingReviewCount: 0 }).tier(3),
      [few(0, 1)],
    ],
    "more approvals where an organisation asks for them": [
      reviews({ ...strict, requiredApprovingReviewCount: 3 }).parameters({ approvals: 4 }),
      [few(3, 4)],
    ],
    "stale approvals that stay": [reviews({ ...strict, dismissStaleReviews: false }), [gap("stale")]],
    "no code owners at tier 1": [
      reviews({ ...strict, requireCodeOwnerReviews: undefined }),
      [gap("codeOwners")],
    ],
    "a last push that nobody approves at tier 1": [
      reviews({ ...strict, requireLastPushApproval: false }),
      [gap("lastPush")],
    ],
    "reviewers of some files, who are no approval": [
      ruleset({
        dismissStaleReviewsOnPush: true,
        requiredReviewers: [{ filePatterns: ["*"], minimumApprovals: 2, reviewer: { id: 7, type: "Team" } }],
      }).tier(2),
      [few(0, 1, "own-ruleset")],
    ],
    "a locked branch, whose changes nobody reviews once it is open": [
      protect(withMain(), { lockBranch: true }).tier(2),
      [few(0, 1), gap("stale")],
    ],
    "a ruleset that is only evaluated beside a protection": [
      addRuleset(reviews({ ...strict, requiredApprovingReviewCount: 1 }), {
        enforcement: "evaluate",
        rules: { pullRequest: strictRule },
      }),
      [few(1)],
    ],
    "what is certain, whatever is not known besides": [
      reviews({ ...strict, dismissStaleReviews: false }).unknown(
        github.branchProtection,
        "own-main",
        "requiredPullRequestReviews[0].requiredApprovingReviewCount",
      ),
      [gap("stale")],
    ],
    "seen protections of which none asks for enough": [
      seen(elsewhere(), [
        classic({ requiredPullRequestReviews: [{ ...strict, requiredApprovingReviewCount: 1 }] }),
        organizationRuleset({ pullRequest: { ...strictRule, requiredApprovingReviewCount: 1 } }),
      ]),
      [few(1, 2, "BPR_1")],
    ],
    "what the stack that owns the account tells of a gap": [
      seen(
        elsewhere(),
        [classic({ requiredPullRequestReviews: [{ ...strict, dismissStaleReviews: false }] })],
        "stack:prod",
      ),
      [gap("stale", "BPR_1")],
    ],
    "too few approvals, where only a ruleset of one is in doubt": [
      ruleset(
        { requiredApprovingReviewCount: 1 },
        reviews({ ...strict, requiredApprovingReviewCount: 0 }),
      ).unknown(github.repositoryRuleset, "own-ruleset", "enforcement"),
      [few("fewer")],
    ],
  },
  notApplicable: {
    "a branch without any protection": withMain(),
    "a seen branch without any protection": seen(elsewhere(), []),
    "a service without a repository": given.service().facts({ repository: undefined }),
    "an archived repository": protect(inOwnRepository({ archived: true }), {}),
    "a private repository of the free plan": reviews({})
      .with(github.repository, "own", { visibility: "private" })
      .catalog({ plans: { github: "free" } }),
  },
  unknown: {
    "a number that is only known after the update": [
      reviews(strict).unknown(
        github.branchProtection,
        "own-main",
        "requiredPullRequestReviews[0].requiredApprovingReviewCount",
      ),
      "planned: requiredPullRequestReviews",
    ],
    "a block that is only known after the update": [
      reviews(strict).unknown(github.branchProtection, "own-main", "requiredPullRequestReviews"),
      "planned: requiredPullRequestReviews",
    ],
    "what another stack protects": [
      given.service().facts({ repository: "elsewhere/checkout" }),
      "no-collector: the protection of branch",
    ],
    "whether a hidden protection asks for more than the rulesets": [
      elsewhere()
        .observed("branch-protections", "checkout", { permission: "Administration: read" })
        .observed("branch-rulesets", "checkout", {
          value: { resources: [organizationRuleset({ pullRequest: { requiredApprovingReviewCount: 1 } })] },
        }),
      "unobserved: GitHub shows the protection of branch main of repository checkout only with",
    ],
    "whether another stack asks for more": [
      reviews({ requiredApprovingReviewCount: 1 }).catalog({ owns: false }),
      "no-collector: the protection of branch main",
    ],
  },
});
