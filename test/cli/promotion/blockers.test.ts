import assert from "node:assert/strict";
import { stateOfService } from "../../../cli/promotion/blockers";
import type { AnyRule } from "../../../policy-pack/engine/rule";
import { cappedAtAdvisory } from "../../../tiers/levels";
import { judged, type SampleContext, sampleRule } from "../../policy-pack/engine/sample-rule";
import { given } from "../../policy-pack/given";

const onState = (
  id: string,
  check: (context: SampleContext) => unknown,
  patch: Partial<AnyRule> = {},
): AnyRule => sampleRule(check, { id, state: true, ...patch });
const failing = ({ fail }: SampleContext): void => fail("missing", {});
const breaking = (): never => {
  throw new Error("broken");
};
const unclear = ({ unknown }: SampleContext): never => unknown("unobserved", "nobody answered");

async function blocking(rules: readonly AnyRule[]): Promise<readonly [readonly string[], readonly string[]]> {
  const judgement = await judged(given.service({ tier: 2 }).resources(), rules);
  const { failing: failed, unknown } = stateOfService(judgement, "checkout");
  return [failed.map(({ rule }) => rule.id), unknown.map(({ rule }) => rule.id)];
}

describe("what keeps a service from a stricter tier", () => {
  it("is each rule on a state up to the must-level that fails or went wrong, and what nobody can judge", async () => {
    const rules = [
      onState("fails", failing),
      onState("breaks", breaking),
      onState("unclear", unclear),
      onState("silver", failing, { level: "silver" }),
      onState("gold", failing, { level: "gold" }),
      onState("passes", () => undefined),
      sampleRule(failing, { id: "of-a-change" }),
      sampleRule(unclear, { id: "unclear-change" }),
    ];
    assert.deepEqual(await blocking(rules), [["fails", "breaks", "silver"], ["unclear"]]);
  });

  it("is no rule that is advice at every tier", async () => {
    const [advice = ""] = cappedAtAdvisory;
    assert.deepEqual(await blocking([onState(advice, failing)]), [[], []]);
    assert.deepEqual(await blocking([onState(advice, unclear)]), [[], []]);
  });
});
