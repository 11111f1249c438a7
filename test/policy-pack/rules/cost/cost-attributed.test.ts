import {
  aws,
  azure,
  datadog,
  gcp,
  github,
  kubernetes,
  pagerduty,
} from "../../../../policy-pack/engine/tokens";
import { costAttributed } from "../../../../policy-pack/rules/cost/cost-attributed";
import { type Given, given } from "../../given";
import { testRule } from "../../rule-tester";

const own = { service: "checkout", team: "orders" };
const thing = (type: string, props: Record<string, unknown>, start: Given = given.service()): Given =>
  start.add({ type, name: "checkout-thing", props: { region: "eu", ...props } });
const bucket = (props: Record<string, unknown>, start?: Given): Given => thing(aws.s3Bucket, props, start);
const provider = (name: string, props: Record<string, unknown>, type = "pulumi:providers:aws") => ({
  type,
  name,
  props,
  belongs: false,
});
const both = { defaultTags: { tags: own } };

const failure = (message: string, key: string, value: string, resource = "checkout-thing") => ({
  message,
  data: { resource, key, value },
  subject: resource,
  on: resource,
});
const noService = failure("untagged", "service", "checkout");
const noTeam = failure("untagged", "team", "orders");

testRule(costAttributed, {
  pass: {
    "what carries both": given.service(),
    "a bucket with tags": bucket({ tags: own }),
    "tags that the provider has added": bucket({ tagsAll: own }),
    "default tags of the only provider, as the engine keeps them": bucket(
      {},
      given.service().add(provider("default", { defaultTags: JSON.stringify({ tags: own }) })),
    ),
    "default tags that all providers share": bucket(
      {},
      given.service().add(provider("one", both)).add(provider("two", both)),
    ),
    "a tag of its own beside one of the provider": bucket(
      { tags: { service: "checkout" } },
      given.service().add(provider("default", { defaultTags: { tags: { team: "orders" } } })),
    ),
    "what is not known beside what is": bucket({
      tags: own,
      tagsAll: "04da6b54-80e4-46f7-96ec-b56ff0331ba9",
    }),
    "the tags of an auto-scaling group": thing("aws:autoscaling/group:Group", {
      tags: Object.entries(own).map(([key, value]) => ({ key, value, propagateAtLaunch: true })),
    }),
    "labels of Google": thing(gcp.storageBucket, { labels: own }),
    "labels that Google's provider has added": thing(gcp.storageBucket, { effectiveLabels: own }),
    "default labels of Google's provider": thing(
      gcp.storageBucket,
      {},
      given.service().add(provider("google", { defaultLabels: own }, "pulumi:providers:gcp")),
    ),
    "user labels of Cloud SQL": thing(gcp.sqlDatabaseInstance, { settings: { userLabels: own } }),
    "tags of Azure": thing(azure.storageAccount, { tags: own }),
    "labels that Kubernetes recommends": thing("kubernetes:core/v1:Service", {
      metadata: { labels: { "app.kubernetes.io/name": "checkout", team: "orders" } },
    }),
    "one name among several": thing("kubernetes:core/v1:Service", {
      metadata: { labels: { "app.kubernetes.io/name": "proxy", ...own } },
    }),
    "an earlier name of the service": bucket({ tags: { service: "till", team: "orders" } }).facts({
      aliases: ["till"],
    }),
    "an earlier name of the team": bucket({ tags: { service: "checkout", team: "tills" } }).team({
      aliases: ["tills"],
    }),
    "a monitor that is written as JSON": thing(datadog.monitorJson, {
      monitor: JSON.stringify({ type: "query alert", query: "a", tags: ["Service:Checkout", "team:orders"] }),
    }),
    "what cannot carry tags": given
      .service()
      .add({ type: datadog.dashboard, name: "checkout-board", props: { title: "Checkout", tags: [] } })
      .add({ type: "aws:s3/bucketPolicy:BucketPolicy", name: "checkout-rights", props: { bucket: "a" } })
      .add({ type: pagerduty.schedule, name: "checkout-other-schedule", props: { name: "checkout-other" } })
      .add({ type: github.team, name: "checkout-team", props: { name: "orders" } }),
    "a service that no team of the catalog owns, for its name alone": bucket({
      tags: { service: "checkout" },
    }).facts({ owner: "ghosts" }),
    "keys that an organisation chose": bucket({ tags: { "cost-service": "checkout", Squad: "orders" } })
      .with(aws.rdsInstance, "checkout-db", { tags: { "cost-service": "checkout", Squad: "orders" } })
      .with(aws.budget, "checkout-budget", { tags: { "cost-service": "checkout", Squad: "orders" } })
      .parameters({
        serviceKeys: ["cost-service", "service", "app.kubernetes.io/name"],
        teamKeys: ["Squad", "team"],
      }),
    "what was seen and is not declared here": given.service().observed("monitors", "checkout", {
      value: {
        resources: [{ type: datadog.monitor, id: "7", name: "seen", props: { query: "a", tags: [] } }],
      },
    }),
  },
  fail: {
    "a bucket without tags": [bucket({}), [noService, noTeam]],
    "a bucket with an empty map of tags": [bucket({ tags: {}, tagsAll: {} }), [noService, noTeam]],
    "a bucket without the team": [bucket({ tags: { service: "checkout" } }), [noTeam]],
    "a tag that is written otherwise, which a bill tells apart": [
      bucket({ tags: { Service: "checkout", team: "orders" } }),
      [noService],
    ],
    "another service's name": [
      bucket({ tags: { service: "cart", team: "orders" } }),
      [failure("misattributed", "service", "checkout")],
    ],
    "another team's name": [
      bucket({ tags: { service: "checkout", team: "platform" } }),
      [failure("misattributed", "team", "orders")],
    ],
    "a bucket to which a provider has added other tags, whatever others add": [
      bucket({ tagsAll: { stage: "prod" } }, given.service().add(provider("default", both))),
      [noService, noTeam],
    ],
    "a bucket whose provider adds other tags": [
      bucket({}, given.service().add(provider("default", { defaultTags: { tags: { stage: "prod" } } }))),
      [noService, noTeam],
    ],
    "an account of Azure": [thing(azure.storageAccount, {}), [noService, noTeam]],
    "an account of Azure by an API version": [
      thing("azure-native:storage/v20230101:StorageAccount", {}),
      [noService, noTeam],
    ],
    "a table of Google": [thing("gcp:bigquery/dataset:Dataset", {}), [noService, noTeam]],
    "network tags of Google, which are no labels": [
      thing("gcp:compute/instance:Instance", { tags: ["service:checkout", "team:orders"] }),
      [noService, noTeam],
    ],
    "a workload without labels": [
      given.service().with(kubernetes.deployment, "checkout-workload", { "metadata.labels": undefined }),
      [
        failure("untagged", "service", "checkout", "checkout-workload"),
        failure("untagged", "team", "orders", "checkout-workload"),
      ],
    ],
    "a Rollout without labels": [
      thing(kubernetes.rollout, { metadata: { name: "checkout" } }),
      [noService, noTeam],
    ],
    "a monitor without the team": [
      given.service().with(datadog.monitor, "checkout-errors", { tags: ["service:checkout"] }),
      [failure("untagged", "team", "orders", "checkout-errors")],
    ],
    "an SLO without tags": [
      given.service().with(datadog.serviceLevelObjective, "checkout-latency", { tags: undefined }),
      [
        failure("untagged", "service", "checkout", "checkout-latency"),
        failure("untagged", "team", "orders", "checkout-latency"),
      ],
    ],
    "a check without the service": [
      given.service().with(datadog.syntheticsTest, "checkout-health", { tags: ["team:orders"] }),
      [failure("untagged", "service", "checkout", "checkout-health")],
    ],
    "a missing tag although another resource is not known": [
      bucket({ tags: { service: "checkout" } }).unknown(aws.rdsInstance, "checkout-db", "tags"),
      [noTeam],
    ],
  },
  notApplicable: {
    "a service that declares nothing that can carry tags": [
      datadog.monitor,
      datadog.serviceLevelObjective,
      datadog.syntheticsTest,
      kubernetes.deployment,
      kubernetes.podDisruptionBudget,
      aws.rdsInstance,
      aws.budget,
    ].reduce(
      (start, type) =>
        start
          .resources()
          .filter((one) => one.type === type && one.name.startsWith("checkout-"))
          .reduce((left, { name }) => left.without(type, name), start),
      given.service(),
    ),
  },
  unknown: {
    "tags that are not known": [
      given.service().unknown(aws.rdsInstance, "checkout-db", "tags"),
      "planned: tags",
    ],
    "what came of the tags of a provider": [
      bucket({ tagsAll: "04da6b54-80e4-46f7-96ec-b56ff0331ba9" }),
      "planned: tagsAll",
    ],
    "which of two providers it is whose tags differ": [
      bucket({}, given.service().add(provider("one", both)).add(provider("two", {}))),
      "planned: which provider of the stack tags checkout-thing",
    ],
  },
});
