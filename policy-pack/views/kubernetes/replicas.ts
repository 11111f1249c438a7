import type { Evidence, Resource } from "../../engine/rule";
import { kubernetes } from "../../engine/tokens";
import { UnknownValue } from "../../engine/value";
import { attempt } from "../attempt";
import { referredWorkloads } from "./places";
import type { Workload } from "./workloads";

/** How many pods of a workload run at least, and what says so, in words that follow 'by'. */
export interface Replicas {
  readonly count: number;
  readonly statedBy: string;
}

const autoscalerTypes = [kubernetes.horizontalPodAutoscaler, kubernetes.horizontalPodAutoscalerV1];

/** The replicas of a workload. An autoscaler overrides what the workload itself says; both are 1 where nothing is said. */
export function replicasOf({ resource }: Workload, evidence: Evidence): Replicas {
  const [least] = autoscalersOf(resource, evidence)
    .map((scaler) => ({
      count: scaler.props.get("spec").get("minReplicas").number() ?? 1,
      statedBy: `minReplicas of autoscaler ${scaler.name}`,
    }))
    .sort((a, b) => a.count - b.count);
  return (
    least ?? { count: resource.props.get("spec").get("replicas").number() ?? 1, statedBy: "its replicas" }
  );
}

interface Autoscalers {
  readonly byTarget: ReadonlyMap<Resource, readonly Resource[]>;
  /** Those of which nothing tells yet what they scale. */
  readonly aimless: readonly Resource[];
}

/** Autoscalers by what they scale: found once a stack, whichever of its services asks. */
const indexes = new WeakMap<readonly Resource[], Autoscalers>();

function autoscalersOf(workload: Resource, evidence: Evidence): readonly Resource[] {
  const { byTarget, aimless } = autoscalerIndex(evidence);
  const found = byTarget.get(workload);
  if (found) return found;
  const [doubtful] = aimless.filter((scaler) => evidence.of(scaler.type).includes(scaler));
  if (doubtful === undefined) return [];
  throw new UnknownValue("planned", `what autoscaler ${doubtful.name} scales is only known after an update`);
}

function autoscalerIndex(evidence: Evidence): Autoscalers {
  const all = evidence.all(...autoscalerTypes);
  const known = indexes.get(all);
  if (known) return known;
  const byTarget = new Map<Resource, Resource[]>();
  const aimless: Resource[] = [];
  for (const scaler of all) {
    const targets = attempt(() => referredWorkloads(scaler, "scaleTargetRef", evidence));
    if ("unknown" in targets || (targets.value.length === 0 && isOpen(scaler))) aimless.push(scaler);
    else for (const target of targets.value) byTarget.set(target, [...(byTarget.get(target) ?? []), scaler]);
  }
  const index = { byTarget, aimless };
  indexes.set(all, index);
  return index;
}

/** Whether what an autoscaler scales is not known yet. */
function isOpen({ props }: Resource): boolean {
  const name = attempt(() => props.get("spec").get("scaleTargetRef").get("name").string());
  return "unknown" in name;
}
