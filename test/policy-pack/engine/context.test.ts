import assert from "node:assert/strict";
import { catalogToken } from "../../../catalog/graph";
import { contextOf, stateOfEmergency } from "../../../policy-pack/engine/context";
import { buildInventory } from "../../../policy-pack/engine/inventory";
import { rollouts } from "../../../tiers/rollout";
import { type Given, given } from "../given";

const now = new Date("2026-11-23T09:00:00Z");
const today = { day: "2026-11-23", now, whatIf: false };

describe("an emergency on record", () => {
  const cases: Readonly<
    Record<string, readonly [string, string | undefined, ReturnType<typeof stateOfEmergency>]>
  > = {
    "is in force until its end": ["2026-11-23T09:00:01Z", undefined, "in-force"],
    "has ended at its end": ["2026-11-23T09:00:00Z", undefined, "ended"],
    "has ended long ago": ["2026-01-01T00:00:00Z", "2025-12-31T12:00:00Z", "ended"],
    "is in force for a whole day": ["2026-11-24T09:00:00Z", undefined, "in-force"],
    "is refused for more than a day": ["2026-11-24T09:00:01Z", undefined, "refused"],
    "is refused in the far future": ["2099-01-01T00:00:00Z", undefined, "refused"],
    "is in force for a day from when it was stated": [
      "2026-11-23T20:00:00Z",
      "2026-11-22T20:00:00Z",
      "in-force",
    ],
    "is refused on its last day where it was stated before": [
      "2026-11-23T20:00:00Z",
      "2026-11-22T19:59:59Z",
      "refused",
    ],
    "gains nothing by facts that are stated later than now": [
      "2026-11-24T12:00:00Z",
      "2026-11-23T14:00:00Z",
      "refused",
    ],
    "ends by the time, in whatever zone it is written": ["2026-11-23T10:30:00+02:00", undefined, "ended"],
  };
  for (const [name, [until, statedAt, expected]] of Object.entries(cases))
    it(name, () => {
      const record = { by: "amy", reason: "Payments are down.", until };
      assert.equal(stateOfEmergency(record, { statedAt }, { now }), expected);
    });
});

describe("what surrounds a judgement", () => {
  const until = "2026-11-23T20:00:00Z";
  const broken = (patch: Record<string, unknown> = {}): Given =>
    given.service().catalog({ breakGlass: { by: "amy", reason: "Payments are down.", until, ...patch } });
  /** Whom the emergency lets through: the stack's own run, and the gates of two services. */
  const lets = (input: Given, at = now): readonly boolean[] => {
    // As in stored state, which holds facts of a day ago at most while an emergency can last.
    const inventory = buildInventory(input.resources());
    const context = contextOf(inventory, "all", { ...today, now: at }, () => 0);
    const subjects = ["checkout", "spare"].map((name) => inventory.surroundings.service(name)?.subject);
    return [undefined, ...subjects].map((asked) => context.breakGlass(asked) !== undefined);
  };
  const cases: Readonly<Record<string, readonly [Given, readonly boolean[]]>> = {
    "lets nobody through without an emergency": [given.service(), [false, false, false]],
    "lets the stack's own run through, and no service's gate": [broken(), [true, false, false]],
    "lets one service's gate through, and not the run": [
      broken({ service: "checkout" }),
      [false, true, false],
    ],
    "lets a service's gate through by its earlier name": [
      broken({ service: "basket" }).facts({ aliases: ["basket"] }),
      [false, true, false],
    ],
    "lets nobody through for a service that does not exist": [
      broken({ service: "gone" }),
      [false, false, false],
    ],
    "lets nobody through after its end": [broken({ until: "2026-11-23T09:00:00Z" }), [false, false, false]],
    "lets nobody through for an emergency of the far future": [
      broken({ until: "2027-11-23T09:00:00Z" }),
      [false, false, false],
    ],
  };
  for (const [name, [input, expected]] of Object.entries(cases))
    it(name, () => assert.deepEqual(lets(input), expected));

  it("says who it was, and until when", () => {
    const context = contextOf(buildInventory(broken().resources()), "all", today, () => 0);
    assert.deepEqual(context.breakGlass(undefined), { by: "amy", until });
  });
  it("does not take an emergency into a what-if of a later day", () => {
    assert.deepEqual(lets(broken(), new Date("2026-11-24T00:00:00Z")), [false, false, false]);
  });
  it("takes the emergency of policy config where the stack has no Catalog", () => {
    const resources = broken().resources();
    const { surroundings } = buildInventory(resources);
    const bare = resources.filter(({ type }) => type !== catalogToken);
    const context = contextOf(buildInventory(bare, surroundings.catalog), "all", today, () => 0);
    assert.deepEqual(context.breakGlass(undefined), { by: "amy", until });
  });
  it("is the day, the scope, and the releases of this pack", () => {
    const scope = new Set(["checkout"]);
    const context = contextOf(buildInventory([]), scope, today, () => 7);
    assert.deepEqual(
      [context.today, context.scope, context.rollouts, context.clock()],
      ["2026-11-23", scope, rollouts, 7],
    );
  });
});
