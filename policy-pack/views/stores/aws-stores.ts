import { aws } from "../../engine/tokens";
import type { StoreType } from "./store-types";

const deletedWithIt = { at: "deleteAutomatedBackups", absent: true };
const noLastSnapshot = { at: "skipFinalSnapshot", absent: false };
const clusters = [aws.rdsCluster, aws.docdbCluster, aws.neptuneCluster];

const ownFiles = {
  types: [aws.efsBackupPolicy],
  homes: [aws.efsFileSystem],
  by: "fileSystemId",
  called: "BackupPolicy",
};
const ownVersioning = {
  types: [aws.s3BucketVersioning, aws.s3BucketVersioningV2],
  homes: [aws.s3Bucket, aws.s3BucketV2],
  by: "bucket",
  called: "BucketVersioning",
};

/** Stores of AWS, and how their backups are told to be on. */
export const awsStores: readonly StoreType[] = [
  {
    types: [aws.rdsInstance],
    kind: "database",
    ways: [{ at: "backupRetentionPeriod", on: "positive", absent: 0 }],
    sources: [{ at: "replicateSourceDb", types: [aws.rdsInstance, aws.rdsCluster], relation: "replicates" }],
    awsBackup: true,
    endsWith: [deletedWithIt, noLastSnapshot],
  },
  {
    types: [aws.rdsClusterInstance, aws.docdbClusterInstance, aws.neptuneClusterInstance],
    kind: "database",
    ways: [],
    sources: [{ at: "clusterIdentifier", types: clusters, relation: "belongs to" }],
  },
  {
    types: [aws.rdsCluster],
    kind: "database",
    ways: [{ at: "backupRetentionPeriod", on: "positive", absent: 1 }],
    sources: [
      { at: "replicationSourceIdentifier", types: [aws.rdsInstance, aws.rdsCluster], relation: "replicates" },
    ],
    awsBackup: true,
    endsWith: [deletedWithIt, noLastSnapshot],
  },
  {
    types: [aws.docdbCluster, aws.neptuneCluster],
    kind: "database",
    ways: [{ at: "backupRetentionPeriod", on: "positive", absent: 1 }],
    sources: [{ at: "replicationSourceIdentifier", types: [aws.neptuneCluster], relation: "replicates" }],
    awsBackup: true,
    endsWith: [noLastSnapshot],
  },
  {
    types: [aws.redshiftCluster],
    kind: "database",
    ways: [{ at: "automatedSnapshotRetentionPeriod", on: "positive", absent: 1 }],
    awsBackup: true,
    endsWith: [noLastSnapshot],
  },
  {
    types: [aws.dynamodbTable],
    kind: "database",
    ways: [{ at: "pointInTimeRecovery.enabled", on: "true", absent: false }],
    awsBackup: true,
  },
  {
    types: [aws.keyspacesTable],
    kind: "database",
    ways: [{ at: "pointInTimeRecovery.status", on: ["ENABLED"] }],
  },
  {
    types: [aws.efsFileSystem],
    kind: "database",
    ways: [{ at: "backupPolicy.status", on: ["ENABLED"], companion: ownFiles }],
    awsBackup: true,
  },
  {
    types: [aws.efsBackupPolicy],
    kind: "database",
    ways: [{ at: "backupPolicy.status", on: ["ENABLED"] }],
    sources: [{ at: "fileSystemId", types: [aws.efsFileSystem], relation: "is a setting of" }],
  },
  {
    types: [aws.memorydbCluster, aws.elasticacheReplicationGroup],
    kind: "cache",
    ways: [{ at: "snapshotRetentionLimit", on: "positive", absent: 0 }],
  },
  {
    types: [aws.s3Bucket, aws.s3BucketV2],
    kind: "bucket",
    ways: [
      { at: "versioningConfiguration.status", on: ["Enabled"], companion: ownVersioning },
      { at: "versioning.enabled", on: "true", absent: false },
    ],
    awsBackup: true,
  },
  {
    types: [aws.s3BucketVersioning, aws.s3BucketVersioningV2],
    kind: "bucket",
    ways: [{ at: "versioningConfiguration.status", on: ["Enabled"] }],
    sources: [{ at: "bucket", types: [aws.s3Bucket, aws.s3BucketV2], relation: "is a setting of" }],
  },
];
