import assert from "node:assert/strict";
import { catalogToken } from "../../../catalog/graph";
import { buildInventory } from "../../../policy-pack/engine/inventory";
import { type ActiveRule, type JudgeContext, judge } from "../../../policy-pack/engine/judge";
import type { RawResource } from "../../../policy-pack/engine/resource";
import type { AnyRule } from "../../../policy-pack/engine/rule";
import { summaryOf } from "../../../policy-pack/engine/summary";
import { datadog } from "../../../policy-pack/engine/tokens";
import { type Given, given } from "../given";
import { toRaw } from "../perfect-service";
import { active, context, sampleRule, today } from "./sample-rule";
import { unknown } from "./stack";

interface Summing {
  readonly whatIf?: boolean;
  readonly scope?: JudgeContext["scope"];
  /** Rules of further sets. */
  readonly sets?: readonly ActiveRule[];
}

async function summary(
  resources: readonly RawResource[],
  rules: readonly AnyRule[],
  { whatIf = false, scope = "all", sets = [] }: Summing = {},
): Promise<readonly string[]> {
  const inventory = buildInventory(resources);
  const judgement = await judge(inventory, [...rules.map(active), ...sets], { ...context, scope });
  const moment = { day: today, now: new Date(`${today}T09:00:00Z`), whatIf };
  const summing = { packVersion: "1.2.3", today: moment, scope, rules: rules.length };
  return summaryOf(judgement, inventory, summing).split("\n");
}

const failing = (patch: Partial<AnyRule> = {}): AnyRule =>
  sampleRule(({ fail }) => fail("missing", {}), patch);
const closing = (rules: number): string =>
  `Catalog facts of 2026-11-23 08:00 UTC. ${rules} rules, pack 1.2.3, judged for 2026-11-23.`;

