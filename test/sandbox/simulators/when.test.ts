import assert from "node:assert/strict";
import { type Ask, when } from "../../../sandbox/simulators/exchange";
import type { Json } from "../../../sandbox/world/schema";

const ask = { now: new Date("2026-03-02T10:00:00Z") } as Ask; // nothing else of it is looked at

const cases: readonly (readonly [name: string, value: Json | undefined, expected: string | null])[] = [
  ["a duration is that long ago", "P3DT2H", "2026-02-27T08:00:00.000Z"],
  ["a duration below zero is ahead", "-P1D", "2026-03-03T10:00:00.000Z"],
  ["a date is itself", "2026-01-05T09:00:00+01:00", "2026-01-05T09:00:00+01:00"],
  ["a text is none", "soon", null],
  ["a number is none", 12, null],
  ["an empty text is none", "", null],
  ["what is absent is none", undefined, null],
];

describe("an instant of the world", () => {
  for (const [name, value, expected] of cases) {
    it(name, () => assert.equal(when(ask, value), expected));
  }
});
