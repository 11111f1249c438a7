import { checkRule } from "../../policy-pack/engine/check";
import type { InventoryService } from "../../policy-pack/engine/inventory";
import type { ActiveRule } from "../../policy-pack/engine/judge";
import type { Evidence, Resource, Surroundings } from "../../policy-pack/engine/rule";

/** What a rule looked at for one service, as far as it can be seen from outside. */
export interface Looked {
  /** The service's own resources, declared and observed, each once. */
  readonly resources: readonly Resource[];
  /** Types of which it looked at every resource of the stack. */
  readonly everyOf: readonly string[];
  /** Facts that it asked the vendors for. */
  readonly facts: readonly LookedFact[];
}

/** A fact that was asked for: its kind, what about, and from where and when it is, where it was told. */
export interface LookedFact {
  readonly kind: string;
  readonly subject: string;
  readonly answer: "told" | "absent" | "not known";
  readonly from?: string;
}

/** Judges a rule for a service once more, and notes what it looks at. What the rule says is left to the judgement. */
export function lookedAt(
  service: InventoryService,
  { rule, parameters }: ActiveRule,
  surroundings: Surroundings,
  today: string,
): Looked {
  const resources = new Map<string, Resource>();
  const everyOf = new Set<string>();
  const facts = new Map<string, LookedFact>();
  const note = (fact: LookedFact): void => {
    facts.set(JSON.stringify([fact.kind, fact.subject]), fact);
  };
  const tracing = (evidence: Evidence): Evidence => ({
    ...evidence,
    of: (...types) => {
      const found = evidence.of(...types);
      for (const resource of found) resources.set(resource.urn, resource);
      return found;
    },
    all: (...types) => {
      for (const type of types) everyOf.add(type);
      return evidence.all(...types);
    },
    told: (kind) => {
      const told = evidence.told(kind);
      for (const { subject, source, at } of told)
        note({ kind, subject, answer: "told", from: `${source}, ${at}` });
      return told;
    },
    ask: (kind, subject, what) => {
      note({ kind, subject, answer: "not known" });
      const value = evidence.ask(kind, subject, what);
      note({ kind, subject, answer: value === undefined ? "absent" : "told" });
      return value;
    },
    afresh: () => tracing(evidence.afresh()),
  });
  // Views keep what they computed; of evidence afresh they compute, and so look, again.
  const evidence = tracing(service.evidence.afresh());
  checkRule({ ...service, evidence }, rule, parameters(service.subject.tier), surroundings, today);
  return { resources: [...resources.values()], everyOf: [...everyOf].sort(), facts: [...facts.values()] };
}
