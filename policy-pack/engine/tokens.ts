/** Type tokens of the resources that rules and views know, by vendor; also those that only newer SDKs have. */
export const github = {
  actionsEnvironmentVariable: "github:index/actionsEnvironmentVariable:ActionsEnvironmentVariable",
  actionsOrganizationPermissions:
    "github:index/actionsOrganizationPermissions:ActionsOrganizationPermissions",
  actionsOrganizationVariable: "github:index/actionsOrganizationVariable:ActionsOrganizationVariable",
  actionsOrganizationWorkflowPermissions:
    "github:index/actionsOrganizationWorkflowPermissions:ActionsOrganizationWorkflowPermissions",
  actionsRepositoryPermissions: "github:index/actionsRepositoryPermissions:ActionsRepositoryPermissions",
  actionsVariable: "github:index/actionsVariable:ActionsVariable",
  branchDefault: "github:index/branchDefault:BranchDefault",
  branchProtection: "github:index/branchProtection:BranchProtection",
  branchProtectionV3: "github:index/branchProtectionV3:BranchProtectionV3",
  enterpriseActionsWorkflowPermissions:
    "github:index/enterpriseActionsWorkflowPermissions:EnterpriseActionsWorkflowPermissions",
  organizationRuleset: "github:index/organizationRuleset:OrganizationRuleset",
  repository: "github:index/repository:Repository",
  repositoryCollaborator: "github:index/repositoryCollaborator:RepositoryCollaborator",
  repositoryCollaborators: "github:index/repositoryCollaborators:RepositoryCollaborators",
  repositoryCustomProperty: "github:index/repositoryCustomProperty:RepositoryCustomProperty",
  repositoryEnvironment: "github:index/repositoryEnvironment:RepositoryEnvironment",
  repositoryFile: "github:index/repositoryFile:RepositoryFile",
  repositoryRuleset: "github:index/repositoryRuleset:RepositoryRuleset",
  repositoryWebhook: "github:index/repositoryWebhook:RepositoryWebhook",
  team: "github:index/team:Team",
  teamMembers: "github:index/teamMembers:TeamMembers",
  teamMembership: "github:index/teamMembership:TeamMembership",
  teamRepository: "github:index/teamRepository:TeamRepository",
  vulnerabilityAlerts: "github:index/repositoryVulnerabilityAlerts:RepositoryVulnerabilityAlerts",
  workflowRepositoryPermissions: "github:index/workflowRepositoryPermissions:WorkflowRepositoryPermissions",
} as const;

export const pagerduty = {
  escalationPolicy: "pagerduty:index/escalationPolicy:EscalationPolicy",
  eventOrchestrationRouter: "pagerduty:index/eventOrchestrationRouter:EventOrchestrationRouter",
  eventOrchestrationService: "pagerduty:index/eventOrchestrationService:EventOrchestrationService",
  extension: "pagerduty:index/extension:Extension",
  rulesetRule: "pagerduty:index/rulesetRule:RulesetRule",
  schedule: "pagerduty:index/schedule:Schedule",
  scheduleV2: "pagerduty:index/schedulev2:Schedulev2",
  service: "pagerduty:index/service:Service",
  serviceIntegration: "pagerduty:index/serviceIntegration:ServiceIntegration",
  user: "pagerduty:index/user:User",
} as const;

export const datadog = {
  dashboard: "datadog:index/dashboard:Dashboard",
  dashboardV2: "datadog:index/dashboardV2:DashboardV2",
  downtimeSchedule: "datadog:index/downtimeSchedule:DowntimeSchedule",
  monitor: "datadog:index/monitor:Monitor",
  monitorJson: "datadog:index/monitorJson:MonitorJson",
  monitorNotificationRule: "datadog:index/monitorNotificationRule:MonitorNotificationRule",
  onCallEscalationPolicy: "datadog:index/onCallEscalationPolicy:OnCallEscalationPolicy",
  onCallSchedule: "datadog:index/onCallSchedule:OnCallSchedule",
  onCallTeamRoutingRules: "datadog:index/onCallTeamRoutingRules:OnCallTeamRoutingRules",
  pagerdutyServiceObject: "datadog:pagerduty/serviceObject:ServiceObject",
  serviceLevelObjective: "datadog:index/serviceLevelObjective:ServiceLevelObjective",
  syntheticsGlobalVariable: "datadog:index/syntheticsGlobalVariable:SyntheticsGlobalVariable",
  syntheticsTest: "datadog:index/syntheticsTest:SyntheticsTest",
  team: "datadog:index/team:Team",
  user: "datadog:index/user:User",
  webhook: "datadog:index/webhook:Webhook",
} as const;

export const kubernetes = {
  configMap: "kubernetes:core/v1:ConfigMap",
  cronJob: "kubernetes:batch/v1:CronJob",
  daemonSet: "kubernetes:apps/v1:DaemonSet",
  deployment: "kubernetes:apps/v1:Deployment",
  job: "kubernetes:batch/v1:Job",
  pod: "kubernetes:core/v1:Pod",
  replicaSet: "kubernetes:apps/v1:ReplicaSet",
  rollout: "kubernetes:argoproj.io/v1alpha1:Rollout",
  statefulSet: "kubernetes:apps/v1:StatefulSet",
} as const;
