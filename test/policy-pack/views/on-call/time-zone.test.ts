import assert from "node:assert/strict";
import fc from "fast-check";
import {
  clockWithin,
  instantOf,
  isZone,
  localTime,
  offsetAt,
  offsetPieces,
  parseInstant,
  wallAt,
} from "../../../../policy-pack/views/on-call/time-zone";

const hour = 3_600_000;
const zones = ["Europe/Berlin", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe", "UTC"];
const anyZone = fc.constantFrom(...zones);
const anyMinute = fc
  .integer({ min: Date.UTC(2026, 0, 1) / 60_000, max: Date.UTC(2028, 0, 1) / 60_000 })
  .map((minutes) => minutes * 60_000);

function utc(text: string): number {
  return Date.parse(`${text}Z`);
}

describe("time zones", () => {
  const changes: Readonly<Record<string, readonly [zone: string, from: string, to: string, change: string]>> =
    {
      "spring in Berlin": ["Europe/Berlin", "2026-03-28T00:00", "2026-03-30T00:00", "2026-03-29T01:00"],
      "autumn in Berlin": ["Europe/Berlin", "2026-10-20T00:00", "2026-11-20T00:00", "2026-10-25T01:00"],
      "spring in New York": ["America/New_York", "2026-03-01T00:00", "2026-03-29T00:00", "2026-03-08T07:00"],
      "autumn in New York": ["America/New_York", "2026-10-26T00:00", "2026-11-23T00:00", "2026-11-01T06:00"],
      "autumn on Lord Howe": [
        "Australia/Lord_Howe",
        "2026-04-01T00:00",
        "2026-04-29T00:00",
        "2026-04-04T15:00",
      ],
      "spring on Lord Howe": [
        "Australia/Lord_Howe",
        "2026-09-20T00:00",
        "2026-10-18T00:00",
        "2026-10-03T15:30",
      ],
    };
  for (const [name, [zone, from, to, change]] of Object.entries(changes)) {
    it(`finds the change of clocks in ${name}`, () => {
      const pieces = offsetPieces(zone, { from: utc(from), to: utc(to) });
      assert.deepEqual(
        pieces.map((piece) => [piece.from, piece.to]),
        [
          [utc(from), utc(change)],
          [utc(change), utc(to)],
        ],
      );
    });
  }

  it("does not cut where clocks do not change", () => {
    const window = { from: utc("2026-01-01T00:00"), to: utc("2026-12-31T00:00") };
    assert.deepEqual(offsetPieces("Asia/Kolkata", window), [{ ...window, offset: 5.5 * hour }]);
    assert.deepEqual(offsetPieces("UTC", window), [{ ...window, offset: 0 }]);
  });

  it("knows zones from other words", () => {
    assert.deepEqual(["Europe/Berlin", "UTC", "Middle-earth/Shire", ""].map(isZone), [
      true,
      true,
      false,
      false,
    ]);
  });

  it("agrees with Temporal on the offset at any minute", async () => {
    const { Temporal } = await import("temporal-polyfill");
    fc.assert(
      fc.property(anyZone, anyMinute, (zone, at) => {
        const zoned = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone);
        assert.equal(offsetAt(zone, at), zoned.offsetNanoseconds / 1_000_000);
      }),
    );
  });

  it("agrees with Temporal on the instant of any wall time", async () => {
    const { Temporal } = await import("temporal-polyfill");
    fc.assert(
      fc.property(anyZone, anyMinute, (zone, wall) => {
        const plain = Temporal.PlainDateTime.from(new Date(wall).toISOString().slice(0, 19));
        assert.equal(instantOf(zone, wall), plain.toZonedDateTime(zone).epochMilliseconds);
      }),
      { numRuns: 300 },
    );
  });

  it("takes the first of two instants, and moves what the clocks skip behind the change", () => {
    assert.equal(instantOf("Europe/Berlin", utc("2026-10-25T02:30")), utc("2026-10-25T00:30"));
    assert.equal(instantOf("Europe/Berlin", utc("2026-03-29T02:30")), utc("2026-03-29T01:30"));
  });

  const texts: Readonly<Record<string, readonly [text: string, zone: string, expected: string | undefined]>> =
    {
      "an offset": ["2026-01-05T09:00:00+01:00", "UTC", "2026-01-05T08:00"],
      "an offset without a colon": ["2026-01-05T09:00:00-0500", "UTC", "2026-01-05T14:00"],
      "universal time": ["2026-01-05T09:00:00.000Z", "Europe/Berlin", "2026-01-05T09:00"],
      "no offset": ["2026-07-05T09:00:00", "Europe/Berlin", "2026-07-05T07:00"],
      "a day alone": ["2026-07-05", "Asia/Kolkata", "2026-07-04T18:30"],
      "a month that does not exist": ["2026-13-05T09:00:00Z", "UTC", undefined],
      words: ["next Monday", "UTC", undefined],
    };
  for (const [name, [text, zone, expected]] of Object.entries(texts)) {
    it(`reads ${name}`, () => {
      assert.equal(parseInstant(text, zone), expected === undefined ? undefined : utc(expected));
    });
  }

  it("writes local times, with the offset only where the hour comes twice", () => {
    assert.equal(localTime("Europe/Berlin", utc("2026-11-23T19:00")), "Mon 2026-11-23 20:00");
    assert.equal(localTime("Asia/Kolkata", utc("2026-11-23T19:00:30")), "Tue 2026-11-24 00:30:30");
    assert.equal(localTime("Europe/Berlin", utc("2026-10-25T00:30")), "Sun 2026-10-25 02:30 +02:00");
    assert.equal(localTime("Europe/Berlin", utc("2026-10-25T01:30")), "Sun 2026-10-25 02:30 +01:00");
    assert.equal(localTime("America/New_York", utc("2026-11-01T05:15")), "Sun 2026-11-01 01:15 -04:00");
    assert.equal(localTime("Europe/Berlin", utc("2026-10-25T02:00")), "Sun 2026-10-25 03:00");
  });

  it("reads back what it places", () => {
    fc.assert(
      fc.property(anyZone, anyMinute, (zone, at) => {
        const wall = wallAt(zone, at);
        assert.equal(wallAt(zone, instantOf(zone, wall)), wall);
      }),
    );
  });

  it("are read within a window as one by one, and back again", () => {
    fc.assert(
      fc.property(anyZone, anyMinute, fc.nat(60 * 24 * 60), (zone, from, minutes) => {
        const window = { from, to: from + 60 * 24 * hour };
        const instant = from + minutes * 60_000;
        const clock = clockWithin(zone, window);
        assert.equal(clock.read(instant), wallAt(zone, instant));
        const first = instantOf(zone, wallAt(zone, instant));
        if (first >= from) assert.equal(clock.instant(wallAt(zone, instant)), first);
      }),
    );
  });
  it("lead on from a wall time that they skip", () => {
    const window = { from: utc("2026-03-28T00:00"), to: utc("2026-03-30T00:00") };
    assert.equal(
      clockWithin("Europe/Berlin", window).instant(utc("2026-03-29T02:30")),
      utc("2026-03-29T01:30"),
    );
  });
});
