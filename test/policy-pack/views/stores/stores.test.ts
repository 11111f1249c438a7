import assert from "node:assert/strict";
import { buildInventory } from "../../../../policy-pack/engine/inventory";
import { aws, azure as az, gcp, kubernetes } from "../../../../policy-pack/engine/tokens";
import { UnknownValue } from "../../../../policy-pack/engine/value";
import type { BackupState } from "../../../../policy-pack/views/stores/backup-state";
import { storeTokens } from "../../../../policy-pack/views/stores/store-table";
import { type StoreSurvey, surveyStores } from "../../../../policy-pack/views/stores/stores";
import { type Given, given } from "../../given";
import { states } from "./store-states";

const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
const bare = given.service().without(aws.rdsInstance, "checkout-db");

function survey(input: Given): StoreSurvey {
  const found = buildInventory(input.resources()).services.find(({ subject }) => subject.name === "checkout");
  assert.ok(found);
  return surveyStores(found.evidence);
}

/** What a stack says of the service's stores, by name: on with remarks, or why off. */
function said(input: Given): Readonly<Record<string, BackupState>> {
  return Object.fromEntries(survey(input).stores.map((store) => [store.resource.name, store.backups()]));
}

const on = (...remarks: readonly string[]): BackupState => ({ on: true, remarks });
const off = (why: string): BackupState => ({ on: false, why });
const store = (type: string, props: Record<string, unknown>, name = "store") => ({
  type,
  name,
  props: { project: "shop", ...props }, // What has no properties at all is left out of the run.
});

describe("stores", () => {
  for (const [type, props, told] of states) {
    it(`are read: ${type} ${JSON.stringify(props)}`, () => {
      const expected = told === undefined ? on() : "off" in told ? off(told.off) : on(...told.remarks);
      assert.deepEqual(said(bare.add(store(type, props))), { store: expected });
    });
  }

  it("are each read in some state", () => {
    const plain = storeTokens.filter((token) => !/\/v\d{8}/.test(token));
    const tried = new Set(states.map(([type]) => type));
    const parts = [aws.rdsClusterInstance, aws.docdbClusterInstance, aws.neptuneClusterInstance];
    assert.deepEqual(
      plain.filter((token) => !tried.has(token)),
      parts,
    );
  });

  it("are not known while what decides is not", () => {
    const [found] = survey(bare.add(store(aws.rdsInstance, { backupRetentionPeriod: unknown }))).stores;
    assert.throws(
      () => found?.backups(),
      (error) => error instanceof UnknownValue && error.unknownCause === "planned",
    );
  });

  it("are on by one way though another is not known", () => {
    const cluster = {
      continuousBackupConfig: { enabled: unknown },
      automatedBackupPolicy: { enabled: true },
    };
    assert.deepEqual(said(bare.add(store(gcp.alloydbCluster, cluster))), { store: on() });
  });
});

