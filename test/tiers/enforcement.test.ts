import assert from "node:assert/strict";
import { levels } from "../../catalog/initiative";
import { tiers } from "../../catalog/tier";
import { type Enforcement, enforce, strictest, tierEnforcement } from "../../tiers/enforcement";
import { type Level, tierTerms } from "../../tiers/levels";
import { emergency, gold3, holdCases, open, over, rule, silver3, strict, today } from "./enforcement-cases";

const cells: readonly (readonly [1 | 2 | 3, Level, Enforcement])[] = [
  [1, "bronze", "mandatory"],
  [1, "silver", "mandatory"],
  [1, "gold", "mandatory"],
  [2, "bronze", "mandatory"],
  [2, "silver", "mandatory"],
  [2, "gold", "advisory"],
  [3, "bronze", "mandatory"],
  [3, "silver", "advisory"],
  [3, "gold", "off"],
];

describe("the tier table", () => {
  it("has every cell of tier and level", () => {
    assert.equal(
      new Set(cells.map(([tier, level]) => `${tier} ${level}`)).size,
      tiers.length * levels.length,
    );
  });
  for (const [tier, level, expected] of cells) {
    it(`makes a ${level} rule ${expected} at tier ${tier}`, () => {
      assert.equal(tierEnforcement(tierTerms[tier], level), expected);
      const input = { ...strict, tier, terms: tierTerms[tier], rule: { ...rule, level } };
      assert.equal(enforce(input).enforcement, expected);
    });
  }
  it("says nothing where a rule set does not apply at a tier", () => {
    assert.equal(enforce({ ...strict, terms: undefined }).enforcement, "off");
  });
});

describe("an initiative", () => {
  holdCases(
    {
      "makes what is off advisory before its deadline, and says when that ends": [
        { ...gold3, initiatives: [open] },
        "advisory",
        ["tier", "initiative"],
        "2026-12-31",
      ],
      "is still before its deadline on that day": [
        { ...gold3, initiatives: [{ id: "today", deadline: today }] },
        "advisory",
        ["tier", "initiative"],
        today,
      ],
      "makes what is off mandatory after its deadline": [
        { ...gold3, initiatives: [over] },
        "mandatory",
        ["tier", "initiative"],
      ],
      "makes what is advisory mandatory after its deadline": [
        { ...silver3, initiatives: [over] },
        "mandatory",
        ["tier", "initiative"],
      ],
      "leaves what is advisory as it is before its deadline, and says when that ends": [
        { ...silver3, initiatives: [open] },
        "advisory",
        ["tier"],
        "2026-12-31",
      ],
      "changes nothing about what is mandatory": [{ initiatives: [open, over] }, "mandatory", ["tier"]],
      "counts as passed where another is still open": [
        { ...gold3, initiatives: [open, over] },
        "mandatory",
        ["tier", "initiative"],
      ],
      "counts by the first deadline where two are open, in whatever order they come": [
        { ...gold3, initiatives: [open, { id: "soon", deadline: "2026-11-30" }] },
        "advisory",
        ["tier", "initiative"],
        "2026-11-30",
      ],
      "is due once its rule is no longer new, where its deadline comes before": [
        { ...gold3, initiatives: [open], rolloutUntil: "2027-01-15" },
        "advisory",
        ["tier", "initiative"],
        "2027-01-15",
      ],
      "is never due for a service that is experimental": [
        { ...silver3, initiatives: [open], lifecycle: "experimental" },
        "advisory",
        ["tier"],
      ],
      "is due in mode advise as well, as the other modes will come": [
        { ...silver3, initiatives: [open], mode: "advise" },
        "advisory",
        ["tier"],
        "2026-12-31",
      ],
      "is due for a service that this change does not touch": [
        { ...silver3, initiatives: [open], inScope: false },
        "advisory",
        ["tier"],
        "2026-12-31",
      ],
      "raises above the cap of the table": [
        { rule: { ...rule, capped: true }, initiatives: [over] },
        "mandatory",
        ["tier", "cap", "initiative"],
      ],
      "covers a rule whose set does not apply at the tier": [
        { terms: undefined, initiatives: [over] },
        "mandatory",
        ["tier", "initiative"],
      ],
      "does not block in mode advise": [
        { ...gold3, initiatives: [over], mode: "advise" },
        "advisory",
        ["tier", "initiative", "mode"],
      ],
    },
    "run",
  );
});

describe("the initiative that counts", () => {
  const ends: Readonly<Record<string, readonly [readonly string[], string]>> = {
    "is the one that ends first": [["b 2026-12-31", "a 2027-01-31"], "b"],
    "is the one that ends first, however they are written": [["a 2027-01-31", "b 2026-12-31"], "b"],
    "is the first by its id where two end on a day": [["b 2026-12-31", "a 2026-12-31"], "a"],
    "is the first by its id, however they are written": [["a 2026-12-31", "b 2026-12-31"], "a"],
  };
  for (const [name, [written, expected]] of Object.entries(ends))
    it(name, () => {
      const initiatives = written.map((one) => {
        const [id = "", deadline = ""] = one.split(" ");
        return { id, deadline };
      });
      const because = enforce({ ...strict, ...gold3, initiatives }).chain.at(-1)?.because ?? "";
      assert.match(because, new RegExp(`^the initiative ${expected} `));
    });
});

describe("the gate of a service", () => {
  holdCases(
    {
      "does not care for the basis": [{ observed: true }, "mandatory", ["tier"]],
      "does not care for the scope": [{ inScope: false }, "mandatory", ["tier"]],
      "does not care for the mode": [{ mode: "advise" }, "mandatory", ["tier"]],
      "takes the lifecycle": [{ lifecycle: "experimental" }, "advisory", ["tier", "lifecycle"]],
      "takes the rollout": [{ rolloutUntil: "2026-12-01" }, "advisory", ["tier", "rollout"], "2026-12-01"],
      "takes the grace": [{ graceUntil: "2026-12-01" }, "advisory", ["tier", "grace"], "2026-12-01"],
      "takes the baseline": [{ mode: "ratchet", baselined: true }, "advisory", ["tier", "ratchet"]],
      "takes the ceiling": [{ ceiling: "advisory" }, "advisory", ["tier", "ceiling"]],
      "takes an emergency": [{ breakGlass: emergency }, "advisory", ["tier", "break-glass"]],
      "waits for a vendor six days": [
        { unknown: "unobserved", unobservedDays: 6 },
        "advisory",
        ["tier", "unknown"],
      ],
      "waits for a vendor no longer than seven days": [
        { unknown: "unobserved", unobservedDays: 7 },
        "mandatory",
        ["tier"],
      ],
      "waits for a vendor where nobody knows since when": [
        { unknown: "unobserved" },
        "advisory",
        ["tier", "unknown"],
      ],
    },
    "gate",
  );
});

describe("the strictest of several enforcements", () => {
  const cases: readonly (readonly [readonly Enforcement[], Enforcement])[] = [
    [[], "off"],
    [["off"], "off"],
    [["off", "advisory"], "advisory"],
    [["mandatory", "advisory", "off"], "mandatory"],
  ];
  for (const [all, expected] of cases)
    it(`of [${all.join(", ")}] is ${expected}`, () => assert.equal(strictest(all), expected));
});
