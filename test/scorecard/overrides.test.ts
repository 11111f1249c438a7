import assert from "node:assert/strict";
import { overridesOf } from "../../scorecard/overrides";
import type { Scorecard } from "../../scorecard/schema";
import { cardOf, worldOfFigures } from "./year";

const day = "2026-11-26";
const emergency = (until: string, service?: string): Partial<Scorecard> => ({
  breakGlass: { by: "pia", reason: "All is down.", until, ...(service === undefined ? {} : { service }) },
});
const source = cardOf(worldOfFigures(day, 1)).source;
const lock = (service: string, until: string) => ({ service, until, by: "tess", reason: "Month's end." });

const cases: Readonly<Record<string, readonly [Partial<Scorecard>, readonly string[]]>> = {
  "are none where nothing is on record": [{}, []],
  "are none where nothing tells of locks": [{ locks: undefined }, []],
  "name the emergency of a stack in force": [
    emergency("2026-11-26T18:00:00Z"),
    ["pia broke the glass for the whole stack until 2026-11-26T18:00:00Z: All is down."],
  ],
  "name that of a service, and that it has ended": [
    emergency("2026-11-25T18:00:00Z", "cart"),
    [
      "over: pia broke the glass for cart until 2026-11-25T18:00:00Z, which is over: remove it from the stack's config.",
    ],
  ],
  "name one that ended before the facts were stated, on the same day": [
    { ...emergency("2026-11-26T00:30:00Z"), source: { ...source, statedAt: "2026-11-26T01:00:00.000Z" } },
    [
      "over: pia broke the glass for the whole stack until 2026-11-26T00:30:00Z, which is over: remove it from the stack's config.",
    ],
  ],
  "name one that ends before the day of a what-if": [
    {
      ...emergency("2026-11-26T18:00:00Z"),
      source: { ...source, statedAt: "2026-11-26T01:00:00.000Z" },
      judgedFor: "2026-11-27",
    },
    [
      "over: pia broke the glass for the whole stack until 2026-11-26T18:00:00Z, which is over: remove it from the stack's config.",
    ],
  ],
  "say that one of several days does not count": [
    emergency("2026-11-29T18:00:00+01:00"),
    [
      "over: pia broke the glass for the whole stack until 2026-11-29T18:00:00+01:00, which does not count: an emergency lasts 24 hours at most.",
    ],
  ],
  "have what is over after what is in force, and a lock to the end of its day": [
    { ...emergency("2026-11-20T00:00:00Z"), locks: [lock("ad", "2026-11-25"), lock("cart", "2026-11-26")] },
    [
      "cart is locked by tess until the end of 2026-11-26: Month's end.",
      "over: pia broke the glass for the whole stack until 2026-11-20T00:00:00Z, which is over: remove it from the stack's config.",
      "over: The lock of ad by tess ended on 2026-11-25; readiness unlock removes it.",
    ],
  ],
};

describe("the overrides of a scorecard", () => {
  for (const [name, [change, expected]] of Object.entries(cases))
    it(name, () => {
      const card = { ...cardOf(worldOfFigures(day, 20)), ...change };
      assert.deepEqual(
        overridesOf(card).map(({ isOver, text }) => `${isOver ? "over: " : ""}${text}`),
        expected,
      );
    });

  it("are of a service, or of the whole stack, by name", () => {
    const of = (service?: string) => {
      const card = { ...cardOf(worldOfFigures(day, 20)), ...emergency("2026-11-26T18:00:00Z", service) };
      return overridesOf({ ...card, locks: [lock("quote", day)] }).map(({ kind, service: one }) => [
        kind,
        one,
      ]);
    };
    assert.deepEqual(of("cart"), [
      ["emergency", "cart"],
      ["lock", "quote"],
    ]);
    assert.deepEqual(of()[0], ["emergency", undefined]);
  });
});
