import { aws, azure as az, gcp } from "../../../../policy-pack/engine/tokens";

/** A store's type and properties; what to say where it is off, or of what is on. Nothing to say means simply on. */
export type StateRow = readonly [
  type: string,
  props: Record<string, unknown>,
  said?: { readonly off: string } | { readonly remarks: readonly string[] },
];

const off = (why: string) => ({ off: why });
const remarks = (...all: readonly string[]) => ({ remarks: all });
const oneDay = "backups of store are kept for one day";
const gone = "backups of store go when it is deleted";
const versions = "versions of store save its objects, not the bucket";
const kept = { deleteAutomatedBackups: false };

/** Every store that says itself whether it is backed up, in each of its states; absent means what the vendor takes. */
export const states: readonly StateRow[] = [
  [aws.rdsInstance, { backupRetentionPeriod: 7, ...kept }],
  [aws.rdsInstance, { backupRetentionPeriod: 35, ...kept }],
  [aws.rdsInstance, { backupRetentionPeriod: 1, ...kept }, remarks(oneDay)],
  [aws.rdsInstance, { backupRetentionPeriod: 7 }, remarks(gone)],
  [aws.rdsInstance, { backupRetentionPeriod: 7, ...kept, skipFinalSnapshot: true }, remarks(gone)],
  [aws.rdsInstance, { backupRetentionPeriod: 0, ...kept }, off("its backupRetentionPeriod is 0")],
  [aws.rdsInstance, kept, off("its backupRetentionPeriod is not set")],
  [aws.rdsCluster, { backupRetentionPeriod: 14, ...kept }],
  [aws.rdsCluster, kept, remarks(oneDay)],
  [aws.rdsCluster, { backupRetentionPeriod: 0, ...kept }, off("its backupRetentionPeriod is 0")],
  [aws.rdsCluster, { backupRetentionPeriod: 14 }, remarks(gone)],
  [aws.docdbCluster, { backupRetentionPeriod: 7 }],
  [aws.docdbCluster, {}, remarks(oneDay)],
  [aws.docdbCluster, { backupRetentionPeriod: 7, skipFinalSnapshot: true }, remarks(gone)],
  [aws.neptuneCluster, { backupRetentionPeriod: 7 }],
  [aws.neptuneCluster, {}, remarks(oneDay)],
  [aws.neptuneCluster, { backupRetentionPeriod: 0 }, off("its backupRetentionPeriod is 0")],
  [aws.redshiftCluster, { automatedSnapshotRetentionPeriod: 7 }],
  [aws.redshiftCluster, {}, remarks(oneDay)],
  [
    aws.redshiftCluster,
    { automatedSnapshotRetentionPeriod: 0 },
    off("its automatedSnapshotRetentionPeriod is 0"),
  ],
  [aws.dynamodbTable, { pointInTimeRecovery: { enabled: true } }],
  [aws.dynamodbTable, { pointInTimeRecovery: [{ enabled: true }] }],
  [
    aws.dynamodbTable,
    { pointInTimeRecovery: { enabled: false } },
    off("its pointInTimeRecovery.enabled is false"),
  ],
  [aws.dynamodbTable, {}, off("its pointInTimeRecovery.enabled is not set")],
  [aws.keyspacesTable, { pointInTimeRecovery: { status: "ENABLED" } }],
  [
    aws.keyspacesTable,
    { pointInTimeRecovery: { status: "DISABLED" } },
    off("its pointInTimeRecovery.status is not ENABLED"),
  ],
  [aws.keyspacesTable, {}, off("its pointInTimeRecovery.status is not set")],
  [aws.efsFileSystem, {}, off("it has no BackupPolicy")],
  [aws.efsBackupPolicy, { fileSystemId: "fs-elsewhere", backupPolicy: { status: "ENABLED" } }],
  [
    aws.efsBackupPolicy,
    { fileSystemId: "fs-elsewhere", backupPolicy: { status: "DISABLED" } },
    off("its backupPolicy.status is not ENABLED"),
  ],
  [aws.memorydbCluster, { snapshotRetentionLimit: 5 }],
  [aws.memorydbCluster, { snapshotRetentionLimit: 0 }, off("its snapshotRetentionLimit is 0")],
  [aws.memorydbCluster, {}, off("its snapshotRetentionLimit is not set")],
  [aws.elasticacheReplicationGroup, { snapshotRetentionLimit: 5 }],
  [aws.elasticacheReplicationGroup, {}, off("its snapshotRetentionLimit is not set")],
  [aws.s3Bucket, { versioning: { enabled: true } }, remarks(versions)],
  [aws.s3Bucket, {}, off("it has no BucketVersioning and its versioning.enabled is not set")],
  [aws.s3BucketV2, {}, off("it has no BucketVersioning and its versioning.enabled is not set")],
  [
    aws.s3BucketVersioning,
    { bucket: "elsewhere", versioningConfiguration: { status: "Enabled" } },
    remarks(versions),
  ],
  [
    aws.s3BucketVersioning,
    { bucket: "elsewhere", versioningConfiguration: { status: "Suspended" } },
    off("its versioningConfiguration.status is not Enabled"),
  ],
  [
    aws.s3BucketVersioningV2,
    { bucket: "elsewhere", versioningConfiguration: { status: "Enabled" } },
    remarks(versions),
  ],
  [gcp.sqlDatabaseInstance, { settings: { backupConfiguration: { enabled: true } } }],
  [
    gcp.sqlDatabaseInstance,
    { settings: { backupConfiguration: { enabled: false, pointInTimeRecoveryEnabled: true } } },
    off("its settings.backupConfiguration.enabled is false"),
  ],
  [gcp.sqlDatabaseInstance, {}, off("its settings.backupConfiguration.enabled is not set")],
  [gcp.alloydbCluster, {}],
  [gcp.alloydbCluster, { continuousBackupConfig: { enabled: true } }],
  [
    gcp.alloydbCluster,
    { continuousBackupConfig: { enabled: false }, automatedBackupPolicy: { enabled: true } },
  ],
  [
    gcp.alloydbCluster,
    { continuousBackupConfig: { enabled: false } },
    off("its continuousBackupConfig.enabled is false and its automatedBackupPolicy.enabled is not set"),
  ],
  [gcp.firestoreDatabase, { pointInTimeRecoveryEnablement: "POINT_IN_TIME_RECOVERY_ENABLED" }],
  [
    gcp.firestoreDatabase,
    { pointInTimeRecoveryEnablement: "POINT_IN_TIME_RECOVERY_DISABLED" },
    off(
      "its pointInTimeRecoveryEnablement is not POINT_IN_TIME_RECOVERY_ENABLED and it has no BackupSchedule",
    ),
  ],
  [
    gcp.firestoreDatabase,
    {},
    off("its pointInTimeRecoveryEnablement is not set and it has no BackupSchedule"),
  ],
  [gcp.spannerInstance, { defaultBackupScheduleType: "AUTOMATIC" }],
  [
    gcp.spannerInstance,
    { defaultBackupScheduleType: "NONE" },
    off("its defaultBackupScheduleType is not AUTOMATIC and it has no BackupSchedule"),
  ],
  [gcp.spannerInstance, {}, off("its defaultBackupScheduleType is not set and it has no BackupSchedule")],
  [gcp.bigtableTable, { automatedBackupPolicy: { retentionPeriod: "72h0m0s", frequency: "24h0m0s" } }],
  [
    gcp.bigtableTable,
    { automatedBackupPolicy: { retentionPeriod: "0", frequency: "0" } },
    off("its automatedBackupPolicy.retentionPeriod is 0"),
  ],
  [gcp.bigtableTable, {}, off("its automatedBackupPolicy.retentionPeriod is not set")],
  [gcp.storageBucket, { versioning: { enabled: true } }, remarks(versions)],
  [gcp.storageBucket, { versioning: { enabled: false } }, off("its versioning.enabled is false")],
  [gcp.storageBucket, {}, off("its versioning.enabled is not set")],
  [az.postgresqlServer, { backup: { backupRetentionDays: 14 } }],
  [az.postgresqlServer, {}],
  [az.postgresqlServer, { backup: { backupRetentionDays: 0 } }, off("its backup.backupRetentionDays is 0")],
  ["azure-native:dbforpostgresql/v20240801:Server", {}],
  [az.mysqlServer, {}],
  [az.mysqlServer, { backup: { backupRetentionDays: 1 } }, remarks(oneDay)],
  [az.cosmosAccount, { backupPolicy: { type: "Continuous" } }],
  [az.cosmosAccount, {}],
  ["azure-native:cosmosdb/v20150401:DatabaseAccount", { backupPolicy: { type: "Periodic" } }],
  [
    az.cosmosAccount,
    { backupPolicy: { type: "None" } },
    off("its backupPolicy.type is not Periodic or Continuous"),
  ],
  [az.documentDbAccount, {}],
  [az.sqlDatabase, {}],
  [az.storageAccount, {}, off("it has no BlobServiceProperties")],
  [az.blobServiceProperties, { accountName: "elsewhere", isVersioningEnabled: true }, remarks(versions)],
  [
    az.blobServiceProperties,
    { accountName: "elsewhere", restorePolicy: { enabled: true } },
    remarks(versions),
  ],
  [
    az.blobServiceProperties,
    { accountName: "elsewhere" },
    off("its isVersioningEnabled is not set and its restorePolicy.enabled is not set"),
  ],
];
