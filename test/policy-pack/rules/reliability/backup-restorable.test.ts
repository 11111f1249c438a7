import { aws, kubernetes } from "../../../../policy-pack/engine/tokens";
import { backupRestorable } from "../../../../policy-pack/rules/reliability/backup-restorable";
import { type Given, given } from "../../given";
import { testRule } from "../../rule-tester";
import { otherKind } from "../../workloads";

const record = "https://records.astronomy-shop.example/restores/checkout";
const complete = { lastTest: "2026-08-25", record };
const backup = (patch: Record<string, unknown>, start: Given = given.service()): Given =>
  start.facts({ backup: { ...complete, ...patch } });
const db = (patch: Record<string, unknown>): Given =>
  given.service().with(aws.rdsInstance, "checkout-db", patch);
const elsewhere = given.service().without(aws.rdsInstance, "checkout-db");
const silent = elsewhere.facts({ storesData: undefined, backup: undefined });
const bucket = { type: aws.s3Bucket, name: "checkout-bucket", props: { bucket: "checkout" } };
const cache = { type: aws.memorydbCluster, name: "checkout-cache", props: { name: "checkout" } };
const volume = { type: kubernetes.persistentVolumeClaim, name: "checkout-volume", props: { spec: {} } };
const plan = { type: aws.restoreTestingPlan, name: "weekly", props: { name: "weekly" }, belongs: false };
const replica = {
  type: aws.rdsInstance,
  name: "checkout-replica",
  props: { replicateSourceDb: "main", backupRetentionPeriod: 7 },
};

const offAt = (store: string, why: string) => ({
  message: "off",
  data: { store, why },
  subject: store,
  on: store,
});
const blind = "no store of this stack shows its backups: the catalog's word counts";
const untested = (remarks: string) => ({ message: "untested", data: { remarks } });

