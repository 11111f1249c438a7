import assert from "node:assert/strict";
import { keptRunOf, keptRunSchema, scorecardOfRun } from "../../scorecard/kept-run";
import { scorecardSchema } from "../../scorecard/schema";
import { cardOf, worldOfFigures } from "./year";

describe("a run as it is kept", () => {
  it("has each finding once, and gives every service its own back in their order", () => {
    const card = cardOf(worldOfFigures("2026-11-01", 20, 20, 1, 20));
    const run = keptRunSchema.parse(JSON.parse(JSON.stringify(keptRunOf(card))));
    const of = (at: number) => run.services[at]?.findings;
    assert.deepEqual(of(0), of(1));
    assert.deepEqual(of(0), of(3));
    assert.notDeepEqual(of(0), of(2));
    assert.equal(new Set(run.findings.map((one) => JSON.stringify(one))).size, run.findings.length);
    const read = scorecardSchema.parse(scorecardOfRun(run));
    const outcomes = ({ services }: typeof card) =>
      services.map(({ name, findings }) => [name, findings.map((one) => `${one.rule} ${one.outcome}`)]);
    assert.deepEqual(outcomes(read), outcomes(card));
  });

  it("keeps of a failure what causes are found by, without its texts", () => {
    const card = cardOf(worldOfFigures("2026-11-01", 1));
    const [kept] = scorecardOfRun(keptRunOf(card))?.services ?? [];
    const [was] = card.services;
    assert.ok(kept && was);
    assert.ok(was.findings.some(({ violations }) => violations.length > 0));
    assert.deepEqual(
      kept.findings.map(({ violations }) => violations),
      was.findings.map(({ violations }) =>
        violations.map(({ fix: _, ...one }) => ({ ...one, text: "", urn: "" })),
      ),
    );
  });

  it("is none where a service has a finding that is not there", () => {
    const run = keptRunOf(cardOf(worldOfFigures("2026-11-01", 1)));
    assert.ok(scorecardOfRun(run));
    assert.equal(scorecardOfRun({ ...run, findings: run.findings.slice(1) }), undefined);
  });
});
