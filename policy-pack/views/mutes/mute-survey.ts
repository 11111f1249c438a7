import type { Evidence, Subject } from "../../engine/rule";
import { UnknownValue } from "../../engine/value";
import { attempt } from "../attempt";
import type { Monitor } from "../monitors/monitors";
import { type Interval, union } from "../on-call/intervals";
import { startOfDay } from "../on-call/time-zone";
import { openDowntimes } from "./downtime-targets";
import { type Mute, type MuteOfMonitor, mutesOf } from "./mutes";

/** How much of which days mutes may cover. */
export interface Allowance {
  /** The first day, as YYYY-MM-DD. */
  readonly today: string;
  readonly days: number;
  readonly percent: number;
}

/** A mute that silences monitors for too long by itself. */
export interface Overlong {
  readonly mute: Mute;
  readonly monitors: readonly Monitor[];
  /** Per cent of the days, rounded up to a tenth; undefined for a mute that never ends. */
  readonly share: number | undefined;
}

/** Mutes that silence monitors for too long only when they are added up. */
export interface OverlongTogether {
  readonly mutes: readonly Mute[];
  readonly monitors: readonly Monitor[];
  readonly share: number;
}

export interface MuteSurvey {
  readonly alone: readonly Overlong[];
  readonly together: readonly OverlongTogether[];
  readonly unknown: readonly UnknownValue[];
}

/** Adds up what silences each of some monitors, and tells what exceeds the allowance. A draft is silent anyway. */
export function surveyMutes(
  service: Subject,
  evidence: Evidence,
  monitors: readonly Monitor[],
  { today, days, percent: limit }: Allowance,
): MuteSurvey {
  const from = startOfDay(today);
  const within = { from, to: from + days * 86_400_000 };
  const read = monitors.map((monitor) => ({
    monitor,
    tried: attempt(() => (monitor.published ? mutesOf(service, evidence, monitor) : [])),
  }));
  const all = read.flatMap(({ tried }) => ("value" in tried ? tried.value : []));
  const unknown = [
    ...openDowntimes(evidence),
    ...read.flatMap(({ tried }) => ("unknown" in tried ? [tried.unknown] : [])),
  ];
  const alone = byMute(all).flatMap(([mute, of]) => {
    const tried = attempt(() => judgeAlone(mute, of, within, limit));
    if ("unknown" in tried) unknown.push(tried.unknown);
    return "value" in tried && tried.value ? [tried.value] : [];
  });
  const failed = new Set(alone.flatMap((one) => one.monitors));
  const rest = read.flatMap(({ monitor, tried }) =>
    "value" in tried && !failed.has(monitor) ? [{ monitor, mutes: tried.value }] : [],
  );
  const added = rest.map(({ monitor, mutes }) => addUp(monitor, mutes, within, limit));
  unknown.push(...added.flatMap(({ doubt }) => doubt ?? []));
  return { alone, together: merged(added.flatMap(({ overlong }) => overlong ?? [])), unknown };
}

function byMute(all: readonly MuteOfMonitor[]): readonly (readonly [Mute, readonly MuteOfMonitor[]])[] {
  const groups = new Map<Mute, MuteOfMonitor[]>();
  for (const one of all) groups.set(one.mute, [...(groups.get(one.mute) ?? []), one]);
  return [...groups];
}

/** What never ends is wrong whichever groups it silences, as long as it is meant for these monitors. */
function judgeAlone(
  mute: Mute,
  of: readonly MuteOfMonitor[],
  within: Interval,
  limit: number,
): Overlong | undefined {
  const whole = of.filter(({ all }) => all === true).map(({ monitor }) => monitor);
  const wrong = mute.isAimed ? of.map(({ monitor }) => monitor) : whole;
  if (wrong.length > 0 && mute.isEndless()) return { mute, monitors: wrong, share: undefined };
  const share = shareOf(mute.times(within), within);
  return whole.length > 0 && share > limit ? { mute, monitors: whole, share: rounded(share) } : undefined;
}

function addUp(
  monitor: Monitor,
  mutes: readonly MuteOfMonitor[],
  within: Interval,
  limit: number,
): { readonly overlong?: OverlongTogether; readonly doubt?: UnknownValue } {
  // What cannot be read has been said of the mute by itself; the others may be too long without it.
  const timesOf = (some: readonly MuteOfMonitor[]): readonly Interval[] =>
    some.flatMap(({ mute }) => {
      const tried = attempt(() => mute.times(within));
      return "value" in tried ? tried.value : [];
    });
  const whole = mutes.filter(({ all }) => all === true);
  const share = shareOf(timesOf(whole), within);
  if (share > limit)
    return {
      overlong: { mutes: whole.map(({ mute }) => mute), monitors: [monitor], share: rounded(share) },
    };
  if (shareOf(timesOf(mutes), within) <= limit) return {};
  const partial = mutes.filter(({ all }) => all === undefined).map(({ mute }) => mute.name);
  const reason = `whether ${partial.join(", ")} silences all of ${monitor.name} depends on its groups`;
  return { doubt: new UnknownValue("unobserved", reason) };
}

/** Per cent of a stretch that times cover, overlaps counted once. */
function shareOf(times: readonly Interval[], within: Interval): number {
  const covered = union(times).reduce((sum, { from, to }) => sum + to - from, 0);
  return (100 * covered) / (within.to - within.from);
}

function rounded(share: number): number {
  return Math.ceil(share * 10 - 1e-9) / 10;
}

/** Monitors that the same mutes silence are told together. */
function merged(all: readonly OverlongTogether[]): readonly OverlongTogether[] {
  const alike = new Map<string, OverlongTogether>();
  for (const one of all) {
    const key = one.mutes.map(({ resource }) => resource.urn).join(" ");
    const known = alike.get(key);
    alike.set(key, known ? { ...known, monitors: [...known.monitors, ...one.monitors] } : one);
  }
  return [...alike.values()];
}
