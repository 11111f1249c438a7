import fc from "fast-check";
import { levels } from "../../../catalog/initiative";
import { lifecycles } from "../../../catalog/schema";
import { modes, type Tier, tiers } from "../../../catalog/tier";
import type { Waiver } from "../../../catalog/waiver";
import { buildInventory } from "../../../policy-pack/engine/inventory";
import { type JudgeContext, type Judgement, judge } from "../../../policy-pack/engine/judge";
import type { AnyRule } from "../../../policy-pack/engine/rule";
import { given } from "../given";
import { active, context, type SampleContext, sampleRule } from "./sample-rule";
import { sampleWaiver } from "./waiver-cases";

/** What a check says, as data: at which tiers it fails about what, and what it cannot tell. */
interface Saying {
  readonly subject: string | undefined;
  /** The loosest tier at which it is said; stricter ones hear it too. */
  readonly upTo: Tier;
  readonly what: "fail" | "observed" | "partial" | "planned" | "unobserved" | "authored" | "error";
}
interface Ruled {
  readonly id: string;
  readonly rule: Pick<AnyRule, "level" | "area"> & Partial<AnyRule>;
  readonly sayings: readonly Saying[];
}
/** A whole stack as data: two services, rules, and everything that decides an enforcement. */
export interface World {
  readonly rules: readonly Ruled[];
  readonly tier: Tier;
  readonly lifecycle: (typeof lifecycles)[number];
  readonly mode: (typeof modes)[number];
  readonly blockOnState: boolean;
  readonly scope: readonly string[] | "all";
  readonly waivers: readonly Partial<Waiver>[];
  readonly baseline: readonly Record<string, unknown>[];
  readonly deadlines: readonly string[];
  readonly promotedFrom: Tier | undefined;
}

/** The rules of a world; its initiatives cover these from one on, in the order of their deadlines. */
export const ids = ["rule-a", "rule-b"];
const subjects = [undefined, "availability"];
const services = ["checkout", "checkout", "basket", "spare"];

const anySaying: fc.Arbitrary<Saying> = fc.record({
  subject: fc.constantFrom(...subjects),
  upTo: fc.constantFrom(3 as const, ...tiers),
  what: fc.constantFrom(
    "fail",
    "fail",
    "fail",
    "observed",
    "partial",
    "planned",
    "unobserved",
    "authored",
    "error",
  ),
});
const anyRule = (id: string): fc.Arbitrary<Ruled> =>
  fc.record({
    id: fc.constant(id),
    rule: fc.record({
      level: fc.constantFrom("bronze" as const, ...levels),
      area: fc.constantFrom("ownership" as const, "delivery" as const),
      state: fc.constantFrom(false, false, true),
      unwaivableAt: fc.constantFrom([], [], [1 as const]),
    }),
    sayings: fc.array(anySaying, { maxLength: 3 }),
  });
/** A waiver of one of the rules, that counts, does not, or has ended. */
export const anyWaiver: fc.Arbitrary<Partial<Waiver>> = fc.record(
  {
    rule: fc.constantFrom(...ids),
    service: fc.constantFrom(...services),
    subject: fc.constant("availability"),
    approver: fc.constantFrom("pia", "pia", "amy"),
    expires: fc.constantFrom("2026-11-22", "2026-11-23", "2026-11-30"),
  },
  { requiredKeys: ["rule", "service", "approver", "expires"] },
);
/** An entry of a baseline that may be about what a rule says. */
export const anyEntry = fc.record(
  {
    service: fc.constantFrom(...services),
    rule: fc.constantFrom(...ids),
    message: fc.constantFrom("missing", "missing", "missing", "unknown", "error"),
    subject: fc.constant("availability"),
    tier: fc.constantFrom(1 as const, 1 as const, ...tiers),
  },
  { requiredKeys: ["service", "rule", "message", "tier"] },
);
/** Every way in which what decides an enforcement may stand. */
export const anyWorld: fc.Arbitrary<World> = fc.record({
  rules: fc.tuple(...ids.map(anyRule)),
  tier: fc.constantFrom(1 as const, 1 as const, ...tiers),
  lifecycle: fc.constantFrom("production" as const, "production" as const, ...lifecycles),
  mode: fc.constantFrom(...modes),
  blockOnState: fc.boolean(),
  scope: fc.constantFrom("all" as const, ["checkout"], ["checkout"], []),
  waivers: fc.array(anyWaiver, { maxLength: 4 }),
  baseline: fc.array(anyEntry, { maxLength: 4 }),
  deadlines: fc.array(fc.constantFrom("2026-11-22", "2026-12-31"), { maxLength: 2 }),
  promotedFrom: fc.constantFrom(undefined, 2 as const, 3 as const),
});

/** A rule that says so for the service, where its tier is strict enough. */
export function isSaid({ upTo }: Saying, tier: Tier): boolean {
  return tier <= upTo;
}

function say({ each, fail, service, unknown }: SampleContext, sayings: readonly Saying[]): void {
  each(sayings, (saying) => {
    const { subject, what } = saying;
    if (!isSaid(saying, service.tier)) return;
    if (what === "error") throw new Error("boom");
    if (what !== "fail" && what !== "observed") unknown(what, "It is not known.");
    fail("missing", {}, { ...(subject === undefined ? {} : { subject }), observed: what === "observed" });
  });
}

interface Order {
  readonly reversed?: boolean;
  readonly context?: Partial<JudgeContext>;
}

/** Judges a world; reversed turns round every order that must not matter. */
export function judged(
  world: World,
  { reversed = false, context: patch = {} }: Order = {},
): Promise<Judgement> {
  const order = <T>(all: readonly T[]): readonly T[] => (reversed ? [...all].reverse() : all);
  const { tier, lifecycle, mode, blockOnState, promotedFrom } = world;
  const initiatives = world.deadlines.map((deadline, at) => ({
    id: `i${at}`,
    title: "Some",
    goal: 100,
    rules: ids.slice(at),
    scope: {},
    start: "2026-10-01",
    deadline,
  }));
  const promotions =
    promotedFrom === undefined ? [] : [{ from: promotedFrom, to: tier, by: "pia", at: "2026-11-20" }];
  const stack = given
    .service({ tier })
    .facts({ lifecycle, aliases: ["basket"] })
    .catalog({
      mode,
      blockOnState,
      initiatives: order(initiatives),
      waivers: order(world.waivers).map(sampleWaiver),
      baseline: order(world.baseline),
      promotions: { checkout: promotions },
    });
  const rules = world.rules.map(({ id, rule, sayings }) =>
    active(sampleRule((sample) => say(sample, sayings), { ...rule, id })),
  );
  const scope = world.scope === "all" ? "all" : new Set(world.scope);
  return judge(buildInventory(order(stack.resources())), order(rules), { ...context, scope, ...patch });
}
