import assert from "node:assert/strict";
import type { Waiver } from "../../../catalog/waiver";
import { buildInventory } from "../../../policy-pack/engine/inventory";
import { judge } from "../../../policy-pack/engine/judge";
import type { AnyRule } from "../../../policy-pack/engine/rule";
import { exceptions } from "../../../policy-pack/engine/summary-exceptions";
import { type Given, given } from "../given";
import { active, context, type SampleContext, sampleRule, today } from "./sample-rule";
import { sampleWaiver } from "./waiver-cases";

const only =
  (...names: readonly string[]) =>
  ({ service, fail }: SampleContext): void => {
    if (names.includes(service.name)) fail("missing", {});
  };

async function said(input: Given, ...rules: readonly AnyRule[]): Promise<readonly string[]> {
  const inventory = buildInventory(input.resources());
  const judgement = await judge(inventory, rules.map(active), context);
  const moment = { day: today, now: new Date(`${today}T09:00:00Z`), whatIf: false };
  return exceptions(judgement, inventory, moment).filter((line) => line !== "");
}

const waived = (...waivers: readonly Partial<Waiver>[]): Given =>
  given.service().catalog({ waivers: waivers.map(sampleWaiver) });

describe("what a run says of exceptions", () => {
  const failing = sampleRule(only("checkout"));
  const initiative = (patch: Record<string, unknown> = {}) => ({
    id: "spring",
    title: "Spring",
    goal: 80,
    rules: ["sample-rule"],
    scope: {},
    start: "2026-10-01",
    deadline: "2026-12-31",
    ...patch,
  });
  const emergency = (patch: Record<string, unknown>): Given =>
    given.service().catalog({
      breakGlass: { by: "amy", reason: "Payments are down.", until: "2026-11-23T20:00:00Z", ...patch },
    });
  const entry = { service: "checkout", rule: "sample-rule", message: "missing", tier: 1 };
  const later = { requested: "2026-11-23", expires: "2026-12-23" };

  const cases: Readonly<Record<string, readonly [Given, readonly AnyRule[], readonly string[]]>> = {
    "is nothing where there is none": [given.service(), [failing], []],
    "counts what is waived": [waived(later), [failing], ["1 failure waived."]],
    "names waivers that end within 14 days": [
      waived({ expires: "2026-11-30" }),
      [failing],
      ["1 failure waived; ending soon: sample-rule of checkout on 2026-11-30."],
    ],
    "names a waiver on the last of those days": [
      waived({ requested: "2026-11-10", expires: "2026-12-07" }),
      [failing],
      ["1 failure waived; ending soon: sample-rule of checkout on 2026-12-07."],
    ],
    "does not name one that ends a day later": [
      waived({ requested: "2026-11-10", expires: "2026-12-08" }),
      [failing],
      ["1 failure waived."],
    ],
    "names waivers that accept nothing, by what is the matter": [
      waived(
        { expires: "2026-11-22" },
        { approver: "amy" },
        { service: "spare" },
        { service: "gone" },
        { rule: "gone" },
      ),
      [failing],
      [
        "Waivers to mend or remove, expired: sample-rule of checkout (ended on 2026-11-22).",
        "Waivers to mend or remove, refused: sample-rule of checkout (does not count, as its approver amy is a member of orders).",
        "Waivers to mend or remove, unused: sample-rule of spare (nothing fails that it accepts).",
        "Waivers to mend or remove, orphaned: sample-rule of gone (there is no such service), gone of checkout (no such rule is judged).",
      ],
    ],
    "names rules that waivers call wrong, each once": [
      waived({ reason: "wrong-rule", ...later }, { reason: "wrong-rule", subject: "x", ...later }),
      [failing],
      [
        "1 failure waived.",
        "Waivers to mend or remove, unused: sample-rule of checkout (nothing fails that it accepts).",
        "Rules that waivers call wrong: sample-rule.",
      ],
    ],
    "names an emergency while it lasts": [
      emergency({}),
      [],
      ["amy broke the glass for the whole stack until 2026-11-23T20:00:00Z: Payments are down."],
    ],
    "names the service of an emergency": [
      emergency({ service: "checkout" }),
      [],
      ["amy broke the glass for checkout until 2026-11-23T20:00:00Z: Payments are down."],
    ],
    "asks to remove an emergency that is over": [
      emergency({ until: "2026-11-23T09:00:00Z" }),
      [],
      [
        "amy broke the glass for the whole stack until 2026-11-23T09:00:00Z, which is over: remove it from the stack's config.",
      ],
    ],
    "says that too long an emergency does not count": [
      emergency({ until: "2027-11-23T09:00:00Z" }),
      [],
      [
        "amy broke the glass for the whole stack until 2027-11-23T09:00:00Z, which does not count: an emergency lasts 24 hours at most.",
      ],
    ],
    "names locks in force, on their last day too, and apart from them those that have ended": [
      given.service().catalog({
        locks: [
          { service: "checkout", reason: "Stock is counted.", by: "amy", until: today },
          { service: "spare", reason: "It moves.", by: "pia", until: "2026-11-22" },
        ],
      }),
      [],
      [
        `Locked, so that their gates are closed: checkout until ${today} by amy.`,
        "Locks that have ended, to be removed by `readiness unlock`: spare on 2026-11-22.",
      ],
    ],
    "counts what the baseline tolerates": [
      given.service().catalog({ mode: "ratchet", baseline: [entry, { ...entry, rule: "mended" }] }),
      [failing],
      ["The baseline has 2 failures, 1 of them tolerated here."],
    ],
    "says that there is no baseline in mode ratchet": [
      given.service().catalog({ mode: "ratchet" }),
      [failing],
      ["Mode ratchet without a baseline: every failure counts as new."],
    ],
    "says nothing of a baseline in another mode": [
      given.service().catalog({ baseline: [entry] }),
      [failing],
      [],
    ],
    "says how far an initiative is, and what is left": [
      given.service().catalog({ initiatives: [initiative()] }),
      [failing],
      ["Initiative spring: 1 of 2 services meet it (goal 80 %), 38 days left."],
    ],
    "says of an initiative on its last day that none is left": [
      given.service().catalog({ initiatives: [initiative({ deadline: today })] }),
      [failing],
      ["Initiative spring: 1 of 2 services meet it (goal 80 %), 0 days left."],
    ],
    "says when an initiative ended": [
      given.service().catalog({ initiatives: [initiative({ deadline: "2026-11-22" })] }),
      [failing],
      ["Initiative spring: 1 of 2 services meet it (goal 80 %), it ended on 2026-11-22."],
    ],
    "says nothing of an initiative that has not started": [
      given.service().catalog({ initiatives: [initiative({ start: "2026-11-24" })] }),
      [failing],
      [],
    ],
    "names what an initiative is about and nobody judges": [
      given.service().catalog({ initiatives: [initiative({ rules: ["sample-rule", "misspelt"] })] }),
      [failing],
      [
        "Initiative spring: 1 of 2 services meet it (goal 80 %), 38 days left.",
        "Initiative spring names what is not judged, so that nobody has to meet it: misspelt.",
      ],
    ],
  };
  for (const [name, [input, rules, expected]] of Object.entries(cases))
    it(name, async () => assert.deepEqual(await said(input, ...rules), expected));

  it("stays short, however many waivers there are", async () => {
    const many = Array.from({ length: 500 }, (_, at) => ({ service: `gone-${at}` }));
    const [line = ""] = await said(waived(...many), failing);
    assert.match(line, / and 490 more\.$/);
  });
  it("escapes what people wrote", async () => {
    const [line] = await said(emergency({ reason: "x\n[mandatory] forged\u001b[2K" }));
    assert.equal(
      line,
      "amy broke the glass for the whole stack until 2026-11-23T20:00:00Z: x\\u000a[mandatory] forged\\u001b[2K",
    );
  });
});
