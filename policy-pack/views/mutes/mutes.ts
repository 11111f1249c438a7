import type { Evidence, Resource, Subject } from "../../engine/rule";
import { nameOf } from "../links";
import type { Monitor } from "../monitors/monitors";
import type { Interval } from "../on-call/intervals";
import type { Truth } from "../truth";
import { type Downtime, downtimesFor, silences } from "./downtime-targets";
import { downtimeTimes, isEndless } from "./downtime-times";
import { maintenanceWindows, windowIsEndless, windowTimes } from "./maintenance-windows";
import { ownMutes } from "./own-mutes";

/** Something that silences monitors of a service. */
export interface Mute {
  /** What it is, to begin a sentence with. */
  readonly what: "Downtime" | "Maintenance window" | "Mute";
  readonly name: string;
  readonly resource: Resource;
  /** True where it is meant for these monitors, and not for whatever is in some scope. */
  readonly isAimed: boolean;
  isEndless(): boolean;
  times(within: Interval): readonly Interval[];
}

/** A mute of a monitor; `all` is undefined where only the monitor's groups tell whether it silences all of it. */
export interface MuteOfMonitor {
  readonly mute: Mute;
  readonly monitor: Monitor;
  readonly all: Truth;
}

/** What silences a monitor, or keeps its pages from becoming incidents, now or later. */
export function mutesOf(service: Subject, evidence: Evidence, monitor: Monitor): readonly MuteOfMonitor[] {
  const byWindows = maintenanceWindows(service, evidence).map((window) => ({
    mute: windowMute(window),
    monitor,
    all: true,
  }));
  return [...silencing(evidence, monitor), ...byWindows];
}

/** What keeps a monitor itself silent; what silences nothing of it is left out. */
function silencing(evidence: Evidence, monitor: Monitor): readonly MuteOfMonitor[] {
  const byDowntimes = downtimesFor(monitor, evidence).map((downtime) => ({
    mute: downtimeMute(downtime),
    monitor,
    all: silences(downtime, monitor),
  }));
  return [...byDowntimes.filter(({ all }) => all !== false), ...ownMutes(monitor)];
}

/** Mutes by resource, each computed once for all monitors and services that it silences. */
const mutes = new WeakMap<Resource, Mute>();

function downtimeMute({ resource, target }: Downtime): Mute {
  return muteFor(resource, () => ({
    what: "Downtime",
    isAimed: target.monitors.length > 0 || target.tags.some((tag) => tag !== "*"),
    isEndless: () => isEndless(resource),
    times: (within) => downtimeTimes(resource, within),
  }));
}

function windowMute(resource: Resource): Mute {
  return muteFor(resource, () => ({
    what: "Maintenance window",
    isAimed: true,
    isEndless: () => windowIsEndless(resource),
    times: (within) => windowTimes(resource, within),
  }));
}

function muteFor(resource: Resource, make: () => Omit<Mute, "name" | "resource">): Mute {
  const known = mutes.get(resource);
  if (known) return known;
  const made = make();
  const times = new Map<string, readonly Interval[]>();
  const mute: Mute = {
    ...made,
    name: nameOf(resource),
    resource,
    times: (within) => {
      const key = `${within.from} ${within.to}`;
      const computed = times.get(key) ?? made.times(within);
      times.set(key, computed);
      return computed;
    },
  };
  mutes.set(resource, mute);
  return mute;
}

/** Whether something that never ends silences all that a monitor watches. */
export function isMutedForEver(monitor: Monitor, evidence: Evidence): boolean {
  return silencing(evidence, monitor).some(({ mute, all }) => all === true && mute.isEndless());
}
