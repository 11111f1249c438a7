import { kubernetes } from "../../../../policy-pack/engine/tokens";
import { workloadBounded } from "../../../../policy-pack/rules/kubernetes/workload-bounded";
import { given } from "../../given";
import { testRule } from "../../rule-tester";
import {
  app,
  besideRelease,
  containerBeside,
  otherKind,
  pod,
  released,
  withoutWorkload,
  workload,
} from "../../workloads";

const failure = (bound: string, container = "app", name = "checkout-workload") => ({
  message: "unbounded",
  data: { container, workload: name, bound },
  subject: `${name}/${container}`,
  on: name,
});
const resources = (value: unknown) => workload({ [`${app}.resources`]: value });

testRule(workloadBounded, {
  pass: {
    "requests and a memory limit": given.service(),
    "limits alone, which are the requests as well": resources({ limits: { cpu: "1", memory: "1Gi" } }),
    "quantities that are numbers": resources({
      requests: { cpu: 0.5, memory: 134217728 },
      limits: { memory: 268435456 },
    }),
    "resources of the whole pod": workload({
      [`${app}.resources`]: undefined,
      [`${pod}.resources`]: { requests: { cpu: "1", memory: "1Gi" }, limits: { memory: "1Gi" } },
    }),
    "no CPU limit": resources({ requests: { cpu: "1", memory: "1Gi" }, limits: { memory: "1Gi" } }),
  },
  fail: {
    "no resources": [
      resources(undefined),
      [failure("CPU request"), failure("memory request"), failure("memory limit")],
    ],
    "no memory limit": [resources({ requests: { cpu: "100m", memory: "128Mi" } }), [failure("memory limit")]],
    "no CPU request": [
      resources({ requests: { memory: "128Mi" }, limits: { memory: "128Mi" } }),
      [failure("CPU request")],
    ],
    "no request for memory, nor a limit": [
      resources({ requests: { cpu: 1 } }),
      [failure("memory request"), failure("memory limit")],
    ],
    "a request for nothing, though there is a limit": [
      resources({ requests: { cpu: "0", memory: "128Mi" }, limits: { cpu: "1", memory: "128Mi" } }),
      [failure("CPU request")],
    ],
    "an init container": [
      workload(containerBeside("migrate", { resources: undefined }, "initContainers")),
      [
        failure("CPU request", "migrate"),
        failure("memory request", "migrate"),
        failure("memory limit", "migrate"),
      ],
    ],
    "a sidecar, though the catalog lists it": [
      workload(containerBeside("proxy", { resources: { requests: { cpu: "1", memory: "1Gi" } } })).facts({
        kubernetes: { sidecars: ["proxy"], jobs: [] },
      }),
      [failure("memory limit", "proxy")],
    ],
    "a DaemonSet": [
      otherKind(kubernetes.daemonSet, { [`${app}.resources.limits`]: undefined }),
      [failure("memory limit", "app", "checkout-other")],
    ],
    "a missing limit although a request is not known": [
      workload({ [`${app}.resources.limits`]: undefined }).unknown(
        kubernetes.deployment,
        "checkout-workload",
        `${app}.resources.requests.cpu`,
      ),
      [failure("memory limit")],
    ],
  },
  notApplicable: { "a service without a workload": withoutWorkload },
  unknown: {
    "what a Helm release runs beside its own workload": [
      besideRelease,
      "no-collector: what Helm release checkout-release runs",
    ],
    "what a Helm release runs": [released, "no-collector: what Helm release checkout-release runs"],
    "a limit that is not known": [
      workload({}).unknown(kubernetes.deployment, "checkout-workload", `${app}.resources.limits.memory`),
      "planned: spec.template.spec.containers[0].resources.limits.memory",
    ],
  },
});
