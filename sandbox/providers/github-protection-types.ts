import type { JsonObject } from "../world/schema";
import { etag, nodeId, repoIdOf, repositoryExists, repositoryOf } from "./github-objects";
import { githubRulesetTypes } from "./github-ruleset-types";
import { valuesAt } from "./paths";
import { refersTo } from "./refusals";
import type { Context, Refusal, ResourceType, ResourceTypes } from "./resource-type";

const branchProtection: ResourceType = {
  kind: "branchProtection",
  required: ["pattern", "repositoryId"],
  defaults: {
    allowsDeletions: false,
    allowsForcePushes: false,
    enforceAdmins: false,
    lockBranch: false,
    requireConversationResolution: false,
    requireSignedCommits: false,
    requiredLinearHistory: false,
    "requiredPullRequestReviews[].dismissStaleReviews": false,
    "requiredPullRequestReviews[].requireCodeOwnerReviews": false,
    "requiredPullRequestReviews[].requireLastPushApproval": false,
    "requiredPullRequestReviews[].restrictDismissals": false,
    "requiredStatusChecks[].strict": false,
    "restrictPushes[].blocksCreations": true,
  },
  ranges: { "requiredPullRequestReviews[].requiredApprovingReviewCount": [0, 6] },
  replaceOn: ["repositoryId"],
  unordered: [
    "forcePushBypassers",
    "requiredPullRequestReviews[].dismissalRestrictions",
    "requiredPullRequestReviews[].pullRequestBypassers",
    "requiredStatusChecks[].contexts",
    "restrictPushes[].pushAllowances",
  ],
  refusals: [
    repositoryExists("repositoryId"),
    (inputs, context, id) => {
      const twin = protectionOf(String(inputs.repositoryId), String(inputs.pattern), context);
      return twin === undefined || twin === id ? undefined : `Name already protected: ${inputs.pattern}`;
    },
  ],
  newId: (_inputs, { random }) => nodeId("BPR_kwDO", random),
  importId: (id, context) => {
    const colon = id.indexOf(":");
    if (colon < 0) return id;
    return protectionOf(id.slice(0, colon), id.slice(colon + 1), context) ?? id;
  },
};

/** The id of the rule for a pattern, however its repository was named when it was made. */
function protectionOf(repository: string, pattern: string, { world }: Context): string | undefined {
  const holder = repositoryOf(repository, world);
  const references = new Set([repository, String(holder?.name), String(holder?.nodeId)]);
  return [...references]
    .flatMap((reference) => world.find("branchProtection", "repositoryId", reference))
    .find((protection) => protection.pattern === pattern)?.id;
}

const branchProtectionV3: ResourceType = {
  kind: "branchProtectionV3",
  required: ["branch", "repository"],
  defaults: {
    enforceAdmins: false,
    requireConversationResolution: false,
    requireSignedCommits: false,
    "requiredPullRequestReviews.dismissStaleReviews": false,
    "requiredPullRequestReviews.requireCodeOwnerReviews": false,
    "requiredPullRequestReviews.requireLastPushApproval": false,
    "requiredPullRequestReviews.requiredApprovingReviewCount": 1,
    "requiredStatusChecks.strict": false,
  },
  ranges: { "requiredPullRequestReviews.requiredApprovingReviewCount": [0, 6] },
  outputs: ["etag"],
  replaceOn: ["branch", "repository"],
  unordered: ["requiredStatusChecks.checks", "requiredStatusChecks.contexts"],
  refusals: [repositoryExists("repository")],
  newId: ({ repository, branch }) => `${repository}:${branch}`,
  once: (_inputs, { random }) => ({ etag: etag(random) }),
};

