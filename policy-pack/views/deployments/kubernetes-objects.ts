import type { Evidence, Resource } from "../../engine/rule";
import { kubernetes } from "../../engine/tokens";
import { attempt } from "../attempt";
import { sourcesOf } from "../links";

/** Where an object of Kubernetes is found; without a namespace where it has none. */
export interface Place {
  readonly name: string | undefined;
  readonly namespace: string | undefined;
}

/** An object's name and namespace. */
export function kubernetesPlace({ props }: Resource): Place {
  const metadata = props.get("metadata");
  return {
    name: metadata.get("name").string(),
    namespace: metadata.get("namespace").string() ?? "default",
  };
}

/** Whether an object is at a place for certain. */
export function isPlace(resource: Resource, { name, namespace }: Place): boolean {
  const at = attempt(() => kubernetesPlace(resource));
  if ("unknown" in at || at.value.name !== name) return false;
  return namespace === undefined || at.value.namespace === namespace;
}

const workloads = [kubernetes.deployment, kubernetes.daemonSet, kubernetes.statefulSet];
/** What a custom resource calls the workload that it brings to users. */
const references: Readonly<Record<string, string>> = {
  [kubernetes.flaggerCanary]: "targetRef",
  [kubernetes.rollout]: "workloadRef",
};
const referring = Object.keys(references);

/** The custom resources that are a service's own: by their labels, or by the workload of its that they bring to users. */
export function ownCustomResources(evidence: Evidence): readonly Resource[] {
  const labelled = evidence.of(...referring);
  const byWorkload = evidence.of(...workloads).flatMap((workload) => {
    const place = attempt(() => keyOf(kubernetesPlace(workload)));
    const keys = [workload.urn, ...("value" in place ? [place.value] : [])];
    return keys.flatMap((key) => byTarget(evidence).get(key) ?? []);
  });
  return [...new Set([...labelled, ...byWorkload])];
}

/** Custom resources by place and URN of the workload that they refer to: collected once, whichever service asks. */
const targets = new WeakMap<readonly Resource[], ReadonlyMap<string, readonly Resource[]>>();

function byTarget(evidence: Evidence): ReadonlyMap<string, readonly Resource[]> {
  const resources = evidence.all(...referring);
  const known = targets.get(resources);
  if (known) return known;
  const found = new Map<string, Resource[]>();
  for (const resource of resources) {
    for (const key of targetsOf(resource)) {
      const list = found.get(key);
      if (list) list.push(resource);
      else found.set(key, [resource]);
    }
  }
  targets.set(resources, found);
  return found;
}

/** None where nothing tells: such a resource is a service's by its labels, or nobody's. */
function targetsOf(resource: Resource): readonly string[] {
  const reference = references[resource.type] ?? "";
  const named = attempt(() => {
    const name = resource.props.get("spec").get(reference).get("name").string();
    return name === undefined ? [] : [keyOf({ name, namespace: kubernetesPlace(resource).namespace })];
  });
  const computed = attempt(() => sourcesOf(resource, "spec", workloads).map(({ urn }) => urn));
  return [named, computed].flatMap((one) => ("value" in one ? one.value : []));
}

function keyOf({ name = "", namespace = "" }: Place): string {
  return `${namespace}/${name}`;
}
