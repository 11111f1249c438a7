import assert from "node:assert/strict";
import fc from "fast-check";
import { type Load, loadsOf, wholeCycles } from "../../../../policy-pack/views/on-call/load";
import {
  cyclesByPerson,
  type LayerPlan,
  type SchedulePlan,
  shiftsOf,
} from "../../../../policy-pack/views/on-call/roster";

const hour = 3_600_000;
const day = 24 * hour;
const daySeconds = 86_400;
const zones = ["Europe/Berlin", "America/New_York", "America/Santiago", "Australia/Sydney", "UTC"];

const loadTemporal = () => import("temporal-polyfill");

/** Clocks change before six in the morning; hours from then on show what a share is without any doubt. */
const anyHour = fc.integer({ min: 6, max: 22 });
function anyLayer(zone: string): fc.Arbitrary<LayerPlan> {
  return fc.record({
    zone: fc.constant(zone),
    from: fc.constant(Date.UTC(2025, 0, 1)),
    to: fc.constant(undefined),
    restrictions: fc.array(
      fc
        .tuple(fc.nat(6), anyHour, anyHour, fc.nat(6))
        .filter(([, from, to, days]) => days > 0 || to > from)
        .map(([weekday, from, to, days]) => ({
          start: weekday * daySeconds + from * 3600,
          seconds: days * daySeconds + (to - from) * 3600,
        })),
      { maxLength: 3 },
    ),
    rotation: fc.tuple(fc.nat(30), fc.integer({ min: 1, max: 10 })).map(([after, days]) => ({
      start: Date.UTC(2026, 0, 1 + after, 12),
      seconds: days * daySeconds,
    })),
    people: fc.array(fc.constantFrom("amy", "ben", "cho", undefined), { minLength: 1, maxLength: 5 }),
  });
}
const anyCase = fc.constantFrom(...zones).chain((zone) =>
  fc.record({
    zone: fc.constant(zone),
    plans: fc.array(fc.array(anyLayer(zone), { minLength: 1, maxLength: 2 }), { minLength: 1, maxLength: 2 }),
    from: fc.integer({ min: 0, max: 500 }).map((days) => Date.UTC(2026, 0, 1) + days * day),
    days: fc.integer({ min: 7, max: 60 }),
  }),
);

/** Hour by hour on the clock: whether somebody is on call, in which share of them, and the longest row. */
function counted(on: readonly boolean[], hours: number): Omit<Load, "person"> {
  const percent = Math.round((100 * on.slice(0, hours).filter(Boolean).length) / hours);
  let [longest, row, rest] = [0, 0, 24];
  let begun = 0;
  for (const [at, is] of on.entries()) {
    if (!is) {
      rest++;
      continue;
    }
    if (rest >= 24) {
      row = 0;
      begun = at;
    } else row += rest;
    row++;
    rest = 0;
    if (begun < hours) longest = Math.max(longest, row);
  }
  return { daysInARow: Math.min(longest, hours) / 24, percent };
}

describe("the load of a rotation", () => {
  let Temporal: Awaited<ReturnType<typeof loadTemporal>>["Temporal"];
  before(async () => {
    ({ Temporal } = await loadTemporal());
  });

  it("is what counting hours on the clock finds, across clock changes", function () {
    this.timeout(60_000); // a machine that does much else beside it
    fc.assert(
      fc.property(anyCase, ({ zone, plans, from, days }) => {
        const first = Temporal.Instant.fromEpochMilliseconds(from).toZonedDateTimeISO(zone).toPlainDateTime();
        const hours = Array.from(
          { length: 2 * days * 24 },
          (_, at) => first.add({ hours: at, minutes: 30 }).toZonedDateTime(zone).epochMilliseconds,
        );
        const end = first.add({ days: 2 * days }).toZonedDateTime(zone).epochMilliseconds;
        const shifts = plans.flatMap((plan) => shiftsOf(plan, { from, to: end }));
        const loads = loadsOf(shifts, { from, to: end }, () => ({ from, seconds: days * daySeconds }));
        for (const { person, ...load } of loads) {
          const own = shifts.filter((shift) => shift.person === person);
          const on = hours.map((instant) => own.some((shift) => shift.from <= instant && instant < shift.to));
          assert.deepEqual(load, counted(on, days * 24), person);
        }
      }),
      { numRuns: 40 },
    );
  });

  it("has the same shares whenever whole cycles begin", () => {
    const anyRotation = fc.record({
      people: fc.array(fc.constantFrom("amy", "ben", "cho", "dia", "eve"), { minLength: 1, maxLength: 6 }),
      turn: fc.integer({ min: 1, max: 10 }),
    });
    fc.assert(
      fc.property(anyRotation, fc.integer({ min: 0, max: 8000 }), ({ people, turn }, later) => {
        const plan: SchedulePlan = [
          {
            zone: "Europe/Berlin",
            from: Date.UTC(2020, 0, 1),
            to: undefined,
            restrictions: [],
            rotation: { start: Date.UTC(2026, 0, 5, 8), seconds: turn * daySeconds },
            people,
          },
        ];
        const from = Date.UTC(2026, 0, 5, 8) + later * hour;
        const cycles = cyclesByPerson([plan]);
        const secondsOf = (person: string): number => wholeCycles(cycles.get(person) ?? [], 28, 366);
        const horizon = { from, to: from + 150 * day };
        const loads = loadsOf(shiftsOf(plan, horizon), horizon, (one) => ({ from, seconds: secondsOf(one) }));
        for (const { person, percent } of loads) {
          const places = people.filter((one) => one === person).length;
          assert.ok(Math.abs(percent - (100 * places) / people.length) <= 0.6, `${person} has ${percent} %`);
        }
      }),
      { numRuns: 100 },
    );
  });
});

describe("whole cycles", () => {
  const cases: Readonly<Record<string, readonly [readonly number[], number, number]>> = {
    "one of 28 days": [[28], 366, 28],
    "two of 21 days": [[21], 366, 42],
    "twelve of 2.5 days": [[2.5], 366, 30],
    "the days themselves of no cycle": [[], 366, 28],
    "as many as two cycles have in common": [[28, 35], 366, 140],
    "the most of the longest that a shorter limit allows": [[28, 35], 90, 70],
    "a limit that not even one fits into": [[98], 90, 90],
    "what was told, where that is little": [[5], 27, 25],
  };
  for (const [name, [cycles, most, expected]] of Object.entries(cases)) {
    it(`are ${name}`, () => {
      const seconds = cycles.map((days) => days * daySeconds);
      assert.equal(wholeCycles(seconds, 28, most), expected * daySeconds);
    });
  }
  it("are the fewest that are long enough and whole for everybody", () => {
    const anyCycles = fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 3 });
    fc.assert(
      fc.property(anyCycles, (cycles) => {
        const days = Array.from({ length: 366 }, (_, at) => at + 1).find(
          (one) => one >= 28 && cycles.every((cycle) => one % cycle === 0),
        );
        if (days === undefined) return;
        const found = wholeCycles(
          cycles.map((one) => one * daySeconds),
          28,
          366,
        );
        assert.equal(found, days * daySeconds);
      }),
    );
  });
});
