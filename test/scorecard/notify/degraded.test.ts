import assert from "node:assert/strict";
import { degradedPieces } from "../../../scorecard/notify/degraded";
import type { ScoredFinding } from "../../../scorecard/schema";
import { card, finding, level, service, violation } from "../cards";

type Reached = "none" | "bronze" | "silver" | "gold";

const of = (judgedFor: string, findings: readonly ScoredFinding[], reached: Reached = "gold") =>
  card([service({ findings: [...findings], levels: [level(reached)] })], { judgedFor });

/** What is told of cart, of a level that fell where one is named. */
const pieces = (before: readonly ScoredFinding[], after: readonly ScoredFinding[], to: Reached = "gold") =>
  degradedPieces(of("2026-11-22", before), of("2026-11-23", after, to));
const told = (...given: Parameters<typeof pieces>): readonly string[] =>
  pieces(...given).map(({ kind, text }) => `${kind}: ${text}`);

const passing = finding();
const other = finding({ rule: "runbook" });
const unknown = finding({ outcome: "unknown", cause: "unobserved", reason: "No answer." });
const [one, two] = [violation({ subject: "a", text: "A." }), violation({ subject: "b", text: "B." })];
const fell = "degraded: gold → bronze in production-readiness, must be gold.";
const silent = "unknown: slo-defined could not be judged.";

describe("a level that fell", () => {
  it("is told where something failed beside what nobody told, though that is known again", () => {
    const before = [passing, { ...unknown, rule: "runbook" }];
    const after = [unknown, { ...other, outcome: "fail" as const }];
    assert.deepEqual(told(before, after, "bronze"), [fell, silent]);
  });

  it("is told where a rule applies now and fails beside what nobody told", () => {
    const before = [passing, { ...other, outcome: "not-applicable" as const }];
    const after = [unknown, { ...other, outcome: "fail" as const }];
    assert.deepEqual(told(before, after, "bronze"), [fell, silent]);
  });

  it("is not told for what nobody told, whatever became of other sets", () => {
    const set = "house-rules";
    const after = [unknown, { ...other, set, outcome: "fail" as const }];
    assert.deepEqual(told([passing, { ...other, set }], after, "bronze"), [silent]);
  });

  it("is other news where it is another level", () => {
    const keys = (["silver", "bronze"] as const).map((to) => pieces([], [], to)[0]?.key);
    assert.notEqual(keys[0], keys[1]);
  });
});

describe("a mandatory failure", () => {
  const is = "degraded: slo-defined fails and is mandatory";

  it("is told by what is new of it, and not where only some of it is left", () => {
    const [less, more] = [finding({ violations: [one] }), finding({ violations: [one, two] })];
    assert.deepEqual(told([less], [more]), [`${is}: B.`]);
    assert.deepEqual(told([more], [less]), []);
  });

  it("is told where it stops a run only, and where the rule went wrong", () => {
    const ofRun = finding({ violations: [violation({ gate: "advisory", text: "A." })] });
    assert.deepEqual(told([passing], [ofRun]), [`${is}: A.`]);
    assert.deepEqual(told([passing], [finding({ outcome: "error", violations: [one] })]), [`${is}: A.`]);
  });

  it("is none where the rule could not be judged", () => {
    assert.deepEqual(told([passing], [{ ...unknown, cause: "authored", violations: [one] }]), [silent]);
  });
});

describe("what cannot be judged", () => {
  it("is no news of a rule that is new", () => {
    assert.deepEqual(told([], [unknown]), []);
  });
});
