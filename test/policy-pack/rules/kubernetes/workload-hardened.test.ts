import { kubernetes } from "../../../../policy-pack/engine/tokens";
import { workloadHardened } from "../../../../policy-pack/rules/kubernetes/workload-hardened";
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

const at = (message: string, more: Record<string, string> = {}, container = "app") => ({
  message,
  data: { container, workload: "checkout-workload", ...more },
  subject: `checkout-workload/${container}`,
  on: "checkout-workload",
});
const abrupt = (reason: string) => ({
  message: "abrupt",
  data: { workload: "checkout-workload", reason },
  subject: "checkout-workload",
  on: "checkout-workload",
});
/** What the pod and its container say of their user. */
const users = (ofPod: unknown, ofContainer: unknown, more: Record<string, unknown> = {}) =>
  workload({ [`${pod}.securityContext`]: ofPod, [`${app}.securityContext`]: ofContainer, ...more });
const image = (value: unknown) => workload({ [`${app}.image`]: value });
/** No grace period, and what the container does before it stops. */
const hook = (preStop: unknown) =>
  workload({ [`${pod}.terminationGracePeriodSeconds`]: undefined, [`${app}.lifecycle`]: { preStop } });
const windows = { [`${pod}.os`]: { name: "windows" } };
const windowsUser = (runAsUserName: string) => ({ windowsOptions: { runAsUserName } });
const digest = `registry.example/app@sha256:${"0123456789abcdef".repeat(4)}`;

testRule(workloadHardened, {
  pass: {
    "a pod that does not run as root": given.service(),
    "a container that says so itself": users(undefined, { runAsNonRoot: true }),
    "a user above 0, whatever else is said": users({ runAsUser: 1000 }, { runAsNonRoot: false }),
    "a container's user, which wins over the pod's": users({ runAsUser: 0 }, { runAsUser: 1000 }),
    "an image by digest": image(digest),
    "an image by tag and digest": image("app:latest@sha256:0123456789abcdef"),
    "an image from a registry with a port": image("host:5000/app:v1"),
    "a hook that runs a command": hook({ exec: { command: ["drain"] } }),
    "a hook that calls an address": hook({ httpGet: { path: "/drain", port: 8080 } }),
    "a hook that sleeps": hook({ sleep: { seconds: 5 } }),
    "no hook in a sidecar that the catalog lists": workload({
      [`${pod}.terminationGracePeriodSeconds`]: undefined,
      [`${app}.lifecycle`]: { preStop: { sleep: { seconds: 5 } } },
      ...containerBeside("proxy", {}),
    }).facts({ kubernetes: { sidecars: ["proxy"], jobs: [] } }),
    "a Windows pod that does not run as an administrator": users(undefined, undefined, {
      ...windows,
      [`${app}.securityContext`]: windowsUser("ContainerUser"),
    }),
    "a Windows pod, found by its node, that is not root": users({ runAsNonRoot: true }, undefined, {
      [`${pod}.nodeSelector`]: { "kubernetes.io/os": "windows" },
    }),
    "a Rollout": otherKind(kubernetes.rollout),
  },
  fail: {
    "a pod that says nothing": [users(undefined, undefined), [at("unsaid")]],
    "a container that takes back what its pod says": [
      users({ runAsNonRoot: true }, { runAsNonRoot: false }),
      [at("unsaid")],
    ],
    "user 0": [users({ runAsUser: 0 }, undefined), [at("root")]],
    "user 0 that is said not to be root, so that it never starts": [
      users({ runAsNonRoot: true, runAsUser: 0 }, undefined),
      [at("root")],
    ],
    "a container's user 0, which wins over the pod's": [
      users({ runAsUser: 1000 }, { runAsUser: 0 }),
      [at("root")],
    ],
    "an init container that runs as root": [
      workload(containerBeside("migrate", { securityContext: { runAsUser: 0 } }, "initContainers")),
      [at("root", {}, "migrate")],
    ],
    "a privileged container": [users({ runAsNonRoot: true }, { privileged: true }), [at("privileged")]],
    "the tag latest": [image("app:latest"), [at("image", { image: "app:latest" })]],
    "no tag": [image("registry.example/app"), [at("image", { image: "registry.example/app" })]],
    "a port in place of a tag": [image("host:5000/app"), [at("image", { image: "host:5000/app" })]],
    "a digest that is none": [image("app@sha256:"), [at("image", { image: "app@sha256:" })]],
    "no image": [image(undefined), [at("image", { image: "none" })]],
    "an init container without a tag": [
      workload(containerBeside("migrate", { image: "migrate" }, "initContainers")),
      [at("image", { image: "migrate" }, "migrate")],
    ],
    "neither a grace period nor a hook": [
      workload({ [`${pod}.terminationGracePeriodSeconds`]: undefined }),
      [abrupt("it leaves both out for app")],
    ],
    "a grace period of 0, which kills at once, though there is a hook": [
      workload({
        [`${pod}.terminationGracePeriodSeconds`]: 0,
        [`${app}.lifecycle`]: { preStop: { exec: { command: ["drain"] } } },
      }),
      [abrupt("its terminationGracePeriodSeconds is 0, which kills at once")],
    ],
    "a hook of a sort that is not supported": [
      hook({ tcpSocket: { port: 8080 } }),
      [abrupt("it leaves both out for app")],
    ],
    "a hook that sleeps for nothing": [
      hook({ sleep: { seconds: 0 } }),
      [abrupt("it leaves both out for app")],
    ],
    "a hook in one of two containers": [
      workload({
        [`${pod}.terminationGracePeriodSeconds`]: undefined,
        [`${app}.lifecycle`]: { preStop: { sleep: { seconds: 5 } } },
        ...containerBeside("other", {}),
        ...containerBeside("migrate", {}, "initContainers"),
      }),
      [abrupt("it leaves both out for other")],
    ],
    "a Windows pod that runs as an administrator": [
      users(windowsUser("ContainerAdministrator"), undefined, windows),
      [at("root")],
    ],
    "a Windows pod with a user id, which Windows does not know": [
      users({ runAsUser: 1000 }, undefined, windows),
      [at("unsaid")],
    ],
    "a Windows process of the host": [
      users(
        { windowsOptions: { hostProcess: true, runAsUserName: "NT AUTHORITY\\SYSTEM" } },
        undefined,
        windows,
      ),
      [at("root"), at("privileged")],
    ],
    "root although the image is not known": [
      users({ runAsUser: 0 }, undefined).unknown(kubernetes.deployment, "checkout-workload", `${app}.image`),
      [at("root")],
    ],
  },
  notApplicable: { "a service without a workload": withoutWorkload },
  unknown: {
    "what a Helm release runs beside its own workload": [
      besideRelease,
      "no-collector: what Helm release checkout-release runs",
    ],
    "what a Helm release runs": [released, "no-collector: what Helm release checkout-release runs"],
    "an image that the stack builds": [
      workload({}).unknown(kubernetes.deployment, "checkout-workload", `${app}.image`),
      "planned: spec.template.spec.containers[0].image",
    ],
  },
});
