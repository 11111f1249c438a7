import type { Evidence, Subject } from "../../engine/rule";
import { UnknownValue } from "../../engine/value";
import { type Attempt, attempt } from "../attempt";
import type { Truth } from "../truth";
import { inEveryReading, onCallPolicies, type Policy } from "./on-call";
import { allPeople, atMost, type People, samePeople } from "./on-call-people";
import type { Level } from "./on-call-targets";

interface Layered {
  readonly people: People;
  /** Equal for levels with surely the same targets; undefined where a target is not known. */
  readonly key: string | undefined;
  readonly positions: string;
}

/** How many levels have different people: at least, and at most as far as it is known. */
export interface DistinctLevels {
  readonly atLeast: number;
  readonly atMost: number;
  /** Why the two differ, where they do. */
  readonly open: UnknownValue | undefined;
}

/**
 * Counts levels that page different people at an instant. Levels with the same people are one, whichever schedules
 * these come from, unless they page different positions of a rotation; a level that pages nobody is none.
 */
export function distinctLevels(levels: readonly Level[], at: number): DistinctLevels {
  const layered = levels.map((level) => layer(level, at)).filter(({ people }) => atMost(people) > 0);
  const surely: Layered[] = [];
  const perhaps: Layered[] = [];
  for (const one of layered) {
    if (one.people.sure.size > 0 && surely.every((other) => isSame(one, other) === false)) surely.push(one);
    if (perhaps.every((other) => isSame(one, other) !== true)) perhaps.push(one);
  }
  const open = layered.map(({ people }) => people.open).find((error) => error !== undefined);
  return { atLeast: surely.length, atMost: perhaps.length, open };
}

function layer(level: Level, at: number): Layered {
  const keys = level.map(({ key, position }) => (key === undefined ? undefined : `${key} ${position}`));
  const known = keys.filter((key) => key !== undefined);
  return {
    people: allPeople(level.map((target) => target.people(at))),
    key: known.length === keys.length ? known.sort().join(", ") : undefined,
    positions: [...new Set(level.map(({ position }) => position))].sort().join(", "),
  };
}

function isSame(one: Layered, other: Layered): Truth {
  // The next person of a rotation is another one only where there are two.
  if (one.positions !== other.positions && one.people.sure.size > 1) return false;
  if (one.key !== undefined && one.key === other.key) return true;
  return samePeople(one.people, other.people);
}

/** Whether there are enough levels; throws UnknownValue where that is not known. */
export function hasLevels(found: DistinctLevels, wanted: number): boolean {
  if (found.atLeast >= wanted) return true;
  if (found.atMost < wanted) return false;
  throw found.open ?? new UnknownValue("planned", "whom each level pages is only known after an update");
}

/**
 * The policies by which a service pages, without those whose first level surely pages nobody: what these lack is one
 * gap, and on-call-scheduled names it.
 */
export function staffedPolicies(
  service: Subject,
  evidence: Evidence,
  at: number,
): readonly Attempt<Policy>[] {
  return evidence.once(`staffed policies at ${at}`, () =>
    onCallPolicies(service, evidence).filter((policy) => {
      if ("unknown" in policy) return true;
      const empty = attempt(() =>
        inEveryReading(policy.value, ([first = []]) => pagesNobody(first, at) || undefined),
      );
      return "unknown" in empty || empty.value !== true;
    }),
  );
}

function pagesNobody(level: Level, at: number): boolean {
  return atMost(allPeople(level.map((target) => target.people(at)))) === 0;
}