testRule(backupRestorable, {
  pass: {
    "a store with backups, and a recorded restore of 90 days ago": given.service(),
    "a restore of 180 days ago": backup({ lastTest: "2026-05-27" }),
    "a restore of today": backup({ lastTest: "2026-11-23" }),
    "a restore of 365 days ago at tier 2": backup({ lastTest: "2025-11-23" }, given.service({ tier: 2 })),
    "stores in another stack, by the catalog alone": elsewhere,
    "stores that neither side names, by what the catalog says of backups": elsewhere.facts({
      storesData: undefined,
    }),
    "a store of which the catalog says nothing": given.service().facts({ storesData: undefined }),
    "a volume of which the catalog has a restore": elsewhere.add(volume),
    "a cache without snapshots that the catalog does not call a store": given
      .service()
      .facts({ storesData: undefined })
      .add(cache),
    "a store of a service that is only known by its resources": given.service().withoutComponent(),
    "a replica of what is elsewhere": elsewhere.add(replica),
  },
  fail: {
    "a store without backups": [
      db({ backupRetentionPeriod: 0 }),
      [offAt("checkout-db", "its backupRetentionPeriod is 0")],
    ],
    "a store without backups of a service that is only known by its resources": [
      db({ backupRetentionPeriod: undefined }).withoutComponent(),
      [offAt("checkout-db", "its backupRetentionPeriod is not set")],
    ],
    "one of two stores": [
      given.service().add(bucket),
      [offAt("checkout-bucket", "it has no BucketVersioning and its versioning.enabled is not set")],
    ],
    "a cache without snapshots that the catalog calls a store": [
      given.service().add(cache),
      [offAt("checkout-cache", "its snapshotRetentionLimit is not set")],
    ],
    "a store without backups although another is not known": [
      db({ backupRetentionPeriod: 0 }).add({
        type: aws.dynamodbTable,
        name: "checkout-table",
        props: { pointInTimeRecovery: { enabled: "04da6b54-80e4-46f7-96ec-b56ff0331ba9" } },
      }),
      [offAt("checkout-db", "its backupRetentionPeriod is 0")],
    ],
    "a source without backups, in place of its replica": [
      db({ backupRetentionPeriod: 0, identifier: "main" }).add(replica),
      [offAt("checkout-db", "its backupRetentionPeriod is 0")],
    ],
    "a database that the catalog denies": [
      given.service().facts({ storesData: false, backup: undefined }),
      [{ message: "denied", data: { store: "checkout-db" }, subject: "checkout-db" }],
    ],
    "a replica that the catalog denies": [
      elsewhere.facts({ storesData: false }).add(replica),
      [{ message: "denied", data: { store: "checkout-replica" }, subject: "checkout-replica" }],
    ],
    "no restore": [given.service().facts({ backup: undefined }), [untested("")]],
    "no restore of a store in another stack": [
      elsewhere.facts({ backup: undefined }),
      [untested(`; ${blind}`)],
    ],
    "no restore of a replica of what is elsewhere": [
      elsewhere.facts({ backup: undefined }).add(replica),
      [untested(`; checkout-replica replicates what is not in this stack, ${blind}`)],
    ],
    "no restore of a volume that holds data": [
      elsewhere.facts({ backup: undefined }).add(volume),
      [untested(`; volume checkout-volume shows no backups, ${blind}`)],
    ],
    "no restore of backups that are kept for a day and go with the store": [
      db({ backupRetentionPeriod: 1, deleteAutomatedBackups: undefined }).facts({ backup: undefined }),
      [
        untested(
          "; backups of checkout-db are kept for one day, backups of checkout-db go when it is deleted",
        ),
      ],
    ],
    "no backups and no restore": [
      db({ backupRetentionPeriod: 0 }).facts({ backup: undefined }),
      [offAt("checkout-db", "its backupRetentionPeriod is 0"), untested("")],
    ],
    "a restore that is dated after today": [
      backup({ lastTest: "2026-11-24" }),
      [{ message: "future", data: { date: "2026-11-24", remarks: "" } }],
    ],
    "a restore of 181 days ago": [
      backup({ lastTest: "2026-05-26" }),
      [{ message: "old", data: { days: 180, date: "2026-05-26", remarks: "" } }],
    ],
    "a restore of 366 days ago at tier 3": [
      backup({ lastTest: "2025-11-22" }, given.service({ tier: 3 })),
      [{ message: "old", data: { days: 365, date: "2025-11-22", remarks: "" } }],
    ],
    "a restore without a record": [
      backup({ record: undefined }),
      [{ message: "unrecorded", data: { remarks: "" } }],
    ],
    "a plan for tests in place of a record": [
      backup({ record: undefined }).add(plan),
      [{ message: "unrecorded", data: { remarks: "; plan weekly is no record of a test" } }],
    ],
    "a plan for tests in place of a restore": [
      given.service().facts({ backup: undefined }).add(plan),
      [untested("; plan weekly is no record of a test")],
    ],
    "a missing restore although a store is not known": [
      given
        .service()
        .facts({ backup: undefined })
        .unknown(aws.rdsInstance, "checkout-db", "backupRetentionPeriod"),
      [untested("")],
    ],
  },
  notApplicable: {
    "a service that keeps no data": elsewhere.facts({ storesData: false, backup: undefined }),
    "a service that keeps no data, and a bucket that others fill": elsewhere
      .facts({ storesData: false, backup: undefined })
      .add(bucket),
    "a service that keeps no data, and a volume to work on": elsewhere
      .facts({ storesData: false, backup: undefined })
      .add(volume),
    "a service of which nobody says that it keeps data": silent,
    "a service with a cache of which the catalog says nothing": silent.add(cache),
    "a service without stores that is only known by its resources": elsewhere.withoutComponent(),
  },
  unknown: {
    "whether backups are on": [
      given.service().unknown(aws.rdsInstance, "checkout-db", "backupRetentionPeriod"),
      "planned: backupRetentionPeriod",
    ],
    "a store that a partial run hides": [
      given.service().hidden(aws.rdsInstance, "checkout-db"),
      "partial: checkout-db",
    ],
    "whether a volume holds data": [
      silent.add(volume),
      "unobserved: whether volume checkout-volume holds data that is worth a backup",
    ],
    "whether the volumes of a StatefulSet hold data": [
      otherKind(kubernetes.statefulSet, { "spec.volumeClaimTemplates": [{ metadata: { name: "data" } }] })
        .without(aws.rdsInstance, "checkout-db")
        .facts({ storesData: undefined, backup: undefined }),
      "unobserved: whether volume checkout-other holds data",
    ],
  },
});
