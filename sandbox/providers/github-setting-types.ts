import { etag, ownerOf, repoIdOf, repositoryExists, repositoryOf } from "./github-objects";
import { taken } from "./refusals";
import type { ResourceType, ResourceTypes } from "./resource-type";

const allowedActions = ["all", "local_only", "selected"];
const tokenPermissions = ["read", "write"];

/** A setting that each repository has once: writing it again overwrites it. */
function perRepository(type: Omit<ResourceType, "newId">): ResourceType {
  return {
    ...type,
    replaceOn: ["repository"],
    refusals: [repositoryExists("repository")],
    newId: ({ repository }) => String(repository),
  };
}

const dependabotSecurityUpdates = perRepository({
  kind: "repositoryDependabotSecurityUpdates",
  required: ["enabled", "repository"],
});

const workflowPermissions = perRepository({
  kind: "workflowRepositoryPermissions",
  required: ["repository"],
  values: { defaultWorkflowPermissions: tokenPermissions },
});

const repositoryActions = perRepository({
  kind: "actionsRepositoryPermissions",
  required: ["repository", "allowedActionsConfig.githubOwnedAllowed"],
  defaults: { allowedActions: "all", enabled: true },
  values: { allowedActions },
  computed: ["shaPinningRequired"],
  once: () => ({ shaPinningRequired: false }),
});

const organizationActions: ResourceType = {
  kind: "actionsOrganizationPermissions",
  required: [
    "enabledRepositories",
    "allowedActionsConfig.githubOwnedAllowed",
    "enabledRepositoriesConfig.repositoryIds",
  ],
  defaults: { allowedActions: "all" },
  values: { allowedActions, enabledRepositories: ["all", "none", "selected"] },
  computed: ["shaPinningRequired"],
  newId: (_inputs, { world }) => ownerOf(world),
  once: () => ({ shaPinningRequired: false }),
};

const organizationWorkflowPermissions: ResourceType = {
  kind: "actionsOrganizationWorkflowPermissions",
  required: ["organizationSlug"],
  defaults: { canApprovePullRequestReviews: false, defaultWorkflowPermissions: "read" },
  values: { defaultWorkflowPermissions: tokenPermissions },
  replaceOn: ["organizationSlug"],
  newId: ({ organizationSlug }) => String(organizationSlug),
};

const enterpriseWorkflowPermissions: ResourceType = {
  kind: "enterpriseActionsWorkflowPermissions",
  required: ["enterpriseSlug"],
  defaults: { canApprovePullRequestReviews: false, defaultWorkflowPermissions: "read" },
  values: { defaultWorkflowPermissions: tokenPermissions },
  replaceOn: ["enterpriseSlug"],
  newId: ({ enterpriseSlug }) => String(enterpriseSlug),
};

const repositoryFile: ResourceType = {
  kind: "repositoryFile",
  required: ["content", "file", "repository"],
  defaults: { autocreateBranch: false, autocreateBranchSourceBranch: "main", overwriteOnCreate: false },
  outputs: ["commitSha", "ref", "repositoryId", "sha"],
  computed: ["autocreateBranchSourceSha", "branch", "commitMessage"],
  replaceOn: ["branch", "file", "repository"],
  refusals: [
    repositoryExists("repository"),
    (inputs, { world }, id) => {
      if (id !== undefined || inputs.overwriteOnCreate === true) return undefined;
      const twin = world
        .find("repositoryFile", "repository", String(inputs.repository))
        .find(({ file, branch }) => file === inputs.file && branch === (inputs.branch ?? "main"));
      return twin && `refusing to overwrite existing file: configure overwrite_on_create to override`;
    },
  ],
  newId: ({ repository, file, branch }) => `${repository}:${file}:${branch ?? "main"}`,
  importId: (id) => (id.endsWith(":") ? `${id}main` : id),
  once: ({ repository, file }, { random, world }) => ({
    branch: repositoryOf(String(repository), world)?.defaultBranch ?? "main",
    commitMessage: `Add ${file}`,
    commitSha: random.hex(40),
    sha: random.hex(40),
    ref: "main",
    autocreateBranchSourceSha: "",
  }),
  derive: ({ repository }, context) => ({ repositoryId: repoIdOf(repository, context) }),
};

const actionsSecret: ResourceType = {
  kind: "actionsSecret",
  required: ["repository", "secretName"],
  outputs: ["createdAt", "remoteUpdatedAt", "repositoryId", "updatedAt"],
  computed: ["keyId"],
  secrets: ["encryptedValue", "plaintextValue", "value", "valueEncrypted"],
  replaceOn: ["repository", "secretName"],
  refusals: [repositoryExists("repository")],
  newId: ({ repository, secretName }) => `${repository}:${secretName}`,
  once: (_inputs, { now, random }) => ({
    createdAt: now,
    updatedAt: now,
    remoteUpdatedAt: now,
    keyId: String(random.number()),
  }),
  derive: ({ repository }, context) => ({ repositoryId: repoIdOf(repository, context) }),
};

