import type { Interval } from "../../../../policy-pack/views/on-call/intervals";
import {
  type CoverLayer,
  coverageGaps,
  layerCover,
  type NeededHours,
  neededCover,
  type WeeklyRange,
} from "../../../../policy-pack/views/on-call/schedule-coverage";

export const minute = 60_000;
export const hour = 60 * minute;
export const day = 24 * hour;
export const daySeconds = 86_400;
export const start = Date.UTC(2020, 0, 1);

function utc(text: string): number {
  return Date.parse(`${text}Z`);
}

export function window(from: string, days: number): Interval {
  return { from: utc(`${from}T00:00`), to: utc(`${from}T00:00`) + days * day };
}

/** The same hours on each of some days of the week, 0 for Monday. */
export function hours(days: readonly number[], from: number, length: number): readonly WeeklyRange[] {
  return days.map((one) => ({ start: one * daySeconds + from * 3600, seconds: length * 3600 }));
}
export const everyDay = [0, 1, 2, 3, 4, 5, 6];
const workdays = [0, 1, 2, 3, 4];

export function gapsOf(
  layers: readonly CoverLayer[],
  within: Interval,
  needed: NeededHours = "always",
  zone = "UTC",
): readonly (readonly [string, string])[] {
  const covered = layers.flatMap((layer) => layerCover(layer, within));
  return coverageGaps(neededCover(needed, zone, within), covered).map(({ from, to }) => [iso(from), iso(to)]);
}

function iso(instant: number): string {
  return new Date(instant).toISOString().slice(0, 16);
}

export interface Case {
  readonly layers: readonly CoverLayer[];
  readonly within: Interval;
  readonly needed?: NeededHours;
  readonly zone?: string;
  readonly gaps: readonly (readonly [string, string])[];
}

const berlin = { zone: "Europe/Berlin", from: start };