describe("settings of a store in a resource of their own", () => {
  const bucket = store(aws.s3Bucket, { id: "orders-1", bucket: "orders-1" });
  const versioning = (props: Record<string, unknown>, status = "Enabled") => ({
    ...store(aws.s3BucketVersioning, { ...props, versioningConfiguration: { status } }, "versioning"),
    belongs: false,
  });
  const versions = "versions of store save its objects, not the bucket";
  const neither = "its versioningConfiguration.status is not Enabled and its versioning.enabled is not set";

  it("are found by name, whomever they belong to", () => {
    assert.deepEqual(said(bare.add(bucket).add(versioning({ bucket: "orders-1" }))), { store: on(versions) });
  });
  it("are found by dependency while the name is not known", () => {
    const input = bare
      .add(store(aws.s3Bucket, { bucket: unknown }))
      .add({ ...versioning({ bucket: unknown }), dependsOn: { bucket: ["store"] } });
    assert.deepEqual(said(input), { store: on(versions) });
  });
  it("may be off", () => {
    assert.deepEqual(said(bare.add(bucket).add(versioning({ bucket: "orders-1" }, "Suspended"))), {
      store: off(neither),
    });
  });
  it("of another store do not count", () => {
    assert.deepEqual(said(bare.add(bucket).add(versioning({ bucket: "orders-2" }))), {
      store: off("it has no BucketVersioning and its versioning.enabled is not set"),
    });
  });
  it("are no store besides the one that they are for", () => {
    assert.deepEqual(said(bare.add(bucket).add({ ...versioning({ bucket: "orders-1" }), belongs: true })), {
      store: on(versions),
    });
  });
  it("leave a store in doubt while it is not known whose they are, if they are the service's", () => {
    const doubtful = { ...versioning({ bucket: unknown }) };
    const [found] = survey(bare.add(bucket).add({ ...doubtful, belongs: true })).stores;
    assert.throws(() => found?.backups(), UnknownValue);
    assert.deepEqual(said(bare.add(bucket).add(doubtful)), {
      store: off("it has no BucketVersioning and its versioning.enabled is not set"),
    });
  });
  it("switch on a file system", () => {
    const policy = { fileSystemId: "fs-1", backupPolicy: { status: "ENABLED" } };
    const input = bare
      .add(store(aws.efsFileSystem, { id: "fs-1" }))
      .add(store(aws.efsBackupPolicy, policy, "policy"));
    assert.deepEqual(said(input), { store: on() });
  });
  it("switch on Firestore's database, the default one where none is named", () => {
    const schedule = (props: object) =>
      bare
        .add(store(gcp.firestoreDatabase, { name: "(default)" }))
        .add(store(gcp.firestoreBackupSchedule, { retention: "604800s", ...props }, "schedule"));
    assert.deepEqual(said(schedule({})), { store: on() });
    assert.deepEqual(said(schedule({ database: "other" })), {
      store: off("its pointInTimeRecoveryEnablement is not set and it has no BackupSchedule"),
    });
  });
  it("switch on a Spanner instance", () => {
    const input = bare
      .add(store(gcp.spannerInstance, { name: "orders" }))
      .add(store(gcp.spannerBackupSchedule, { instance: "orders", database: "main" }, "schedule"));
    assert.deepEqual(said(input), { store: on() });
  });
  it("switch on an account's blobs by either way", () => {
    const account = (props: object) =>
      bare
        .add(store(az.storageAccount, { name: "orders" }))
        .add(store(az.blobServiceProperties, { accountName: "orders", ...props }, "blobs"));
    const versionsKept = on("versions of store save its objects, not the bucket");
    assert.deepEqual(said(account({ isVersioningEnabled: true })), { store: versionsKept });
    assert.deepEqual(said(account({ restorePolicy: { enabled: true } })), { store: versionsKept });
    assert.deepEqual(said(account({ isVersioningEnabled: false })), {
      store: off("its isVersioningEnabled is false and its restorePolicy.enabled is not set"),
    });
  });

  describe("of Azure's SQL", () => {
    const retention = (props: object) =>
      bare
        .add(store(az.sqlDatabase, { name: "orders", serverName: "one" }))
        .add(store(az.sqlShortTermRetention, { databaseName: "orders", ...props }, "retention"));
    it("count where the server is the same", () => {
      assert.deepEqual(said(retention({ serverName: "One", retentionDays: 0 })), {
        store: off("its retentionDays is 0"),
      });
      assert.deepEqual(said(retention({ serverName: "ONE", retentionDays: 14 })), { store: on() });
    });
    it("of a namesake on another server do not count", () => {
      assert.deepEqual(said(retention({ serverName: "two", retentionDays: 0 })), { store: on() });
    });
    it("tell servers apart by what they were computed from while their names are not known", () => {
      const server = (name: string) => ({ ...store("azure-native:sql:Server", {}, name), belongs: false });
      const with2 = (from: string) =>
        bare
          .add(server("server-one"))
          .add(server("server-two"))
          .add({
            ...store(az.sqlDatabase, { name: "orders", serverName: unknown }),
            dependsOn: { serverName: ["server-one"] },
          })
          .add({
            ...store(
              az.sqlShortTermRetention,
              { databaseName: "orders", serverName: unknown, retentionDays: 0 },
              "retention",
            ),
            dependsOn: { serverName: [from] },
          });
      assert.deepEqual(said(with2("server-one")), { store: off("its retentionDays is 0") });
      assert.deepEqual(said(with2("server-two")), { store: on() });
    });
  });
});

