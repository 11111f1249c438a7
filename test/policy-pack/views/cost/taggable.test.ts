import assert from "node:assert/strict";
import { kubernetes } from "../../../../policy-pack/engine/tokens";
import { taggableTokens } from "../../../../policy-pack/views/cost/taggable";
import { storeTokens } from "../../../../policy-pack/views/stores/store-table";

describe("types that can carry tags or labels", () => {
  const all = new Set(taggableTokens);

  it("are tokens, each once", () => {
    assert.equal(all.size, taggableTokens.length);
    for (const token of all) assert.match(token, /^[a-z][\w-]*:[\w./-]+:[A-Z]\w*$/);
  });
  it("are those of the providers", () => {
    for (const token of [
      "aws:ec2/instance:Instance",
      "aws:s3/bucket:Bucket",
      "aws:lambda/function:Function",
      "gcp:storage/bucket:Bucket",
      "gcp:sql/databaseInstance:DatabaseInstance",
      "azure-native:storage:StorageAccount",
      "azure-native:storage/v20230101:StorageAccount",
      "kubernetes:core/v1:ConfigMap",
      "kubernetes:batch/v1:CronJob",
      kubernetes.deployment,
      kubernetes.rollout,
    ])
      assert.ok(all.has(token), token);
  });
  it("are not those that have none", () => {
    for (const token of [
      "aws:s3/bucketPolicy:BucketPolicy",
      "aws:s3/bucketVersioning:BucketVersioning",
      "gcp:storage/bucketIAMMember:BucketIAMMember",
      "azure-native:storage:BlobServiceProperties",
      kubernetes.helmRelease,
      "kubernetes:yaml:ConfigGroup",
      "datadog:index/dashboard:Dashboard",
      "github:index/repository:Repository",
    ])
      assert.ok(!all.has(token), token);
  });
  it("are the stores, but for their settings and for tables and databases inside of others", () => {
    assert.deepEqual(
      storeTokens.filter((token) => !all.has(token) && !/\/v\d{8}/.test(token)),
      [
        "aws:efs/backupPolicy:BackupPolicy",
        "aws:s3/bucketVersioning:BucketVersioning",
        "aws:s3/bucketVersioningV2:BucketVersioningV2",
        "gcp:firestore/database:Database",
        "gcp:bigtable/table:Table",
        "azure-native:storage:BlobServiceProperties",
      ],
    );
  });
});
