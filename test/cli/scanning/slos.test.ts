import assert from "node:assert/strict";
import { slosOf } from "../../../cli/scanning/slos";
import type { Slo } from "../../../evidence/datadog/slos";

const counted: Slo = {
  id: "s1",
  name: "Cart: available!",
  type: "metric",
  tags: ["service:cart"],
  thresholds: [
    { timeframe: "custom", target: 90 },
    { timeframe: "7d", target: 99 },
  ],
  query: { numerator: "sum:ok{*}", denominator: "sum:all{*}" },
};
const slices = (comparator: string, query: string): Slo => ({
  ...counted,
  query: null,
  sli_specification: {
    time_slice: {
      comparator,
      threshold: 0.5,
      query: { formulas: [{ formula: "q" }], queries: [{ name: "q", query }] },
    },
  },
});
const common = { name: "cart-available", target: 99, window: "7d", existing: "s1" };
const formulas = (good: string): Slo => ({
  ...counted,
  query: null,
  sli_specification: {
    count: {
      good_events_formula: { formula: good },
      total_events_formula: { formula: "b" },
      queries: [
        { name: "a", query: "sum:ok{*}" },
        { name: "b", query: "sum:all{*}" },
      ],
    },
  },
});
const trace = "p95:trace.http{service:cart}";
const noWords = "it is made of monitors, or of formulas that the catalog has no words for";
const noLatency = "it is no latency of one query over traces, whose unit would be known";

const cases: Readonly<Record<string, readonly [Slo, object | string]>> = {
  "counts of events": [counted, { ...common, kind: "availability", good: "sum:ok{*}", total: "sum:all{*}" }],
  "formulas that are one query each": [
    formulas("a"),
    { ...common, kind: "availability", good: "sum:ok{*}", total: "sum:all{*}" },
  ],
  "formulas that reckon": [formulas("b - a"), noWords],
  "a latency over traces": [
    slices("<=", trace),
    { ...common, kind: "latency", query: trace, threshold: 0.5 },
  ],
  "a latency in a unit that nobody tells": [slices("<", "p95:http.duration{service:cart}"), noLatency],
  "what must not be too small": [slices(">", trace), noLatency],
  "one of another environment": [
    { ...counted, tags: ["env:staging"] },
    "it is of an environment other than production",
  ],
  "one of several services": [
    { ...counted, query: { numerator: "sum:a{service:cart}", denominator: "sum:a{service:mail}" } },
    "it is of several services",
  ],
  "a time frame of its own": [
    { ...counted, thresholds: [{ timeframe: "custom", target: 99 }] },
    "its time frame is none of 7d, 30d, 90d",
  ],
  "a target that nobody can miss": [
    { ...counted, thresholds: [{ timeframe: "7d", target: 100 }] },
    "its target is not between 0 and 100",
  ],
  "one without letters": [{ ...counted, name: "!" }, "no letter of its name can stand in a name"],
};

describe("an SLO at Datadog in the catalog's words:", () => {
  for (const [title, [slo, expected]] of Object.entries(cases)) {
    it(title, () => {
      const { fields, notMapped } = slosOf([slo]);
      if (typeof expected === "string") assert.deepEqual([fields, notMapped[0]?.reason], [[], expected]);
      else assert.deepEqual([fields, notMapped], [[expected], []]);
    });
  }

  it("the first of two of one name", () => {
    const { fields, notMapped } = slosOf([counted, { ...counted, id: "s2" }]);
    assert.deepEqual(
      fields.map(({ existing }) => existing),
      ["s1"],
    );
    assert.deepEqual(notMapped, [
      { what: "SLO Cart: available! (s2)", reason: "another one has the same name" },
    ]);
  });
});
