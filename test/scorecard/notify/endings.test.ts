import assert from "node:assert/strict";
import { deadlinePieces, waiverPieces } from "../../../scorecard/notify/endings";
import type { Scorecard } from "../../../scorecard/schema";
import { card, finding, service, violation, waiver } from "../cards";

type Given = Partial<Scorecard["waivers"][number]["waiver"]>;
type State = Scorecard["waivers"][number]["state"];

/** What is told of cart's waivers, which had another name. */
function told(...waivers: readonly (readonly [State, Given])[]): readonly string[] {
  const all = waivers.map(([state, parts]) => ({ state, waiver: { ...waiver, ...parts } }));
  const failing = finding({ violations: [violation()] });
  const services = [service({ aliases: ["basket"], findings: [failing] }), service({ name: "quote" })];
  return waiverPieces(card(services, { waivers: all }), [14]).map(({ text }) => text);
}

const ends = "The waiver of slo-defined ends on 2026-11-30, in 7 days (migration).";
const later = { expires: "2027-01-31" };

describe("a waiver that ends soon", () => {
  it("is told, unless another goes on for the same, by whichever name of the service", () => {
    for (const parts of [{}, { service: "basket" }]) assert.deepEqual(told(["in-force", parts]), [ends]);
    for (const names of [{}, { service: "basket" }])
      assert.deepEqual(told(["in-force", {}], ["in-force", { ...later, ...names }]), []);
    assert.deepEqual(told(["in-force", { service: "basket" }], ["in-force", later]), []);
  });

  it("is told where what goes on does not count, or is of another rule, service or subject", () => {
    assert.deepEqual(told(["in-force", {}], ["refused", later]), [ends]);
    for (const parts of [{ rule: "runbook" }, { service: "quote" }, { subject: "latency" }])
      assert.deepEqual(told(["in-force", {}], ["in-force", { ...later, ...parts }]), [ends]);
  });

  it("is not told of one failure where the other is of all", () => {
    assert.deepEqual(told(["in-force", { subject: "latency" }], ["in-force", later]), []);
  });

  it("is told by either of two that end on the same day", () => {
    assert.equal(told(["in-force", {}], ["in-force", { note: "Again." }]).length, 2);
  });
});

describe("a waiver that has ended", () => {
  it("is told for a week", () => {
    const endedOn = (expires: string) => told(["expired", { expires }]);
    assert.deepEqual(endedOn("2026-11-16"), [
      "The waiver of slo-defined ended on 2026-11-16: the failure counts again.",
    ]);
    assert.deepEqual(endedOn("2026-11-15"), []);
  });
});

describe("a waiver that accepts nothing", () => {
  it("is not told, whatever its day", () => {
    for (const state of ["refused", "unused", "idle", "orphaned"] as const)
      assert.deepEqual(told([state, {}], [state, { expires: "2026-11-20" }]), []);
  });
});

describe("the key of a waiver's news", () => {
  it("is another once the waiver is prolonged", () => {
    const keyOf = (expires: string) =>
      waiverPieces(
        card([service()], { waivers: [{ state: "in-force", waiver: { ...waiver, expires } }] }),
        [14],
      )[0]?.key;
    assert.notEqual(keyOf("2026-11-30"), keyOf("2026-12-01"));
  });
});

describe("a day by which something is to be met", () => {
  const day = "2026-11-30";
  const due = (rule: string, ...days: readonly string[]) =>
    finding({ rule, violations: days.map((one) => violation({ due: one })) });
  const toldOf = (findings: readonly ReturnType<typeof finding>[], rules: readonly string[] = []) => {
    const url = "https://github.com/acme/shop/issues/1";
    const task = { rules: [...rules], url, opened: "2026-11-01", due: day, overdue: false };
    const tasks = rules.length === 0 ? [] : [task];
    return deadlinePieces(card([service({ findings: [...findings], tasks })]), [14]).map(({ text }) => text);
  };
  const stricter = "1 failing rule becomes stricter after 2026-11-30, in 7 days: slo-defined.";

  it("is told once of a rule with several failures, and of its task", () => {
    const findings = [due("slo-defined", day, day)];
    assert.deepEqual(toldOf(findings), [stricter]);
    assert.deepEqual(toldOf(findings, ["slo-defined"]), [stricter]);
  });

  it("is told of a task where one of its rules has no such day, or another", () => {
    const both = "The task for slo-defined, runbook is due on 2026-11-30, in 7 days.";
    const rules = ["slo-defined", "runbook"];
    assert.deepEqual(toldOf([due("slo-defined", day), due("runbook")], rules), [stricter, both]);
    assert.deepEqual(toldOf([due("slo-defined", day), due("runbook", "2027-01-01")], rules), [
      stricter,
      both,
    ]);
  });
});
