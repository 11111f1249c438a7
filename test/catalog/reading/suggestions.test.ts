import assert from "node:assert/strict";
import { nearest } from "../../../catalog/reading/suggestions";

const fields = ["name", "owner", "costCenter", "slos", "high", "low", "availability"];

describe("nearest", () => {
  const cases: Readonly<Record<string, string | undefined>> = {
    onwer: "owner",
    hihg: "high",
    cost_center: "costCenter",
    "Cost-Center": "costCenter",
    avail: "availability",
    slo: "slos",
    urgent: undefined,
    xy: undefined,
    "": undefined,
    ["o".repeat(100)]: undefined,
  };
  for (const [word, expected] of Object.entries(cases)) {
    it(`answers ${expected ?? "nothing"} for ${word.slice(0, 20) || "nothing"}`, () =>
      assert.equal(nearest(word, fields), expected));
  }
});
