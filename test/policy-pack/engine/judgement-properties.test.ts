import assert from "node:assert/strict";
import { isDeepStrictEqual } from "node:util";
import fc from "fast-check";
import type { Tier } from "../../../catalog/tier";
import type { Judgement } from "../../../policy-pack/engine/judge";
import { type Enforcement, enforcements } from "../../../tiers/enforcement";
import { anyEntry, anyWaiver, anyWorld, ids, isSaid, judged, type World } from "./judgement-worlds";
import { today } from "./sample-rule";

/** Findings by service and rule, as data that can be compared; with texts unless told otherwise. */
function findings({ services: all }: Judgement, texts = true): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    all.flatMap(({ service, findings: own }) =>
      own.map(({ rule, violations, ...finding }) => [
        `${service.subject.name} ${rule.id}`,
        { ...finding, violations: violations.map(({ text, ...one }) => (texts ? { text, ...one } : one)) },
      ]),
    ),
  );
}

const rank = (enforcement: Enforcement): number => enforcements.indexOf(enforcement);

/** The strictest that each failure of checkout counts, for the run or the gate, by rule, message and subject. */
function strictness(judgement: Judgement, of: "enforcement" | "gate"): ReadonlyMap<string, number> {
  const found = new Map<string, number>();
  for (const { service, findings: own } of judgement.services)
    for (const { rule, violations } of service.subject.name === "checkout" ? own : [])
      for (const { message, subject, ...one } of violations) {
        const key = JSON.stringify([rule.id, message, subject]);
        found.set(key, Math.max(found.get(key) ?? 0, rank(one[of])));
      }
  return found;
}

const promotions = [
  [2, 1],
  [3, 1],
  [3, 2],
] as const;

