import type { Evidence, Resource } from "../../engine/rule";
import { kubernetes } from "../../engine/tokens";
import { attempt } from "../attempt";

/** Kinds of workloads by type token: what keeps pods running. */
export const workloadKinds = {
  [kubernetes.daemonSet]: "DaemonSet",
  [kubernetes.deployment]: "Deployment",
  [kubernetes.rollout]: "Rollout",
  [kubernetes.statefulSet]: "StatefulSet",
} as const satisfies Readonly<Record<string, string>>;
export type WorkloadKind = (typeof workloadKinds)[keyof typeof workloadKinds];
export const workloadTypes = Object.keys(workloadKinds);

/** The kind of a workload's type token. */
export function kindOf({ type }: Resource): WorkloadKind {
  return workloadKinds[type as keyof typeof workloadKinds]; // asked of resources of these types only
}

/** The namespace of an object; the cluster's default one where none is stated. */
export function namespaceOf({ props }: Resource): string {
  return props.get("metadata").get("namespace").string() || "default";
}

/** What an object calls another of its namespace by: its kind and name. */
export interface Reference {
  readonly namespace: string;
  readonly kind: string;
  readonly name: string;
}

function keyOf({ namespace, kind, name }: Reference): string {
  return `${namespace}/${kind}/${name}`;
}

/** Workloads by what others call them: found once a stack, whichever of its services asks. */
const indexes = new WeakMap<readonly Resource[], ReadonlyMap<string, Resource>>();

/** The workload that is called so; undefined where it is not in this stack, or its name is not known. */
export function workloadCalled(reference: Reference, evidence: Evidence): Resource | undefined {
  return workloadIndex(evidence).get(keyOf(reference));
}

function workloadIndex(evidence: Evidence): ReadonlyMap<string, Resource> {
  const all = evidence.all(...workloadTypes);
  const known = indexes.get(all);
  if (known) return known;
  const index = new Map(
    all.flatMap((resource) => {
      const key = attempt(() => ownKey(resource));
      return "value" in key && key.value !== undefined ? [[key.value, resource] as const] : [];
    }),
  );
  indexes.set(all, index);
  return index;
}

function ownKey(resource: Resource): string | undefined {
  const name = resource.props.get("metadata").get("name").string();
  if (name === undefined) return undefined;
  return keyOf({ namespace: namespaceOf(resource), kind: kindOf(resource), name });
}

/**
 * The workloads that a part of an object's spec refers to by kind and name: by these where they are known, else those
 * of the stack that the spec was computed from.
 */
export function referredWorkloads(from: Resource, part: string, evidence: Evidence): readonly Resource[] {
  const reference = from.props.get("spec").get(part);
  const called = attempt(() => ({
    namespace: namespaceOf(from),
    kind: reference.get("kind").string() ?? "",
    name: reference.get("name").string() ?? "",
  }));
  if ("value" in called) {
    const found = workloadCalled(called.value, evidence);
    return found ? [found] : [];
  }
  return from.dependenciesOf("spec").filter(({ type }) => workloadTypes.includes(type));
}
