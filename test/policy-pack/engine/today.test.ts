import assert from "node:assert/strict";
import { resolveToday } from "../../../policy-pack/engine/today";

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
