import type { JsonObject } from "../world/schema";
import { etag, nodeId, ownerOf, repositoryExists } from "./github-objects";
import { isObject, type Path } from "./paths";
import type { CheckFailure, Context, ResourceType, ResourceTypes } from "./resource-type";
import { isUnknown } from "./wire";

const patternRules = [
  "branchNamePattern",
  "commitAuthorEmailPattern",
  "commitMessagePattern",
  "committerEmailPattern",
  "tagNamePattern",
];
const tools = "rules.requiredCodeScanning.requiredCodeScanningTools";
const reviewers = "rules.pullRequest.requiredReviewers[]";

const required: readonly Path[] = [
  "enforcement",
  "rules",
  "target",
  "bypassActors[].actorType",
  "bypassActors[].bypassMode",
  "conditions.refName.excludes",
  "conditions.refName.includes",
  ...patternRules.flatMap((rule) => [`rules.${rule}.operator`, `rules.${rule}.pattern`]),
  "rules.fileExtensionRestriction.restrictedFileExtensions",
  "rules.filePathRestriction.restrictedFilePaths",
  "rules.maxFilePathLength.maxFilePathLength",
  "rules.maxFileSize.maxFileSize",
  `${reviewers}.filePatterns`,
  `${reviewers}.minimumApprovals`,
  `${reviewers}.reviewer`,
  `${reviewers}.reviewer.id`,
  `${reviewers}.reviewer.type`,
  tools,
  `${tools}[].alertsThreshold`,
  `${tools}[].securityAlertsThreshold`,
  `${tools}[].tool`,
  "rules.requiredStatusChecks.requiredChecks",
  "rules.requiredStatusChecks.requiredChecks[].context",
];

const ruleset = {
  autoname: true,
  defaults: {
    "rules.copilotCodeReview.reviewDraftPullRequests": false,
    "rules.copilotCodeReview.reviewOnPush": false,
    "rules.pullRequest.dismissStaleReviewsOnPush": false,
    "rules.pullRequest.requireCodeOwnerReview": false,
    "rules.pullRequest.requireLastPushApproval": false,
    "rules.pullRequest.requiredApprovingReviewCount": 0,
    "rules.pullRequest.requiredReviewThreadResolution": false,
    "rules.requiredStatusChecks.doNotEnforceOnCreate": false,
    "rules.requiredStatusChecks.strictRequiredStatusChecksPolicy": false,
  },
  values: {
    enforcement: ["disabled", "active", "evaluate"],
    target: ["branch", "tag", "push"],
    "bypassActors[].actorType": [
      "RepositoryRole",
      "Team",
      "Integration",
      "OrganizationAdmin",
      "DeployKey",
      "EnterpriseOwner",
      "User",
    ],
    "bypassActors[].bypassMode": ["always", "pull_request", "exempt"],
    ...Object.fromEntries(
      patternRules.map((rule) => [
        `rules.${rule}.operator`,
        ["starts_with", "ends_with", "contains", "regex"],
      ]),
    ),
    [`${reviewers}.reviewer.type`]: ["Team"],
    [`${tools}[].alertsThreshold`]: ["none", "errors", "errors_and_warnings", "all"],
    [`${tools}[].securityAlertsThreshold`]: ["none", "critical", "high_or_higher", "medium_or_higher", "all"],
    "rules.pullRequest.allowedMergeMethods[]": ["merge", "squash", "rebase"],
  },
  ranges: {
    "rules.maxFileSize.maxFileSize": [1, 100],
    "rules.pullRequest.requiredApprovingReviewCount": [0, 10],
  },
  outputs: ["etag", "nodeId", "rulesetId"],
  unordered: ["conditions.refName.includes", "conditions.refName.excludes"],
  newId: (_inputs: JsonObject, { random }: Context) => String(random.number()),
  importId: (id: string) => id.slice(id.lastIndexOf(":") + 1),
  once: (_inputs: JsonObject, { random }: Context, id: string) => ({
    etag: etag(random),
    nodeId: nodeId("RRS_lAC", random),
    rulesetId: Number(id),
  }),
} satisfies Partial<ResourceType>;

/** A branch or tag ruleset needs the refs that it is for; a push ruleset has none. */
function refsMatchTarget({ target, conditions }: JsonObject): readonly CheckFailure[] {
  if (isUnknown(target) || isUnknown(conditions)) return [];
  const hasRefs = isObject(conditions) && conditions.refName !== undefined;
  if (target === "push" && hasRefs) {
    return [{ property: "conditions.refName", reason: `"refName" must not be set for a "push" target` }];
  }
  if ((target === "branch" || target === "tag") && !hasRefs) {
    return [{ property: "conditions.refName", reason: `"refName" is required for a "${target}" target` }];
  }
  return [];
}

const repositoryRuleset: ResourceType = {
  ...ruleset,
  kind: "repositoryRuleset",
  required: [
    ...required,
    "repository",
    "conditions.refName",
    "rules.requiredDeployments.requiredDeploymentEnvironments",
  ],
  defaults: {
    ...ruleset.defaults,
    "rules.mergeQueue.checkResponseTimeoutMinutes": 60,
    "rules.mergeQueue.groupingStrategy": "ALLGREEN",
    "rules.mergeQueue.maxEntriesToBuild": 5,
    "rules.mergeQueue.maxEntriesToMerge": 5,
    "rules.mergeQueue.mergeMethod": "MERGE",
    "rules.mergeQueue.minEntriesToMerge": 1,
    "rules.mergeQueue.minEntriesToMergeWaitMinutes": 5,
  },
  values: {
    ...ruleset.values,
    "rules.mergeQueue.groupingStrategy": ["ALLGREEN", "HEADGREEN"],
    "rules.mergeQueue.mergeMethod": ["MERGE", "SQUASH", "REBASE"],
  },
  replaceOn: ["repository"],
  judge: refsMatchTarget,
  refusals: [repositoryExists("repository")],
};

const organizationRuleset: ResourceType = {
  ...ruleset,
  kind: "organizationRuleset",
  defaults: {
    ...ruleset.defaults,
    "conditions.repositoryProperty.excludes[].source": "custom",
    "conditions.repositoryProperty.includes[].source": "custom",
  },
  required: [
    ...required,
    "conditions.repositoryName.excludes",
    "conditions.repositoryName.includes",
    "conditions.repositoryProperty.excludes[].name",
    "conditions.repositoryProperty.excludes[].propertyValues",
    "conditions.repositoryProperty.includes[].name",
    "conditions.repositoryProperty.includes[].propertyValues",
    "rules.requiredWorkflows.requiredWorkflows",
    "rules.requiredWorkflows.requiredWorkflows[].path",
    "rules.requiredWorkflows.requiredWorkflows[].repositoryId",
  ],
  judge: refsMatchTarget,
  refusals: [
    (_inputs, { world }) => {
      const [organization] = world.list("organization");
      if (organization?.plan !== "free") return undefined;
      return `403 Upgrade ${ownerOf(world)} to GitHub Team or Enterprise to enable this feature.`;
    },
  ],
};

/** Rulesets of a repository and of the organisation. */
export const githubRulesetTypes: ResourceTypes = {
  "github:index/repositoryRuleset:RepositoryRuleset": repositoryRuleset,
  "github:index/organizationRuleset:OrganizationRuleset": organizationRuleset,
};
