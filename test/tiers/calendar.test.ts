import assert from "node:assert/strict";
import fc from "fast-check";
import { addDays, daysBetween } from "../../tiers/calendar";

describe("a day so many days later", () => {
  const cases: Readonly<Record<string, readonly [string, number, string]>> = {
    "is the same for none": ["2026-11-23", 0, "2026-11-23"],
    "goes over the end of a month": ["2026-11-23", 14, "2026-12-07"],
    "goes over the end of a year": ["2026-12-31", 1, "2027-01-01"],
    "counts 29 February where there is one": ["2028-02-28", 1, "2028-02-29"],
    "leaves out 29 February where there is none": ["2026-02-28", 1, "2026-03-01"],
    "is not moved by clocks that change": ["2026-10-24", 2, "2026-10-26"],
    "may lie before": ["2026-03-01", -1, "2026-02-28"],
  };
  for (const [name, [day, days, expected]] of Object.entries(cases))
    it(name, () => assert.equal(addDays(day, days), expected));
});

describe("the days from one to another", () => {
  const cases: Readonly<Record<string, readonly [string, string, number]>> = {
    "are none within a day, whatever the time": ["2026-11-23T00:00:00Z", "2026-11-23T23:59:59.999Z", 0],
    "are one over midnight in UTC, however short": ["2026-11-23T23:59:59Z", "2026-11-24T00:00:00Z", 1],
    "may mix a day and a time": ["2026-11-16T12:00:00Z", "2026-11-23", 7],
    "count a time by its day in UTC, whatever the day where it was written": [
      "2026-11-23T23:30:00-08:00",
      "2026-11-24T00:30:00+09:00",
      -1,
    ],
    "are negative where the second is earlier": ["2026-11-23", "2026-11-20", -3],
    "are not moved by clocks that change": ["2026-03-28", "2026-03-30", 2],
    "count a leap year whole": ["2028-01-01", "2029-01-01", 366],
  };
  for (const [name, [from, to, expected]] of Object.entries(cases))
    it(name, () => assert.equal(daysBetween(from, to), expected));

  it("are what was added", () => {
    const anyDay = fc
      .date({ min: new Date("2000-01-01"), max: new Date("2100-01-01"), noInvalidDate: true })
      .map((date) => date.toISOString().slice(0, 10));
    fc.assert(
      fc.property(anyDay, fc.integer({ min: -1_000, max: 1_000 }), (day, days) => {
        assert.equal(daysBetween(day, addDays(day, days)), days);
      }),
    );
  });
});
