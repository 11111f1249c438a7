/** Type tokens of what is told in the shape of resources. */
export const types = {
  actions: "github:index/actionsRepositoryPermissions:ActionsRepositoryPermissions",
  alerts: "github:index/repositoryVulnerabilityAlerts:RepositoryVulnerabilityAlerts",
  branchProtection: "github:index/branchProtection:BranchProtection",
  customProperty: "github:index/repositoryCustomProperty:RepositoryCustomProperty",
  environment: "github:index/repositoryEnvironment:RepositoryEnvironment",
  environmentPolicy:
    "github:index/repositoryEnvironmentDeploymentPolicy:RepositoryEnvironmentDeploymentPolicy",
  organizationRuleset: "github:index/organizationRuleset:OrganizationRuleset",
  repository: "github:index/repository:Repository",
  repositoryRuleset: "github:index/repositoryRuleset:RepositoryRuleset",
  team: "github:index/team:Team",
  teamMembers: "github:index/teamMembers:TeamMembers",
  workflowToken: "github:index/workflowRepositoryPermissions:WorkflowRepositoryPermissions",
} as const;
