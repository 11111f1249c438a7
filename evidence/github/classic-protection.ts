import { z } from "zod";
import type { ObservedResource } from "../facts";
import { types } from "./types";

const allowances = z.object({
  pageInfo: z.object({ hasNextPage: z.boolean() }),
  nodes: z.array(
    z.object({
      actor: z
        .object({
          __typename: z.string(),
          id: z.string().optional(),
          login: z.string().optional(),
          combinedSlug: z.string().optional(),
        })
        .nullable(),
    }),
  ),
});

export const classicSchema = z.object({
  id: z.string().min(1),
  pattern: z.string().min(1),
  allowsDeletions: z.boolean(),
  allowsForcePushes: z.boolean(),
  lockBranch: z.boolean(),
  isAdminEnforced: z.boolean(),
  requiresApprovingReviews: z.boolean(),
  requiredApprovingReviewCount: z.number().nullable(),
  dismissesStaleReviews: z.boolean(),
  requiresCodeOwnerReviews: z.boolean(),
  requireLastPushApproval: z.boolean(),
  requiresStatusChecks: z.boolean(),
  requiresStrictStatusChecks: z.boolean(),
  requiredStatusChecks: z.array(z.object({ context: z.string() })).nullable(),
  requiresCommitSignatures: z.boolean(),
  bypassForcePushAllowances: allowances,
  bypassPullRequestAllowances: allowances,
});
export type Classic = z.infer<typeof classicSchema>;

const actors =
  "{ pageInfo { hasNextPage } nodes { actor { __typename ... on App { id } ... on Team { combinedSlug } ... on User { login } } } }";

export const classicSelection = `id pattern allowsDeletions allowsForcePushes lockBranch isAdminEnforced
requiresApprovingReviews requiredApprovingReviewCount dismissesStaleReviews requiresCodeOwnerReviews
requireLastPushApproval requiresStatusChecks requiresStrictStatusChecks requiredStatusChecks { context }
requiresCommitSignatures bypassForcePushAllowances(first: 50) ${actors}
bypassPullRequestAllowances(first: 50) ${actors}`;

/** A classic protection as BranchProtection would declare it; undefined where not all who may bypass it are told. */
export function classicResource(classic: Classic, repository: string): ObservedResource | undefined {
  const pushers = actorsOf(classic.bypassForcePushAllowances);
  const reviewers = actorsOf(classic.bypassPullRequestAllowances);
  if (pushers === undefined || reviewers === undefined) return undefined;
  const { id, pattern } = classic;
  return {
    type: types.branchProtection,
    id,
    name: pattern,
    props: {
      repositoryId: repository,
      pattern,
      allowsDeletions: classic.allowsDeletions,
      allowsForcePushes: classic.allowsForcePushes,
      lockBranch: classic.lockBranch,
      enforceAdmins: classic.isAdminEnforced,
      requireSignedCommits: classic.requiresCommitSignatures,
      forcePushBypassers: pushers,
      requiredPullRequestReviews: classic.requiresApprovingReviews ? [reviewsOf(classic, reviewers)] : [],
      requiredStatusChecks: classic.requiresStatusChecks ? [checksOf(classic)] : [],
    },
  };
}

function reviewsOf(classic: Classic, pullRequestBypassers: string[]) {
  return {
    requiredApprovingReviewCount: classic.requiredApprovingReviewCount ?? 0,
    dismissStaleReviews: classic.dismissesStaleReviews,
    requireCodeOwnerReviews: classic.requiresCodeOwnerReviews,
    requireLastPushApproval: classic.requireLastPushApproval,
    pullRequestBypassers,
  };
}

function checksOf({ requiresStrictStatusChecks: strict, requiredStatusChecks }: Classic) {
  return { strict, contexts: (requiredStatusChecks ?? []).map(({ context }) => context) };
}

/** As the provider names them: "/login", "organisation/slug", or the id of an app. */
function actorsOf({ nodes, pageInfo }: z.infer<typeof allowances>): string[] | undefined {
  if (pageInfo.hasNextPage) return undefined;
  const names = nodes.map(({ actor }) => {
    if (actor === null) return undefined; // Somebody hidden may pass all the same.
    if (actor.login !== undefined) return `/${actor.login}`;
    return actor.combinedSlug ?? actor.id;
  });
  return names.every((name) => name !== undefined) ? names : undefined;
}
