import type { Evidence, Resource, Subject } from "../../engine/rule";
import { datadog, pagerduty } from "../../engine/tokens";
import { UnknownValue, type Value } from "../../engine/value";
import { attempt } from "../attempt";
import { idOf, withId } from "../links";
import { whyUnseen } from "./existing";
import type { Interval } from "./intervals";
import {
  canBePaged,
  candidates,
  nobody,
  type People,
  slotOf,
  unnamedPeople,
  userSources,
} from "./on-call-people";
import { type Cover, type Schedule, scheduleOf } from "./on-call-schedule";

export const scheduleTypes = [pagerduty.schedule, pagerduty.scheduleV2, datadog.onCallSchedule] as const;

/** Whom one level of a policy pages. */
export interface Target {
  readonly kind: "schedule" | "user" | "team";
  /** Equal for targets that are surely the same; undefined where it is not known which one it is. */
  readonly key: string | undefined;
  /** Datadog pages the current, previous or next person of a schedule. */
  readonly position: "current" | "previous" | "next";
  /** The schedule, where it is declared or was seen. */
  readonly schedule: Schedule | undefined;
  people(at: number): People;
  cover(window: Interval): Cover;
}

export type Level = readonly Target[];

/** A target as the policy states it, before it is known which resource it is. */
export interface StatedTarget {
  readonly kind: Target["kind"];
  readonly position: Target["position"];
  readonly id: Value;
}

/** More ways than this to match unknown targets with resources are not tried: they are left unknown. */
const mostReadings = 64;

/**
 * Every way in which a policy's levels can be read. All ids known: one. Ids that only an update will tell are the
 * resources that the `property` was computed from, each used at least once; which level has which is then open.
 */
export function readLevels(
  service: Subject,
  evidence: Evidence,
  policy: Resource,
  property: string,
  stated: readonly (readonly StatedTarget[])[],
): readonly (readonly Level[])[] {
  const all = stated.flat();
  const schedules = openMatches(
    evidence,
    all.filter(({ kind }) => kind === "schedule"),
    policy.dependenciesOf(property).filter(({ type }) => scheduleTypes.some((known) => known === type)),
  );
  const users = openMatches(
    evidence,
    all.filter(({ kind }) => kind === "user"),
    userSources(policy, property),
  );
  const count = schedules.length * users.length;
  const pairs = schedules.flatMap((one) => users.map((other) => new Map([...one, ...other])));
  const matches = count > mostReadings ? [new Map<StatedTarget, Resource>()] : pairs;
  return matches.map((match) =>
    stated.map((level) =>
      level.map((target) => targetOf(service, evidence, target, match.get(target), policy, property)),
    ),
  );
}

type Match = ReadonlyMap<StatedTarget, Resource>;

/** The ways to give each target without a known resource one of the candidates; one empty way where there are none. */
function openMatches(
  evidence: Evidence,
  targets: readonly StatedTarget[],
  sources: readonly Resource[],
): readonly Match[] {
  const rest = candidates(
    sources,
    targets.map(({ id }) => id),
  );
  const open = rest.length === 0 ? [] : targets.filter(({ id }) => !hasResource(evidence, id, sources));
  if (open.length === 0 || (rest.length + 1) ** open.length > 100 * mostReadings) return [new Map()];
  const ways = tuples([...rest, undefined], open.length).filter((way) => isPossible(open, way));
  const complete = ways.filter((way) => rest.every((resource) => way.includes(resource)));
  const chosen = complete.length > 0 ? complete : ways;
  return chosen.length > mostReadings ? [new Map()] : chosen.map((way) => matchOf(open, way));
}

function hasResource(evidence: Evidence, id: Value, sources: readonly Resource[]): boolean {
  if (id.unknown) return false;
  const types = [...new Set(sources.map(({ type }) => type))];
  return withId(evidence, id.string() ?? "", types, sources) !== undefined;
}

/**
 * Whether targets can be those resources. An unknown id is that of a resource which this run makes. A known id may be
 * that of something elsewhere (undefined), or of a source whose provider keeps no id among its properties.
 */
function isPossible(open: readonly StatedTarget[], way: readonly (Resource | undefined)[]): boolean {
  return open.every(({ id }, at) => {
    const mine = way[at];
    if (mine === undefined) return !id.unknown;
    if (!id.unknown && idOf(mine) !== undefined) return false;
    return open.every((other, index) => {
      if (way[index] === mine) return keyOf(other.id) === keyOf(id);
      return id.unknown || keyOf(other.id) !== keyOf(id);
    });
  });
}

/** A known id, or undefined for one that is not known. */
function keyOf(id: Value): string | undefined {
  return id.unknown ? undefined : id.string();
}

function matchOf(open: readonly StatedTarget[], way: readonly (Resource | undefined)[]): Match {
  const pairs = open.map((target, at) => [target, way[at]] as const);
  return new Map(
    pairs.flatMap(([target, resource]) => (resource === undefined ? [] : [[target, resource] as const])),
  );
}

function tuples<T>(items: readonly T[], length: number): readonly (readonly T[])[] {
  if (length === 0) return [[]];
  return tuples(items, length - 1).flatMap((start) => items.map((item) => [...start, item]));
}

function targetOf(
  service: Subject,
  evidence: Evidence,
  { kind, position, id }: StatedTarget,
  match: Resource | undefined,
  policy: Resource,
  property: string,
): Target {
  if (kind === "user") return userTarget(evidence, id, match, userSources(policy, property));
  const sources = policy.dependenciesOf(property);
  const resource =
    match ?? (id.unknown ? undefined : withId(evidence, id.string() ?? "", scheduleTypes, sources));
  if (kind === "schedule" && resource !== undefined) {
    const schedule = scheduleOf(evidence, resource);
    const { people, cover } = schedule;
    return { kind, position, key: resource.urn, schedule, people, cover };
  }
  const key = keyOf(id);
  const unknown = whyUnknown(service, evidence, kind, id, policy);
  return {
    kind,
    position,
    key,
    schedule: undefined,
    people: () => unnamedPeople(unknown),
    cover: () => ({ times: [], open: unknown }),
  };
}

function userTarget(
  evidence: Evidence,
  id: Value,
  match: Resource | undefined,
  sources: readonly Resource[],
): Target {
  const people = (): People => {
    if (match !== undefined) return canBePaged(match) ? { ...nobody, sure: new Set([match.urn]) } : nobody;
    const slot = slotOf(evidence, id, sources);
    if (slot === "nobody") return nobody;
    if (slot !== "open") return { ...nobody, sure: new Set([slot.person]) };
    return unnamedPeople(new UnknownValue("planned", `${id.path} is only known after an update`), 1);
  };
  return {
    kind: "user",
    position: "current",
    key: match?.urn ?? keyOf(id),
    schedule: undefined,
    people,
    // Somebody who is paged directly is paged at all times, also while it is not known who that is.
    cover: (window) => ({ times: isNobody(people()) ? [] : [window], open: undefined }),
  };
}

function isNobody({ sure, maybe, more }: People): boolean {
  return sure.size + maybe.size + more === 0;
}

/** Why neither people nor times of a target can be read: only an update, or only its vendor, can tell. */
function whyUnknown(
  service: Subject,
  evidence: Evidence,
  kind: Target["kind"],
  id: Value,
  policy: Resource,
): UnknownValue {
  if (id.unknown)
    return new UnknownValue("planned", `${id.path} of ${policy.name} is only known after an update`);
  const asked = attempt(() => whyUnseen(service, evidence, `who is on call in ${kind} ${id.string() ?? ""}`));
  return "unknown" in asked ? asked.unknown : asked.value;
}
