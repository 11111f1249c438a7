import assert from "node:assert/strict";
import { type Circumstances, criticalityOf, riskOf } from "../../tiers/grading";

const criticalities: readonly (readonly [Circumstances, string | undefined, ...(readonly string[])])[] = [
  [{}, undefined],
  [{ revenue: "none" }, "low", "no revenue rests on it"],
  [{ revenue: "indirect" }, "medium", "revenue rests on it indirectly"],
  [{ revenue: "direct" }, "high", "revenue rests on it directly"],
  [{ users: "staff" }, "low", "only staff notice"],
  [{ users: "some" }, "medium", "some users notice"],
  [{ users: "most" }, "high", "most users notice"],
  [{ dependants: 0 }, "low", "0 services need it"],
  [{ dependants: 1 }, "low", "1 service needs it"],
  [{ dependants: 2 }, "medium", "2 services need it"],
  [{ dependants: 4 }, "medium", "4 services need it"],
  [{ dependants: 5 }, "high", "5 services need it"],
  [{ revenue: "none", users: "some", dependants: 3 }, "medium", "some users notice", "3 services need it"],
  [{ changes: "daily", incidents: 9, replicas: 1 }, undefined],
];

const risks: readonly (readonly [Circumstances, string | undefined, ...(readonly string[])])[] = [
  [{}, undefined],
  [{ changes: "seldom" }, "low", "it changes seldom"],
  [{ changes: "weekly" }, "low", "it changes weekly"],
  [{ changes: "daily" }, "medium", "it changes daily"],
  [{ incidents: 0 }, "low", "0 incidents in 90 days"],
  [{ incidents: 1 }, "medium", "1 incident in 90 days"],
  [{ incidents: 2 }, "medium", "2 incidents in 90 days"],
  [{ incidents: 3 }, "high", "3 incidents in 90 days"],
  [{ replicas: 1 }, "medium", "only one copy of it runs"],
  [{ replicas: 2 }, "low", "2 copies of it run"],
  [{ changes: "daily", incidents: 2, replicas: 3 }, "medium", "it changes daily", "2 incidents in 90 days"],
  [{ revenue: "direct", users: "most", dependants: 9 }, undefined],
];

describe("a service's grades", () => {
  for (const [known, grade, ...reasons] of criticalities)
    it(`are ${grade} in criticality for ${JSON.stringify(known)}`, () =>
      assert.deepEqual(criticalityOf(known), grade === undefined ? undefined : { grade, reasons }));
  for (const [known, grade, ...reasons] of risks)
    it(`are ${grade} in risk for ${JSON.stringify(known)}`, () =>
      assert.deepEqual(riskOf(known), grade === undefined ? undefined : { grade, reasons }));
});
