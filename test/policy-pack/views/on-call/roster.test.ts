import assert from "node:assert/strict";
import fc from "fast-check";
import type { Interval } from "../../../../policy-pack/views/on-call/intervals";
import {
  cyclesByPerson,
  type LayerPlan,
  type SchedulePlan,
  shiftsOf,
} from "../../../../policy-pack/views/on-call/roster";

const minute = 60_000;
const day = 1440 * minute;
const weekSeconds = 7 * 86_400;
const zones = ["Europe/Berlin", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe", "UTC"];
const start = Date.UTC(2026, 0, 1);

const anyInstant = fc.integer({ min: 0, max: 400 * 1440 }).map((minutes) => start + minutes * minute);
const anyLayer: fc.Arbitrary<LayerPlan> = fc.record({
  zone: fc.constantFrom(...zones),
  from: fc.integer({ min: -200, max: 300 }).map((days) => start + days * day),
  to: fc.option(anyInstant, { nil: undefined, freq: 3 }),
  restrictions: fc.array(
    fc.record({
      start: fc.nat(7 * 1440 - 1).map((minutes) => minutes * 60),
      seconds: fc.integer({ min: 1, max: 7 * 1440 }).map((minutes) => minutes * 60),
    }),
    { maxLength: 3 },
  ),
  rotation: fc.record({
    start: anyInstant,
    seconds: fc.integer({ min: 60, max: 16 * 1440 }).map((minutes) => minutes * 60),
  }),
  people: fc.array(fc.constantFrom("amy", "ben", "cho", undefined), { minLength: 1, maxLength: 5 }),
});
const anyPlan = fc.array(anyLayer, { minLength: 1, maxLength: 3 });
const anyWindow = fc.integer({ min: 0, max: 365 }).map((days): Interval => {
  const from = start + days * day;
  return { from, to: from + 28 * day };
});

const loadTemporal = () => import("temporal-polyfill");
type Temporal = Awaited<ReturnType<typeof loadTemporal>>["Temporal"];

/** Who is on call at an instant, looked up layer by layer and turn by turn on the clock. */
function personAt(Temporal: Temporal, plan: SchedulePlan, instant: number): string | undefined {
  for (const layer of [...plan].reverse()) {
    const person = isActive(Temporal, layer, instant)
      ? layer.people[placeAt(Temporal, layer, instant)]
      : undefined;
    if (person !== undefined) return person;
  }
  return undefined;
}

function isActive(Temporal: Temporal, { zone, from, to, restrictions }: LayerPlan, instant: number): boolean {
  if (instant < from || (to !== undefined && instant >= to)) return false;
  const clock = Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(zone);
  const reading = ((clock.dayOfWeek - 1) * 1440 + clock.hour * 60 + clock.minute) * 60;
  return (
    restrictions.length === 0 ||
    restrictions.some((range) => (reading - range.start + weekSeconds) % weekSeconds < range.seconds)
  );
}

function placeAt(Temporal: Temporal, { zone, rotation, people }: LayerPlan, instant: number): number {
  const read = (at: number) =>
    Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone).toPlainDateTime();
  const first = read(rotation.start);
  const turn = (index: number): number =>
    first.add({ seconds: index * rotation.seconds }).toZonedDateTime(zone).epochMilliseconds;
  const elapsed = first.until(read(instant), { largestUnit: "second" }).seconds;
  let index = Math.floor(elapsed / rotation.seconds) + 1;
  while (turn(index) > instant) index--;
  return ((index % people.length) + people.length) % people.length;
}

describe("a schedule's shifts", () => {
  let Temporal: Temporal;
  before(async () => {
    ({ Temporal } = await loadTemporal());
  });

  it("have at each minute who is on call by the clock, and nobody else", function () {
    this.timeout(60_000); // a machine that does much else beside it
    fc.assert(
      fc.property(anyPlan, anyWindow, fc.integer({ min: 97, max: 599 }), (plan, window, step) => {
        const shifts = shiftsOf(plan, window);
        const edges = shifts.slice(0, 20).flatMap(({ from, to }) => [from - minute, from, to - minute, to]);
        const steps = Array.from(
          { length: (28 * 1440) / step },
          (_, index) => window.from + index * step * minute,
        );
        for (const at of [...edges, ...steps].filter((one) => one >= window.from && one < window.to)) {
          const found = shifts.filter(({ from, to }) => from <= at && at < to).map(({ person }) => person);
          const expected = personAt(Temporal, plan, at);
          assert.deepEqual(found, expected === undefined ? [] : [expected], new Date(at).toISOString());
        }
      }),
      { numRuns: 25 },
    );
  });

  const plain: LayerPlan = {
    zone: "Europe/Berlin",
    from: start,
    to: undefined,
    restrictions: [],
    rotation: { start: Date.parse("2026-10-19T09:00:00+02:00"), seconds: weekSeconds },
    people: ["amy", "ben"],
  };
  const window = { from: Date.parse("2026-10-19T07:00:00Z"), to: Date.parse("2026-11-02T08:00:00Z") };
  const hoursOf = (plan: SchedulePlan): readonly string[] =>
    [...shiftsOf(plan, window)]
      .sort((a, b) => a.from - b.from)
      .map(({ person, from, to }) => `${person} ${(to - from) / 3_600_000}`);

  it("have a week of 169 hours in autumn", () => {
    assert.deepEqual(hoursOf([plain]), ["amy 169", "ben 168"]);
  });
  it("are handed over as far behind the change as in the hour that clocks skip", () => {
    const daily = { ...plain, rotation: { start: Date.parse("2026-03-27T02:30:00+01:00"), seconds: 86_400 } };
    const change = { from: Date.parse("2026-03-29T00:00:00Z"), to: Date.parse("2026-03-29T12:00:00Z") };
    const handover = shiftsOf([daily], change).find(({ person }) => person === "amy")?.from;
    assert.equal(new Date(handover ?? 0).toISOString(), "2026-03-29T01:30:00.000Z");
  });
  it("are handed over in the first of two hours that clocks show alike", () => {
    const daily = { ...plain, rotation: { start: Date.parse("2026-10-23T02:30:00+02:00"), seconds: 86_400 } };
    const change = { from: Date.parse("2026-10-24T12:00:00Z"), to: Date.parse("2026-10-25T12:00:00Z") };
    const handover = shiftsOf([daily], change).find(({ person }) => person === "amy")?.from;
    assert.equal(new Date(handover ?? 0).toISOString(), "2026-10-25T00:30:00.000Z");
  });
  it("go on where a later layer has nobody", () => {
    const later = { ...plain, people: ["cho", undefined] };
    assert.deepEqual(hoursOf([plain, later]), ["cho 169", "ben 168"]);
  });
  it("are none of a rotation of nobody, however short its turns are", () => {
    assert.deepEqual(shiftsOf([{ ...plain, people: [], rotation: { start, seconds: 1e-9 } }], window), []);
  });
  it("come round by the layers that somebody is in", () => {
    const other = { ...plain, people: ["amy", undefined, "amy"], rotation: { start, seconds: 86_400 } };
    assert.deepEqual(Object.fromEntries(cyclesByPerson([[plain], [other]])), {
      amy: [14 * 86_400, 3 * 86_400],
      ben: [14 * 86_400],
    });
  });
});
