import { clip, type Interval, union } from "./intervals";
import type { Shift } from "./roster";
import { type Clock, clockWithin } from "./time-zone";

const day = 86_400_000;
const daySeconds = 86_400;

/** How much one person is on call. */
export interface Load {
  readonly person: string;
  /** The longest row in days on the clock; a break that is shorter than a day does not end a row. */
  readonly daysInARow: number;
  /** Share of all time, in whole per cent. */
  readonly percent: number;
}

/** From when on, and for how many seconds on the clock, a person's share is counted. */
export interface LoadWindow {
  readonly from: number;
  readonly seconds: number;
}

/**
 * The smallest number of seconds that is a multiple of all cycles and at least so many days. Where that is more than the
 * most days, the largest multiple of the longest cycle that is not, else these days themselves.
 */
export function wholeCycles(cycles: readonly number[], leastDays: number, mostDays: number): number {
  const [least, most] = [leastDays * daySeconds, Math.floor(mostDays * daySeconds)];
  const common = cycles.reduce((all, cycle) => (all > most ? all : leastCommonMultiple(all, cycle)), 1);
  const wanted = Math.ceil(least / common) * common;
  if (wanted <= most) return wanted;
  const longest = Math.max(1, ...cycles);
  return longest > most ? most : Math.floor(most / longest) * longest;
}

function leastCommonMultiple(a: number, b: number): number {
  return (a / greatestCommonDivisor(a, b)) * b;
}

function greatestCommonDivisor(a: number, b: number): number {
  let [larger, smaller] = [a, b];
  while (smaller > 0) [larger, smaller] = [smaller, larger % smaller];
  return larger;
}

/**
 * The load of everybody who has a shift within a horizon. Shifts that overlap count once. Time is what the clocks of the
 * shifts' zone show, so that a week is 7 days however many hours it has; of several zones the one that shows least counts.
 */
export function loadsOf(
  shifts: readonly Shift[],
  horizon: Interval,
  windowOf: (person: string) => LoadWindow,
): readonly Load[] {
  const byPerson = new Map<string, Shift[]>();
  for (const shift of shifts) {
    const list = byPerson.get(shift.person);
    if (list) list.push(shift);
    else byPerson.set(shift.person, [shift]);
  }
  return [...byPerson].map(([person, own]) => {
    const window = windowOf(person);
    const times = union(own);
    const byZone = [...new Set(own.map(({ zone }) => zone))].map((zone) =>
      measure(times, clockWithin(zone, horizon), window),
    );
    return {
      person,
      daysInARow: Math.min(...byZone.map(({ longest }) => longest)) / day,
      percent: Math.round(100 * Math.min(...byZone.map(({ share }) => share))),
    };
  });
}

function measure(
  times: readonly Interval[],
  clock: Clock,
  { from, seconds }: LoadWindow,
): { readonly longest: number; readonly share: number } {
  const length = seconds * 1000;
  const lengthOf = (time: Interval): number => clock.read(time.to) - clock.read(time.from);
  const to = clock.instant(clock.read(from) + length);
  const total = clip(times, { from, to }).reduce((sum, time) => sum + lengthOf(time), 0);
  const rows = rowsOf(times, clock).filter((row) => row.from < to);
  const longest = Math.max(0, ...rows.map(lengthOf));
  return { longest: Math.min(longest, length), share: total / length };
}

/** Joins what no whole day on the clock lies between; somebody who is on call every night has no day off. */
function rowsOf(times: readonly Interval[], clock: Clock): readonly Interval[] {
  const rows: Interval[] = [];
  for (const next of times) {
    const last = rows.at(-1);
    if (last !== undefined && clock.read(next.from) - clock.read(last.to) < day)
      rows[rows.length - 1] = { from: last.from, to: next.to };
    else rows.push(next);
  }
  return rows;
}

/**
 * Who has more of something than the most, in words, and how much the one with most of it has: whole, or to the tenth.
 * Undefined where nobody has.
 */
export function heaviest(
  loads: readonly Load[],
  measured: (load: Load) => number,
  most: number,
  name: (person: string) => string,
): { readonly who: string; readonly found: number } | undefined {
  const over = loads
    .filter((load) => measured(load) > most)
    .map((load) => ({ name: name(load.person), found: measured(load) }))
    .sort((a, b) => b.found - a.found || (a.name < b.name ? -1 : 1));
  const [first, ...others] = over;
  if (first === undefined) return undefined;
  const who = others.length === 0 ? first.name : `${first.name} (and ${others.length} more)`;
  // Never rounded down to the most.
  return { who, found: Math.ceil(Math.round(first.found * 1e6) / 1e5) / 10 };
}
