/** Type tokens of the resources that rules and views know, by vendor; also those that only newer SDKs have. */
export const github = {
  branchDefault: "github:index/branchDefault:BranchDefault",
  branchProtection: "github:index/branchProtection:BranchProtection",
  branchProtectionV3: "github:index/branchProtectionV3:BranchProtectionV3",
  organizationRuleset: "github:index/organizationRuleset:OrganizationRuleset",
  repository: "github:index/repository:Repository",
  repositoryCustomProperty: "github:index/repositoryCustomProperty:RepositoryCustomProperty",
  repositoryEnvironment: "github:index/repositoryEnvironment:RepositoryEnvironment",
  repositoryFile: "github:index/repositoryFile:RepositoryFile",
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
  rulesetRule: "pagerduty:index/rulesetRule:RulesetRule",
  schedule: "pagerduty:index/schedule:Schedule",
  scheduleV2: "pagerduty:index/schedulev2:Schedulev2",
  service: "pagerduty:index/service:Service",
  serviceIntegration: "pagerduty:index/serviceIntegration:ServiceIntegration",
  user: "pagerduty:index/user:User",
} as const;

export const datadog = {
  costBudget: "datadog:index/costBudget:CostBudget",
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
  syntheticsTest: "datadog:index/syntheticsTest:SyntheticsTest",
  team: "datadog:index/team:Team",
  user: "datadog:index/user:User",
} as const;

export const kubernetes = {
  daemonSet: "kubernetes:apps/v1:DaemonSet",
  deployment: "kubernetes:apps/v1:Deployment",
  helmRelease: "kubernetes:helm.sh/v3:Release",
  horizontalPodAutoscaler: "kubernetes:autoscaling/v2:HorizontalPodAutoscaler",
  horizontalPodAutoscalerV1: "kubernetes:autoscaling/v1:HorizontalPodAutoscaler",
  persistentVolumeClaim: "kubernetes:core/v1:PersistentVolumeClaim",
  podDisruptionBudget: "kubernetes:policy/v1:PodDisruptionBudget",
  rollout: "kubernetes:argoproj.io/v1alpha1:Rollout",
  statefulSet: "kubernetes:apps/v1:StatefulSet",
} as const;

export const aws = {
  backupSelection: "aws:backup/selection:Selection",
  budget: "aws:budgets/budget:Budget",
  docdbCluster: "aws:docdb/cluster:Cluster",
  docdbClusterInstance: "aws:docdb/clusterInstance:ClusterInstance",
  dynamodbTable: "aws:dynamodb/table:Table",
  efsBackupPolicy: "aws:efs/backupPolicy:BackupPolicy",
  efsFileSystem: "aws:efs/fileSystem:FileSystem",
  elasticacheReplicationGroup: "aws:elasticache/replicationGroup:ReplicationGroup",
  keyspacesTable: "aws:keyspaces/table:Table",
  lambdaFunction: "aws:lambda/function:Function",
  memorydbCluster: "aws:memorydb/cluster:Cluster",
  neptuneCluster: "aws:neptune/cluster:Cluster",
  neptuneClusterInstance: "aws:neptune/clusterInstance:ClusterInstance",
  rdsCluster: "aws:rds/cluster:Cluster",
  rdsClusterInstance: "aws:rds/clusterInstance:ClusterInstance",
  rdsInstance: "aws:rds/instance:Instance",
  redshiftCluster: "aws:redshift/cluster:Cluster",
  restoreTestingPlan: "aws:backup/restoreTestingPlan:RestoreTestingPlan",
  s3Bucket: "aws:s3/bucket:Bucket",
  s3BucketV2: "aws:s3/bucketV2:BucketV2",
  s3BucketVersioning: "aws:s3/bucketVersioning:BucketVersioning",
  s3BucketVersioningV2: "aws:s3/bucketVersioningV2:BucketVersioningV2",
} as const;

export const gcp = {
  alloydbCluster: "gcp:alloydb/cluster:Cluster",
  bigtableTable: "gcp:bigtable/table:Table",
  cloudFunction: "gcp:cloudfunctions/function:Function",
  cloudFunctionV2: "gcp:cloudfunctionsv2/function:Function",
  cloudRunService: "gcp:cloudrun/service:Service",
  cloudRunServiceV2: "gcp:cloudrunv2/service:Service",
  firestoreBackupSchedule: "gcp:firestore/backupSchedule:BackupSchedule",
  firestoreDatabase: "gcp:firestore/database:Database",
  spannerBackupSchedule: "gcp:spanner/backupSchedule:BackupSchedule",
  spannerInstance: "gcp:spanner/instance:Instance",
  sqlDatabaseInstance: "gcp:sql/databaseInstance:DatabaseInstance",
  storageBucket: "gcp:storage/bucket:Bucket",
} as const;

/** A token of an earlier SDK may carry an API version besides, as in azure-native:sql/v20211101:Database. */
export const azure = {
  blobServiceProperties: "azure-native:storage:BlobServiceProperties",
  cosmosAccount: "azure-native:cosmosdb:DatabaseAccount",
  documentDbAccount: "azure-native:documentdb:DatabaseAccount",
  mysqlServer: "azure-native:dbformysql:Server",
  postgresqlServer: "azure-native:dbforpostgresql:Server",
  sqlDatabase: "azure-native:sql:Database",
  sqlShortTermRetention: "azure-native:sql:BackupShortTermRetentionPolicy",
  storageAccount: "azure-native:storage:StorageAccount",
  webApp: "azure-native:web:WebApp",
} as const;
