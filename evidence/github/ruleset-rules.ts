import { z } from "zod";

const parametersSchema = z.object({
  __typename: z.string(),
  requiredApprovingReviewCount: z.number().optional(),
  dismissStaleReviewsOnPush: z.boolean().optional(),
  requireCodeOwnerReview: z.boolean().optional(),
  requireLastPushApproval: z.boolean().optional(),
  requiredReviewThreadResolution: z.boolean().optional(),
  strictRequiredStatusChecksPolicy: z.boolean().optional(),
  requiredStatusChecks: z
    .array(z.object({ context: z.string(), integrationId: z.number().nullish() }))
    .optional(),
  workflows: z
    .array(z.object({ path: z.string(), repositoryId: z.number(), ref: z.string().nullish() }))
    .optional(),
});
type Parameters = z.infer<typeof parametersSchema>;

export const ruleSchema = z.object({
  type: z.string(),
  parameters: parametersSchema.nullish(),
  repositoryRuleset: z.object({ id: z.string() }).nullish(),
});
type Rule = z.infer<typeof ruleSchema>;

export const ruleSelection = `type repositoryRuleset { id } parameters { __typename
  ... on PullRequestParameters { requiredApprovingReviewCount dismissStaleReviewsOnPush requireCodeOwnerReview
    requireLastPushApproval requiredReviewThreadResolution }
  ... on RequiredStatusChecksParameters { strictRequiredStatusChecksPolicy
    requiredStatusChecks { context integrationId } }
  ... on WorkflowsParameters { workflows { path repositoryId ref } } }`;

type Props = Record<string, ReturnType<(typeof readings)[keyof typeof readings]>>;

const readings = {
  DELETION: () => true,
  NON_FAST_FORWARD: () => true,
  REQUIRED_SIGNATURES: () => true,
  CREATION: () => true,
  UPDATE: () => true,
  REQUIRED_LINEAR_HISTORY: () => true,
  MERGE_QUEUE: () => ({}),
  PULL_REQUEST: (parameters: Parameters) => ({
    requiredApprovingReviewCount: parameters.requiredApprovingReviewCount ?? 0,
    dismissStaleReviewsOnPush: parameters.dismissStaleReviewsOnPush ?? false,
    requireCodeOwnerReview: parameters.requireCodeOwnerReview ?? false,
    requireLastPushApproval: parameters.requireLastPushApproval ?? false,
    requiredReviewThreadResolution: parameters.requiredReviewThreadResolution ?? false,
  }),
  REQUIRED_STATUS_CHECKS: (parameters: Parameters) => ({
    strictRequiredStatusChecksPolicy: parameters.strictRequiredStatusChecksPolicy ?? false,
    requiredChecks: (parameters.requiredStatusChecks ?? []).map(({ context, integrationId }) => ({
      context,
      ...(typeof integrationId === "number" ? { integrationId } : {}),
    })),
  }),
  WORKFLOWS: (parameters: Parameters) => ({
    requiredWorkflows: (parameters.workflows ?? []).map(({ path, repositoryId, ref }) => ({
      path,
      repositoryId,
      ...(typeof ref === "string" ? { ref } : {}),
    })),
  }),
} as const;

/** Names of rules in the SDK. */
const names: Readonly<Record<keyof typeof readings, string>> = {
  DELETION: "deletion",
  NON_FAST_FORWARD: "nonFastForward",
  REQUIRED_SIGNATURES: "requiredSignatures",
  CREATION: "creation",
  UPDATE: "update",
  REQUIRED_LINEAR_HISTORY: "requiredLinearHistory",
  MERGE_QUEUE: "mergeQueue",
  PULL_REQUEST: "pullRequest",
  REQUIRED_STATUS_CHECKS: "requiredStatusChecks",
  WORKFLOWS: "requiredWorkflows",
};

/** The rules of one ruleset as the SDK has them; those that no resource knows ask for nothing that is judged. */
export function ruleProps(rules: readonly Rule[]): Props {
  const props: Props = {};
  for (const { type, parameters } of rules) {
    if (!isKnown(type)) continue;
    props[names[type]] = readings[type](parameters ?? { __typename: "" });
  }
  return props;
}

function isKnown(type: string): type is keyof typeof readings {
  return Object.hasOwn(readings, type);
}
