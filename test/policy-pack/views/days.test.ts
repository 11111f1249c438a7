import assert from "node:assert/strict";
import { daysSince, daysUntil } from "../../../policy-pack/views/days";

describe("days since", () => {
  const cases: Readonly<Record<string, readonly [string, string, number]>> = {
    "a day and itself": ["2026-11-23", "2026-11-23", 0],
    "a day and the next": ["2026-11-22", "2026-11-23", 1],
    "a day and an earlier one": ["2026-11-23", "2026-11-20", -3],
    "days in a leap year": ["2028-02-28", "2028-03-01", 2],
    "a year's length": ["2025-11-23", "2026-11-23", 365],
    "the last minute of a day and the next day": ["2026-11-22T23:59:59.000Z", "2026-11-23", 1],
    "the first minute of a day and that day": ["2026-11-23T00:00:00.000Z", "2026-11-23", 0],
    "a time of another zone, whose UTC day counts": ["2026-11-23T00:30:00+02:00", "2026-11-23", 1],
  };
  for (const [name, [from, to, days]] of Object.entries(cases)) {
    it(`are ${days} for ${name}`, () => {
      assert.equal(daysSince(from, to), days);
      assert.equal(daysUntil(to, from), days);
    });
  }
});
