import { costPart } from "./cost";
import { deliveryPart } from "./delivery";
import { documentationPart } from "./documentation";
import { kubernetesPart } from "./kubernetes";
import { observabilityPart } from "./observability";
import { onCallPart } from "./on-call";
import { ownershipPart } from "./ownership";
import type { PerfectPart } from "./part";
import { reliabilityPart } from "./reliability";
import { runtimeMigrationPart } from "./runtime-migration";
import { securityPart } from "./security";

const parts: readonly ((name: string) => PerfectPart)[] = [
  costPart,
  deliveryPart,
  documentationPart,
  kubernetesPart,
  observabilityPart,
  onCallPart,
  ownershipPart,
  reliabilityPart,
  runtimeMigrationPart,
  securityPart,
];

/** What all areas together add to a perfect service. */
export function perfectParts(name: string): Required<PerfectPart> {
  const all = parts.map((part) => part(name));
  return {
    facts: all.reduce<Record<string, unknown>>((merged, { facts = {} }) => merge(merged, facts), {}),
    resources: all.flatMap(({ resources = [] }) => resources),
    shared: all.flatMap(({ shared = [] }) => shared),
    observed: all.flatMap(({ observed = [] }) => observed),
  };
}

/** Lays facts over others; lists of the same name are joined, as several areas ask for links. */
function merge(base: Record<string, unknown>, facts: Record<string, unknown>): Record<string, unknown> {
  const laid = Object.entries(facts).map(([name, value]) => {
    const known = base[name];
    return [name, Array.isArray(known) && Array.isArray(value) ? [...known, ...value] : value] as const;
  });
  return { ...base, ...Object.fromEntries(laid) };
}
