import assert from "node:assert/strict";
import { type Initiative, initiativeSchema } from "../../../catalog/initiative";
import { progressOf, strangersOf } from "../../../policy-pack/engine/progress";
import type { AnyRule } from "../../../policy-pack/engine/rule";
import { type Given, given } from "../given";
import { judged, type SampleContext, sampleRule } from "./sample-rule";
import { sampleWaiver } from "./waiver-cases";

function initiative(patch: Record<string, unknown> = {}): Initiative {
  return initiativeSchema.parse({
    id: "spring",
    title: "Spring",
    rules: ["sample-rule"],
    start: "2026-10-01",
    deadline: "2026-12-31",
    ...patch,
  });
}

const only =
  (name: string) =>
  ({ service, fail }: SampleContext): void => {
    if (service.name === name) fail("missing", {});
  };
const stack = given.service().other("cart", { owner: "platform", tags: ["eu"], tier: 2 });

describe("the progress of an initiative", () => {
  type Case = readonly [Initiative, readonly AnyRule[], readonly string[], readonly string[], Given?];
  const all = ["cart", "checkout", "spare"];
  const failing = sampleRule(only("cart"));
  const cases: Readonly<Record<string, Case>> = {
    "is complete where all meet it": [initiative(), [sampleRule(() => {})], all, all],
    "leaves out who fails": [initiative(), [failing], all, ["checkout", "spare"]],
    "counts who is covered alone": [
      initiative({ scope: { teams: ["orders"] } }),
      [failing],
      ["checkout", "spare"],
      ["checkout", "spare"],
    ],
    "counts its own rules alone": [
      initiative(),
      [sampleRule(() => {}), sampleRule(only("cart"), { id: "other-rule" })],
      all,
      all,
    ],
    "asks for all its rules": [
      initiative({ rules: ["sample-rule", "other-rule"] }),
      [sampleRule(only("spare")), sampleRule(only("cart"), { id: "other-rule" })],
      all,
      ["checkout"],
    ],
    "goes by a level": [
      initiative({ rules: undefined, level: "silver" }),
      [
        sampleRule(only("cart"), { level: "gold" }),
        sampleRule(only("spare"), { id: "silver-rule", level: "silver" }),
      ],
      all,
      ["cart", "checkout"],
    ],
    "counts what is waived as met": [
      initiative(),
      [sampleRule(only("checkout"))],
      all,
      all,
      stack.catalog({ waivers: [sampleWaiver()] }),
    ],
    "counts what does not apply as met": [
      initiative(),
      [sampleRule(({ notApplicable }) => notApplicable("it is nothing"))],
      all,
      all,
    ],
    "counts what is unknown as not met": [
      initiative(),
      [sampleRule(({ unknown }) => unknown("no-collector", "nobody looks"))],
      all,
      [],
    ],
    "counts what went wrong as not met": [
      initiative(),
      [
        sampleRule(() => {
          throw new Error("boom");
        }),
      ],
      all,
      [],
    ],
    "counts nobody as having met what is not judged": [
      initiative({ rules: ["misspelt"] }),
      [sampleRule(() => {})],
      all,
      [],
    ],
    "leaves out who is retired": [
      initiative(),
      [failing],
      ["checkout", "spare"],
      ["checkout", "spare"],
      given.service().other("cart", { lifecycle: "retired" }),
    ],
  };
  for (const [name, [given, rules, covered, met, input = stack]] of Object.entries(cases))
    it(name, async () => {
      assert.deepEqual(progressOf(given, await judged(input.resources(), rules)), { covered, met });
    });
});

describe("what an initiative names that is not judged", () => {
  const cases: Readonly<Record<string, readonly [Initiative, readonly string[]]>> = {
    "is nothing where all its rules are": [initiative(), []],
    "is a rule that does not exist": [initiative({ rules: ["sample-rule", "misspelt"] }), ["misspelt"]],
    "is nothing where it goes by a level": [initiative({ rules: undefined, level: "gold" }), []],
    "is a set that does not exist": [
      initiative({ rules: undefined, level: "gold", ruleSet: "misspelt" }),
      ["misspelt"],
    ],
  };
  for (const [name, [one, expected]] of Object.entries(cases))
    it(name, async () => {
      assert.deepEqual(strangersOf(one, await judged(stack.resources(), [sampleRule(() => {})])), expected);
    });
  it("cannot be told without any service", async () => {
    assert.deepEqual(strangersOf(initiative({ rules: ["x"] }), await judged([], [sampleRule(() => {})])), []);
  });
});