const repositoryEnvironment: ResourceType = {
  kind: "repositoryEnvironment",
  required: [
    "environment",
    "repository",
    "deploymentBranchPolicy.customBranchPolicies",
    "deploymentBranchPolicy.protectedBranches",
  ],
  defaults: { canAdminsBypass: true, preventSelfReview: false },
  ranges: { waitTimer: [0, 43_200] },
  outputs: ["repositoryId"],
  replaceOn: ["environment", "repository"],
  unordered: ["reviewers[].teams", "reviewers[].users"],
  judge: (inputs) =>
    ["reviewers[].teams", "reviewers[].users"]
      .flatMap((path) => valuesAt(inputs, path))
      .filter(({ value }) => Array.isArray(value) && value.length > 6)
      .map(({ at }) => ({
        property: at,
        reason: `Too many list items. Attribute ${at} supports 6 item maximum`,
      })),
  refusals: [
    repositoryExists("repository"),
    refersTo(
      "reviewers[].teams[]",
      (id, { world }) => world.get("team", id) !== undefined,
      (id) => `422 Validation Failed: reviewer team ${id} does not exist.`,
    ),
    refersTo(
      "reviewers[].users[]",
      (id, { world }) => world.find("user", "userId", id).length > 0,
      (id) => `422 Validation Failed: reviewer user ${id} does not exist.`,
    ),
    oppositePolicies,
  ],
  newId: ({ repository, environment }) => `${repository}:${environment}`,
  derive: ({ repository }, context) => ({ repositoryId: repoIdOf(repository, context) }),
};

function oppositePolicies(inputs: JsonObject): string | undefined {
  const [custom] = valuesAt(inputs, "deploymentBranchPolicy.customBranchPolicies");
  const [protectedOnly] = valuesAt(inputs, "deploymentBranchPolicy.protectedBranches");
  if (custom === undefined || custom.value !== protectedOnly?.value) return undefined;
  return "422 protectedBranches and customBranchPolicies cannot have the same value.";
}

const customPolicies: Refusal = ({ repository, environment }, { world }) => {
  const policy = world.get("repositoryEnvironment", `${repository}:${environment}`);
  if (policy && valuesAt(policy, "deploymentBranchPolicy.customBranchPolicies")[0]?.value === true)
    return undefined;
  return `404 Not Found: environment '${environment}' of '${repository}' does not exist or has no custom branch policies.`;
};

const environmentDeploymentPolicy: ResourceType = {
  kind: "repositoryEnvironmentDeploymentPolicy",
  required: ["environment", "repository"],
  outputs: ["policyId", "repositoryId"],
  replaceOn: ["environment", "repository"],
  judge: ({ branchPattern, tagPattern }) => {
    if ((branchPattern === undefined) !== (tagPattern === undefined)) return [];
    return [
      {
        property: "branchPattern",
        reason: `exactly one of "branchPattern" and "tagPattern" must be specified`,
      },
    ];
  },
  refusals: [repositoryExists("repository"), customPolicies, samePolicy],
  newId: ({ repository, environment }, { random }) => `${repository}:${environment}:${random.number()}`,
  once: (_inputs, _context, id) => ({ policyId: Number(id.split(":").at(-1)) }),
  derive: ({ repository }, context) => ({ repositoryId: repoIdOf(repository, context) }),
};

function samePolicy(inputs: JsonObject, { world }: Context, id: string | undefined): string | undefined {
  const same = ["environment", "branchPattern", "tagPattern"];
  const twin = world
    .find("repositoryEnvironmentDeploymentPolicy", "repository", String(inputs.repository))
    .find((policy) => policy.id !== id && same.every((property) => policy[property] === inputs[property]));
  return twin && `422 A deployment policy for '${inputs.branchPattern ?? inputs.tagPattern}' already exists.`;
}

const deploymentBranchPolicy: ResourceType = {
  kind: "repositoryDeploymentBranchPolicy",
  autoname: true,
  required: ["environmentName", "repository"],
  computed: ["etag"],
  replaceOn: ["environmentName", "repository"],
  refusals: [
    repositoryExists("repository"),
    (inputs, context, id) =>
      customPolicies({ ...inputs, environment: inputs.environmentName ?? "" }, context, id),
  ],
  newId: (_inputs, { random }) => String(random.number()),
  importId: (id) => id.slice(id.lastIndexOf(":") + 1),
  once: (_inputs, { random }) => ({ etag: etag(random) }),
};

/** What guards branches and environments. */
export const githubProtectionTypes: ResourceTypes = {
  "github:index/branchProtection:BranchProtection": branchProtection,
  "github:index/branchProtectionV3:BranchProtectionV3": branchProtectionV3,
  "github:index/repositoryEnvironment:RepositoryEnvironment": repositoryEnvironment,
  "github:index/repositoryEnvironmentDeploymentPolicy:RepositoryEnvironmentDeploymentPolicy":
    environmentDeploymentPolicy,
  "github:index/repositoryDeploymentBranchPolicy:RepositoryDeploymentBranchPolicy": deploymentBranchPolicy,
  ...githubRulesetTypes,
};
