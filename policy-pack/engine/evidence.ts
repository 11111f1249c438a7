import type { CatalogFacts } from "../../catalog/graph";
import type { ObservedFact } from "../../evidence/facts";
import { createLookout } from "./lookout";
import { observationsOf } from "./observations";
import type { Evidence, Resource } from "./rule";

/** Every resource of the stack by type, each list in the order of URNs. */
export interface StackIndex {
  of(...types: readonly string[]): readonly Resource[];
  /** Whether the stack itself declares a resource whose type passes a test. */
  declares(test: (type: string) => boolean): boolean;
}

/** Indexes resources that come in the order of their URNs. */
export function indexStack(resources: Iterable<Resource>): StackIndex {
  const byType = new Map<string, Resource[]>();
  for (const resource of resources) {
    const list = byType.get(resource.type);
    if (list) list.push(resource);
    else byType.set(resource.type, [resource]);
  }
  const merged = new Map<string, readonly Resource[]>();
  return {
    of(...types) {
      const wanted = [...new Set(types)];
      if (wanted.length === 1) return byType.get(wanted[0] ?? "") ?? [];
      const key = wanted.join(" ");
      const known = merged.get(key);
      if (known) return known;
      const found = wanted.flatMap((type) => byType.get(type) ?? []).sort(byUrn);
      merged.set(key, found);
      return found;
    },
    declares: (test) =>
      [...byType].some(([type, list]) => test(type) && list.some(({ observed }) => !observed)),
  };
}

/** Orders by URN, text against text, so that no locale matters. */
export function byUrn(a: { readonly urn: string }, b: { readonly urn: string }): number {
  if (a.urn === b.urn) return 0;
  return a.urn < b.urn ? -1 : 1;
}

/** Evidence of which the engine can tell what was looked at. */
export interface WatchedEvidence extends Evidence {
  /** Resource types and kinds of facts that were looked at since the last call, by name. */
  lookedAt(): readonly string[];
  /** Notes something else that a rule looked at, by name. */
  saw(names: readonly string[]): void;
}

/** Gives a service's rules access to its resources, the stack's, and what was observed. */
export function createEvidence(input: {
  readonly own: readonly Resource[];
  readonly stack: StackIndex;
  readonly observed: readonly ObservedFact[];
  readonly catalog: CatalogFacts | undefined;
}): WatchedEvidence {
  const { own, stack, observed, catalog } = input;
  const lookout = createLookout();
  const { told, ask } = observationsOf(observed, catalog);
  return {
    of(...types) {
      lookout.saw(types);
      return own.filter(({ type }) => types.includes(type));
    },
    all(...types) {
      lookout.saw(types);
      return stack.of(...types);
    },
    told(kind) {
      lookout.saw([kind]);
      return told(kind);
    },
    ask(kind, subject, what) {
      lookout.saw([kind]);
      return ask(kind, subject, what);
    },
    // Where nothing says who owns the account, a stack that declares repositories is the place for them.
    owns: catalog?.owns ?? stack.declares((type) => type.startsWith("github:")),
    once: lookout.once,
    lookedAt: lookout.take,
    saw: lookout.saw,
    afresh: () => createEvidence(input),
  };
}
