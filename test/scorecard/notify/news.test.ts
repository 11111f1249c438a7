import assert from "node:assert/strict";
import { type NewsKind, newsKinds } from "../../../catalog/notifications";
import { type Audience, newsFor, type Pair } from "../../../scorecard/notify/news";
import type { Scorecard, ScoredService } from "../../../scorecard/schema";
import { card as cardOf, finding, level, service, violation, waiver } from "../cards";

/** A scorecard that knows slo-defined. */
const card = (services: readonly ScoredService[], parts: Partial<Scorecard> = {}): Scorecard =>
  cardOf(services, {
    ruleSets: [
      {
        name: "production-readiness",
        rules: 1,
        definitions: [
          {
            rule: "slo-defined",
            level: "silver",
            title: "t",
            why: "w",
            fix: "f",
            evidence: [],
            parameters: {},
          },
        ],
        terms: {},
      },
    ],
    ...parts,
  });

const steps = { waivers: [14, 7, 1], deadlines: [14, 7, 1], initiatives: [14, 7, 1] };
const central: Audience = { name: "central", news: newsKinds };
const orders: Audience = { name: "team orders", news: newsKinds, team: "orders" };
const payments: Audience = { name: "team payments", news: newsKinds, team: "payments" };

/** What is told of two scorecards: kind, subject and text, with its cause. */
function told(pair: Pair, audience: Audience = central): readonly string[] {
  return newsFor(audience, pair, steps).map(
    ({ kind, about, text, because }) =>
      `${kind}, ${about.name}: ${text}${because === undefined ? "" : ` (${because})`}`,
  );
}

const earlier = card([service({ findings: [finding()], digests: { catalog: "d0" } })], {
  judgedFor: "2026-11-22",
});
const later = (parts: Partial<ScoredService>, more: Partial<Scorecard> = {}): Pair => ({
  earlier,
  later: card([service(parts)], more),
});

const fallen = { levels: [level("bronze")], findings: [finding({ violations: [violation()] })] };
const advisory = violation({ enforcement: "advisory", gate: "advisory" });
const running = (deadline: string, daysLeft: number, state: "running" | "ended" | "to-come" = "running") => ({
  initiative: {
    id: "slos",
    title: "SLOs everywhere",
    goal: 90,
    scope: {},
    start: "2026-11-01",
    deadline,
  },
  state,
  daysLeft,
  services: [
    { name: "cart", owner: "orders", met: false, missing: ["slo-defined"] },
    { name: "pay", owner: "payments", met: true, missing: [] },
  ],
});

const cases: Readonly<Record<string, readonly [Pair, readonly string[]]>> = {
  "a level that fell and a mandatory rule that fails, with the cause": [
    later(fallen),
    [
      "degraded, cart: gold → bronze in production-readiness, must be gold. (changed: its catalog facts)",
      "degraded, cart: slo-defined fails and is mandatory: An SLO must be defined. (changed: its catalog facts)",
    ],
  ],
  "a mandatory rule that did not apply and fails now": [
    {
      earlier: card([service({ findings: [finding({ outcome: "not-applicable" })] })], {
        judgedFor: "2026-11-22",
      }),
      later: card([
        service({ findings: [finding({ violations: [violation()] })], digests: { catalog: "d2" } }),
      ]),
    },
    [
      "degraded, cart: slo-defined fails and is mandatory: An SLO must be defined. (changed: its catalog facts)",
    ],
  ],
  "a mandatory rule that is new and fails": [
    {
      earlier: cardOf([service()], { judgedFor: "2026-11-22" }),
      later: card([service({ findings: [finding({ violations: [violation()] })] })]),
    },
    ["degraded, cart: slo-defined fails and is mandatory: An SLO must be defined. (the rule is new)"],
  ],
  "no rule that is new and advised": [
    {
      earlier: cardOf([service()], { judgedFor: "2026-11-22" }),
      later: card([service({ findings: [finding({ violations: [advisory] })] })]),
    },
    [],
  ],
  "no failure that is advisory": [later({ findings: [finding({ violations: [advisory] })] }), []],
  "a failure that stops the service's own deployments only": [
    later({ findings: [finding({ violations: [violation({ enforcement: "advisory" })] })] }),
    [
      "degraded, cart: slo-defined fails and is mandatory: An SLO must be defined. (changed: its catalog facts)",
    ],
  ],
  "a failure whose time to be fixed has ended": [
    {
      earlier: card(
        [
          service({
            findings: [
              finding({
                violations: [violation({ ...advisory, due: "2026-11-22" })],
                enforcement: "advisory",
              }),
            ],
          }),
        ],
        { judgedFor: "2026-11-22" },
      ),
      later: card([service({ findings: [finding({ violations: [violation()] })] })]),
    },
    [
      "degraded, cart: slo-defined fails and is mandatory: An SLO must be defined. (its time to be fixed ended on 2026-11-22)",
    ],
  ],
  "nothing of a failure that was there before": [
    { earlier: card([service(fallen)]), later: card([service(fallen)]) },
    [],
  ],
  "a vendor's silence as what could not be judged, and no fall of the level": [
    later({
      levels: [level("bronze")],
      findings: [
        finding({ outcome: "unknown", cause: "unobserved", reason: "github: it did not answer in time" }),
      ],
    }),
    ["unknown, cart: slo-defined could not be judged. (github: it did not answer in time)"],
  ],
  "no fall without an earlier scorecard": [{ earlier: undefined, later: card([service(fallen)]) }, []],
  "no service that is new": [{ earlier, later: card([service({ ...fallen, name: "new" })]) }, []],
  "failures of one day together": [
    later({
      findings: ["a-rule", "b-rule"].map((rule) =>
        finding({ rule, violations: [{ ...advisory, due: "2026-11-24" }] }),
      ),
    }),
    ["deadlines, cart: 2 failing rules become stricter after 2026-11-24, in 1 day: a-rule, b-rule."],
  ],
  "a task that is overdue, and one that is due soon": [
    later({
      tasks: [
        {
          rules: ["slo-defined"],
          url: "https://github.example/1",
          opened: "2026-10-01",
          due: "2026-11-20",
          overdue: true,
        },
        {
          rules: ["owner-assigned"],
          url: "https://github.example/2",
          opened: "2026-10-01",
          due: "2026-11-23",
          overdue: false,
        },
      ],
    }),
    [
      "deadlines, cart: The task for slo-defined is overdue since 2026-11-20.",
      "deadlines, cart: The task for owner-assigned is due on 2026-11-23, today.",
    ],
  ],
  "an initiative that ends soon, with who is not there yet": [
    later({}, { initiatives: [running("2026-11-28", 5)] }),
    [
      "initiatives, slos: SLOs everywhere ends on 2026-11-28, in 5 days. 1 of 2 services there, the goal is 90 %; not yet: cart.",
    ],
  ],
  "an initiative that has just ended": [
    later({}, { initiatives: [running("2026-11-22", -1, "ended")] }),
    [
      "initiatives, slos: SLOs everywhere is mandatory since 2026-11-22 passed. 1 of 2 services there, the goal is 90 %; not yet: cart.",
    ],
  ],
  "no initiative that is to come": [later({}, { initiatives: [running("2026-11-25", 2, "to-come")] }), []],
};

