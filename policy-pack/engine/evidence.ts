import type { CatalogFacts } from "../../catalog/graph";
import type { ObservedFact } from "../../evidence/facts";
import type { Evidence, Resource } from "./rule";
import { UnknownValue } from "./value";

const vendorNames = { github: "GitHub", pagerduty: "PagerDuty", datadog: "Datadog" } as const;

/** Gives a service's rules access to its resources, the stack's, and what was observed. */
export function createEvidence(input: {
  readonly own: readonly Resource[];
  readonly byType: ReadonlyMap<string, readonly Resource[]>;
  readonly observed: readonly ObservedFact[];
  readonly catalog: CatalogFacts | undefined;
}): Evidence {
  const { own, byType, observed, catalog } = input;
  const computed = new Map<string, unknown>();
  return {
    of: (...types) => own.filter(({ type }) => types.includes(type)),
    all: (...types) => types.flatMap((type) => byType.get(type) ?? []),
    observed,
    owns: catalog?.owns ?? true,
    once<T>(key: string, compute: () => T): T {
      if (!computed.has(key)) computed.set(key, compute());
      return computed.get(key) as T; // every key is computed by one function of that type
    },
    unobserved(vendor, what) {
      const name = vendorNames[vendor];
      if (catalog?.observe.includes(vendor))
        throw new UnknownValue("unobserved", `${name} did not tell ${what}`);
      throw new UnknownValue(
        "no-collector",
        `${what} is not managed in this stack, and ${name} is not observed`,
      );
    },
  };
}
