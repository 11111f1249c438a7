import { azure } from "../../engine/tokens";
import { everyVersion } from "../azure-versions";
import type { StoreType } from "./store-types";

const servers = everyVersion(azure.postgresqlServer, azure.mysqlServer);
const sqlDatabases = everyVersion(azure.sqlDatabase);
const accounts = everyVersion(azure.storageAccount);

const ownRetention = {
  types: everyVersion(azure.sqlShortTermRetention),
  homes: sqlDatabases,
  by: "databaseName",
  alike: ["serverName"],
  called: "BackupShortTermRetentionPolicy",
};
const ownBlobs = {
  types: everyVersion(azure.blobServiceProperties),
  homes: accounts,
  by: "accountName",
  called: "BlobServiceProperties",
};

/** Stores of Azure, and how their backups are told to be on. */
export const azureStores: readonly StoreType[] = [
  {
    types: servers,
    kind: "database",
    ways: [{ at: "backup.backupRetentionDays", on: "positive", absent: 7 }],
    sources: [
      {
        at: "sourceServerResourceId",
        types: servers,
        relation: "replicates",
        // A server that was restored from another has a source as well.
        when: { at: "createMode", is: ["Replica", "GeoReplica"] },
      },
    ],
  },
  {
    types: everyVersion(azure.cosmosAccount, azure.documentDbAccount),
    kind: "database",
    ways: [{ at: "backupPolicy.type", on: ["Periodic", "Continuous"], absent: "Periodic" }],
  },
  {
    types: sqlDatabases,
    kind: "database",
    ways: [{ at: "retentionDays", on: "positive", absent: 7, companion: ownRetention }],
    sources: [
      {
        at: "sourceDatabaseId",
        types: sqlDatabases,
        relation: "replicates",
        when: { at: "createMode", is: ["Secondary", "OnlineSecondary"] },
      },
    ],
  },
  {
    types: accounts,
    kind: "bucket",
    ways: [
      { at: "isVersioningEnabled", on: "true", absent: false, companion: ownBlobs },
      { at: "restorePolicy.enabled", on: "true", absent: false, companion: ownBlobs },
    ],
  },
  {
    types: everyVersion(azure.blobServiceProperties),
    kind: "bucket",
    ways: [
      { at: "isVersioningEnabled", on: "true", absent: false },
      { at: "restorePolicy.enabled", on: "true", absent: false },
    ],
    sources: [{ at: "accountName", types: accounts, relation: "is a setting of" }],
  },
];
