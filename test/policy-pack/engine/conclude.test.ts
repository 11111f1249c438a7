import assert from "node:assert/strict";
import type { AnyRule } from "../../../policy-pack/engine/rule";
import { type Given, given } from "../given";
import { entry, fails, findingOf } from "./conclude-cases";
import { judged, sampleRule } from "./sample-rule";

describe("an initiative", () => {
  const initiative = (patch: Record<string, unknown>) => ({
    id: "spring",
    title: "Spring",
    goal: 100,
    rules: ["sample-rule"],
    scope: {},
    start: "2026-10-01",
    deadline: "2026-11-22",
    ...patch,
  });
  const under = (...initiatives: readonly Record<string, unknown>[]): Given =>
    given.service({ tier: 3 }).catalog({ initiatives: initiatives.map(initiative) });
  const cases: Readonly<Record<string, readonly [Given, Partial<AnyRule>, string, string?]>> = {
    "makes what the tier leaves out mandatory once it has ended": [under({}), {}, "mandatory"],
    "makes it advisory on its last day, and says until when": [
      under({ deadline: "2026-11-23" }),
      {},
      "advisory",
      "2026-11-23",
    ],
    "says nothing before it starts": [under({ start: "2026-11-24", deadline: "2026-12-24" }), {}, "off"],
    "says something on the day on which it starts": [
      under({ start: "2026-11-23", deadline: "2026-12-24" }),
      {},
      "advisory",
      "2026-12-24",
    ],
    "says nothing of other services": [under({ scope: { services: ["spare"] } }), {}, "off"],
    "says nothing of other tiers": [under({ scope: { tiers: [1] } }), {}, "off"],
    "covers a service by its earlier name": [
      under({ scope: { services: ["basket"] } }).facts({ aliases: ["basket"] }),
      {},
      "mandatory",
    ],
    "covers a team by its earlier name": [
      under({ scope: { teams: ["sales"] } }).team({ aliases: ["sales"] }),
      {},
      "mandatory",
    ],
    "covers a team by its name where the service still says the earlier one": [
      under({ scope: { teams: ["orders"] } })
        .team({ aliases: ["sales"] })
        .facts({ owner: "sales" }),
      {},
      "mandatory",
    ],
    "beats the baseline once it has ended": [
      under({}).catalog({
        mode: "ratchet",
        initiatives: [initiative({})],
        baseline: [entry({ tier: 3 })],
      }),
      { level: "bronze" },
      "mandatory",
    ],
    "leaves the baseline alone until it ends, which is due then": [
      given.service({ tier: 3 }).catalog({
        mode: "ratchet",
        initiatives: [initiative({ deadline: "2026-12-01" })],
        baseline: [entry({ tier: 3 })],
      }),
      { level: "bronze" },
      "advisory",
      "2026-12-01",
    ],
  };
  for (const [name, [input, rule, expected, due]] of Object.entries(cases))
    it(name, async () => {
      const finding = await findingOf(fails, input, { level: "gold", ...rule });
      assert.deepEqual([finding.enforcement, finding.violations[0]?.due], [expected, due]);
    });
});

describe("the lifecycle", () => {
  const cases: Readonly<Record<string, readonly [string, Partial<AnyRule>, string]>> = {
    "retired leaves nothing": ["retired", { area: "ownership" }, "off"],
    "retired leaves what cannot be waived": ["retired", { unwaivableAt: [1] }, "mandatory"],
    "deprecated leaves security": ["deprecated", { area: "security" }, "mandatory"],
    "deprecated leaves no delivery": ["deprecated", { area: "delivery" }, "off"],
    "experimental makes everything advisory": ["experimental", { area: "security" }, "advisory"],
  };
  for (const [name, [lifecycle, rule, expected]] of Object.entries(cases))
    it(name, async () => {
      const finding = await findingOf(fails, given.service().facts({ lifecycle }), rule);
      assert.equal(finding.enforcement, expected);
      assert.equal(finding.violations[0]?.gate, expected);
    });
});

describe("the blocking scope", () => {
  const cases: Readonly<Record<string, readonly [Given, "all" | readonly string[], string]>> = {
    "is every service where nothing is passed": [given.service(), "all", "mandatory"],
    "has a service that is named": [given.service(), ["cart", "checkout"], "mandatory"],
    "has a service by its earlier name, as it was called before the change": [
      given.service().facts({ aliases: ["basket"] }),
      ["basket"],
      "mandatory",
    ],
    "has no other service": [given.service(), ["spare"], "advisory"],
    "has none where nothing was touched": [given.service(), [], "advisory"],
  };
  for (const [name, [input, scope, expected]] of Object.entries(cases))
    it(name, async () => {
      const patch = { scope: scope === "all" ? scope : new Set(scope) } as const;
      const { enforcement, violations } = await findingOf(fails, input, {}, patch);
      assert.deepEqual([enforcement, violations[0]?.gate], [expected, "mandatory"]);
    });
});

describe("the level of a service on its way out", () => {
  const levels = async (lifecycle: string): Promise<readonly [string, number] | undefined> => {
    const { services } = await judged(given.service().facts({ lifecycle }).resources(), [
      sampleRule(() => {}),
    ]);
    const found = services.find(({ service }) => service.subject.name === "checkout");
    return found && [found.level, found.attained.size];
  };
  const cases = {
    production: ["gold", 1],
    experimental: ["gold", 1],
    deprecated: ["none", 0],
    retired: ["none", 0],
  };
  for (const [lifecycle, expected] of Object.entries(cases))
    it(`is ${expected[0]} where it is ${lifecycle}`, async () =>
      assert.deepEqual(await levels(lifecycle), expected));
});
