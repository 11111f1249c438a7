import { aws, azure, gcp, kubernetes } from "../../../../policy-pack/engine/tokens";
import { runtimeSupported } from "../../../../policy-pack/examples/runtime-migration/runtime-supported";
import { given } from "../../given";
import { type ExpectedFailure, testRule } from "../../rule-tester";
import { container, lambda, untagged } from "./given-runtimes";

const tagged = (...tags: readonly string[]) => given.service().facts({ tags });
const ended = (thing: string, runtime: string, end: string, on?: string): ExpectedFailure => ({
  message: "ended",
  data: { thing, runtime, end },
  subject: thing,
  ...(on === undefined ? {} : { on }),
});
const task = (...images: readonly string[]) => ({
  type: "aws:ecs/taskDefinition:TaskDefinition",
  name: "task",
  props: { containerDefinitions: JSON.stringify(images.map((image, at) => ({ name: `c${at}`, image }))) },
});
const app = (linuxFxVersion: string, type: string = azure.webApp) => ({
  type,
  name: "app",
  props: { siteConfig: { linuxFxVersion } },
});
const run = (image: string) => ({
  type: gcp.cloudRunServiceV2,
  name: "run",
  props: { template: { containers: [{ image }] } },
});

testRule(runtimeSupported, {
  pass: {
    "a tag of a line that is mended": given.service(),
    "a line on its last day": tagged("runtime:nodejs22").parameters({ ends: { nodejs22: "2026-11-23" } }),
    "a function of a line that is mended": untagged.add(lambda("python3.13")),
    "another service's function": given
      .service()
      .add({ ...lambda("nodejs16.x", { tags: { service: "cart" } }), belongs: false }),
    "a sidecar that somebody else ships": given
      .service()
      .with(kubernetes.deployment, "checkout-workload", {
        "spec.template.spec.containers[1]": { name: "proxy", image: "node:16" },
      })
      .facts({ kubernetes: { sidecars: ["proxy"], jobs: [] } }),
    "an image that only looks like a base image": given
      .service()
      .add(container(kubernetes.job, "ghcr.io/shop/node:16")),
  },
  fail: {
    "a tag of a line that has ended": [
      tagged("runtime:nodejs16", "runtime: python3.13"),
      [ended("runtime:nodejs16", "nodejs16", "2023-09-11")],
    ],
    "a line on the day after its last": [
      tagged("runtime:nodejs22").parameters({ ends: { nodejs22: "2026-11-22" } }),
      [ended("runtime:nodejs22", "nodejs22", "2026-11-22")],
    ],
    "what is older than all that is listed": [
      tagged("runtime:python2.7"),
      [
        {
          message: "older",
          data: { thing: "runtime:python2.7", runtime: "python2.7" },
          subject: "runtime:python2.7",
        },
      ],
    ],
    "a function, whatever the tag says": [
      given.service().add(lambda("nodejs18.x")),
      [ended("mailer", "nodejs18", "2025-04-30", "mailer")],
    ],
    "a function of an image": [
      untagged.add({
        type: aws.lambdaFunction,
        name: "mailer",
        props: { packageType: "Image", imageUri: "public.ecr.aws/lambda/nodejs:16" },
      }),
      [ended("mailer", "nodejs16", "2023-09-11", "mailer")],
    ],
    "a function of Google's, in both generations": [
      untagged
        .add({ type: gcp.cloudFunction, name: "one", props: { runtime: "python38" } })
        .add({ type: gcp.cloudFunctionV2, name: "two", props: { buildConfig: { runtime: "nodejs18" } } }),
      [ended("one", "python3.8", "2024-10-07", "one"), ended("two", "nodejs18", "2025-04-30", "two")],
    ],
    "a container of a workload": [
      given.service().with(kubernetes.deployment, "checkout-workload", {
        "spec.template.spec.containers[0].image": "node:16-alpine",
      }),
      [ended("checkout-workload/app", "nodejs16", "2023-09-11", "checkout-workload")],
    ],
    "each container of a job": [
      untagged.add(container(kubernetes.job, "ruby:3.1", "python:3.8")),
      [
        ended("batch/c0", "ruby3.1", "2025-03-31", "batch"),
        ended("batch/c1", "python3.8", "2024-10-07", "batch"),
      ],
    ],
    "a container of a task definition": [
      untagged.add(task("ghcr.io/shop/x:1", "node:20")),
      [ended("task/c1", "nodejs20", "2026-04-30", "task")],
    ],
    "a container of Cloud Run": [
      untagged.add(run("docker.io/library/php:8.1-fpm")),
      [ended("run/template.containers[0]", "php8.1", "2025-12-31", "run")],
    ],
    "an app of Azure's, by its stack or its image, under an earlier token too": [
      untagged.add(app("NODE|18-lts")).add({
        ...app("DOCKER|mcr.microsoft.com/dotnet/aspnet:6.0", "azure-native:web/v20230101:WebApp"),
        name: "other",
      }),
      [ended("app", "nodejs18", "2025-04-30", "app"), ended("other", "dotnet6.0", "2024-11-12", "other")],
    ],
    "a function although another is only known after an update": [
      untagged
        .add(lambda("nodejs16.x"))
        .add({ ...lambda("python3.8"), name: "other" })
        .unknown(aws.lambdaFunction, "other", "runtime"),
      [ended("mailer", "nodejs16", "2023-09-11", "mailer")],
    ],
    "what an organisation's own list says": [
      tagged("runtime:java11").parameters({ ends: { java11: "2026-01-31" } }),
      [ended("runtime:java11", "java11", "2026-01-31")],
    ],
    "what an organisation's own list says of one tier": [
      tagged("runtime:nodejs24").parameters({ tier1: { ends: { nodejs24: "2026-06-30" } } }),
      [ended("runtime:nodejs24", "nodejs24", "2026-06-30")],
    ],
  },
  notApplicable: {
    "a service of which nothing tells": untagged,
    "a service that needs no runtime": untagged.facts({ tags: ["runtime:none"] }),
  },
  unknown: {
    "a line that nobody has listed": [
      tagged("runtime:java8"),
      "no-collector: nobody has listed when support of java8 ends",
    ],
    "a function of which only the update will tell": [
      given.service().add(lambda("x")).unknown(aws.lambdaFunction, "mailer", "runtime"),
      "planned",
    ],
    "a function that a partial run hides": [
      given.service().add(lambda("nodejs22.x")).hidden(aws.lambdaFunction, "mailer"),
      "partial",
    ],
    "containers that are not JSON": [
      given.service().add({ ...task(), props: { containerDefinitions: "[{" } }),
      "unobserved: containerDefinitions of task is not JSON at line 1, column 3",
    ],
  },
});
