import assert from "node:assert/strict";
import { ageLimitOf } from "../../../policy-pack/engine/age-limit";

const minute = 60_000;
const cases: Readonly<Record<string, number | undefined>> = {
  "1m": minute,
  "90m": 90 * minute,
  "26h": 26 * 60 * minute,
  "2d": 2 * 24 * 60 * minute,
  "999999d": 999_999 * 24 * 60 * minute,
  "0h": undefined,
  "026h": undefined,
  "1000000m": undefined,
  "-1h": undefined,
  "1.5h": undefined,
  "26": undefined,
  "26 h": undefined,
  "26s": undefined,
  "26h 1m": undefined,
  "": undefined,
};

describe("how old something may be", () => {
  for (const [text, milliseconds] of Object.entries(cases))
    it(`of "${text}" is ${milliseconds === undefined ? "not said" : `${milliseconds} ms`}`, () => {
      assert.equal(ageLimitOf(text), milliseconds);
    });
});