describe("the summing-up line", () => {
  it("says little where all is met", async () => {
    assert.deepEqual(await summary(given.service().resources(), [sampleRule(() => {})]), [
      "2 services: 2 gold, 0 silver, 0 bronze, 0 without a level.",
      "Nothing blocks.",
      closing(1),
    ]);
  });
  it("says how old the facts are, and whose they are where there is no Catalog", async () => {
    const aged = given
      .service()
      .resources()
      .map((one) =>
        one.type === catalogToken
          ? { ...one, props: { ...one.props, statedAt: "2026-11-20T21:30:00Z" } }
          : one,
      );
    assert.match(
      (await summary(aged, [])).at(-1) ?? "",
      /^Catalog facts of 2026-11-20 21:30 UTC, 3 days old\. /,
    );
    const without = given
      .service()
      .resources()
      .filter(({ type }) => type !== catalogToken);
    assert.match(
      (await summary(without, [])).at(-1) ?? "",
      /^Facts are what the resources say themselves\. /,
    );
  });
  it("counts levels and what blocks", async () => {
    const stack = given.service({ tier: 3 }).other("cart", { tier: 2 });
    assert.deepEqual(
      await summary(stack.resources(), [
        failing({ id: "a", level: "gold" }),
        failing({ id: "b", level: "silver" }),
      ]),
      [
        "3 services: 0 gold, 0 silver, 3 bronze, 0 without a level.",
        "3 failures of mandatory rules.",
        closing(2),
      ],
    );
  });
  it("says in mode advise what would block", async () => {
    const stack = given.service().catalog({ mode: "advise" });
    const lines = await summary(stack.resources(), [failing(), failing({ id: "state", state: true })]);
    assert.equal(lines[1], "Nothing blocks in mode advise; in mode enforce 2 failures would.");
  });
  it("counts what an initiative would block in another mode, and nothing that would not block", async () => {
    const initiatives = [
      {
        id: "autumn",
        title: "Autumn",
        rules: ["a"],
        start: "2026-09-01",
        deadline: "2026-11-01",
        goal: 100,
        scope: { services: ["checkout"] },
      },
    ];
    const stack = given.service({ tier: 3 }).catalog({ mode: "advise", initiatives });
    const lines = await summary(stack.resources(), [
      failing({ id: "a", level: "gold" }),
      failing({ id: "b", tiers: [3], level: "gold" }),
    ]);
    // Of both services, since spare is at tier 1, where gold is mandatory.
    assert.equal(lines[1], "Nothing blocks in mode advise; in mode enforce 2 failures would.");
  });
  const scopes: Readonly<Record<string, readonly [Given, readonly string[], readonly string[]]>> = {
    "who may block, and what blocks the gates of others": [
      given.service(),
      ["checkout"],
      [
        "1 failure of mandatory rules.",
        "Only checkout may block this run; 1 failure of others blocks its own gate.",
      ],
    ],
    "that no service may": [
      given.service(),
      [],
      ["Nothing blocks.", "No service may block this run; 2 failures of others block their own gates."],
    ],
    "which names are no service of the stack": [
      given.service().facts({ aliases: ["basket"] }),
      ["basket", "spare", "chekout"],
      [
        "2 failures of mandatory rules.",
        "Only basket, chekout, spare may block this run. No service of this stack is called chekout.",
      ],
    ],
    "nothing of it in mode advise, where none may": [
      given.service().catalog({ mode: "advise" }),
      ["checkout"],
      ["Nothing blocks in mode advise; in mode enforce 1 failure would.", closing(1)],
    ],
  };
  for (const [name, [input, scope, expected]] of Object.entries(scopes))
    it(`says ${name}`, async () => {
      const lines = await summary(input.resources(), [failing()], { scope: new Set(scope) });
      assert.deepEqual(lines.slice(1, 3), expected);
    });
  it("counts the levels of further sets where they apply", async () => {
    const set = { name: "migration", terms: { 1: { must: "silver", aim: "gold" } } } as const;
    const own = { ...active(failing({ id: "own", level: "silver" })), set };
    const stack = given.service().other("cart", { tier: 2 });
    const lines = await summary(stack.resources(), [sampleRule(() => {})], { sets: [own] });
    assert.deepEqual(lines.slice(0, 2), [
      "3 services: 3 gold, 0 silver, 0 bronze, 0 without a level.",
      "migration: 0 gold, 0 silver, 2 bronze, 0 without a level.",
    ]);
  });
  it("counts what is unknown by cause, and errors", async () => {
    const causes = ["planned", "partial", "unobserved", "no-collector"] as const;
    const rules = causes.map((cause) => sampleRule(({ unknown }) => unknown(cause, "why"), { id: cause }));
    const crashing = sampleRule(
      () => {
        throw new Error("boom");
      },
      { id: "crashing" },
    );
    const lines = await summary(given.service().resources(), [...rules, crashing]);
    assert.deepEqual(lines.slice(2, 4), [
      "Could not be judged: 2 known only after an update, 2 hidden by a partial run, 2 not answered by a vendor, 2 of vendors that are not observed (kept out of levels).",
      "2 judgements ended in an error, which counts as a failure.",
    ]);
  });
  it("names resources of no service, contradictions, services without a tier, and a missing catalog", async () => {
    const monitor = (name: string, props: Record<string, unknown>) => ({
      type: datadog.monitor,
      name,
      props,
    });
    const lines = await summary(
      toRaw([
        monitor("m\n1", {}),
        monitor("m2", { query: "avg:x{service:cart}", tags: ["service:checkout"] }),
      ]),
      [],
    );
    assert.deepEqual(lines, [
      "1 service: 0 gold, 0 silver, 0 bronze, 1 without a level.",
      "Nothing blocks in mode advise; in mode enforce 0 failures would.",
      "Mode advise, since neither a Catalog component nor policy config says otherwise.",
      "Not listed in readiness:tiers, so tier 3: cart. List it in the stack's config.",
      "1 resource of no service: m\\u000a1.",
      "m2 is tagged for checkout but its query is about cart; the query counts.",
      "Facts are what the resources say themselves. 0 rules, pack 1.2.3, judged for 2026-11-23.",
    ]);
  });
  it("does not ask for a tier for a service whose facts cannot be read", async () => {
    const lines = await summary(given.service().facts({ owner: unknown }).resources(), []);
    assert.ok(!lines.some((line) => line.startsWith("Not listed")), lines.join("; "));
  });
  it("stays short, however much there is to name", async () => {
    const many = Array.from({ length: 1_000 }, (_, at) => [
      { type: datadog.monitor, name: `loose-${at}`, props: {} },
      {
        type: datadog.monitor,
        name: `torn-${at}`,
        props: { query: `a{service:s${at}}`, tags: ["service:other"] },
      },
    ]).flat();
    const lines = await summary(toRaw(many), []);
    assert.ok(lines.join("\n").length < 3_000);
    assert.ok(lines.includes("990 more notices of that kind."));
    assert.ok(
      lines.some(
        (line) => line.startsWith("1000 resources of no service: ") && line.endsWith(" and 990 more."),
      ),
    );
  });
  it("says where the day was moved", async () => {
    assert.match(
      (await summary([], [], { whatIf: true })).at(-1) ?? "",
      /judged for 2026-11-23 \(what if: READINESS_TODAY is set\)\.$/,
    );
  });
});
