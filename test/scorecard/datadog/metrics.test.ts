import assert from "node:assert/strict";
import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { seriesBatches, seriesOf } from "../../../scorecard/datadog/metrics";
import { tagOf } from "../../../scorecard/datadog/tags";
import { card, finding, level, service, violation } from "../cards";
import { hostileText } from "../notify/hostile";

const moment = { timestamp: 1_764_000_000, env: "production" };
const ruleSets = [{ name: "production-readiness", rules: 1, definitions: [], terms: {} }];

describe("a scorecard's figures at Datadog", () => {
  it("are those of each service, of each team and area, and that there was a run", () => {
    const own = service({
      levels: [{ ...level("bronze", "silver"), score: { met: 2, of: 3, unknown: 0, waived: 1 } }],
      findings: [
        finding(),
        finding({
          rule: "slo-alerts-on-burn",
          violations: [violation(), violation({ enforcement: "advisory" })],
        }),
      ],
    });
    const shown = seriesOf(card([own], { ruleSets }), moment).map(
      ({ metric, points, tags }) => `${metric} ${points[0].value} ${tags.slice(3).join(",")}`,
    );
    const cart = "service:cart,team:orders,tier:1";
    assert.deepEqual(shown, [
      "readiness.run 1 ",
      `readiness.level 1 ${cart},set:production-readiness`,
      `readiness.level.with_waivers 2 ${cart},set:production-readiness`,
      `readiness.below_must 1 ${cart},set:production-readiness`,
      `readiness.score 66.6 ${cart},set:production-readiness`,
      `readiness.failures 1 ${cart},enforcement:mandatory`,
      `readiness.failures 1 ${cart},enforcement:advisory`,
      `readiness.failures 0 ${cart},enforcement:off`,
      "readiness.coverage 50 team:orders,area:reliability,set:production-readiness",
    ]);
  });

  it("are gauges at one time, tagged with project, stack and environment", () => {
    const [run] = seriesOf(card([]), moment);
    assert.deepEqual(run, {
      metric: "readiness.run",
      type: 3,
      points: [{ timestamp: 1_764_000_000, value: 1 }],
      tags: ["project:shop", "stack:prod", "env:production"],
    });
  });

  it("have no score where no rule counts", () => {
    const metrics = seriesOf(card([service()]), moment).map(({ metric }) => metric);
    assert.ok(!metrics.includes("readiness.score"));
  });

  it("go in payloads that fit, none left out", () => {
    const name = fc.string({ unit: "binary", maxLength: 180 });
    fc.assert(
      fc.property(fc.array(name, { minLength: 1, maxLength: 300 }), (names) => {
        const services = names.flatMap((one, index) =>
          Array.from({ length: 8 }, (_, copy) => service({ name: `${copy}-${index}-${one}` })),
        );
        const series = services.flatMap((one) => seriesOf({ ...card([]), services: [one] }, moment));
        const batches = seriesBatches(series);
        assert.deepEqual(
          batches.flatMap((batch) => batch.series),
          series,
        );
        for (const batch of batches) {
          const text = JSON.stringify(batch);
          assert.ok(gzipSync(text).length <= 512_000 && Buffer.byteLength(text) <= 512_000);
        }
      }),
      { numRuns: 10 },
    );
    assert.deepEqual(seriesBatches([]), []);
  });
});

describe("a tag", () => {
  it("is what Datadog keeps of a text", () => {
    assert.equal(tagOf("service", "Cart & Co, v2"), "service:cart_co_v2");
    assert.equal(tagOf("team", "zahlungen-über.de/x"), "team:zahlungen-über.de/x");
  });

  it("has at most 200 letters and no comma, whatever it is of", () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        const tag = tagOf("service", text);
        assert.ok([...tag].length <= 200);
        assert.doesNotMatch(tag, /[,\s<>"]/);
      }),
    );
  });
});
