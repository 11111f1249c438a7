import type { Evidence, Subject } from "../../engine/rule";
import { UnknownValue } from "../../engine/value";
import { attempt, take } from "../attempt";
import { clip, type Interval } from "./intervals";
import { inEveryReading, type Policy } from "./on-call";
import type { Level } from "./on-call-targets";
import { coverageGaps, type NeededHours, neededCover } from "./schedule-coverage";
import { renderedShifts, type SeenShifts, toldShifts } from "./seen-shifts";
import { localTime } from "./time-zone";

const day = 86_400_000;

/** Which hours of a window must be covered. */
export interface Needs {
  readonly hours: Exclude<NeededHours, "none">;
  readonly window: Interval;
}

/** A stretch in which nobody is on call; seen is true where the vendor's own rendering shows it. */
export interface Gap extends Interval {
  readonly zone: string;
  readonly seen: boolean;
}

/**
 * The first stretch in which nobody is on call on a policy's first level, by its layers and users. Where the vendor tells
 * whom it has on call when, that counts as well: alone for what is not declared here, as there are overrides. Throws
 * UnknownValue where it depends on what is not known.
 */
export function firstGap(
  service: Subject,
  evidence: Evidence,
  policy: Policy,
  needs: Needs,
): Gap | undefined {
  const rendered = renderedShifts(service, evidence, policy);
  if (rendered !== undefined) return seenGap(rendered, service, policy, needs);
  const stated = attempt(() => statedGap(service, policy, needs));
  if ("value" in stated && stated.value) return stated.value;
  const told = toldShifts(service, evidence, policy);
  if (told === undefined || ("unknown" in stated && !isVendors(stated.unknown))) return take(stated);
  return seenGap(told, service, policy, needs);
}

/** Whether it is the vendor who knows it, rather than an update or a whole run. */
export function isVendors({ unknownCause }: UnknownValue): boolean {
  return unknownCause === "unobserved" || unknownCause === "no-collector";
}

function statedGap(service: Subject, policy: Policy, { hours, window }: Needs): Gap | undefined {
  return inEveryReading(policy, ([first = []]) => {
    const zone = service.team?.timeZone ?? zoneOfLevel(first, window.from) ?? "UTC";
    const [gap] = levelGaps(first, neededCover(hours, zone, window), window);
    return gap && { ...gap, zone, seen: false };
  });
}

/**
 * The gaps of a level: needed instants at which none of its targets has anybody, all schedules and users taken together.
 * Throws UnknownValue where there are gaps that a target which is not known may fill.
 */
export function levelGaps(level: Level, needed: readonly Interval[], window: Interval): readonly Interval[] {
  const covers = level.map((target) => target.cover(window));
  const gaps = coverageGaps(
    needed,
    covers.flatMap(({ times }) => times),
  );
  const open: UnknownValue | undefined = covers
    .map((cover) => cover.open)
    .find((error) => error !== undefined);
  if (gaps.length > 0 && open !== undefined) throw open;
  return gaps;
}

function seenGap(
  seen: SeenShifts,
  service: Subject,
  policy: Policy,
  { hours, window }: Needs,
): Gap | undefined {
  const zone = service.team?.timeZone ?? zoneOf(policy, window.from) ?? "UTC";
  // What of the first day was over when the vendor was asked is nobody's matter any more.
  const from = Math.min(Math.max(window.from, seen.window.from), window.from + day);
  const needed = clip(neededCover(hours, zone, window), { from, to: window.to });
  const first = seen.shifts.filter(({ level }) => level === 1);
  const [gap] = coverageGaps(clip(needed, seen.window), first);
  if (gap !== undefined) return { ...gap, zone, seen: true };
  if (coverageGaps(needed, [seen.window]).length === 0) return undefined;
  const [start, end] = [localTime(zone, seen.window.from), localTime(zone, seen.window.to)];
  const reason = `who is on call by policy ${policy.name} was only told from ${start} to ${end} (${zone})`;
  throw new UnknownValue("unobserved", reason);
}

/** The time zone of a policy's first level, as far as it can be read. */
function zoneOf(policy: Policy, at: number): string | undefined {
  const read = attempt(() => policy.readings()[0]?.[0]);
  if (!("value" in read) || read.value === undefined) return undefined;
  const level = read.value;
  const zone = attempt(() => zoneOfLevel(level, at));
  return "value" in zone ? zone.value : undefined;
}

/** The time zone of the first schedule of a level, as far as it has one. */
function zoneOfLevel(level: Level, at: number): string | undefined {
  const schedule = level.find((target) => target.schedule !== undefined)?.schedule;
  return schedule?.layers(at)[0]?.layer.zone();
}
