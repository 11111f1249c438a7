import type { Evidence, Resource } from "../../engine/rule";
import { kubernetes } from "../../engine/tokens";
import type { UnknownValue } from "../../engine/value";
import { attempt } from "../attempt";
import { scalar } from "../property";
import { type Selector, selectorIn } from "./labels";
import { namespaceOf } from "./places";
import type { Workload } from "./workloads";

/** How many pods of a workload may be taken away at once, and how many are kept then. */
export interface Allowance {
  readonly taken: number;
  readonly kept: number;
}

/** What a PodDisruptionBudget allows for so many pods; shares are rounded up, as Kubernetes rounds them. */
export function allowanceOf({ props }: Resource, replicas: number): Allowance {
  const spec = props.get("spec");
  const most = scalar(spec.get("maxUnavailable"));
  const taken =
    most === undefined
      ? replicas - amountOf(scalar(spec.get("minAvailable")) ?? "0", replicas)
      : amountOf(most, replicas);
  const bounded = Math.min(Math.max(taken, 0), replicas);
  return { taken: bounded, kept: replicas - bounded };
}

/** A number of pods, or a share of them such as 50%. */
function amountOf(text: string, replicas: number): number {
  const amount = Number.parseFloat(text);
  return text.trim().endsWith("%") ? Math.ceil((replicas * amount) / 100) : amount;
}

interface ReadBudget {
  readonly resource: Resource;
  readonly namespace: string;
  readonly selector: Selector;
}

interface Budgets {
  /** By namespace and one of the labels that it asks for, or by namespace alone where it asks for none. */
  readonly byLabel: ReadonlyMap<string, readonly ReadBudget[]>;
  readonly unreadable: readonly { readonly resource: Resource; readonly error: UnknownValue }[];
}

/** Budgets by what they select: found once a stack, whichever of its services asks. */
const indexes = new WeakMap<readonly Resource[], Budgets>();

/** The budgets whose selector matches a workload's pods; throws UnknownValue where one of the service's is not known. */
export function budgetsOf(workload: Workload, evidence: Evidence): readonly Resource[] {
  const { byLabel, unreadable } = budgetIndex(evidence);
  const namespace = namespaceOf(workload.resource);
  const { labels } = workload;
  const keys = [namespace, ...[...labels].map(([key, value]) => labelKey(namespace, key, value))];
  const found = keys
    .flatMap((key) => byLabel.get(key) ?? [])
    .filter(({ selector }) => selector.matches(labels))
    .map(({ resource }) => resource);
  if (found.length > 0) return found;
  const own = evidence.of(kubernetes.podDisruptionBudget);
  for (const { resource, error } of unreadable) if (own.includes(resource)) throw error;
  return [];
}

function budgetIndex(evidence: Evidence): Budgets {
  const all = evidence.all(kubernetes.podDisruptionBudget);
  const known = indexes.get(all);
  if (known) return known;
  const byLabel = new Map<string, ReadBudget[]>();
  const unreadable: { resource: Resource; error: UnknownValue }[] = [];
  for (const resource of all) {
    const read = attempt(() => readBudget(resource));
    if ("unknown" in read) {
      unreadable.push({ resource, error: read.unknown });
      continue;
    }
    const { namespace, selector } = read.value;
    const [first] = selector.wanted;
    const key = first === undefined ? namespace : labelKey(namespace, ...first);
    byLabel.set(key, [...(byLabel.get(key) ?? []), read.value]);
  }
  const index = { byLabel, unreadable };
  indexes.set(all, index);
  return index;
}

function labelKey(namespace: string, key: string, value: string): string {
  return `${namespace} ${key}=${value}`;
}

function readBudget(resource: Resource): ReadBudget {
  const selector = selectorIn(resource.props.get("spec").get("selector"));
  return { resource, namespace: namespaceOf(resource), selector };
}
