import assert from "node:assert/strict";
import { UnknownValue } from "../../../../policy-pack/engine/value";
import { type Recurring, recurringTimes } from "../../../../policy-pack/views/recurrence/recurring-times";

const hour = 3_600_000;
const month = { from: Date.parse("2026-11-23T00:00Z"), to: Date.parse("2026-12-23T00:00Z") };
const base: Recurring = {
  rule: "FREQ=DAILY",
  start: Date.parse("2026-11-01T22:00Z"),
  duration: 2 * hour,
  zone: "UTC",
};

/** Hours of the 720 after 2026-11-23 that something recurring covers. */
function hours(what: Partial<Recurring>, within = month): number {
  const times = recurringTimes({ ...base, ...what }, within, "it");
  return times.reduce((sum, { from, to }) => sum + to - from, 0) / hour;
}

describe("what recurs", () => {
  it("covers the time of each occurrence", () => assert.equal(hours({}), 60));
  it("counts what began before the stretch, and only what lies in it", () => {
    assert.equal(hours({ rule: "FREQ=WEEKLY;BYDAY=SU", duration: 5 * hour }), 3 + 4 * 5);
  });
  it("counts overlaps once", () => {
    assert.equal(hours({ duration: 24 * hour }), 720);
    assert.equal(hours({ rule: "FREQ=DAILY;BYHOUR=20,21", duration: 2 * hour }), 90);
  });
  it("covers nothing after its end or count", () => {
    assert.equal(hours({ rule: "FREQ=DAILY;UNTIL=20261124T230000Z" }), 4);
    assert.equal(hours({ rule: "FREQ=DAILY;COUNT=23" }), 2);
  });
  it("keeps its time of day where clocks change", () => {
    const [first] = recurringTimes({ ...base, zone: "Europe/Berlin" }, month, "it");
    assert.equal(first?.from, Date.parse("2026-11-23T21:00Z"));
    const change = { from: Date.parse("2026-10-24T00:00Z"), to: Date.parse("2026-10-27T00:00Z") };
    const starts = recurringTimes(
      { ...base, start: Date.parse("2026-10-01T12:00Z"), zone: "Europe/Berlin" },
      change,
      "it",
    );
    assert.deepEqual(
      starts.map(({ from }) => new Date(from).toISOString().slice(11, 16)),
      ["10:00", "11:00", "11:00"],
    );
  });
  it("starts where the clocks are put forward when they skip its time", () => {
    const spring = { from: Date.parse("2027-03-28T00:00Z"), to: Date.parse("2027-03-29T00:00Z") };
    const [only] = recurringTimes(
      { ...base, rule: "FREQ=DAILY;COUNT=1", start: Date.parse("2027-03-28T02:30Z"), zone: "Europe/Berlin" },
      spring,
      "it",
    );
    assert.equal(only?.from, Date.parse("2027-03-28T01:30Z"));
  });
  it("is solid where it recurs as often as it lasts, however often that is", () => {
    assert.equal(hours({ rule: "FREQ=SECONDLY", duration: hour }), 720);
    assert.equal(hours({ rule: "FREQ=MINUTELY;INTERVAL=60", duration: hour }), 720);
    assert.equal(hours({ rule: "FREQ=HOURLY;UNTIL=20261124T000000Z", duration: hour }), 25);
    assert.equal(hours({ rule: "FREQ=HOURLY;COUNT=999999999", duration: hour }), 720);
    assert.equal(hours({ rule: "FREQ=HOURLY;INTERVAL=2", duration: hour }), 360);
  });
  it("lasts for ever where it lasts longer than a year", () => {
    assert.equal(
      hours({
        rule: "FREQ=YEARLY;INTERVAL=9",
        start: Date.parse("2019-01-01T00:00Z"),
        duration: 9_000 * 24 * hour,
      }),
      720,
    );
  });
  it("is not known where it recurs too often, or cannot be read", () => {
    const reason = (what: Partial<Recurring>, expected: string): void =>
      assert.throws(
        () => hours(what),
        (error) =>
          error instanceof UnknownValue && error.unknownCause === "unobserved" && error.reason === expected,
      );
    reason({ rule: "FREQ=SECONDLY;BYDAY=MO" }, "it recurs too often for its times to be added up");
    reason(
      { rule: "FREQ=SOMETIMES" },
      "the recurrence of it cannot be read: it has no FREQ that RFC 5545 knows",
    );
    reason({ zone: "Mars/Olympus" }, "the recurrence of it cannot be read: it names no time zone");
  });
});