export const cases: Readonly<Record<string, Case>> = {
  "a layer without restrictions has none": {
    layers: [{ ...berlin, restrictions: [] }],
    within: window("2026-03-01", 28),
    gaps: [],
  },
  "no layer at all leaves the whole window": {
    layers: [],
    within: window("2026-03-01", 2),
    gaps: [["2026-03-01T00:00", "2026-03-03T00:00"]],
  },
  "a layer that starts later leaves what lies before": {
    layers: [{ zone: "UTC", from: utc("2026-03-02T12:34"), restrictions: [] }],
    within: window("2026-03-01", 28),
    gaps: [["2026-03-01T00:00", "2026-03-02T12:34"]],
  },
  "a layer that ends leaves what lies behind": {
    layers: [{ zone: "UTC", from: start, to: utc("2026-03-27T09:00"), restrictions: [] }],
    within: window("2026-03-01", 28),
    gaps: [["2026-03-27T09:00", "2026-03-29T00:00"]],
  },
  "nights are open where days are restricted to 08:00 for 12 hours": {
    layers: [{ ...berlin, restrictions: hours(everyDay, 8, 12) }],
    within: window("2026-11-23", 1),
    gaps: [
      ["2026-11-23T00:00", "2026-11-23T07:00"],
      ["2026-11-23T19:00", "2026-11-24T00:00"],
    ],
  },
  "12 hours end at 20:00 also on the day the clocks go forward": {
    layers: [{ ...berlin, restrictions: hours(everyDay, 0, 20) }],
    within: window("2026-03-29", 1),
    gaps: [["2026-03-29T18:00", "2026-03-29T22:00"]],
  },
  "a day layer and a night layer across midnight cover everything in spring": {
    layers: [
      { ...berlin, restrictions: hours(everyDay, 8, 12) },
      { ...berlin, restrictions: hours(everyDay, 20, 12) },
    ],
    within: window("2026-03-15", 28),
    gaps: [],
  },
  "a day layer and a night layer across midnight cover everything in autumn": {
    layers: [
      { ...berlin, restrictions: hours(everyDay, 8, 12) },
      { ...berlin, restrictions: hours(everyDay, 20, 12) },
    ],
    within: window("2026-10-12", 28),
    gaps: [],
  },
  "both passes through the double hour are covered by a restriction on it": {
    layers: [{ ...berlin, restrictions: hours(everyDay, 2, 1) }],
    within: { from: utc("2026-10-25T00:00"), to: utc("2026-10-25T02:00") },
    gaps: [],
  },
  "an hour that the clocks skip is no gap": {
    layers: [
      { ...berlin, restrictions: hours(everyDay, 0, 2) },
      { ...berlin, restrictions: hours(everyDay, 3, 21) },
    ],
    within: window("2026-03-29", 0.5),
    gaps: [],
  },
  "the same hour on the next day is one": {
    layers: [
      { ...berlin, restrictions: hours(everyDay, 0, 2) },
      { ...berlin, restrictions: hours(everyDay, 3, 21) },
    ],
    within: window("2026-03-30", 0.5),
    gaps: [["2026-03-30T00:00", "2026-03-30T01:00"]],
  },
  "clocks that change by half an hour are followed to the minute": {
    layers: [{ zone: "Australia/Lord_Howe", from: start, restrictions: hours([6], 0, 24) }],
    within: { from: utc("2026-04-04T12:00"), to: utc("2026-04-05T14:00") },
    gaps: [
      ["2026-04-04T12:00", "2026-04-04T13:00"],
      ["2026-04-05T13:30", "2026-04-05T14:00"],
    ],
  },
  "a weekend that reaches into Monday is one stretch": {
    layers: [
      {
        zone: "UTC",
        from: start,
        restrictions: [{ start: 4 * daySeconds + 61_200, seconds: 2.75 * daySeconds }],
      },
    ],
    within: window("2026-11-20", 4),
    gaps: [
      ["2026-11-20T00:00", "2026-11-20T17:00"],
      ["2026-11-23T11:00", "2026-11-24T00:00"],
    ],
  },
  "a restriction of a whole week covers everything": {
    layers: [
      {
        zone: "America/New_York",
        from: start,
        restrictions: [{ start: 3 * daySeconds, seconds: 7 * daySeconds }],
      },
    ],
    within: window("2026-10-20", 28),
    gaps: [],
  },
  "shifts that follow the sun cover the day together": {
    layers: [
      { zone: "Europe/Berlin", from: start, restrictions: hours(everyDay, 8, 9) },
      { zone: "America/New_York", from: start, restrictions: hours(everyDay, 9, 12) },
      { zone: "Asia/Kolkata", from: start, restrictions: hours(everyDay, 6, 6) },
    ],
    within: window("2026-06-01", 28),
    gaps: [],
  },
  "shifts that follow the sun part when only one of two countries has changed its clocks": {
    layers: [
      { zone: "Europe/Berlin", from: start, restrictions: hours(everyDay, 3, 12) },
      { zone: "America/New_York", from: start, restrictions: hours(everyDay, 9, 12) },
    ],
    within: window("2026-10-25", 1),
    gaps: [["2026-10-25T01:00", "2026-10-25T02:00"]],
  },
  "a second that is missing before midnight is no gap": {
    layers: [
      {
        zone: "UTC",
        from: start,
        restrictions: everyDay.map((one) => ({ start: one * daySeconds, seconds: 86_399 })),
      },
    ],
    within: window("2026-11-23", 7),
    gaps: [],
  },
  "a minute that is missing is one": {
    layers: [{ zone: "UTC", from: start, restrictions: [{ start: 0, seconds: 7 * daySeconds - 60 }] }],
    within: window("2026-11-23", 8),
    gaps: [["2026-11-29T23:59", "2026-11-30T00:00"]],
  },
  "office hours of the layer's own zone are enough for office hours": {
    layers: [{ zone: "Asia/Kolkata", from: start, restrictions: hours(workdays, 9, 8) }],
    within: window("2026-03-01", 28),
    needed: "office",
    zone: "Asia/Kolkata",
    gaps: [],
  },
  "office hours of another zone are not": {
    layers: [{ zone: "Europe/Berlin", from: start, restrictions: hours(workdays, 9, 8) }],
    within: window("2026-11-23", 1),
    needed: "office",
    zone: "Europe/London",
    gaps: [["2026-11-23T16:00", "2026-11-23T17:00"]],
  },
  "nothing needs no cover": { layers: [], within: window("2026-11-23", 28), needed: "none", gaps: [] },
  "a weekend needs no cover for office hours": {
    layers: [],
    within: window("2026-11-21", 2),
    needed: "office",
    gaps: [],
  },
  "the weeks in which nobody has the turn are gaps": {
    layers: [
      {
        ...berlin,
        restrictions: [],
        idle: { start: utc("2026-10-12T07:00"), seconds: 7 * daySeconds, slots: [false, true] },
      },
    ],
    within: window("2026-10-19", 14),
    gaps: [["2026-10-19T07:00", "2026-10-26T08:00"]],
  },
  "turns are counted backwards from a start that is yet to come": {
    layers: [
      {
        zone: "UTC",
        from: start,
        restrictions: [],
        idle: { start: utc("2026-12-01T00:00"), seconds: daySeconds, slots: [false, true] },
      },
    ],
    within: window("2026-11-27", 3),
    gaps: [["2026-11-28T00:00", "2026-11-29T00:00"]],
  },
};
