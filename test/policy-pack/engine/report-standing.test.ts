import assert from "node:assert/strict";
import { buildInventory } from "../../../policy-pack/engine/inventory";
import { type ActiveRule, type JudgeContext, judge } from "../../../policy-pack/engine/judge";
import { type Report, reportsOf } from "../../../policy-pack/engine/report";
import { github } from "../../../policy-pack/engine/tokens";
import type { TermsByTier } from "../../../tiers/levels";
import { type Given, given } from "../given";
import { active, context, type SampleContext, sampleRule } from "./sample-rule";
import { sampleWaiver } from "./waiver-cases";

async function reports(
  input: Given,
  rules: readonly ActiveRule[],
  patch: Partial<JudgeContext> = {},
): Promise<readonly Report[]> {
  return reportsOf(await judge(buildInventory(input.resources()), rules, { ...context, ...patch }));
}

/** A rule of another set, with terms of its own. */
function ofSet(
  terms: TermsByTier,
  check: (context: SampleContext) => void,
  level: "bronze" | "silver" = "bronze",
) {
  return { ...active(sampleRule(check, { level })), set: { name: "migration", terms } };
}

const fails = ({ service, fail }: SampleContext): void => {
  if (service.name === "checkout") fail("missing", {});
};
/** Each report's lines without the fix. */
const lines = (shown: readonly Report[]): readonly (readonly string[])[] =>
  shown.map(({ text, enforcement }) => [
    enforcement,
    ...text.split("\n").map((line) => line.replace(/^Fix: .*?(?=Why)/, "")),
  ]);
const why = "Why: docs/rules.md#sample-rule.";
const missing = "The service must have a thing.";

describe("what a violation says besides the failure", () => {
  const initiative = {
    id: "spring",
    title: "Spring",
    goal: 100,
    rules: ["sample-rule"],
    scope: {},
    start: "2026-10-01",
    deadline: "2026-12-31",
  };
  type Case = readonly [Given, readonly ActiveRule[], Partial<JudgeContext>, readonly (readonly string[])[]];
  const perfect = given.service();
  const set = "Why: docs/rules-migration.md#sample-rule.";
  const cases: Readonly<Record<string, Case>> = {
    "is until when it may stay": [
      given.service({ tier: 3 }).catalog({ initiatives: [initiative] }),
      [active(sampleRule(fails, { level: "silver" }))],
      {},
      [["advisory", `checkout (tier 3, bronze, must be bronze): ${missing}`, `${why} Due 2026-12-31.`]],
    ],
    "is that it blocks the gate, where this change does not touch the service": [
      perfect,
      [active(sampleRule(fails))],
      { scope: new Set<string>() },
      [
        [
          "advisory",
          `checkout (tier 1, no level yet, must be gold): ${missing}`,
          `${why} It blocks the service's gate.`,
        ],
      ],
    ],
    "is that it blocks the gate, where it judges a moving state": [
      perfect,
      [active(sampleRule(fails, { state: true }))],
      {},
      [
        [
          "advisory",
          `checkout (tier 1, no level yet, must be gold): ${missing}`,
          `${why} It blocks the service's gate.`,
        ],
      ],
    ],
    "is nothing of the gate in mode advise, which opens it": [
      perfect.catalog({ mode: "advise" }),
      [active(sampleRule(fails))],
      { scope: new Set<string>() },
      [["advisory", `checkout (tier 1, no level yet, must be gold): ${missing}`, why]],
    ],
    "is nothing of the gate where that does not block either": [
      perfect.facts({ lifecycle: "experimental" }),
      [active(sampleRule(fails))],
      { scope: new Set<string>() },
      [["advisory", `checkout (tier 1, no level yet, must be gold): ${missing}`, why]],
    ],
    "is that the gate stays closed while an emergency lets the run through": [
      perfect,
      [active(sampleRule(fails))],
      { breakGlass: (service) => (service ? undefined : { by: "amy", until: "2026-11-23T20:00:00Z" }) },
      [
        [
          "advisory",
          `checkout (tier 1, no level yet, must be gold): ${missing}`,
          `${why} It blocks the service's gate.`,
        ],
      ],
    ],
    "is where the service stands in the rule's own set, and that set's page": [
      perfect,
      [ofSet({ 1: { must: "silver", aim: "gold" } }, fails, "silver")],
      {},
      [["mandatory", `checkout (tier 1, migration bronze, must be silver): ${missing}`, set]],
    ],
    "is that it has no level in the rule's own set": [
      perfect,
      [ofSet({ 1: { must: "silver", aim: "gold" } }, fails)],
      {},
      [["mandatory", `checkout (tier 1, no migration level yet, must be silver): ${missing}`, set]],
    ],
    "is only the tier where the set does not apply": [
      perfect.catalog({ initiatives: [initiative] }),
      [ofSet({ 2: { must: "silver", aim: "gold" } }, fails)],
      {},
      [["advisory", `checkout (tier 1): ${missing}`, `${set} Due 2026-12-31.`]],
    ],
    "is that the service is on its way out and has no level": [
      perfect.facts({ lifecycle: "deprecated" }),
      [active(sampleRule(fails))],
      {},
      [["mandatory", `checkout (tier 1, deprecated): ${missing}`, why]],
    ],
  };
  for (const [name, [input, rules, patch, expected]] of Object.entries(cases))
    it(name, async () => assert.deepEqual(lines(await reports(input, rules, patch)), expected));

  it("is of how many services it blocks the gates, where more than ten are told in one line", async () => {
    const stack = Array.from({ length: 11 }).reduce<Given>(
      (all, _, at) => all.other(`s${at + 10}`, { tier: at < 3 ? 2 : 3 }, []),
      perfect,
    );
    const rule = sampleRule(
      ({ service, fail }) => (/^s\d/.test(service.name) ? fail("missing", {}) : undefined),
      {
        level: "silver",
      },
    );
    const shown = await reports(stack, [active(rule)], { scope: new Set<string>() });
    assert.deepEqual(lines(shown), [
      [
        "advisory",
        "11 services do not meet this: s10, s11, s12, s13, s14, s15, s16, s17, s18, s19, s20.",
        `First, s10 (tier 2, bronze, must be silver): ${missing}`,
        why,
        "It blocks the gates of 3 of them.",
      ],
    ]);
  });
});

