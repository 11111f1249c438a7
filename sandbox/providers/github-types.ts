import type { JsonObject } from "../world/schema";
import { githubAccessTypes } from "./github-access-types";
import {
  etag,
  nodeId,
  ownerOf,
  repoIdOf,
  repositoryExists,
  repositoryOf,
  teamExists,
  teamOf,
} from "./github-objects";
import { githubProtectionTypes } from "./github-protection-types";
import { githubSettingTypes } from "./github-setting-types";
import { textOf } from "./paths";
import { taken } from "./refusals";
import type { Context, ResourceType, ResourceTypes, View } from "./resource-type";

const securityFeatures = [
  "advancedSecurity",
  "codeSecurity",
  "secretScanning",
  "secretScanningAiDetection",
  "secretScanningNonProviderPatterns",
  "secretScanningPushProtection",
];
const securityStatuses = securityFeatures.map((feature) => `securityAndAnalysis.${feature}.status`);

const repository: ResourceType = {
  kind: "repository",
  autoname: true,
  required: ["pages.source.branch", "template.owner", "template.repository", ...securityStatuses],
  defaults: {
    allowAutoMerge: false,
    allowMergeCommit: true,
    allowRebaseMerge: true,
    allowSquashMerge: true,
    allowUpdateBranch: false,
    archived: false,
    deleteBranchOnMerge: false,
    hasDiscussions: false,
    mergeCommitMessage: "PR_TITLE",
    mergeCommitTitle: "MERGE_MESSAGE",
    squashMergeCommitMessage: "COMMIT_MESSAGES",
    squashMergeCommitTitle: "COMMIT_OR_PR_TITLE",
    "pages.buildType": "legacy",
    "pages.source.path": "/",
    "template.includeAllBranches": false,
  },
  values: {
    visibility: ["public", "private", "internal"],
    mergeCommitMessage: ["PR_BODY", "PR_TITLE", "BLANK"],
    mergeCommitTitle: ["PR_TITLE", "MERGE_MESSAGE"],
    squashMergeCommitMessage: ["PR_BODY", "COMMIT_MESSAGES", "BLANK"],
    squashMergeCommitTitle: ["PR_TITLE", "COMMIT_OR_PR_TITLE"],
    "pages.buildType": ["legacy", "workflow"],
    "pages.source.path": ["/", "/docs"],
    ...Object.fromEntries(securityStatuses.map((path) => [path, ["enabled", "disabled"]])),
  },
  formats: {
    name: [/^[-a-zA-Z0-9_.]{1,100}$/, "at most 100 letters, digits, hyphens, underscores or dots"],
  },
  outputs: [
    "fullName",
    "gitCloneUrl",
    "htmlUrl",
    "httpCloneUrl",
    "nodeId",
    "primaryLanguage",
    "repoId",
    "sshCloneUrl",
    "svnUrl",
  ],
  computed: [
    "allowForking",
    "defaultBranch",
    "etag",
    "fork",
    "pages.htmlUrl",
    "pages.status",
    "pages.url",
    "pages.custom404",
    "private",
    "securityAndAnalysis",
    "sourceOwner",
    "sourceRepo",
    "topics",
    "visibility",
    "vulnerabilityAlerts",
    "webCommitSignoffRequired",
  ],
  unordered: ["topics"],
  judge: (inputs) => {
    if (inputs.fork !== "true" || (inputs.sourceOwner && inputs.sourceRepo)) return [];
    return [
      { property: "fork", reason: `"sourceOwner" and "sourceRepo" must be given where "fork" is true` },
    ];
  },
  refusals: [
    taken(
      "repository",
      ["name"],
      () =>
        "422 Repository creation failed. [{Resource:Repository Field:name Code:custom Message:name already exists on this account}]",
    ),
  ],
  newId: (inputs) => String(inputs.name),
  once: (_inputs, { random }) => ({
    repoId: random.number(),
    nodeId: nodeId("R_kgDO", random),
    etag: etag(random),
    primaryLanguage: "",
    defaultBranch: "main",
    allowForking: true,
    fork: "false",
    sourceOwner: "",
    sourceRepo: "",
    topics: [],
    visibility: "public",
    private: false,
    vulnerabilityAlerts: false,
    webCommitSignoffRequired: false,
    securityAndAnalysis: {
      secretScanning: { status: "disabled" },
      secretScanningPushProtection: { status: "disabled" },
    },
  }),
  derive: (inputs, { world }) => ({
    ...visibilityOf(inputs),
    ...addressesOf(`${ownerOf(world)}/${inputs.name}`),
  }),
};

