import type { Value } from "../../engine/value";
import { at, scalar } from "../property";
import type { Container } from "./workloads";

/** What a container may be short of. */
export type Bound = "CPU request" | "memory request" | "memory limit";

/** Where a bound may be set; a limit without a request is the request as well. */
const places: Readonly<Record<Bound, readonly string[]>> = {
  "CPU request": ["requests.cpu", "limits.cpu"],
  "memory request": ["requests.memory", "limits.memory"],
  "memory limit": ["limits.memory"],
};
export const bounds = Object.keys(places) as readonly Bound[]; // the keys just above

/** Whether a container has a bound, by its own resources or those that its pod sets for all of its containers. */
export function isBounded({ props }: Container, pod: Value, bound: Bound): boolean {
  return [props, pod].some((holder) => isSet(holder.get("resources"), places[bound]));
}

/** The first place that says anything counts; a quantity of nothing bounds nothing. */
function isSet(resources: Value, paths: readonly string[]): boolean {
  for (const path of paths) {
    const quantity = scalar(at(resources, path));
    if (quantity !== undefined && quantity !== "") return Number.parseFloat(quantity) > 0;
  }
  return false;
}
