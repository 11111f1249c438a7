import type { Evidence, Resource } from "../../engine/rule";
import { pagerduty } from "../../engine/tokens";
import { UnknownValue } from "../../engine/value";
import { attempt, firstUnknown } from "../attempt";
import { nameOf } from "../links";
import type { Interval } from "./intervals";
import {
  allPeople,
  canBePaged,
  candidates,
  nobody,
  type People,
  type Slot,
  slotOf,
  unnamedPeople,
  userSources,
} from "./on-call-people";
import { coverageGaps, type IdleTurns, layerCover } from "./schedule-coverage";
import { type Layer, layersOf } from "./schedule-layers";

/** A schedule of PagerDuty or Datadog On-Call, declared or seen. */
export interface Schedule {
  readonly name: string;
  readonly resource: Resource;
  /** Layers that have not ended by an instant, each with its rotation; throws UnknownValue where they cannot be read. */
  layers(at: number): readonly RosteredLayer[];
  /** Who can be paged and is in a rotation that is in force within four weeks of an instant. */
  people(at: number): People;
  /** When somebody is on call within a window. What is not known is left out and its reason is kept. */
  cover(window: Interval): Cover;
}

/** A layer with the people of its rotation, in their order. */
export interface RosteredLayer {
  readonly layer: Layer;
  slots(): readonly Slot[];
}

/** When somebody is on call, and why there may be more, where something is not known. */
export interface Cover {
  readonly times: readonly Interval[];
  readonly open: UnknownValue | undefined;
}

/** A view of one schedule; the properties are read when asked. */
export function scheduleOf(evidence: Evidence, resource: Resource): Schedule {
  const sources = (): readonly Resource[] => userSources(resource, "layers");
  const rostered = (): readonly RosteredLayer[] =>
    readable(resource).map((layer) => ({
      layer,
      slots: () => layer.users().map((user) => slotOf(evidence, user, sources())),
    }));
  const layers = (at: number): readonly RosteredLayer[] =>
    rostered().filter(({ layer }) => !hasEnded(layer, at));
  return {
    name: nameOf(resource),
    resource,
    layers,
    people: (at) =>
      evidence.once(`people of ${resource.urn} at ${at}`, () => peopleIn(rostered, sources, at)),
    cover: (window) => {
      const tried = attempt(rostered);
      if ("unknown" in tried) return { times: [], open: tried.unknown };
      const covers = tried.value.map((one) => attempt(() => layerCover(coverLayer(one, sources), window)));
      return {
        times: covers.flatMap((cover) => ("value" in cover ? cover.value : [])),
        open: firstUnknown(covers),
      };
    },
  };
}

function readable(resource: Resource): readonly Layer[] {
  if (resource.type !== pagerduty.scheduleV2) return layersOf(resource);
  throw new UnknownValue(
    "unobserved",
    `the recurrence (RFC 5545) of schedule ${resource.name} cannot be read here`,
  );
}

function hasEnded(layer: Layer, at: number): boolean {
  const end = layer.to();
  return end !== undefined && end <= at;
}

/**
 * Counts by what is known: named people, and behind unknown ids the User resources that the layers were computed
 * from. All of these are in the rotation, unless some of the unknown ids are those of layers that are not in force.
 */
function peopleIn(
  rostered: () => readonly RosteredLayer[],
  sources: () => readonly Resource[],
  at: number,
): People {
  const tried = attempt(rostered);
  if ("unknown" in tried) return unnamedPeople(tried.unknown);
  const rests = restingLayers(tried.value, sources, at);
  const reads = tried.value.map(({ layer, slots }, index) =>
    attempt(() => ({ users: layer.users(), slots: slots(), rests: rests[index]?.() ?? false })),
  );
  const unread = reads.flatMap((read) => ("unknown" in read ? [unnamedPeople(read.unknown)] : []));
  const known = reads.flatMap((read) => ("value" in read ? [read.value] : []));
  const live = known.filter(({ rests }) => !rests).flatMap(({ slots }) => slots);
  const sure = live.flatMap((slot) => (typeof slot === "object" ? [slot.person] : []));
  const named: People = { ...nobody, sure: new Set(sure) };
  const openLive = countOpen(live);
  if (openLive === 0) return allPeople([named, ...unread]);
  const openAll = countOpen(known.flatMap(({ slots }) => slots));
  const behind = candidates(
    sources(),
    known.flatMap(({ users }) => users),
  );
  return allPeople([named, behindOpen(behind, openLive, openAll), ...unread]);
}

/** Restrictions repeat by the week, so these weeks show all of them. */
const fourWeeks = 28 * 86_400_000;

/**
 * Tells of each layer whether it puts nobody on call within four weeks: it has ended, starts later, or is overridden all
 * the time.
 */
function restingLayers(
  rostered: readonly RosteredLayer[],
  sources: () => readonly Resource[],
  at: number,
): readonly (() => boolean)[] {
  const window = { from: at, to: at + fourWeeks };
  const covers = rostered.map((one) => attempt(() => layerCover(coverLayer(one, sources), window)));
  return rostered.map(({ layer }, index) => () => {
    const own = covers[index];
    if (own === undefined || "unknown" in own) return hasEnded(layer, at);
    const above = covers.slice(index + 1).flatMap((cover) => ("value" in cover ? cover.value : []));
    return coverageGaps(own.value, above).length === 0;
  });
}

function countOpen(slots: readonly Slot[]): number {
  return slots.filter((slot) => slot === "open").length;
}

function behindOpen(behind: readonly Resource[], openLive: number, openAll: number): People {
  const open = new UnknownValue("planned", "who is in the rotation is only known after an update");
  if (behind.length === 0) return unnamedPeople(open, openLive);
  const pageable = new Set(behind.filter(canBePaged).map(({ urn }) => urn));
  if (openLive === openAll && behind.length <= openAll) return { ...nobody, sure: pageable };
  return { ...nobody, maybe: pageable, open };
}

function coverLayer(
  { layer, slots }: RosteredLayer,
  sources: () => readonly Resource[],
): Parameters<typeof layerCover>[0] {
  const turns = slots();
  const free = turns.map((slot) => slot === "nobody");
  const [from, to] = [layer.from(), layer.to()];
  // A rotation of nobody covers nothing, whatever its times are.
  if (free.every((empty) => empty)) return { zone: "UTC", from, to: from, restrictions: [] };
  if (turns.includes("open")) refuseUnpageable(layer, sources());
  const idle: IdleTurns | undefined = free.includes(true) ? { ...layer.rotation(), slots: free } : undefined;
  const restrictions = layer.restrictions();
  const zone = restrictions.length === 0 && idle === undefined ? "UTC" : layer.zone();
  return { zone, from, to, restrictions, idle };
}

/** Whose turn an unknown id is cannot be told, so one person who cannot be paged makes the whole layer unknown. */
function refuseUnpageable(layer: Layer, sources: readonly Resource[]): void {
  if (candidates(sources, layer.users()).every(canBePaged)) return;
  throw new UnknownValue("planned", "whose turn it is when is only known after an update");
}