describe("a resource that services share, judged unlike", () => {
  const onProtection = (say: (context: SampleContext) => readonly string[]): ActiveRule =>
    active(
      sampleRule((context) => {
        for (const resource of context.evidence.of(github.branchProtection))
          for (const thing of say(context)) context.fail("weak", { thing }, { resource });
      }),
    );
  const weak = onProtection(() => ["x"]);
  const stack = given.service().other("cart", { tier: 2 }, []);

  type Case = readonly [Given, ActiveRule, Partial<JudgeContext>, readonly (readonly string[])[]];
  const cases: Readonly<Record<string, Case>> = {
    "blocks by the one that must mend it, and names the others as they stand": [
      stack,
      weak,
      { scope: new Set(["cart"]) },
      [
        [
          "mandatory",
          "cart (tier 2, no level yet, must be silver): The thing x must be strong.",
          why,
          "The same holds for checkout (tier 1, advisory, blocks its gate), spare (tier 1, advisory, blocks its gate).",
        ],
      ],
    ],
    "leaves out whom a waiver excuses": [
      stack.catalog({ waivers: [sampleWaiver()] }),
      weak,
      {},
      [
        [
          "mandatory",
          "spare (tier 1, no level yet, must be gold): The thing x must be strong.",
          why,
          "The same holds for cart (tier 2, mandatory).",
        ],
      ],
    ],
    "leaves out for whom it is off": [
      stack.other("old", { lifecycle: "retired" }, []),
      weak,
      { scope: new Set(["checkout"]) },
      [
        [
          "mandatory",
          "checkout (tier 1, no level yet, must be gold): The thing x must be strong.",
          why,
          "The same holds for spare (tier 1, advisory, blocks its gate), cart (tier 2, advisory, blocks its gate).",
        ],
      ],
    ],
    "is told by one whose gate it closes before one whose it leaves open": [
      stack.facts({ lifecycle: "experimental" }).other("old", { lifecycle: "deprecated" }, []),
      onProtection(({ service }) => (service.name === "spare" ? [] : ["x"])),
      { scope: new Set<string>() },
      [
        [
          "advisory",
          "old (tier 1, deprecated): The thing x must be strong.",
          `${why} It blocks the service's gate.`,
          "The same holds for cart (tier 2, advisory, blocks its gate), checkout (tier 1, advisory).",
        ],
      ],
    ],
    "hides no failure of one behind another failure of another": [
      stack,
      onProtection(({ service }) =>
        service.name === "cart" ? ["b"] : service.name === "checkout" ? ["a", "b"] : [],
      ),
      {},
      [
        [
          "mandatory",
          "checkout (tier 1, no level yet, must be gold): The thing b must be strong.",
          why,
          "The same holds for cart (tier 2, mandatory).",
        ],
        ["mandatory", "checkout (tier 1, no level yet, must be gold): The thing a must be strong.", why],
      ],
    ],
  };
  for (const [name, [input, rule, patch, expected]] of Object.entries(cases))
    it(name, async () => assert.deepEqual(lines(await reports(input, [rule], patch)), expected));
});
