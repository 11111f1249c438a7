import assert from "node:assert/strict";
import fc from "fast-check";
import { type Interval, subtract, union } from "../../../../policy-pack/views/on-call/intervals";
import {
  type CoverLayer,
  instantsOf,
  layerCover,
  neededCover,
} from "../../../../policy-pack/views/on-call/schedule-coverage";
import { instantOf } from "../../../../policy-pack/views/on-call/time-zone";
import {
  cases,
  day,
  daySeconds,
  everyDay,
  gapsOf,
  hour,
  hours,
  minute,
  start,
  window,
} from "./schedule-coverage-cases";

const zones = ["Europe/Berlin", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe", "UTC"];
const anyZone = fc.constantFrom(...zones);
const anyRange = fc.record({
  start: fc.nat(7 * 1440 - 1).map((minutes) => minutes * 60),
  seconds: fc.integer({ min: 1, max: 7 * 1440 }).map((minutes) => minutes * 60),
});
const anyLayer: fc.Arbitrary<CoverLayer> = fc.record({
  zone: anyZone,
  from: fc.integer({ min: 0, max: 400 }).map((days) => Date.UTC(2026, 0, 1) + days * day),
  restrictions: fc.array(anyRange, { maxLength: 4 }),
});
const anyWindow = fc.integer({ min: 0, max: 365 }).map((days): Interval => {
  const from = Date.UTC(2026, 0, 1) + days * day;
  return { from, to: from + 28 * day };
});

function length(intervals: readonly Interval[]): number {
  return intervals.reduce((sum, { from, to }) => sum + to - from, 0);
}

describe("schedule coverage", () => {
  for (const [name, { layers, within, needed, zone, gaps }] of Object.entries(cases))
    it(`knows that ${name}`, () => assert.deepEqual(gapsOf(layers, within, needed, zone), gaps));

  it("covers everything from its start without restrictions", () => {
    fc.assert(
      fc.property(anyLayer, anyWindow, (layer, within) => {
        const expected = union([{ from: Math.max(layer.from, within.from), to: within.to }]);
        assert.deepEqual(layerCover({ ...layer, restrictions: [] }, within), expected);
      }),
    );
  });

  it("loses nothing by another layer", () => {
    fc.assert(
      fc.property(anyLayer, anyLayer, anyWindow, (one, other, within) => {
        const [first, second] = [layerCover(one, within), layerCover(other, within)];
        const both = union([...first, ...second]);
        assert.deepEqual([...subtract(first, both), ...subtract(second, both)], []);
        assert.ok(length(both) <= length(first) + length(second));
      }),
    );
  });

  it("splits the needed time into what is covered and what is not", () => {
    fc.assert(
      fc.property(fc.array(anyLayer, { maxLength: 3 }), anyWindow, anyZone, (layers, within, zone) => {
        const needed = neededCover("office", zone, within);
        const covered = layers.flatMap((layer) => layerCover(layer, within));
        const missing = subtract(needed, covered);
        assert.deepEqual(union([...missing, ...subtract(needed, missing)]), needed);
        assert.deepEqual(subtract(missing, subtract(missing, covered)), []);
      }),
    );
  });

  it("asks for 40 hours of each whole week of office hours in every zone", () => {
    const firstMonday = Date.UTC(2026, 0, 5);
    fc.assert(
      fc.property(anyZone, fc.nat(100), (zone, weeks) => {
        const monday = firstMonday + weeks * 7 * day;
        const within = { from: instantOf(zone, monday), to: instantOf(zone, monday + 28 * day) };
        assert.equal(length(neededCover("office", zone, within)), 160 * hour);
      }),
    );
  });

  it("agrees at any minute with what Temporal reads from the clocks", async () => {
    const { Temporal } = await import("temporal-polyfill");
    fc.assert(
      fc.property(
        anyZone,
        fc.array(anyRange, { minLength: 1, maxLength: 3 }),
        anyWindow,
        fc.nat(28 * 1440 - 1),
        (zone, ranges, within, at) => {
          const instant = within.from + at * minute;
          const clock = Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(zone);
          const reading = ((clock.dayOfWeek - 1) * 1440 + clock.hour * 60 + clock.minute) * 60;
          const expected = ranges.some(
            (range) => (reading - range.start + 7 * daySeconds) % (7 * daySeconds) < range.seconds,
          );
          const found = instantsOf(ranges, zone, within).some(
            ({ from, to }) => from <= instant && instant < to,
          );
          assert.equal(found, expected);
        },
      ),
      { numRuns: 1000 },
    );
  });

  it("takes well under five milliseconds for 28 days of five schedules", () => {
    const within = window("2026-10-12", 28);
    const layers = zones.map((zone) => ({ zone, from: start, restrictions: hours(everyDay, 8, 12) }));
    const run = (): number => {
      const begun = performance.now();
      gapsOf(layers, within);
      return performance.now() - begun;
    };
    const times = Array.from({ length: 21 }, run).sort((a, b) => a - b);
    assert.ok((times[10] ?? Number.POSITIVE_INFINITY) < 5, `the median is ${times[10]} ms`);
  });
});
