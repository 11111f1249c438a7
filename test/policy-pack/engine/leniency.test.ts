import assert from "node:assert/strict";
import { given } from "../given";
import {
  type Check,
  endedInitiative,
  fails,
  failsFrom,
  findingOf,
  type Lenience,
  promoted,
  told,
} from "./leniency-cases";
import { sampleTable } from "./sample-table";

describe("the grace of a promotion", () => {
  const ends = "2026-12-04";
  const cases: Readonly<Record<string, readonly [Check, Lenience, readonly unknown[]]>> = {
    "covers a rule that was advisory at the tier before": [
      fails,
      { input: promoted(2), rule: { level: "gold" } },
      [["missing", "advisory", ends]],
    ],
    "covers a rule that was off at the tier before": [
      fails,
      { input: promoted(3), rule: { level: "gold" } },
      [["missing", "advisory", ends]],
    ],
    "covers a rule that only the stricter tier has": [
      fails,
      { input: promoted(2), rule: { tiers: [1] } },
      [["missing", "advisory", ends]],
    ],
    "covers no failure that was mandatory before": [
      fails,
      { input: promoted(2), rule: { level: "silver" } },
      [["missing", "mandatory", undefined]],
    ],
    "covers a failure that only the stricter tier makes": [
      failsFrom(1),
      { input: promoted(2) },
      [["missing", "advisory", ends]],
    ],
    "covers those of several failures that only the stricter tier makes": [
      ({ service, fail }) => {
        fail("missing", {}, { subject: "old" });
        if (service.tier === 1) fail("missing", {}, { subject: "new" });
        if (service.tier === 1) fail("weak", { thing: "x" }, { subject: "old" });
      },
      { input: promoted(2) },
      [
        ["missing old", "mandatory", undefined],
        ["missing new", "advisory", ends],
        ["weak old", "advisory", ends],
      ],
    ],
    "covers no failure that only says more at the stricter tier": [
      ({ service, fail }) => fail("weak", { thing: `of tier ${service.tier}` }),
      { input: promoted(2) },
      [["weak", "mandatory", undefined]],
    ],
    "covers what only a stricter parameter makes": [
      ({ parameters, fail }) => {
        if (sampleTable.least(parameters) > 2) fail("missing", {});
      },
      { input: promoted(2), rule: { parameters: sampleTable.table(3, 2, 1) } },
      [["missing", "advisory", ends]],
    ],
    "covers nothing that the operator asks of both tiers": [
      ({ parameters, fail }) => {
        if (sampleTable.least(parameters) > 2) fail("missing", {});
      },
      { input: promoted(2), rule: { parameters: sampleTable.table(3, 2, 1) }, config: { least: 4 } },
      [["missing", "mandatory", undefined]],
    ],
    "covers no rule about the record that it rests on": [
      failsFrom(1),
      { input: promoted(2), rule: { noGrace: true } },
      [["missing", "mandatory", undefined]],
    ],
    "covers nothing where the rule throws at the tier before": [
      ({ service, fail }) => {
        if (service.tier !== 1) throw new Error("boom");
        fail("missing", {});
      },
      { input: promoted(2) },
      [["missing", "mandatory", undefined]],
    ],
    "covers nothing where the rule cannot tell at the tier before": [
      ({ service, fail, unknown }) =>
        service.tier === 1 ? fail("missing", {}) : unknown("planned", "later"),
      { input: promoted(2) },
      [["missing", "mandatory", undefined]],
    ],
    "covers an error that only the stricter tier makes": [
      ({ service }) => {
        if (service.tier === 1) throw new Error("boom");
      },
      { input: promoted(2) },
      [["error", "advisory", ends]],
    ],
    "covers nothing that a partial run hides": [
      ({ service, unknown }) => (service.tier === 1 ? unknown("partial", "it is hidden") : undefined),
      { input: promoted(2) },
      [["unknown", "mandatory", undefined]],
    ],
    "covers a service by the record under its earlier name": [
      failsFrom(1),
      {
        input: given
          .service()
          .facts({ aliases: ["basket"] })
          .catalog({ promotions: { basket: [{ from: 2, to: 1, by: "pia", at: "2026-11-20" }] } }),
      },
      [["missing", "advisory", ends]],
    ],
    "covers nothing that an ended initiative asked of the tier before": [
      fails,
      {
        input: promoted(2, { initiatives: [endedInitiative] }),
        rule: { level: "gold" },
      },
      [["missing", "mandatory", undefined]],
    ],
    "covers what an ended initiative asks of the stricter tier alone": [
      fails,
      {
        input: promoted(2, {
          initiatives: [{ ...endedInitiative, scope: { tiers: [1] } }],
        }),
        rule: { level: "gold" },
      },
      [["missing", "advisory", ends]],
    ],
    "says nothing without a record": [failsFrom(1), {}, [["missing", "mandatory", undefined]]],
  };
  for (const [name, [check, lenience, expected]] of Object.entries(cases))
    it(name, async () => assert.deepEqual(told(await findingOf(check, lenience)), expected));

  it("holds for the gate as well", async () => {
    const { violations } = await findingOf(failsFrom(1), { input: promoted(2) });
    assert.equal(violations[0]?.gate, "advisory");
  });
  it("is not misled by what was computed for the present tier", async () => {
    const check: Check = ({ evidence, service, fail }) => {
      if (evidence.once("sample-rule", () => service.tier) === 1) fail("missing", {});
    };
    assert.deepEqual(told(await findingOf(check, { input: promoted(2) })), [["missing", "advisory", ends]]);
  });
  it("does not change what the rule is told about the present tier", async () => {
    const tiers: number[] = [];
    const check: Check = ({ service, surroundings, fail }) => {
      if (service.name !== "checkout") return;
      tiers.push(service.tier, service.facts.tier, surroundings.service("checkout")?.subject.tier ?? 0);
      fail("missing", {});
    };
    await findingOf(check, { input: promoted(2) });
    assert.deepEqual(tiers, [1, 1, 1, 2, 2, 1]);
  });
  it("leaves a rule that never ends at the tier before an error, and the others judged", async function () {
    this.timeout(20_000);
    const check: Check = ({ service, fail }) => {
      if (service.name === "checkout" && service.tier !== 1) for (;;);
      fail("missing", {});
    };
    const finding = await findingOf(check, { input: promoted(2) });
    assert.deepEqual(told(finding), [["error", "mandatory", undefined]]);
  });
});