/** `visibility` and the older `private` say the same; the one that is given decides. */
function visibilityOf(inputs: JsonObject): JsonObject {
  if (inputs.visibility !== undefined) return { private: inputs.visibility !== "public" };
  return inputs.private === undefined ? {} : { visibility: inputs.private === true ? "private" : "public" };
}

function addressesOf(fullName: string): JsonObject {
  return {
    fullName,
    htmlUrl: `https://github.com/${fullName}`,
    svnUrl: `https://github.com/${fullName}`,
    gitCloneUrl: `git://github.com/${fullName}.git`,
    httpCloneUrl: `https://github.com/${fullName}.git`,
    sshCloneUrl: `git@github.com:${fullName}.git`,
  };
}

const defaultBranchOfRepository: View = {
  read: (id, { world }) => {
    const holder = repositoryOf(id, world);
    if (!holder) return undefined;
    return { repository: id, branch: holder.defaultBranch ?? "main", repositoryId: holder.repoId ?? null };
  },
  write: (inputs, context) =>
    changeRepository(inputs.repository, { defaultBranch: inputs.branch ?? "main" }, context),
  // The provider leaves the branch as it is when the resource goes.
  remove: () => undefined,
};

const branchDefault: ResourceType = {
  kind: defaultBranchOfRepository,
  required: ["branch", "repository"],
  defaults: { rename: false, waitForRename: false },
  outputs: ["repositoryId"],
  computed: ["etag"],
  replaceOn: ["repository"],
  refusals: [repositoryExists("repository")],
  newId: (inputs) => String(inputs.repository),
  derive: (inputs, context) => ({ repositoryId: repoIdOf(inputs.repository, context) }),
};

const vulnerabilityAlertsOfRepository: View = {
  read: (id, { world }) => {
    const holder = repositoryOf(id, world);
    if (!holder) return undefined;
    return {
      repository: id,
      enabled: holder.vulnerabilityAlerts === true,
      repositoryId: holder.repoId ?? null,
    };
  },
  write: (inputs, context) =>
    changeRepository(inputs.repository, { vulnerabilityAlerts: inputs.enabled !== false }, context),
  remove: (id, context) => changeRepository(id, { vulnerabilityAlerts: false }, context),
};

const vulnerabilityAlerts: ResourceType = {
  kind: vulnerabilityAlertsOfRepository,
  required: ["repository"],
  defaults: { enabled: true },
  outputs: ["repositoryId"],
  replaceOn: ["repository"],
  refusals: [repositoryExists("repository")],
  newId: (inputs) => String(inputs.repository),
  derive: (inputs, context) => ({ repositoryId: repoIdOf(inputs.repository, context) }),
};

function changeRepository(reference: unknown, changes: JsonObject, { world }: Context): void {
  const holder = repositoryOf(String(reference), world);
  if (holder) world.put("repository", { ...holder, ...changes });
}

const team: ResourceType = {
  kind: "team",
  autoname: true,
  required: [],
  defaults: {
    createDefaultMaintainer: false,
    notificationSetting: "notifications_enabled",
    privacy: "secret",
  },
  values: {
    notificationSetting: ["notifications_enabled", "notifications_disabled"],
    privacy: ["secret", "closed"],
  },
  outputs: ["etag", "membersCount", "nodeId", "slug"],
  computed: ["parentTeamReadId", "parentTeamReadSlug"],
  refusals: [
    taken(
      "team",
      ["name"],
      () =>
        "422 Validation Failed [{Resource:Team Field:name Code:already_exists Message:Name must be unique for this org}]",
    ),
    (inputs, context, id) =>
      inputs.parentTeamId ? teamExists("parentTeamId")(inputs, context, id) : undefined,
  ],
  newId: (_inputs, { random }) => String(random.number()),
  importId: (id, { world }) => teamOf(id, world)?.id ?? id,
  once: (_inputs, { random }) => ({
    etag: etag(random),
    membersCount: 0,
    nodeId: nodeId("T_kwDO", random),
    parentTeamReadId: "",
    parentTeamReadSlug: "",
  }),
  derive: (inputs) => ({
    slug: (textOf(inputs, "name") ?? "").toLowerCase().replaceAll(/[^a-z0-9_]+/g, "-"),
  }),
};

/** GitHub's resource types that the stand-in knows. */
export const githubTypes: ResourceTypes = {
  "github:index/repository:Repository": repository,
  "github:index/branchDefault:BranchDefault": branchDefault,
  "github:index/repositoryVulnerabilityAlerts:RepositoryVulnerabilityAlerts": vulnerabilityAlerts,
  "github:index/team:Team": team,
  ...githubAccessTypes,
  ...githubProtectionTypes,
  ...githubSettingTypes,
};
