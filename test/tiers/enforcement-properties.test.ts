import assert from "node:assert/strict";
import fc from "fast-check";
import { levels } from "../../catalog/initiative";
import { lifecycles } from "../../catalog/schema";
import { modes, tiers } from "../../catalog/tier";
import { addDays } from "../../tiers/calendar";
import {
  type Enforcement,
  type EnforcementInput,
  enforce,
  enforcementSteps,
  enforcements,
} from "../../tiers/enforcement";
import { type Level, levelRank, tierTerms } from "../../tiers/levels";
import { emergency, today } from "./enforcement-cases";

describe("any enforcement", () => {
  const anyInitiative = fc.record({
    id: fc.constant("some"),
    deadline: fc.constantFrom("2026-11-22", today, "2027-01-01"),
  });
  const anyInput: fc.Arbitrary<EnforcementInput> = fc
    .record({
      rule: fc.record({
        id: fc.constant("some-rule"),
        level: fc.constantFrom(...levels),
        area: fc.constantFrom("ownership", "delivery"),
        state: fc.boolean(),
        unwaivable: fc.boolean(),
        capped: fc.boolean(),
      }),
      tier: fc.constantFrom(...tiers),
      initiatives: fc.array(anyInitiative, { maxLength: 2 }),
      lifecycle: fc.constantFrom(undefined, ...lifecycles),
      rolloutUntil: fc.constantFrom(undefined, "2026-12-01"),
      graceUntil: fc.constantFrom(undefined, "2026-12-01"),
      baselined: fc.boolean(),
      observed: fc.boolean(),
      blockOnState: fc.boolean(),
      inScope: fc.boolean(),
      mode: fc.constantFrom(...modes),
      unknown: fc.constantFrom(undefined, "planned", "unobserved", "no-collector", "partial"),
      unobservedDays: fc.constantFrom(undefined, 0, 30),
      ceiling: fc.constantFrom(undefined, ...enforcements),
      breakGlass: fc.constantFrom(undefined, emergency),
    })
    .map((input) => ({ ...input, today, terms: tierTerms[input.tier] }));
  const asker = fc.constantFrom("run" as const, "gate" as const);
  const rank = (enforcement: Enforcement): number => enforcements.indexOf(enforcement);

  it("is raised by an initiative alone, and every other step lowers", () => {
    fc.assert(
      fc.property(anyInput, asker, (input, by) => {
        const { chain } = enforce(input, by);
        for (const [at, { step, enforcement }] of chain.entries()) {
          const before = chain[at - 1];
          if (before === undefined) assert.equal(step, "tier");
          else if (step === "initiative") assert.ok(rank(enforcement) > rank(before.enforcement));
          else assert.ok(rank(enforcement) < rank(before.enforcement));
        }
      }),
    );
  });
  it("takes its steps in their order, each once", () => {
    fc.assert(
      fc.property(anyInput, asker, (input, by) => {
        const order = enforce(input, by).chain.map(({ step }) => enforcementSteps.indexOf(step));
        assert.deepEqual(
          order,
          [...new Set(order)].sort((a, b) => a - b),
        );
      }),
    );
  });
  it("is never looser at a stricter tier, grace aside", () => {
    fc.assert(
      fc.property(anyInput, asker, (input, by) => {
        const at = (tier: 1 | 2 | 3): number =>
          rank(enforce({ ...input, tier, terms: tierTerms[tier], graceUntil: undefined }, by).enforcement);
        assert.ok(at(1) >= at(2) && at(2) >= at(3));
      }),
    );
  });
  it("is never looser for a rule of a lower level", () => {
    fc.assert(
      fc.property(anyInput, asker, (input, by) => {
        const at = (level: Level): number =>
          rank(enforce({ ...input, rule: { ...input.rule, level } }, by).enforcement);
        const ranks = [...levels].sort((a, b) => levelRank(a) - levelRank(b)).map(at);
        assert.deepEqual(
          ranks,
          [...ranks].sort((a, b) => b - a),
        );
      }),
    );
  });
  it("blocks a run only where it blocks the gate as well, unless an emergency is of the one alone", () => {
    fc.assert(
      fc.property(anyInput, (input) => {
        if (enforce(input, "run").enforcement === "mandatory")
          assert.equal(enforce(input, "gate").enforcement, "mandatory");
      }),
    );
  });
  it("has a day ahead as its due day, if any", () => {
    fc.assert(
      fc.property(anyInput, asker, (input, by) => {
        const { due } = enforce(input, by);
        assert.ok(due === undefined || due >= today);
      }),
    );
  });
  it("stays as it is until its due day, and is stricter on the next, where no run lowers it", () => {
    const alone = { blockOnState: true, inScope: true, ceiling: undefined, breakGlass: undefined } as const;
    const lasting = anyInput.map((input) => ({
      ...input,
      ...alone,
      mode: input.mode === "advise" ? ("enforce" as const) : input.mode,
    }));
    fc.assert(
      fc.property(lasting, asker, (input, by) => {
        const { due, enforcement } = enforce(input, by);
        const on = (day: string): number => rank(enforce({ ...input, today: day }, by).enforcement);
        const last = due ?? "2027-06-01";
        for (const day of [today, "2026-12-01", "2027-01-01", last])
          if (day <= last) assert.equal(on(day), rank(enforcement), day);
        if (due !== undefined) assert.ok(on(addDays(due, 1)) > rank(enforcement));
      }),
    );
  });
});
