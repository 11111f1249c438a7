import type { JsonObject } from "../world/schema";
import { listOf, numberOf, textsOf } from "./exchange";

/** A turn of one person: epoch milliseconds. */
export interface Turn {
  readonly user: string;
  readonly start: number;
  readonly end: number;
}

/**
 * Who has duty between two moments (epoch milliseconds). Layers are given as the provider has them: later ones lie on
 * top of earlier ones. Times of day of restrictions are taken as UTC, whatever the zone of the schedule, so a
 * its time of day in UTC says so.
 */
export function finalTurns(layers: readonly JsonObject[], since: number, until: number): Turn[] {
  return layers.reduce<Turn[]>((below, layer) => {
    const top = turnsOf(layer, since, until);
    return [...top.reduce(without, below), ...top].sort((a, b) => a.start - b.start);
  }, []);
}

/** The turns of one layer, cut to its own start and end and to its restrictions. */
export function turnsOf(layer: JsonObject, since: number, until: number): Turn[] {
  const users = textsOf(layer.users);
  const length = numberOf(layer.rotationTurnLengthSeconds, 604_800) * 1000;
  const origin = Date.parse(String(layer.rotationVirtualStart));
  const from = Math.max(since, Date.parse(String(layer.start)));
  const ends = typeof layer.end === "string" && layer.end !== "" ? Date.parse(layer.end) : until;
  const to = Math.min(until, ends);
  if (users.length === 0 || Number.isNaN(from) || Number.isNaN(origin) || length <= 0) return [];
  const turns: Turn[] = [];
  for (let index = Math.floor((from - origin) / length); origin + index * length < to; index++) {
    const user = users[((index % users.length) + users.length) % users.length];
    const start = Math.max(from, origin + index * length);
    const end = Math.min(to, origin + (index + 1) * length);
    if (user !== undefined && start < end) turns.push({ user, start, end });
  }
  const windows = windowsOf(layer, from, to);
  return windows === undefined
    ? turns
    : turns.flatMap((turn) => windows.flatMap((window) => cut(turn, window)));
}

type Window = { readonly start: number; readonly end: number };

const day = 86_400_000;

/** When a restricted layer has duty; undefined where it is not restricted. Times of day are taken as UTC. */
function windowsOf(layer: JsonObject, from: number, to: number): Window[] | undefined {
  const restrictions = listOf(layer.restrictions) as readonly JsonObject[]; // Layers of the world hold objects here.
  if (restrictions.length === 0) return undefined;
  const windows: Window[] = [];
  // A window may begin up to a week before the part that is asked for.
  for (let midnight = Math.floor(from / day) * day - 7 * day; midnight < to; midnight += day) {
    for (const restriction of restrictions) {
      const weekday = new Date(midnight).getUTCDay() || 7;
      if (restriction.type === "weekly_restriction" && weekday !== restriction.startDayOfWeek) continue;
      const start = midnight + timeOfDay(String(restriction.startTimeOfDay));
      windows.push({ start, end: start + numberOf(restriction.durationSeconds, 0) * 1000 });
    }
  }
  return windows;
}

function timeOfDay(text: string): number {
  const [hours = 0, minutes = 0, seconds = 0] = text.split(":").map(Number);
  return ((hours * 60 + minutes) * 60 + seconds) * 1000;
}

function cut(turn: Turn, { start, end }: Window): Turn[] {
  const part = { ...turn, start: Math.max(turn.start, start), end: Math.min(turn.end, end) };
  return part.start < part.end ? [part] : [];
}

function without(turns: readonly Turn[], top: Turn): Turn[] {
  return turns.flatMap((turn) => [
    ...cut(turn, { start: Number.NEGATIVE_INFINITY, end: top.start }),
    ...cut(turn, { start: top.end, end: Number.POSITIVE_INFINITY }),
  ]);
}
