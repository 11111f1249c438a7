import type { ObservedResource } from "../../../../evidence/facts";
import { github } from "../../../../policy-pack/engine/tokens";
import type { Given } from "../../given";
import { classic, elsewhere, seen } from "../../observed-repository";
import { addRuleset, protect, withMain } from "../../own-repository";
import type { ExpectedFailure } from "../../rule-tester";

const unknownText = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

export const reviewed = {
  requiredApprovingReviewCount: 2,
  dismissStaleReviews: true,
  requireCodeOwnerReviews: true,
  requireLastPushApproval: true,
};
export const reviewedRule = {
  requiredApprovingReviewCount: 2,
  dismissStaleReviewsOnPush: true,
  requireCodeOwnerReview: true,
  requireLastPushApproval: true,
};
/** All that the rules of branches ask, as a ruleset. */
export const allRules = {
  deletion: true,
  nonFastForward: true,
  requiredSignatures: true,
  pullRequest: reviewedRule,
  requiredStatusChecks: { requiredChecks: [{ context: "ci" }], strictRequiredStatusChecksPolicy: true },
};

export const bypass = (who: string, on = "own-main"): ExpectedFailure => ({
  message: "bypass",
  data: { branch: "main", repository: "checkout", who },
  subject: who,
  on,
});
export const administrators = bypass("Administrators of the repository");

/** A protection that holds for administrators, with people or teams who may bypass its reviews. */
export const withBypassers = (...who: readonly string[]): Given =>
  protect(withMain(), {
    enforceAdmins: true,
    requiredPullRequestReviews: [{ ...reviewed, pullRequestBypassers: who }],
  });

export const v3 = (props: Record<string, unknown>, allowances?: Record<string, unknown>): Given =>
  withMain().add({
    type: github.branchProtectionV3,
    name: "own-main",
    props: {
      repository: "checkout",
      branch: "main",
      requiredPullRequestReviews: { ...reviewed, bypassPullRequestAllowances: allowances },
      ...props,
    },
    dependsOn: { repository: ["own"] },
  });

interface ActorProps {
  readonly actorType: string;
  readonly actorId?: number | string;
  readonly bypassMode?: string;
}

export const actor = (actorType: string, actorId?: number, bypassMode = "always"): ActorProps => ({
  actorType,
  ...(actorId === undefined ? {} : { actorId }),
  bypassMode,
});

/** A ruleset that asks for everything, with those who may bypass it. */
export const passedBy = (...actors: readonly ActorProps[]): Given =>
  addRuleset(withMain(), { rules: allRules, bypassActors: actors });

/** The same where who may bypass it is a team that is made in the same update. */
export const passedByNewTeam = (slug: string): Given =>
  withMain()
    .add({ type: github.team, name: "ops", props: { name: slug } })
    .add({
      type: github.repositoryRuleset,
      name: "own-ruleset",
      props: {
        repository: "checkout",
        enforcement: "active",
        target: "branch",
        conditions: { refName: { includes: ["~DEFAULT_BRANCH"], excludes: [] } },
        rules: allRules,
        bypassActors: [{ actorType: "Team", actorId: unknownText, bypassMode: "always" }],
      },
      dependsOn: { repository: ["own"], bypassActors: ["ops"] },
    });

/** A classic protection with a team that is made in the same update among those who may bypass reviews. */
export const bypassedByNewTeam = (slug: string, more: Record<string, unknown> = {}): Given =>
  withMain()
    .add({ type: github.team, name: "ops", props: { name: slug } })
    .add({
      type: github.branchProtection,
      name: "own-main",
      props: {
        repositoryId: "checkout",
        pattern: "main",
        enforceAdmins: true,
        requiredPullRequestReviews: [{ ...reviewed, pullRequestBypassers: [unknownText], ...more }],
      },
      dependsOn: { repositoryId: ["own"], requiredPullRequestReviews: ["ops"] },
    });

export const invited = { bypass: { teams: ["site-ops"], apps: ["release-bot"] } };
export const team = {
  type: github.team,
  name: "ops",
  belongs: false,
  props: { id: "7", nodeId: "T_ops", slug: "site-ops", name: "Site ops" },
};
const seenTeam: ObservedResource = {
  type: github.team,
  id: "7",
  name: "site-ops",
  props: { slug: "site-ops", name: "Site ops", nodeId: "T_ops" },
};
export const withSeenTeam = (start: Given): Given =>
  start.observed("team-members", "site-ops", { value: { resources: [seenTeam] } });
export const withApp = (start: Given, slug: string, id: number): Given =>
  start.observed("app", slug, { value: { slug, id, nodeId: `A_${id}` } });

/** Seen protections of a repository whose account another stack owns. */
export const seenClassic = (props: Parameters<typeof classic>[0]): Given =>
  seen(elsewhere(), [classic(props)]);