const actionsVariable: ResourceType = {
  kind: "actionsVariable",
  required: ["repository", "value", "variableName"],
  outputs: ["createdAt", "repositoryId", "updatedAt"],
  replaceOn: ["repository", "variableName"],
  refusals: [
    repositoryExists("repository"),
    taken(
      "actionsVariable",
      ["variableName", "repository"],
      () => "409 Already exists - Variable already exists",
    ),
  ],
  newId: ({ repository, variableName }) => `${repository}:${variableName}`,
  once: (_inputs, { now }) => ({ createdAt: now, updatedAt: now }),
  derive: ({ repository }, context) => ({ repositoryId: repoIdOf(repository, context) }),
};

const environmentVariable: ResourceType = {
  ...actionsVariable,
  kind: "actionsEnvironmentVariable",
  required: ["environment", "repository", "value", "variableName"],
  replaceOn: ["environment", "repository", "variableName"],
  refusals: [repositoryExists("repository")],
  newId: ({ repository, environment, variableName }) => `${repository}:${environment}:${variableName}`,
};

const organizationVariable: ResourceType = {
  kind: "actionsOrganizationVariable",
  required: ["value", "variableName", "visibility"],
  values: { visibility: ["all", "private", "selected"] },
  outputs: ["createdAt", "updatedAt"],
  replaceOn: ["variableName"],
  newId: ({ variableName }) => String(variableName),
  once: (_inputs, { now }) => ({ createdAt: now, updatedAt: now }),
};

const repositoryWebhook: ResourceType = {
  kind: "repositoryWebhook",
  required: ["events", "repository", "configuration.url"],
  defaults: { active: true, "configuration.insecureSsl": false },
  values: { "configuration.contentType": ["form", "json"] },
  outputs: ["url"],
  computed: ["etag"],
  secrets: ["configuration.secret"],
  replaceOn: ["repository"],
  unordered: ["events"],
  refusals: [repositoryExists("repository")],
  newId: (_inputs, { random }) => String(random.number()),
  importId: (id) => id.slice(id.lastIndexOf("/") + 1),
  once: (_inputs, { random }) => ({ etag: etag(random) }),
  derive: ({ repository }, { world }, id) => ({
    url: `https://api.github.com/repos/${ownerOf(world)}/${repository}/hooks/${id}`,
  }),
};

const customProperty: ResourceType = {
  kind: "repositoryCustomProperty",
  required: ["propertyName", "propertyType", "propertyValues", "repository"],
  values: { propertyType: ["string", "single_select", "multi_select", "true_false", "url"] },
  nonEmpty: ["propertyValues"],
  outputs: ["repositoryId"],
  replaceOn: ["propertyName", "propertyType", "propertyValues", "repository"],
  unordered: ["propertyValues"],
  refusals: [repositoryExists("repository")],
  newId: ({ repository, propertyName }, { world }) => `${ownerOf(world)}:${repository}:${propertyName}`,
  derive: ({ repository }, context) => ({ repositoryId: repoIdOf(repository, context) }),
};

const deployKey: ResourceType = {
  kind: "repositoryDeployKey",
  required: ["key", "repository", "title"],
  defaults: { readOnly: true },
  outputs: ["etag"],
  replaceOn: ["key", "readOnly", "repository", "title"],
  refusals: [
    repositoryExists("repository"),
    taken(
      "repositoryDeployKey",
      ["key"],
      () =>
        "422 Validation Failed [{Resource:PublicKey Field:key Code:custom Message:key is already in use}]",
    ),
  ],
  newId: ({ repository }, { random }) => `${repository}:${random.number()}`,
  once: (_inputs, { random }) => ({ etag: etag(random) }),
};

/** Settings, files, variables and keys of repositories and organisations. */
export const githubSettingTypes: ResourceTypes = {
  "github:index/repositoryDependabotSecurityUpdates:RepositoryDependabotSecurityUpdates":
    dependabotSecurityUpdates,
  "github:index/workflowRepositoryPermissions:WorkflowRepositoryPermissions": workflowPermissions,
  "github:index/actionsRepositoryPermissions:ActionsRepositoryPermissions": repositoryActions,
  "github:index/actionsOrganizationPermissions:ActionsOrganizationPermissions": organizationActions,
  "github:index/actionsOrganizationWorkflowPermissions:ActionsOrganizationWorkflowPermissions":
    organizationWorkflowPermissions,
  "github:index/enterpriseActionsWorkflowPermissions:EnterpriseActionsWorkflowPermissions":
    enterpriseWorkflowPermissions,
  "github:index/repositoryFile:RepositoryFile": repositoryFile,
  "github:index/actionsSecret:ActionsSecret": actionsSecret,
  "github:index/actionsVariable:ActionsVariable": actionsVariable,
  "github:index/actionsEnvironmentVariable:ActionsEnvironmentVariable": environmentVariable,
  "github:index/actionsOrganizationVariable:ActionsOrganizationVariable": organizationVariable,
  "github:index/repositoryWebhook:RepositoryWebhook": repositoryWebhook,
  "github:index/repositoryCustomProperty:RepositoryCustomProperty": customProperty,
  "github:index/repositoryDeployKey:RepositoryDeployKey": deployKey,
};
