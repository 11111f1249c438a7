import assert from "node:assert/strict";
import { covered, finalTurns, type Turn } from "../../../sandbox/simulators/pagerduty/rotation";
import type { JsonObject } from "../../../sandbox/world/schema";

const layer = (users: readonly string[], more: JsonObject = {}): JsonObject => ({
  users,
  start: "2026-01-05T09:00:00+01:00",
  rotationVirtualStart: "2026-01-05T09:00:00+01:00",
  rotationTurnLengthSeconds: 604_800,
  ...more,
});
const office = (day: number) => ({
  type: "weekly_restriction",
  startDayOfWeek: day,
  startTimeOfDay: "09:00:00",
  durationSeconds: 8 * 3600,
});
const span = (start: string, end: string) => ({ start: Date.parse(start), end: Date.parse(end) });
const plain = (turns: readonly Turn[]) =>
  turns.map(({ user, start, end }) => [user, new Date(start).toISOString(), new Date(end).toISOString()]);

describe("the rotation of a schedule", () => {
  it("changes hands at the same local time when clocks are put back", () => {
    const turns = finalTurns(
      [layer(["amy", "ben"])],
      "Europe/Berlin",
      span("2026-10-19T07:00:00Z", "2026-11-02T08:00:00Z"),
    );
    assert.deepEqual(plain(turns), [
      ["ben", "2026-10-19T07:00:00.000Z", "2026-10-26T08:00:00.000Z"],
      ["amy", "2026-10-26T08:00:00.000Z", "2026-11-02T08:00:00.000Z"],
    ]);
  });

  it("takes office hours as those of its time zone", () => {
    const turns = finalTurns(
      [
        layer(["amy"], {
          restrictions: [office(1), office(5)],
          rotationVirtualStart: "2026-01-05T09:00:00+05:30",
        }),
      ],
      "Asia/Kolkata",
      span("2026-03-02T00:00:00Z", "2026-03-08T00:00:00Z"),
    );
    assert.deepEqual(plain(turns), [
      ["amy", "2026-03-02T03:30:00.000Z", "2026-03-02T11:30:00.000Z"],
      ["amy", "2026-03-06T03:30:00.000Z", "2026-03-06T11:30:00.000Z"],
    ]);
  });

  it("lays later layers on top of earlier ones, within their own start and end", () => {
    const top = layer(["cho"], { start: "2026-03-04T00:00:00Z", end: "2026-03-05T00:00:00Z" });
    const turns = finalTurns(
      [layer(["amy"]), top],
      "UTC",
      span("2026-03-03T00:00:00Z", "2026-03-06T00:00:00Z"),
    );
    assert.deepEqual(plain(turns), [
      ["amy", "2026-03-03T00:00:00.000Z", "2026-03-04T00:00:00.000Z"],
      ["cho", "2026-03-04T00:00:00.000Z", "2026-03-05T00:00:00.000Z"],
      ["amy", "2026-03-05T00:00:00.000Z", "2026-03-06T00:00:00.000Z"],
    ]);
  });

  it("has nobody before a layer starts, and nobody where nobody takes turns", () => {
    const early = span("2025-12-01T00:00:00Z", "2025-12-02T00:00:00Z");
    assert.deepEqual(finalTurns([layer(["amy"])], "UTC", early), []);
    assert.deepEqual(
      finalTurns([layer([])], "UTC", span("2026-03-01T00:00:00Z", "2026-03-02T00:00:00Z")),
      [],
    );
  });

  it("leaves of a turn what is not taken over", () => {
    const turn = (user: string, start: number, end: number): Turn => ({ user, start, end });
    assert.deepEqual(covered([turn("amy", 0, 10), turn("ben", 10, 20)], [turn("cho", 8, 12)]), [
      turn("amy", 0, 8),
      turn("cho", 8, 12),
      turn("ben", 12, 20),
    ]);
  });
});