describe("replicas and parts of stores", () => {
  const source = store(
    aws.rdsInstance,
    { identifier: "main", arn: "arn:aws:rds:x:1:db:main", backupRetentionPeriod: 0 },
    "source",
  );
  const replica = (props: object) =>
    store(aws.rdsInstance, { backupRetentionPeriod: 7, ...props }, "replica");
  const sourceOff = { source: off("its backupRetentionPeriod is 0") };

  it("are judged at their source, by its identifier or ARN", () => {
    assert.deepEqual(said(bare.add(source).add(replica({ replicateSourceDb: "main" }))), sourceOff);
    assert.deepEqual(
      said(bare.add(source).add(replica({ replicateSourceDb: "arn:aws:rds:x:1:db:main" }))),
      sourceOff,
    );
  });
  it("are judged at a source that belongs to nobody", () => {
    const input = bare.add({ ...source, belongs: false }).add(replica({ replicateSourceDb: "main" }));
    assert.deepEqual(said(input), sourceOff);
  });
  it("are judged at what their source was computed from", () => {
    const input = bare
      .add(source)
      .add({ ...replica({ replicateSourceDb: unknown }), dependsOn: { replicateSourceDb: ["source"] } });
    assert.deepEqual(said(input), sourceOff);
  });
  it("are judged at the end of a chain, and a circle ends", () => {
    const middle = store(aws.rdsInstance, { identifier: "middle", replicateSourceDb: "main" }, "middle");
    const last = replica({ replicateSourceDb: "middle" });
    assert.deepEqual(said(bare.add(source).add(middle).add(last)), sourceOff);
    const round = store(aws.rdsInstance, { identifier: "round", replicateSourceDb: "round" }, "round");
    assert.deepEqual(Object.keys(said(bare.add(round))), ["round"]);
  });
  it("are not judged where their source is elsewhere, whatever they keep themselves", () => {
    const { stores, elsewhere } = survey(bare.add(replica({ replicateSourceDb: "prod-main" })));
    assert.deepEqual(
      [stores, elsewhere],
      [[], [{ name: "replica", kind: "database", why: "replicates what is not in this stack" }]],
    );
  });
  it("are not known while nothing tells their source", () => {
    const [found] = survey(bare.add(replica({ replicateSourceDb: unknown }))).stores;
    assert.throws(() => found?.backups(), UnknownValue);
  });
  it("are cluster instances of Aurora, DocumentDB and Neptune, judged at their cluster", () => {
    for (const [cluster, instance] of [
      [aws.rdsCluster, aws.rdsClusterInstance],
      [aws.docdbCluster, aws.docdbClusterInstance],
      [aws.neptuneCluster, aws.neptuneClusterInstance],
    ] as const) {
      const part = store(instance, { clusterIdentifier: "orders" }, "part");
      const whole = store(cluster, { clusterIdentifier: "orders", backupRetentionPeriod: 0 });
      assert.deepEqual(said(bare.add(whole).add(part)), { store: off("its backupRetentionPeriod is 0") });
      assert.deepEqual(survey(bare.add(part)).elsewhere, [
        { name: "part", kind: "database", why: "belongs to what is not in this stack" },
      ]);
    }
  });
  it("are those of the other vendors", () => {
    const sql = bare
      .add(store(gcp.sqlDatabaseInstance, { name: "main" }, "source"))
      .add(
        store(
          gcp.sqlDatabaseInstance,
          { masterInstanceName: "main", settings: { backupConfiguration: { enabled: true } } },
          "replica",
        ),
      );
    assert.deepEqual(said(sql), { source: off("its settings.backupConfiguration.enabled is not set") });
    const alloy = bare
      .add(store(gcp.alloydbCluster, { name: "main" }, "source"))
      .add(
        store(
          gcp.alloydbCluster,
          { clusterType: "SECONDARY", secondaryConfig: { primaryClusterName: "main" } },
          "replica",
        ),
      );
    assert.deepEqual(said(alloy), { source: on() });
    const server = (createMode: string) =>
      bare
        .add(store(az.postgresqlServer, { id: "/main", backup: { backupRetentionDays: 0 } }, "source"))
        .add(store(az.postgresqlServer, { createMode, sourceServerResourceId: "/MAIN" }, "replica"));
    const zero = off("its backup.backupRetentionDays is 0");
    assert.deepEqual(said(server("Replica")), { source: zero });
    assert.deepEqual(said(server("PointInTimeRestore")), { replica: on(), source: zero });
  });
});

describe("volumes of Kubernetes", () => {
  it("are the claims, and the StatefulSets with templates of claims", () => {
    const stateful = (name: string, volumeClaimTemplates: unknown) =>
      store(kubernetes.statefulSet, { spec: { volumeClaimTemplates } }, name);
    const input = bare
      .add(store(kubernetes.persistentVolumeClaim, {}, "claim"))
      .add(stateful("with", [{ metadata: { name: "data" } }]))
      .add(stateful("computed", unknown))
      .add(stateful("without", undefined));
    assert.deepEqual([...survey(input).volumes].sort(), ["claim", "computed", "with"]);
  });
});
