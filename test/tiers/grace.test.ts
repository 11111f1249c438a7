import assert from "node:assert/strict";
import type { Promotion } from "../../catalog/graph";
import type { Tier } from "../../catalog/tier";
import { type Grace, graceOf } from "../../tiers/grace";

const today = "2026-11-23";

/** A promotion on record. */
function to(tier: Tier, at: string, from?: Tier): Promotion {
  return { to: tier, at, by: "pia", ...(from === undefined ? {} : { from }) };
}

describe("the grace of a promotion", () => {
  const cases: Readonly<Record<string, readonly [readonly Promotion[], Tier, Grace | undefined]>> = {
    "is 14 days at tier 1": [[to(1, today, 2)], 1, { from: 2, until: "2026-12-07" }],
    "is 30 days at tier 2": [[to(2, today, 3)], 2, { from: 3, until: "2026-12-23" }],
    "counts from the day of the record": [[to(1, "2026-11-20", 3)], 1, { from: 3, until: "2026-12-04" }],
    "lasts until the end of its last day": [[to(1, "2026-11-09", 2)], 1, { from: 2, until: today }],
    "is over on the day after": [[to(1, "2026-11-08", 2)], 1, undefined],
    "does not start before the day of the record": [[to(1, "2026-11-24", 2)], 1, undefined],
    "is not for another tier than the service has": [[to(2, today, 3)], 1, undefined],
    "is not for a service that had no tier before": [[to(1, today)], 1, undefined],
    "is not for a change to a weaker tier": [[to(3, today, 1)], 3, undefined],
    "is not for a record that changes nothing": [[to(2, today, 2)], 2, undefined],
    "is not without any record": [[], 1, undefined],
    "is of the last record, in whatever order they are written": [
      [to(1, "2026-11-20", 2), to(2, "2025-11-01", 3)],
      1,
      { from: 2, until: "2026-12-04" },
    ],
    "is of the one that is written last where two are of a day": [
      [to(2, "2026-11-20", 1), to(1, "2026-11-20", 2)],
      1,
      { from: 2, until: "2026-12-04" },
    ],
    "is not of a record that a later one has overtaken": [
      [to(1, "2026-11-18", 2), to(2, "2026-11-20", 1)],
      1,
      undefined,
    ],
    "is not given again within a year, however often the tier changes": [
      [to(1, "2025-12-01", 2), to(2, "2026-03-01", 1), to(1, "2026-11-20", 2)],
      1,
      undefined,
    ],
    "is not given again after 364 days": [
      [to(1, "2025-11-21", 2), to(3, "2026-03-01", 1), to(1, "2026-11-20", 3)],
      1,
      undefined,
    ],
    "is given again after 365 days": [
      [to(1, "2025-11-20", 2), to(3, "2026-03-01", 1), to(1, "2026-11-20", 3)],
      1,
      { from: 3, until: "2026-12-04" },
    ],
    "is given for a tier although that of another was given within the year": [
      [to(2, "2026-10-01", 3), to(1, "2026-11-20", 2)],
      1,
      { from: 2, until: "2026-12-04" },
    ],
    "is left alone by a record of the future": [
      [to(1, "2026-11-20", 2), to(2, "2026-12-01", 1)],
      1,
      { from: 2, until: "2026-12-04" },
    ],
  };
  for (const [name, [records, tier, expected]] of Object.entries(cases))
    it(name, () => assert.deepEqual(graceOf(records, tier, today), expected));
});
