import assert from "node:assert/strict";
import fc from "fast-check";
import { addWorkingDays, localDay } from "../../../../policy-pack/views/on-call/working-days";

describe("working days", () => {
  const cases: Readonly<Record<string, readonly [string, number, string]>> = {
    "the next day": ["2026-11-23", 1, "2026-11-24"],
    "the same day for none": ["2026-11-21", 0, "2026-11-21"],
    "Monday after Friday": ["2026-11-20", 1, "2026-11-23"],
    "Monday after Saturday": ["2026-11-21", 1, "2026-11-23"],
    "two weeks after ten": ["2026-11-06", 10, "2026-11-20"],
    "the year's end": ["2026-12-31", 1, "2027-01-01"],
  };
  for (const [name, [day, count, expected]] of Object.entries(cases))
    it(`lead to ${name}`, () => assert.equal(addWorkingDays(day, count), expected));

  it("are as many as weekdays lie between", () => {
    const anyDay = fc.integer({ min: 0, max: 3000 }).map((days) => Date.UTC(2026, 0, 1) + days * 86_400_000);
    fc.assert(
      fc.property(anyDay, fc.integer({ min: 1, max: 60 }), (from, count) => {
        const to = Date.parse(addWorkingDays(new Date(from).toISOString().slice(0, 10), count));
        const days = Array.from(
          { length: (to - from) / 86_400_000 },
          (_, at) => from + (at + 1) * 86_400_000,
        );
        const isWeekday = (at: number): boolean => ![0, 6].includes(new Date(at).getUTCDay());
        assert.equal(days.filter(isWeekday).length, count);
        assert.ok(isWeekday(to));
      }),
    );
  });

  it("begin on the day of a zone's calendar", () => {
    assert.equal(localDay("Europe/Berlin", "2026-11-06T23:10:00Z"), "2026-11-07");
    assert.equal(localDay("America/New_York", "2026-11-06T03:10:00Z"), "2026-11-05");
  });
});
