import { UnknownValue } from "../../engine/value";
import { clip, type Interval, intersect, subtract, union } from "./intervals";
import { layerCover, type WeeklyRange } from "./schedule-coverage";
import { clockWithin, wallAt } from "./time-zone";

/** One layer of a schedule with all that is known of it. Instants are in milliseconds, lengths in seconds. */
export interface LayerPlan {
  readonly zone: string;
  readonly from: number;
  readonly to: number | undefined;
  /** Times of the week at which it has somebody; at all times when empty. */
  readonly restrictions: readonly WeeklyRange[];
  /** When the first place's first turn starts, and how long a turn is on the clock. */
  readonly rotation: { readonly start: number; readonly seconds: number };
  /** Who has each place of the rotation; undefined for nobody. */
  readonly people: readonly (string | undefined)[];
}

/** The layers of a schedule; a later one takes the turns of earlier ones wherever it has somebody. */
export type SchedulePlan = readonly LayerPlan[];

/** A stretch for which a schedule has one person on call; the zone is its layer's. */
export interface Shift extends Interval {
  readonly person: string;
  readonly zone: string;
}

/** More turns than this are not rendered: no vendor takes turns so short that a window has them. */
const mostTurns = 50_000;

/** Who is on call when by a schedule, within a window: in no order, no two shifts at the same time. */
export function shiftsOf(plan: SchedulePlan, window: Interval): readonly Shift[] {
  const shifts: Shift[] = [];
  let taken: readonly Interval[] = [];
  for (const layer of [...plan].reverse()) {
    const mine = layerShifts(layer, window);
    for (const { person, times } of mine)
      for (const time of subtract(times, taken)) shifts.push({ ...time, person, zone: layer.zone });
    taken = union([...taken, ...mine.flatMap(({ times }) => times)]);
  }
  return shifts;
}

interface PersonTimes {
  readonly person: string;
  readonly times: readonly Interval[];
}

function layerShifts(layer: LayerPlan, window: Interval): readonly PersonTimes[] {
  const { people, zone, from, to, restrictions } = layer;
  if (people.every((person) => person === undefined)) return [];
  const turns = new Map<string, Interval[]>();
  for (const { place, ...time } of turnsOf(layer, window)) {
    const person = people[place];
    if (person === undefined) continue;
    const list = turns.get(person);
    if (list) list.push(time);
    else turns.set(person, [time]);
  }
  const allowed = layerCover({ zone, from, to, restrictions }, window);
  return [...turns].map(([person, times]) => ({ person, times: intersect(times, allowed) }));
}

interface Turn extends Interval {
  readonly place: number;
}

/** The turns of a rotation within a window. They follow each other on the clock: a week has 169 hours in autumn. */
function turnsOf({ people, rotation, zone }: LayerPlan, window: Interval): readonly Turn[] {
  const length = rotation.seconds * 1000;
  if ((window.to - window.from) / length > mostTurns)
    throw new UnknownValue("unobserved", `turns of ${rotation.seconds} seconds are too short to be followed`);
  const clock = clockWithin(zone, window);
  const first = wallAt(zone, rotation.start);
  const begin = (index: number): number => clock.instant(first + index * length);
  // The clock may have changed since the turn began, by less than a day.
  let index = Math.floor((clock.read(window.from) - first) / length) - 1;
  const turns: Turn[] = [];
  for (let from = begin(index); from < window.to; index++) {
    const to = begin(index + 1);
    const place = ((index % people.length) + people.length) % people.length;
    for (const time of clip([{ from, to }], window)) turns.push({ ...time, place });
    from = to;
  }
  return turns;
}

/** How long each person's rotations take to come round, in seconds, one entry for each layer that the person is in. */
export function cyclesByPerson(plans: readonly SchedulePlan[]): ReadonlyMap<string, readonly number[]> {
  const cycles = new Map<string, number[]>();
  for (const { people, rotation } of plans.flat()) {
    for (const person of new Set(people)) {
      if (person === undefined) continue;
      const list = cycles.get(person) ?? [];
      list.push(Math.max(1, Math.round(rotation.seconds * people.length)));
      cycles.set(person, list);
    }
  }
  return cycles;
}
