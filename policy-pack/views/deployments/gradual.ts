import type { Evidence, Resource, Subject, Surroundings } from "../../engine/rule";
import { kubernetes } from "../../engine/tokens";
import { attempt } from "../attempt";
import { anyHolds } from "../decide";
import { nameOf } from "../links";
import { type Sorted, sortOut } from "../truth";
import { missingTemplate } from "./analyses";
import { type Declared, type GradualType, gradualTypes } from "./gradual-types";
import { kubernetesPlace, ownCustomResources } from "./kubernetes-objects";
import { isProduction } from "./production";

/** What keeps a declared delivery from being gradual, or from stopping by itself. */
export type DeliveryDefect = "at once" | "no stop" | { readonly template: string };

/** Something that brings a service's releases to its users, as messages call it. */
export interface Delivery {
  readonly label: string;
  readonly resource: Resource;
}

const types = Object.keys(gradualTypes);

/** What the stack declares of how a service's releases reach production, by whether it is gradual and can stop. */
export function declaredDeliveries(
  service: Subject,
  evidence: Evidence,
  surroundings: Surroundings,
): Sorted<Delivery, DeliveryDefect> {
  const own = [...new Set([...evidence.of(...types), ...ownCustomResources(evidence)])];
  const read = own.flatMap((resource) => {
    const type = gradualTypes[resource.type];
    const declared = { resource, props: resource.props, evidence };
    if (type === undefined || isElsewhere(resource, service, surroundings)) return [];
    return [{ type, declared, label: `${type.label} ${physicalName(resource)}`, resource }];
  });
  const telling = read.filter(({ type, declared }) => {
    const silent = attempt(() => type.isSilent?.(declared) ?? false);
    return "unknown" in silent || !silent.value;
  });
  return sortOut(telling, ({ type, declared }) => defectOf(type, declared));
}

function defectOf(type: GradualType, declared: Declared): DeliveryDefect | undefined {
  const { resource, evidence } = declared;
  const holds = (tests: GradualType["gradual"]): boolean =>
    anyHolds(tests.map((test) => () => test(declared)));
  type.isSilent?.(declared); // Where it is not known whether this says anything, nothing else is.
  if (!holds(type.gradual)) return "at once";
  const template = resource.type === kubernetes.rollout ? missingTemplate(resource, evidence) : undefined;
  if (template !== undefined) return { template };
  return holds(type.stop) ? undefined : "no stop";
}

/** A custom resource is called by the name in its metadata. */
function physicalName(resource: Resource): string {
  const named = resource.type.startsWith("kubernetes:")
    ? attempt(() => kubernetesPlace(resource).name)
    : undefined;
  return (named && "value" in named ? named.value : undefined) ?? nameOf(resource);
}

/** Labels and tags that say which environment something is in. */
const environmentPaths = [
  ["metadata", "labels", "tags.datadoghq.com/env"],
  ["metadata", "labels", "env"],
  ["tags", "env"],
  ["tags", "environment"],
  ["tags", "Environment"],
  ["labels", "env"],
  ["labels", "environment"],
];

function isElsewhere({ props }: Resource, { facts }: Subject, { catalog }: Surroundings): boolean {
  return environmentPaths.some((path) => {
    const stated = attempt(() => path.reduce((value, key) => value.get(key), props).string());
    return "value" in stated && stated.value !== undefined && !isProduction(stated.value, facts, catalog);
  });
}
