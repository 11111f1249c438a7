/** Type tokens of the resources that rules and views know, by vendor; also those that only newer SDKs have. */
export const github = {
  branchDefault: "github:index/branchDefault:BranchDefault",
  branchProtection: "github:index/branchProtection:BranchProtection",
  branchProtectionV3: "github:index/branchProtectionV3:BranchProtectionV3",
  organizationRuleset: "github:index/organizationRuleset:OrganizationRuleset",
  repository: "github:index/repository:Repository",
  repositoryCustomProperty: "github:index/repositoryCustomProperty:RepositoryCustomProperty",
  repositoryEnvironment: "github:index/repositoryEnvironment:RepositoryEnvironment",
  repositoryRuleset: "github:index/repositoryRuleset:RepositoryRuleset",
  team: "github:index/team:Team",
  teamMembers: "github:index/teamMembers:TeamMembers",
  teamRepository: "github:index/teamRepository:TeamRepository",
  vulnerabilityAlerts: "github:index/repositoryVulnerabilityAlerts:RepositoryVulnerabilityAlerts",
} as const;

export const pagerduty = {
  escalationPolicy: "pagerduty:index/escalationPolicy:EscalationPolicy",
  eventOrchestrationRouter: "pagerduty:index/eventOrchestrationRouter:EventOrchestrationRouter",
  eventOrchestrationService: "pagerduty:index/eventOrchestrationService:EventOrchestrationService",
  maintenanceWindow: "pagerduty:index/maintenanceWindow:MaintenanceWindow",
  rulesetRule: "pagerduty:index/rulesetRule:RulesetRule",
  schedule: "pagerduty:index/schedule:Schedule",
  scheduleV2: "pagerduty:index/schedulev2:Schedulev2",
  service: "pagerduty:index/service:Service",
  serviceIntegration: "pagerduty:index/serviceIntegration:ServiceIntegration",
  user: "pagerduty:index/user:User",
} as const;

export const datadog = {
  dashboard: "datadog:index/dashboard:Dashboard",
  dashboardJson: "datadog:index/dashboardJson:DashboardJson",
  dashboardV2: "datadog:index/dashboardV2:DashboardV2",
  downtime: "datadog:index/downtime:Downtime",
  downtimeSchedule: "datadog:index/downtimeSchedule:DowntimeSchedule",
  monitor: "datadog:index/monitor:Monitor",
  monitorJson: "datadog:index/monitorJson:MonitorJson",
  monitorNotificationRule: "datadog:index/monitorNotificationRule:MonitorNotificationRule",
  onCallEscalationPolicy: "datadog:index/onCallEscalationPolicy:OnCallEscalationPolicy",
  onCallSchedule: "datadog:index/onCallSchedule:OnCallSchedule",
  onCallTeamRoutingRules: "datadog:index/onCallTeamRoutingRules:OnCallTeamRoutingRules",
  pagerdutyServiceObject: "datadog:pagerduty/serviceObject:ServiceObject",
  serviceLevelObjective: "datadog:index/serviceLevelObjective:ServiceLevelObjective",
  syntheticsTest: "datadog:index/syntheticsTest:SyntheticsTest",
  team: "datadog:index/team:Team",
  user: "datadog:index/user:User",
} as const;
