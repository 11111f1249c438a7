import { gcp } from "../../engine/tokens";
import type { StoreType } from "./store-types";

const ownFirestoreSchedule = {
  types: [gcp.firestoreBackupSchedule],
  homes: [gcp.firestoreDatabase],
  by: "database",
  byDefault: "(default)",
  called: "BackupSchedule",
};
const ownSpannerSchedule = {
  types: [gcp.spannerBackupSchedule],
  homes: [gcp.spannerInstance],
  by: "instance",
  called: "BackupSchedule",
};

/** Stores of Google Cloud, and how their backups are told to be on. */
export const googleStores: readonly StoreType[] = [
  {
    types: [gcp.sqlDatabaseInstance],
    kind: "database",
    ways: [{ at: "settings.backupConfiguration.enabled", on: "true", absent: false }],
    sources: [{ at: "masterInstanceName", types: [gcp.sqlDatabaseInstance], relation: "replicates" }],
  },
  {
    types: [gcp.alloydbCluster],
    kind: "database",
    ways: [
      { at: "continuousBackupConfig.enabled", on: "true", absent: true },
      { at: "automatedBackupPolicy.enabled", on: "true", absent: false },
    ],
    sources: [
      { at: "secondaryConfig.primaryClusterName", types: [gcp.alloydbCluster], relation: "replicates" },
    ],
  },
  {
    types: [gcp.firestoreDatabase],
    kind: "database",
    ways: [
      { at: "pointInTimeRecoveryEnablement", on: ["POINT_IN_TIME_RECOVERY_ENABLED"] },
      { at: "", on: "true", absent: false, companion: ownFirestoreSchedule },
    ],
  },
  {
    types: [gcp.spannerInstance],
    kind: "database",
    ways: [
      { at: "defaultBackupScheduleType", on: ["AUTOMATIC"] },
      { at: "", on: "true", absent: false, companion: ownSpannerSchedule },
    ],
  },
  {
    types: [gcp.bigtableTable],
    kind: "database",
    ways: [{ at: "automatedBackupPolicy.retentionPeriod", on: "span" }],
  },
  {
    types: [gcp.storageBucket],
    kind: "bucket",
    ways: [{ at: "versioning.enabled", on: "true", absent: false }],
  },
];
