import assert from "node:assert/strict";
import { clockProblem, resolveToday } from "../../../policy-pack/engine/today";

const real = new Date("2026-11-23T23:59:59.999Z");

describe("the day of an evaluation", () => {
  const cases: Readonly<Record<string, readonly [string | undefined, ReturnType<typeof resolveToday>]>> = {
    "is the real one in UTC": [undefined, { day: "2026-11-23", now: real, whatIf: false }],
    "is the real one where the variable is empty": ["", { day: "2026-11-23", now: real, whatIf: false }],
    "is the real one where the variable says the same": [
      "2026-11-23",
      { day: "2026-11-23", now: real, whatIf: false },
    ],
    "may be a later one for a what-if": [
      "2027-02-28",
      { day: "2027-02-28", now: new Date("2027-02-28T00:00:00Z"), whatIf: true },
    ],
  };
  for (const [name, [moved, expected]] of Object.entries(cases))
    it(name, () => assert.deepEqual(resolveToday(real, moved), expected));
  const refused: Readonly<Record<string, readonly [string, RegExp]>> = {
    "an earlier day": [
      "2026-11-22",
      /^Error: READINESS_TODAY may only be later than today \(2026-11-23\); it is 2026-11-22\.$/,
    ],
    "a day that does not exist": ["2027-02-29", /must be a day as YYYY-MM-DD/],
    "another way to write it": ["24.11.2026", /must be a day as YYYY-MM-DD/],
    "a time": ["2026-11-24T00:00:00Z", /must be a day as YYYY-MM-DD/],
    "a very long text, which is not repeated whole": ["9".repeat(1_000), /it is "9{40}"\.$/],
  };
  for (const [name, [moved, message]] of Object.entries(refused))
    it(`cannot be ${name}`, () => {
      assert.throws(() => resolveToday(real, moved), message);
    });
});

describe("the clock of the machine", () => {
  const now = new Date("2026-11-23T08:00:00Z");
  const wrong = (stated: string): string =>
    `The clock of this machine must be right: it says 2026-11-23 08:00 UTC, and the catalog was stated at ${stated} UTC.`;
  const cases: Readonly<Record<string, readonly [string | undefined, string | undefined]>> = {
    "is right where nothing was stated": [undefined, undefined],
    "is right where the catalog was stated just now": ["2026-11-23T08:00:00.000Z", undefined],
    "is right where the catalog was stated long ago": ["2020-01-01T00:00:00.000Z", undefined],
    "may be a day behind": ["2026-11-24T08:00:00.000Z", undefined],
    "is wrong where it is more than a day behind": ["2026-11-24T08:00:00.001Z", wrong("2026-11-24 08:00")],
    "is wrong where it is years behind": ["2031-05-06T07:08:09.000Z", wrong("2031-05-06 07:08")],
  };
  for (const [name, [statedAt, expected]] of Object.entries(cases))
    it(name, () => assert.equal(clockProblem(statedAt, { now }), expected));
});
