import type { Standing } from "../../../catalog/neighbour";
import type { Tier } from "../../../catalog/tier";
import type { Evidence, Subject, Surroundings } from "../../engine/rule";
import type { UnknownValue } from "../../engine/value";
import { attempt, firstUnknown } from "../attempt";
import { measureOfSlo } from "./slo-soundness";
import { slosOf, unseenSlos } from "./slos";

/** Names of the services that one cannot work without: hard dependencies with no declared fallback. */
function needsOf({ facts }: Subject, surroundings: Surroundings): readonly string[] {
  const needed = facts.dependencies.filter(({ kind, fallback }) => kind === "hard" && !fallback);
  const names = needed.map((dependency) => surroundings.service(dependency.service)?.subject.name);
  return [...new Set(names.filter((name) => name !== undefined))].sort();
}

/**
 * The shortest circle of hard dependencies that a service is part of, as names from the alphabetically first on and
 * back to it; undefined where it is part of none. Linear in the services and dependencies that can be reached.
 */
export function circleOf(service: Subject, surroundings: Surroundings): readonly string[] | undefined {
  const cameFrom = new Map<string, string>();
  const queue = [service.name];
  for (const name of queue) {
    const found = surroundings.service(name);
    const needs = found?.evidence.once("needs", () => needsOf(found.subject, surroundings)) ?? [];
    for (const next of needs) {
      if (next === service.name) return closed(walkBack(name, service.name, cameFrom));
      if (cameFrom.has(next)) continue;
      cameFrom.set(next, name);
      queue.push(next);
    }
  }
  return undefined;
}

function walkBack(last: string, first: string, cameFrom: ReadonlyMap<string, string>): readonly string[] {
  const path = [last];
  for (let name = last; name !== first; ) {
    name = cameFrom.get(name) ?? first;
    path.unshift(name);
  }
  return path;
}

function closed(path: readonly string[]): readonly string[] {
  const start = path.indexOf([...path].sort()[0] ?? "");
  const turned = [...path.slice(start), ...path.slice(0, start)];
  return [...turned, ...turned.slice(0, 1)];
}

/** A service with what it declares. */
export interface Promising {
  readonly subject: Subject;
  readonly evidence: Evidence;
}

/** A service that another depends on. */
export interface Dependee {
  /** Its name in this catalog; a neighbouring stack's has none here. */
  readonly name?: string;
  readonly tier: Tier;
  readonly lifecycle: string | undefined;
  /** The highest availability that it promises over each time frame, in per cent. */
  promises(): ReadonlyMap<string, number>;
  /** Why what it promises is not all known. */
  whyUnseen(): UnknownValue | undefined;
}

/** A service of the catalog, else of a neighbouring stack; throws UnknownValue where the one that has it is not known. */
export function dependeeOf(name: string, surroundings: Surroundings): Dependee | undefined {
  const found = surroundings.service(name);
  if (!found?.subject.inCatalog) return dependeeOfNeighbour(surroundings.neighbour(name));
  const { subject } = found;
  return {
    name: subject.name,
    tier: subject.tier,
    lifecycle: subject.facts.lifecycle,
    promises: () => promisesOf(found),
    whyUnseen: () => whyUnseen(found),
  };
}

function dependeeOfNeighbour(standing: Standing | undefined): Dependee | undefined {
  if (standing === undefined) return undefined;
  const { tier, lifecycle, promises } = standing;
  return {
    tier,
    lifecycle,
    promises: () => new Map(Object.entries(promises)),
    whyUnseen: () => undefined,
  };
}

/** The highest availability that a service promises over each time frame, in per cent. */
export function promisesOf({ subject, evidence }: Promising): ReadonlyMap<string, number> {
  return evidence.once("availability promises", () => {
    const promises = new Map<string, number>();
    for (const slo of slosOf(subject, evidence)) {
      if (measureOfSlo(slo).kind !== "availability") continue;
      const objectives = slo.objective ? [slo.objective, ...slo.thresholds] : slo.thresholds;
      for (const { timeframe, target } of objectives)
        promises.set(timeframe, Math.max(target, promises.get(timeframe) ?? 0));
    }
    return promises;
  });
}

/** Where promises fall furthest short of what is wanted over the same time frame; other time frames do not compare. */
export function weakestPromise(
  wanted: ReadonlyMap<string, number>,
  offered: ReadonlyMap<string, number>,
): { readonly timeframe: string; readonly wanted: number; readonly actual: number } | undefined {
  const gaps = [...wanted].flatMap(([timeframe, target]) => {
    const actual = offered.get(timeframe);
    return actual !== undefined && actual < target ? [{ timeframe, wanted: target, actual }] : [];
  });
  return gaps.sort((a, b) => a.actual - a.wanted - (b.actual - b.wanted))[0];
}

/**
 * Why it is not known whether a gap opens between two services: an availability SLO exists elsewhere and was not seen,
 * the one's own, or the other's where it promises nothing else. Undefined where none can open.
 */
export function unseenPromise(one: Promising, other: Dependee): UnknownValue | undefined {
  const [wanted, offered] = [promisesOf(one), other.promises()].map(({ size }) => size > 0);
  const own = whyUnseen(one);
  const others = offered ? undefined : other.whyUnseen();
  if (own !== undefined && (offered || others !== undefined)) return own;
  return wanted ? others : undefined;
}

/** Why nobody told of an availability SLO that exists elsewhere; one that the vendor does not know promises nothing. */
function whyUnseen({ subject, evidence }: Promising): UnknownValue | undefined {
  const unseen = unseenSlos(subject, evidence).filter(({ kind }) => kind === "availability");
  const what = (name: string): string => `the target of SLO ${subject.name}-${name}`;
  return firstUnknown(
    unseen.map(({ name }) => attempt(() => evidence.ask("slos", subject.name, what(name)))),
  );
}
