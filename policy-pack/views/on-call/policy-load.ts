import type { Evidence, Subject } from "../../engine/rule";
import { UnknownValue } from "../../engine/value";
import { idOf } from "../links";
import { isVendors } from "./coverage-gap";
import { type Load, loadsOf, wholeCycles } from "./load";
import type { Policy } from "./on-call";
import type { Level, Target } from "./on-call-targets";
import { cyclesByPerson, type SchedulePlan, shiftsOf } from "./roster";
import { type Planned, planOf } from "./schedule-plan";
import { renderedShifts, type SeenShifts, toldShifts } from "./seen-shifts";
import { localTime } from "./time-zone";

const day = 86_400_000;
/** Vendors render no more than this. */
const mostSeenDays = 90;
/** Cycles that are longer are not followed to their end. */
const mostPlannedDays = 366;

/** How much people are on call by a policy, and why that may be more or otherwise, where something is not known. */
export interface PolicyLoad {
  readonly loads: readonly Load[];
  readonly open: UnknownValue | undefined;
  /** Whether the vendor rendered it, overrides included. */
  readonly seen: boolean;
}

/** What is looked at: from an instant on, over whole cycles of at least so many days. */
export interface LoadSpan {
  readonly from: number;
  readonly days: number;
}

/**
 * The load of everybody whom the schedules of a policy have on call, over all levels: as declared or seen, or as the
 * vendor rendered it for a policy that is not declared here and for what of a declared one only the vendor knows.
 * Undefined for a policy without schedules.
 */
export function loadOfPolicy(
  service: Subject,
  evidence: Evidence,
  policy: Policy,
  span: LoadSpan,
): PolicyLoad | undefined {
  const plans = plansOf(policy, span.from);
  if (plans === undefined) return undefined;
  const isOpen = plans.open !== undefined && isVendors(plans.open);
  const told =
    renderedShifts(service, evidence, policy) ?? (isOpen ? toldShifts(service, evidence, policy) : undefined);
  return told ? seenLoad(told, plans, { service, policy, span }) : plannedLoad(plans, span);
}

interface Plans {
  readonly plans: readonly SchedulePlan[];
  readonly open: UnknownValue | undefined;
  /** Zones of the schedules by their id. */
  readonly zones: ReadonlyMap<string, string>;
}

/** The schedules of a policy, whichever levels they are on. */
function plansOf(policy: Policy, at: number): Plans | undefined {
  const [first = [], ...others] = policy.readings().map(schedulesOf);
  if (first.length === 0) return undefined;
  const planned = first.map((target) => plannedOf(target, at));
  const later = new UnknownValue(
    "planned",
    `whom policy ${policy.name} has on call is only known after an update`,
  );
  const names = (targets: readonly Target[]): string => targets.map(nameOf).sort().join(", ");
  if (others.some((other) => names(other) !== names(first)))
    return { plans: [], open: later, zones: new Map() };
  // Nameless people of two schedules may be the same.
  const mayBeSame = planned.filter(({ hasNameless }) => hasNameless).length > 1;
  const open = planned.map((one) => one.open).find((one) => one !== undefined);
  const zones = first.flatMap(({ schedule }, index) => {
    const [id, zone] = [schedule && idOf(schedule.resource), planned[index]?.plan[0]?.zone];
    return id === undefined || zone === undefined ? [] : [[id, zone] as const];
  });
  return {
    plans: planned.map(({ plan }) => plan),
    open: open ?? (mayBeSame ? later : undefined),
    zones: new Map(zones),
  };
}

/** The schedules of all levels, each once: nobody is on call twice at a time. */
function schedulesOf(levels: readonly Level[]): readonly Target[] {
  const targets = levels.flat().filter(({ kind }) => kind === "schedule");
  return targets.filter((one, at) => targets.findIndex((other) => nameOf(other) === nameOf(one)) === at);
}

function nameOf({ key, position }: Target): string {
  return `${key ?? "?"} ${position}`;
}

function plannedOf(target: Target, at: number): Planned {
  if (target.schedule !== undefined) return planOf(target, target.schedule, at);
  return { plan: [], open: target.people(at).open, hasNameless: false };
}

function plannedLoad({ plans, open }: Plans, { from, days }: LoadSpan): PolicyLoad {
  const cycles = cyclesByPerson(plans);
  const secondsOf = (person: string): number => wholeCycles(cycles.get(person) ?? [], days, mostPlannedDays);
  const longest = Math.max(0, ...[...cycles.keys()].map(secondsOf));
  // A row that begins within the window is followed for as long again; clocks that change add less than a day.
  const horizon = { from, to: from + 2 * longest * 1000 + day };
  const shifts = plans.flatMap((plan) => shiftsOf(plan, horizon));
  const loads = loadsOf(shifts, horizon, (person) => ({ from, seconds: secondsOf(person) }));
  return { loads, open, seen: false };
}

interface Asked {
  readonly service: Subject;
  readonly policy: Policy;
  readonly span: LoadSpan;
}

/** Shares are only counted where the cycles are known: part of a cycle has more turns of some than of others. */
function seenLoad(told: SeenShifts, { plans, open, zones }: Plans, asked: Asked): PolicyLoad {
  const { service, policy, span } = asked;
  const from = Math.max(span.from, told.window.from);
  const most = Math.min(mostSeenDays, (told.window.to - from) / day);
  if (from > span.from + day || most < span.days)
    throw new UnknownValue("unobserved", tooShort(told, policy, service.team?.timeZone ?? "UTC"));
  const cycles = cyclesByPerson(plans);
  const all = [...new Set([...cycles.values()].flat())];
  // Who only stands in for others has no cycle of his own.
  const secondsOf = (person: string): number => wholeCycles(cycles.get(person) ?? all, span.days, most);
  const shifts = told.shifts
    .filter(({ schedule }) => schedule !== undefined)
    .map(({ schedule = "", ...shift }) => ({
      ...shift,
      zone: zones.get(schedule) ?? service.team?.timeZone ?? "UTC",
    }));
  const loads = loadsOf(shifts, told.window, (person) => ({ from, seconds: secondsOf(person) }));
  const counted = open === undefined ? loads : loads.map((load) => ({ ...load, percent: 0 }));
  return { loads: counted, open, seen: true };
}

function tooShort({ window }: SeenShifts, { name }: Policy, zone: string): string {
  const [from, to] = [localTime(zone, window.from), localTime(zone, window.to)];
  return `who is on call by policy ${name} was only told from ${from} to ${to} (${zone})`;
}
