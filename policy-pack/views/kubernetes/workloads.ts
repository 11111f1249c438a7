import type { Evidence, Resource, Subject } from "../../engine/rule";
import { kubernetes } from "../../engine/tokens";
import { UnknownValue, type Value } from "../../engine/value";
import { attempt } from "../attempt";
import { type Labels, labelsIn } from "./labels";
import { kindOf, referredWorkloads, type WorkloadKind, workloadTypes } from "./places";

/** A container of a workload's pods. A sidecar is an init container that runs on; init ones end before the others start. */
export interface Container {
  readonly name: string;
  readonly role: "main" | "sidecar" | "init";
  readonly props: Value;
}

/** What keeps pods of a service running; properties are read when they are asked for. */
export interface Workload {
  readonly resource: Resource;
  /** Name of its resource, which is known even where nothing else is. */
  readonly name: string;
  readonly kind: WorkloadKind;
  /** The pods' labels and spec, which stand elsewhere for a Rollout with a workloadRef. */
  readonly labels: Labels;
  readonly pod: Value;
  readonly containers: readonly Container[];
}

/** A service's workloads, and why some cannot be seen. */
export interface WorkloadSurvey {
  readonly workloads: readonly Workload[];
  readonly unseen: readonly UnknownValue[];
}

/** Why nothing about workloads applies to a service that has none. */
export const noWorkloads = "the stack declares no Kubernetes workload of the service";

/** Finds a service's workloads. A Helm release brings some that no stack shows, unlike a Helm chart. */
export function surveyWorkloads(evidence: Evidence): WorkloadSurvey {
  return evidence.once("workloads", () => {
    const borrowers = borrowersIn(evidence);
    // What only lends its pods runs none itself: whoever borrows them is the service's then.
    const own = evidence.of(...workloadTypes).flatMap((resource) => borrowers.get(resource) ?? [resource]);
    return {
      workloads: [...new Set(own)].map((resource) => workloadOf(resource, evidence)),
      unseen: evidence
        .of(kubernetes.helmRelease)
        .map(
          ({ name }) => new UnknownValue("no-collector", `what Helm release ${name} runs is seen nowhere`),
        ),
    };
  });
}

/** Rollouts by the workload that lends them its pods: found once a stack, whichever of its services asks. */
const indexes = new WeakMap<readonly Resource[], ReadonlyMap<Resource, readonly Resource[]>>();

function borrowersIn(evidence: Evidence): ReadonlyMap<Resource, readonly Resource[]> {
  const rollouts = evidence.all(kubernetes.rollout);
  const known = indexes.get(rollouts);
  if (known) return known;
  const index = new Map<Resource, Resource[]>();
  for (const rollout of rollouts) {
    const lenders = attempt(() =>
      borrows(rollout) ? referredWorkloads(rollout, "workloadRef", evidence) : [],
    );
    for (const lender of "value" in lenders ? lenders.value : [])
      index.set(lender, [...(index.get(lender) ?? []), rollout]);
  }
  indexes.set(rollouts, index);
  return index;
}

function borrows({ props }: Resource): boolean {
  return !props.get("spec").get("workloadRef").absent;
}

function workloadOf(resource: Resource, evidence: Evidence): Workload {
  const template = (): Value => templateOf(resource, evidence);
  return {
    resource,
    name: resource.name,
    kind: kindOf(resource),
    get labels() {
      return labelsIn(template().get("metadata").get("labels"));
    },
    get pod() {
      return template().get("spec");
    },
    get containers() {
      return containersOf(template().get("spec"));
    },
  };
}

function templateOf(resource: Resource, evidence: Evidence): Value {
  if (resource.type !== kubernetes.rollout || !borrows(resource))
    return resource.props.get("spec").get("template");
  const [lender] = referredWorkloads(resource, "workloadRef", evidence);
  if (lender !== undefined) return lender.props.get("spec").get("template");
  throw new UnknownValue(
    "no-collector",
    `the workload that Rollout ${resource.name} refers to is seen nowhere`,
  );
}

function containersOf(pod: Value): readonly Container[] {
  const main = pod
    .get("containers")
    .items()
    .map((props) => containerOf(props, () => "main"));
  const others = pod
    .get("initContainers")
    .items()
    .map((props) =>
      containerOf(props, () => (props.get("restartPolicy").string() === "Always" ? "sidecar" : "init")),
    );
  return [...main, ...others];
}

function containerOf(props: Value, role: () => Container["role"]): Container {
  const name = attempt(() => props.get("name").string());
  return {
    name: ("value" in name ? name.value : undefined) ?? props.path,
    get role() {
      return role();
    },
    props,
  };
}

/** Whether the catalog says that somebody else ships a container, such as a mesh's proxy. */
export function isForeign(container: Container, { facts }: Subject): boolean {
  return facts.kubernetes?.sidecars.includes(container.name) ?? false;
}

/** Whether the catalog says that a workload only works off what waits for it, and serves nobody. */
export function isJob({ resource, name }: Workload, { facts }: Subject): boolean {
  const jobs = facts.kubernetes?.jobs ?? [];
  if (jobs.length === 0) return false;
  const stated = attempt(() => resource.props.get("metadata").get("name").string());
  return (
    jobs.includes(name) || ("value" in stated && stated.value !== undefined && jobs.includes(stated.value))
  );
}
