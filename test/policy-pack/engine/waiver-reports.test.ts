import assert from "node:assert/strict";
import type { Waiver } from "../../../catalog/waiver";
import type { WaiverReport } from "../../../policy-pack/engine/waiver-reports";
import { type Given, given } from "../given";
import { judged, type SampleContext, sampleRule } from "./sample-rule";
import { sampleWaiver } from "./waiver-cases";

const fails = ({ service, fail }: SampleContext): void => {
  if (service.name !== "checkout") return;
  fail("missing", {}, { subject: "availability" });
  fail("missing", {}, { subject: "latency" });
};

async function reportsOf(
  waivers: readonly Partial<Waiver>[],
  check: (context: SampleContext) => void = fails,
  input: Given = given.service(),
): Promise<readonly WaiverReport[]> {
  const stack = input.catalog({ waivers: waivers.map(sampleWaiver) });
  return (await judged(stack.resources(), [sampleRule(check)])).waivers;
}

describe("what a waiver is reported to do", () => {
  type Case = readonly [
    Partial<Waiver>,
    readonly [WaiverReport["state"], string?],
    ((context: SampleContext) => void)?,
  ];
  const cases: Readonly<Record<string, Case>> = {
    "is to accept a failure": [{}, ["in-force"]],
    "is to accept one of several": [{ subject: "latency" }, ["in-force"]],
    "is nothing more, as it has ended": [{ expires: "2026-11-22" }, ["expired", "ended on 2026-11-22"]],
    "is nothing, as it does not count": [
      { approver: "amy" },
      ["refused", "does not count, as its approver amy is a member of orders"],
    ],
    "is nothing yet": [
      { requested: "2026-11-24" },
      ["refused", "does not count yet, as it was requested on 2026-11-24"],
    ],
    "is nothing, as nothing fails": [{}, ["unused", "nothing fails that it accepts"], () => {}],
    "is nothing, as the rule does not apply": [
      {},
      ["unused", "nothing fails that it accepts"],
      ({ notApplicable }) => notApplicable("there is nothing"),
    ],
    "is nothing, as nothing of its subject fails": [
      { subject: "errors" },
      ["unused", "nothing fails that it accepts"],
    ],
    "is not known while the rule cannot be judged": [
      {},
      ["idle", "the rule cannot be judged now"],
      ({ unknown }) => unknown("planned", "later"),
    ],
    "is not known while the rule goes wrong": [
      {},
      ["idle", "the rule cannot be judged now"],
      () => {
        throw new Error("boom");
      },
    ],
    "is nothing without its service": [{ service: "gone" }, ["orphaned", "there is no such service"]],
    "is nothing without its rule": [{ rule: "gone" }, ["orphaned", "no such rule is judged"]],
  };
  for (const [name, [patch, [state, why], check]] of Object.entries(cases))
    it(name, async () => {
      const [report] = await reportsOf([patch], check);
      assert.deepEqual([report?.state, report?.why], [state, why]);
    });

  it("is told of each, in the order of the catalog", async () => {
    const reports = await reportsOf([{ rule: "gone" }, {}, { service: "gone" }]);
    assert.deepEqual(
      reports.map(({ state }) => state),
      ["orphaned", "in-force", "orphaned"],
    );
  });
  it("is in force for both where one is renewed before it ends", async () => {
    const renewed = { requested: "2026-11-20", expires: "2026-12-20" };
    for (const waivers of [
      [{}, renewed],
      [renewed, {}],
    ])
      assert.deepEqual(
        (await reportsOf(waivers)).map(({ state }) => state),
        ["in-force", "in-force"],
      );
  });
  it("is in force for the one by subject and the one for all", async () => {
    const reports = await reportsOf([{}, { subject: "latency" }, { subject: "errors" }]);
    assert.deepEqual(
      reports.map(({ state }) => state),
      ["in-force", "in-force", "unused"],
    );
  });
  it("is in force for a service by its earlier name", async () => {
    const [report] = await reportsOf(
      [{ service: "basket" }],
      fails,
      given.service().facts({ aliases: ["basket"] }),
    );
    assert.equal(report?.state, "in-force");
  });
});