describe("news", () => {
  for (const [name, [pair, expected]] of Object.entries(cases))
    it(`tells ${name}`, () => assert.deepEqual(told(pair), expected));

  it("goes to the owner of the service only, besides those who hear of all", () => {
    const pair = later(fallen);
    assert.equal(told(pair, orders).length, 2);
    assert.deepEqual(told(pair, payments), []);
  });

  it("tells leadership of its tiers only", () => {
    const leaders: Audience = { name: "leadership", news: newsKinds, tiers: [2] };
    assert.deepEqual(told(later(fallen), leaders), []);
    assert.equal(told(later({ ...fallen, tier: 2 }), leaders).length, 2);
  });

  it("is of the kinds that the audience wants", () => {
    const pair = later(fallen, { initiatives: [running("2026-11-28", 5)] });
    const wanting = (...news: readonly NewsKind[]) => told(pair, { name: "central", news }).length;
    assert.deepEqual([wanting("degraded"), wanting("initiatives"), wanting("waivers")], [2, 1, 0]);
  });

  it("tells a team of an initiative where its own services are not there yet", () => {
    const pair: Pair = {
      earlier: undefined,
      later: card([service(), service({ name: "pay", owner: "payments" })], {
        initiatives: [running("2026-11-28", 5)],
      }),
    };
    assert.equal(told(pair, orders).length, 1);
    assert.deepEqual(told(pair, payments), []);
  });

  it("has the same keys as long as nothing but days and figures moves", () => {
    const on = (day: string, daysLeft: number) =>
      newsFor(
        central,
        later(
          { findings: [finding({ violations: [{ ...advisory, due: "2026-11-30" }] })] },
          {
            judgedFor: day,
            waivers: [{ waiver: { ...waiver }, state: "in-force" }],
            initiatives: [running("2026-11-30", daysLeft)],
          },
        ),
        steps,
      ).map(({ key }) => key);
    assert.equal(on("2026-11-23", 7).length, 3);
    assert.deepEqual(on("2026-11-24", 6), on("2026-11-23", 7));
    const [first] = on("2026-11-24", 6);
    assert.ok(!on("2026-11-29", 1).includes(first ?? ""), "another step is another reminder");
  });

  it("tells a fall again that came after another day", () => {
    const key = (day: string) =>
      newsFor(central, { ...later(fallen), earlier: { ...earlier, judgedFor: day } }, steps)[0]?.key;
    assert.equal(key("2026-11-20"), key("2026-11-20"));
    assert.notEqual(key("2026-11-20"), key("2026-11-22"));
  });

  it("takes the other services of one service's scorecard for neither gone nor changed", () => {
    const whole = card([service({ findings: [finding()] }), service({ name: "pay" })], {
      judgedFor: "2026-11-22",
    });
    const only = card([service(fallen)], { only: "cart" });
    assert.equal(told({ earlier: whole, later: only }).length, 2);
  });
});