describe("any judgement", function () {
  this.timeout(120_000);
  const runs = { numRuns: 100 };

  it("is the same whatever the order of resources, rules, waivers, baseline and initiatives", async () => {
    await fc.assert(
      fc.asyncProperty(anyWorld, async (world) => {
        const [one, other] = [await judged(world), await judged(world, { reversed: true })];
        assert.deepEqual(findings(other), findings(one));
        const reports = ({ waivers }: Judgement): readonly string[] =>
          waivers.map((report) => JSON.stringify(report)).sort();
        assert.deepEqual(reports(other), reports(one));
      }),
      runs,
    );
  });

  it("changes in nothing but the findings of its rule and service when a waiver is added", async () => {
    await fc.assert(
      fc.asyncProperty(anyWorld, anyWaiver, async (world, added) => {
        const before = findings(await judged(world));
        const after = findings(await judged({ ...world, waivers: [...world.waivers, added] }));
        const service = added.service === "basket" ? "checkout" : added.service;
        const { [`${service} ${added.rule}`]: _was, ...others } = before;
        const { [`${service} ${added.rule}`]: _is, ...othersNow } = after;
        assert.deepEqual(othersNow, others);
      }),
      runs,
    );
  });

  it("is no stricter for any failure when a waiver is added, and hides none that it does not accept", async () => {
    await fc.assert(
      fc.asyncProperty(anyWorld, anyWaiver, async (world, added) => {
        const before = await judged(world);
        const after = await judged({ ...world, waivers: [...world.waivers, added] });
        for (const of of ["enforcement", "gate"] as const) {
          const now = strictness(after, of);
          for (const [key, was] of strictness(before, of)) {
            const [rule, message, subject] = JSON.parse(key) as [string, string, string | null]; // as it was made
            const accepted =
              rule === added.rule &&
              message === "missing" &&
              (added.subject === undefined || added.subject === subject);
            if (!accepted) assert.equal(now.get(key), was, key);
            else assert.ok((now.get(key) ?? 0) <= was, key);
          }
        }
      }),
      runs,
    );
  });

  it("is the same with a waiver that has ended as with none, but for its sentence", async () => {
    await fc.assert(
      fc.asyncProperty(anyWorld, anyWaiver, async (world, added) => {
        const ended = { ...added, expires: "2026-11-22" };
        const before = await judged(world);
        const after = await judged({ ...world, waivers: [...world.waivers, ended] });
        assert.deepEqual(findings(after, false), findings(before, false));
      }),
      runs,
    );
  });

  it("is no looser for the same failure at a stricter tier, where no promotion gives time", async () => {
    await fc.assert(
      fc.asyncProperty(anyWorld, async (world) => {
        // Waivers and baseline are of a tier: what they accept at one they need not accept at another.
        const plain = { ...world, promotedFrom: undefined, waivers: [], baseline: [] };
        for (const of of ["enforcement", "gate"] as const)
          for (const [loose, strict] of [
            [3, 2],
            [2, 1],
          ] as const) {
            const at = async (tier: Tier) => strictness(await judged({ ...plain, tier }), of);
            const stricter = await at(strict);
            for (const [key, was] of await at(loose))
              if (!/"(unknown|authored)"/.test(key)) assert.ok(was <= mostOf(stricter, key), `${of} ${key}`);
          }
      }),
      runs,
    );
  });

  it("is no looser for the same failure after a promotion than before, whatever time that gives", async () => {
    await fc.assert(
      fc.asyncProperty(anyWorld, fc.constantFrom(...promotions), async (world, [from, to]) => {
        const plain = { ...world, waivers: [], baseline: [] };
        for (const of of ["enforcement", "gate"] as const) {
          const after = strictness(await judged({ ...plain, tier: to, promotedFrom: from }), of);
          const before = await judged({ ...plain, tier: from, promotedFrom: undefined });
          for (const [key, was] of strictness(before, of))
            if (!/"(unknown|authored)"/.test(key)) assert.ok(was <= mostOf(after, key), `${of} ${key}`);
        }
      }),
      runs,
    );
  });

  it("takes nothing unknown for a pass, nor for waived", async () => {
    await fc.assert(
      fc.asyncProperty(anyWorld, async (world) => {
        for (const { service, findings: own } of (await judged(world)).services)
          for (const [at, { outcome }] of own.entries()) {
            const said = world.rules[at]?.sayings.filter((one) => isSaid(one, service.subject.tier)) ?? [];
            if (said.some(({ what }) => what !== "fail" && what !== "observed"))
              assert.ok(["fail", "error", "unknown"].includes(outcome), outcome);
            else assert.ok(said.length === 0 ? outcome === "pass" : outcome !== "pass", outcome);
          }
      }),
      runs,
    );
  });

  it("is lowered by entries of the baseline in mode ratchet alone, where they may, and never raised", async () => {
    await fc.assert(
      fc.asyncProperty(anyWorld, anyEntry, fc.nat(), async (world, any, aim) => {
        const before = await judged(world);
        const keys = [...strictness(before, "gate").keys()];
        // Mostly an entry that is about one of the failures, as few others would be.
        const [rule, message, subject] = placeOf(keys[aim % (keys.length + 1)]);
        const added =
          rule === undefined
            ? any
            : { service: "checkout", rule, message, ...(subject ? { subject } : {}), tier: world.tier };
        const after = await judged({ ...world, baseline: [...world.baseline, added] });
        if (world.mode !== "ratchet") return assert.deepEqual(findings(after), findings(before));
        for (const of of ["enforcement", "gate"] as const) {
          const now = strictness(after, of);
          for (const [key, was] of strictness(before, of))
            if (isTolerated(key, added, world)) assert.ok((now.get(key) ?? 0) <= was, key);
            else assert.equal(now.get(key), was, key);
        }
      }),
      runs,
    );
  });

  it("blocks nothing in mode advise, nor outside the scope, nor while the glass is broken", async () => {
    const breakGlass = () => ({ by: "amy", until: "2026-11-23T20:00:00Z" });
    await fc.assert(
      fc.asyncProperty(anyWorld, async (world) => {
        const spared = [
          judged({ ...world, mode: "advise" }),
          judged({ ...world, scope: [] }),
          judged(world, { context: { breakGlass } }),
        ];
        for (const judgement of await Promise.all(spared))
          for (const { findings: own } of judgement.services)
            for (const { enforcement } of own) assert.notEqual(enforcement, "mandatory");
      }),
      runs,
    );
  });
});

/** The strictness of a failure; one that an error has swallowed counts as the error does. */
function mostOf(found: ReadonlyMap<string, number>, key: string): number {
  const [rule] = JSON.parse(key) as [string]; // as it was made
  return found.get(key) ?? found.get(JSON.stringify([rule, "error", undefined])) ?? 0;
}

function placeOf(
  key: string | undefined,
): readonly [rule?: string, message?: string, subject?: string | null] {
  return key === undefined ? [] : JSON.parse(key);
}

/** Whether an entry of the baseline is about a failure of checkout that a baseline may tolerate. */
function isTolerated(key: string, entry: object, { tier, deadlines, rules }: World): boolean {
  const [rule = "", message, subject] = placeOf(key);
  const own = { service: "checkout", rule, message, ...(subject ? { subject } : {}), tier };
  const isAbout = [own, { ...own, service: "basket" }].some((one) => isDeepStrictEqual(one, { ...entry }));
  const hasEnded = deadlines.some((deadline, at) => deadline < today && ids.slice(at).includes(rule));
  const isUnwaivable = rules.some((one) => one.id === rule && one.rule.unwaivableAt?.includes(tier));
  return isAbout && message === "missing" && !hasEnded && !isUnwaivable;
}
