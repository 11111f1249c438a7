import { kubernetes } from "../../policy-pack/engine/tokens";
import { type Given, given } from "./given";

/** Paths into the perfect workload. */
export const pod = "spec.template.spec";
export const app = `${pod}.containers[0]`;

/** The perfect service with a patch of its workload. */
export function workload(patch: Record<string, unknown>, start: Given = given.service()): Given {
  return start.with(kubernetes.deployment, "checkout-workload", patch);
}

/** A patch that adds a container to the perfect pod, like its own but for what is said. */
export function containerBeside(
  name: string,
  patch: Record<string, unknown>,
  list: "containers" | "initContainers" = "containers",
): Record<string, unknown> {
  const container = {
    name,
    image: "registry.example/other:2.0.0",
    readinessProbe: { exec: { command: ["ready"] } },
    livenessProbe: { exec: { command: ["live"] } },
    resources: { requests: { cpu: "10m", memory: "16Mi" }, limits: { memory: "32Mi" } },
    ...patch,
  };
  const at = list === "containers" ? 1 : 0;
  return { [`${pod}.${list}[${at}]`]: container };
}

/** The perfect service with no Deployment but a workload of another kind, with the same pods. */
export function otherKind(type: string, patch: Record<string, unknown> = {}): Given {
  const own = given
    .service()
    .resources()
    .find(({ name }) => name === "checkout-workload");
  if (own === undefined) throw new Error("the perfect service has no workload");
  return given
    .service()
    .without(kubernetes.deployment, "checkout-workload")
    .add({ type, name: "checkout-other", props: structuredClone(own.props) })
    .with(type, "checkout-other", patch);
}

/** The perfect service without its workload. */
export const withoutWorkload = given.service().without(kubernetes.deployment, "checkout-workload");

const release = { type: kubernetes.helmRelease, name: "checkout-release", props: { chart: "checkout" } };

/** The perfect service that a Helm release runs. */
export const released = withoutWorkload.add(release);

/** The perfect service of which a Helm release runs a part. */
export const besideRelease = given.service().add(release);

/** A Rollout whose pods stand in the perfect Deployment. */
export function borrowed(patch: Record<string, unknown> = {}): Given {
  return workload({ "spec.replicas": 0 })
    .add({
      type: kubernetes.rollout,
      name: "checkout-rollout",
      props: {
        metadata: {
          name: "checkout-rollout",
          namespace: "shop",
          labels: { "app.kubernetes.io/name": "checkout" },
        },
        spec: { replicas: 3, workloadRef: { apiVersion: "apps/v1", kind: "Deployment", name: "checkout" } },
      },
    })
    .with(kubernetes.rollout, "checkout-rollout", patch);
}
