import assert from "node:assert/strict";
import { buildInventory } from "../../../policy-pack/engine/inventory";
import { type ActiveRule, type Judgement, judge } from "../../../policy-pack/engine/judge";
import { withLevels } from "../../../policy-pack/engine/rule-set";
import type { TermsByTier } from "../../../tiers/levels";
import { type Given, given } from "../given";
import { active, context, type SampleContext, sampleRule, sampleSet } from "./sample-rule";
import { sampleWaiver } from "./waiver-cases";

describe("an organisation's levels", () => {
  const set = {
    ...sampleSet,
    title: "Sample",
    rules: [sampleRule(() => {}, { id: "one" }), sampleRule(() => {}, { id: "two", level: "gold" })],
  };
  it("are laid over those of the rules that they name", () => {
    const { rules } = withLevels(set, { one: "silver", gone: "gold" });
    assert.deepEqual(
      rules.map(({ id, level }) => [id, level]),
      [
        ["one", "silver"],
        ["two", "gold"],
      ],
    );
  });
  it("change no rule itself, and leave the others the same ones", () => {
    const { rules } = withLevels(set, { one: "silver" });
    assert.equal(set.rules[0]?.level, "bronze");
    assert.equal(rules[1], set.rules[1]);
    assert.ok(Object.isFrozen(rules[0]));
  });
  it("are not taken from what every object has", () => {
    const { rules } = withLevels({ ...set, rules: [sampleRule(() => {}, { id: "constructor" })] }, {});
    assert.equal(rules[0]?.level, "bronze");
  });
});

describe("a second rule set", () => {
  const terms: TermsByTier = { 1: { must: "silver", aim: "gold" }, 2: { must: "bronze", aim: "silver" } };
  const fails = ({ service, fail }: SampleContext): void => {
    if (service.name === "checkout") fail("missing", {});
  };
  const ofSet = (id: string, level: "bronze" | "silver" | "gold", check = fails): ActiveRule => ({
    ...active(sampleRule(check, { id, level })),
    set: { name: "migration", terms },
  });
  const own = [ofSet("m-bronze", "bronze"), ofSet("m-gold", "gold"), ofSet("m-silver", "silver")];

  async function judged(input: Given, rules: readonly ActiveRule[]): Promise<Judgement["services"][number]> {
    const { services } = await judge(buildInventory(input.resources()), rules, context);
    const found = services.find(({ service }) => service.subject.name === "checkout");
    assert.ok(found);
    return found;
  }
  const enforcements = async (input: Given): Promise<readonly string[]> =>
    (await judged(input, own)).findings.map(({ rule, enforcement }) => `${rule.id} ${enforcement}`);

  const tiers: Readonly<Record<1 | 2 | 3, readonly string[]>> = {
    1: ["m-bronze mandatory", "m-gold advisory", "m-silver mandatory"],
    2: ["m-bronze mandatory", "m-gold off", "m-silver advisory"],
    3: ["m-bronze off", "m-gold off", "m-silver off"],
  };
  for (const tier of [1, 2, 3] as const)
    it(`is enforced at tier ${tier} by its own terms`, async () => {
      assert.deepEqual(await enforcements(given.service({ tier })), tiers[tier]);
    });

  it("gives a level of its own, and leaves production-readiness alone", async () => {
    const good = active(sampleRule(() => {}, { id: "a-good" }));
    const { level, attained } = await judged(given.service(), [good, ofSet("m-silver", "silver")]);
    assert.equal(level, "gold");
    assert.deepEqual(
      [...attained],
      [
        ["production-readiness", { asJudged: "gold", withWaivers: "gold" }],
        ["migration", { asJudged: "bronze", withWaivers: "bronze" }],
      ],
    );
  });
  it("takes no level from production-readiness", async () => {
    const bad = active(sampleRule(fails, { id: "a-bad" }));
    const { level, attained } = await judged(given.service(), [bad, ofSet("m-good", "bronze", () => {})]);
    assert.deepEqual([level, attained.get("migration")?.withWaivers], ["none", "gold"]);
  });
  it("gives no level where it does not apply", async () => {
    const { attained } = await judged(given.service({ tier: 3 }), own);
    assert.ok(!attained.has("migration"));
  });
  it("gives no level to what is on its way out", async () => {
    const { attained } = await judged(given.service().facts({ lifecycle: "retired" }), own);
    assert.equal(attained.size, 0);
  });
  it("counts waivers as ours does, and shows both levels", async () => {
    const input = given.service().catalog({ waivers: [sampleWaiver({ rule: "m-bronze" })] });
    const { attained } = await judged(input, [ofSet("m-bronze", "bronze")]);
    assert.deepEqual(attained.get("migration"), { asJudged: "none", withWaivers: "gold" });
  });
  it("meets more of it as a service moves up, with the grace of a promotion", async () => {
    const input = given.service({ tier: 2 }).catalog({
      promotions: { checkout: [{ from: 3, to: 2, by: "pia", at: "2026-11-20" }] },
    });
    assert.deepEqual(await enforcements(input), ["m-bronze advisory", "m-gold off", "m-silver advisory"]);
  });
  it("is covered by initiatives across sets", async () => {
    const initiative = {
      id: "spring",
      title: "Spring",
      goal: 100,
      rules: ["m-gold", "a-ours"],
      scope: {},
      start: "2026-10-01",
      deadline: "2026-11-01",
    };
    const { findings } = await judged(given.service({ tier: 3 }).catalog({ initiatives: [initiative] }), [
      active(sampleRule(fails, { id: "a-ours", level: "gold" })),
      ...own,
    ]);
    assert.deepEqual(
      findings.map(({ rule, enforcement }) => `${rule.id} ${enforcement}`),
      ["a-ours mandatory", "m-bronze off", "m-gold mandatory", "m-silver off"],
    );
  });
  it("has its outcomes in findings though it does not apply, for the scorecard", async () => {
    const { findings } = await judged(given.service({ tier: 3 }), own);
    assert.deepEqual(
      findings.map(({ set, outcome }) => [set, outcome]),
      own.map(() => ["migration", "fail"]),
    );
  });
});
