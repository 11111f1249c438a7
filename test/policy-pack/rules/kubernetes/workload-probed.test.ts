import { kubernetes } from "../../../../policy-pack/engine/tokens";
import { workloadProbed } from "../../../../policy-pack/rules/kubernetes/workload-probed";
import { given } from "../../given";
import { testRule } from "../../rule-tester";
import {
  app,
  borrowed,
  containerBeside,
  otherKind,
  released,
  withoutWorkload,
  workload,
} from "../../workloads";

const bare = { readinessProbe: undefined, livenessProbe: undefined };
const http = (more: Record<string, unknown> = {}) => ({ httpGet: { path: "/health", port: 8080 }, ...more });
const probes = (ready: unknown, live: unknown) =>
  workload({ [`${app}.readinessProbe`]: ready, [`${app}.livenessProbe`]: live });
const site = (container: string, name = "checkout-workload") => ({
  data: { container, workload: name },
  subject: `${name}/${container}`,
  on: name,
});

testRule(workloadProbed, {
  pass: {
    "two probes of different endpoints": given.service(),
    "two probes of one endpoint, the liveness probe being more patient": probes(
      http(),
      http({ failureThreshold: 6 }),
    ),
    "two probes of one path on different ports": probes(
      http(),
      http({ httpGet: { path: "/health", port: 8081 } }),
    ),
    "probes of different sorts": probes({ grpc: { port: 8080 } }, { tcpSocket: { port: 8080 } }),
    "two services of one gRPC port": probes(
      { grpc: { port: 8080, service: "ready" } },
      { grpc: { port: 8080, service: "live" } },
    ),
    "an init container without probes": workload(containerBeside("migrate", bare, "initContainers")),
    "a sidecar without probes that the catalog lists": workload(containerBeside("proxy", bare)).facts({
      kubernetes: { sidecars: ["proxy"], jobs: [] },
    }),
    "a native sidecar without probes that the catalog lists": workload(
      containerBeside("proxy", { ...bare, restartPolicy: "Always" }, "initContainers"),
    ).facts({ kubernetes: { sidecars: ["proxy"], jobs: [] } }),
    "a StatefulSet with both": otherKind(kubernetes.statefulSet),
    "a Rollout that borrows probed pods": borrowed(),
  },
  fail: {
    "a container without a readiness probe": [
      workload({ [`${app}.readinessProbe`]: undefined }),
      [{ message: "noReadiness", ...site("app") }],
    ],
    "a container without a liveness probe": [
      workload({ [`${app}.livenessProbe`]: undefined }),
      [{ message: "noLiveness", ...site("app") }],
    ],
    "a probe that does nothing": [
      workload({ [`${app}.livenessProbe`]: { periodSeconds: 5 } }),
      [{ message: "noLiveness", ...site("app") }],
    ],
    "the same endpoint with the same timing": [probes(http(), http()), [{ message: "same", ...site("app") }]],
    "the same port by name and by number, with the defaults written out": [
      probes(http(), http({ httpGet: { path: "health", port: "http", scheme: "HTTP" }, periodSeconds: 10 })),
      [{ message: "same", ...site("app") }],
    ],
    "the same command": [
      probes({ exec: { command: ["check", "all"] } }, { exec: { command: ["check", "all"] } }),
      [{ message: "same", ...site("app") }],
    ],
    "one of two containers": [
      workload(containerBeside("proxy", { livenessProbe: undefined })),
      [{ message: "noLiveness", ...site("proxy") }],
    ],
    "a native sidecar that nobody lists": [
      workload(containerBeside("proxy", { ...bare, restartPolicy: "Always" }, "initContainers")),
      [
        { message: "noReadiness", ...site("proxy") },
        { message: "noLiveness", ...site("proxy") },
      ],
    ],
    "a DaemonSet": [
      otherKind(kubernetes.daemonSet, { [`${app}.readinessProbe`]: undefined }),
      [{ message: "noReadiness", ...site("app", "checkout-other") }],
    ],
    "a StatefulSet": [
      otherKind(kubernetes.statefulSet, { [`${app}.livenessProbe`]: undefined }),
      [{ message: "noLiveness", ...site("app", "checkout-other") }],
    ],
    "a Rollout with pods of its own": [
      otherKind(kubernetes.rollout, { [`${app}.readinessProbe`]: undefined }),
      [{ message: "noReadiness", ...site("app", "checkout-other") }],
    ],
    "a Rollout whose pods stand in a Deployment, which is no workload by itself": [
      borrowed().with(kubernetes.deployment, "checkout-workload", { [`${app}.readinessProbe`]: undefined }),
      [{ message: "noReadiness", ...site("app", "checkout-rollout") }],
    ],
    "a Rollout that belongs to nobody, by the pods that it borrows": [
      borrowed()
        .with(kubernetes.deployment, "checkout-workload", { [`${app}.readinessProbe`]: undefined })
        .without(kubernetes.rollout, "checkout-rollout")
        .add({
          type: kubernetes.rollout,
          name: "lone-rollout",
          belongs: false,
          props: {
            metadata: { namespace: "shop" },
            spec: { workloadRef: { kind: "Deployment", name: "checkout" } },
          },
        }),
      [{ message: "noReadiness", ...site("app", "lone-rollout") }],
    ],
    "a missing probe although the other is not known": [
      workload({ [`${app}.livenessProbe`]: undefined }).unknown(
        kubernetes.deployment,
        "checkout-workload",
        `${app}.readinessProbe`,
      ),
      [{ message: "noLiveness", ...site("app") }],
    ],
    "a missing probe beside a Helm release": [
      workload({ [`${app}.readinessProbe`]: undefined }).add({
        type: kubernetes.helmRelease,
        name: "checkout-release",
        props: {},
      }),
      [{ message: "noReadiness", ...site("app") }],
    ],
  },
  notApplicable: {
    "a service without a workload": withoutWorkload,
    "a service whose workloads are jobs, by the name of the resource": workload({
      [`${app}.readinessProbe`]: undefined,
    }).facts({ kubernetes: { sidecars: [], jobs: ["checkout-workload"] } }),
    "a service whose workloads are jobs, by the name in the cluster": workload({
      [`${app}.readinessProbe`]: undefined,
    }).facts({ kubernetes: { sidecars: [], jobs: ["checkout"] } }),
  },
  unknown: {
    "what a Helm release runs": [released, "no-collector: what Helm release checkout-release runs"],
    "a port that is not known": [
      workload({}).unknown(kubernetes.deployment, "checkout-workload", `${app}.readinessProbe.httpGet.port`),
      "planned: spec.template.spec.containers[0].readinessProbe.httpGet.port",
    ],
    "a workload that a partial run hides": [
      given.service().hidden(kubernetes.deployment, "checkout-workload"),
      "partial: checkout-workload",
    ],
    "the pods of a Rollout that refers to nothing here": [
      borrowed({ "spec.workloadRef.name": "elsewhere" }).without(kubernetes.deployment, "checkout-workload"),
      "no-collector: the workload that Rollout checkout-rollout refers to",
    ],
  },
});
