import type { Value } from "../../engine/value";
import { at } from "../property";
import { selectorIn } from "./labels";
import type { Workload } from "./workloads";

/** Over how many zones pods are spread for certain, and what only asks for it. */
export interface ZoneSpread {
  /** Where the cluster has as many. */
  readonly zones: number;
  /** Why there are not more, in words. */
  readonly why: string;
}

const zoneKeys = ["topology.kubernetes.io/zone", "failure-domain.beta.kubernetes.io/zone"];

/** How a workload of so many pods is spread over zones by its constraints and its pods' dislike of each other. */
export function zoneSpreadOf(workload: Workload, replicas: number): ZoneSpread {
  const constraints = workload.pod.get("topologySpreadConstraints").items().filter(isAboutZones);
  const strict = constraints.filter(
    (one) => (one.get("whenUnsatisfiable").string() || strictly) === strictly,
  );
  const dislikes = at(workload.pod, "affinity.podAntiAffinity");
  const required = dislikes
    .get("requiredDuringSchedulingIgnoredDuringExecution")
    .items()
    .filter(isAboutZones);
  const isOwn = (term: Value): boolean => selectorIn(term.get("labelSelector")).matches(workload.labels);
  const spread = [
    // With a skew of n, pods may fill one zone with n more than the emptiest has.
    ...strict.filter(isOwn).map((one) => Math.ceil(replicas / Math.max(one.get("maxSkew").number() ?? 1, 1))),
    ...required.filter(isOwn).map(() => replicas),
  ];
  if (spread.length > 0) return { zones: Math.max(...spread), why: "its constraint lets them share zones" };
  const stray = strict.length + required.length > 0;
  const wish = constraints.length > 0 || prefers(dislikes);
  const why = stray
    ? "its constraint selects other pods"
    : wish
      ? "its constraint is only a wish"
      : "nothing spreads them";
  return { zones: Math.min(replicas, 1), why };
}

const strictly = "DoNotSchedule";

function isAboutZones(term: Value): boolean {
  return zoneKeys.includes(term.get("topologyKey").string() ?? "");
}

function prefers(dislikes: Value): boolean {
  const terms = dislikes.get("preferredDuringSchedulingIgnoredDuringExecution").items();
  return terms.some((term) => isAboutZones(term.get("podAffinityTerm")));
}
