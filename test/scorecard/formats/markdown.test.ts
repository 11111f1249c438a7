import assert from "node:assert/strict";
import { markdownOf } from "../../../scorecard/formats/markdown";
import { card, finding, level, service, violation, waiver } from "../cards";

const advisory = violation({ enforcement: "advisory", gate: "advisory" });

describe("a scorecard as a comment", () => {
  it("says in few lines that nothing blocks", () => {
    assert.equal(
      markdownOf(card([])),
      [
        "<!-- readiness:shop/prod -->",
        "",
        "Stack **shop/prod**, mode enforce, judged for 2026-11-23: **nothing blocks**, and no service has a must-level.",
        "",
      ].join("\n"),
    );
  });

  it("tells of locks and emergencies first", () => {
    const text = markdownOf(
      card([service({ findings: [finding({ violations: [violation()] })] })], {
        locks: [{ service: "cart", by: "tess", reason: "Month's end.", until: "2026-11-30" }],
        breakGlass: { by: "pia", reason: "All is down.", until: "2026-11-23T20:00:00Z" },
      }),
    );
    assert.match(
      text,
      /\n\n### The glass is broken\n\n- pia broke the glass for the whole stack until [^\n]*: All is down\.\n- cart is locked by tess until the end of 2026-11-30: Month's end\.\n\n### Blocks now\n/,
    );
  });

  it("tells what blocks with its fix, and folds the rest", () => {
    const services = [
      service({
        name: "search",
        tier: 2,
        owner: undefined,
        levels: [level("bronze", "gold")],
        findings: [
          finding({ rule: "on-call", level: "bronze", violations: [violation({ due: "2026-12-01" })] }),
          finding({ rule: "runbook", violations: [advisory] }),
        ],
      }),
      service({
        findings: [
          finding({ violations: [violation({ fix: undefined })] }),
          finding({ rule: "runbook", violations: [advisory] }),
          finding({ rule: "dashboard", outcome: "unknown", cause: "unobserved", reason: "Nobody answered." }),
        ],
      }),
    ];
    const waivers = [{ waiver, state: "in-force" as const }];
    assert.equal(
      markdownOf(card(services, { waivers, whatIf: true })),
      `<!-- readiness:shop/prod -->

Stack **shop/prod**, mode enforce, judged for 2026-11-23 (what if): **2 services block this run**, and 1 of 2 services at must-level (2 with waivers).

### Blocks now

- **cart** (tier 1), slo-defined: An SLO must be defined.
- **search** (tier 2), on-call: An SLO must be defined.
  Fix: Add slos to the service's file.
  Due 2026-12-01.

<details>
<summary>Advisory, by rule (1 rule)</summary>

- runbook, 2 services: search, cart

</details>

<details>
<summary>Unknown, and why (1 finding)</summary>

- dashboard (unobserved): Nobody answered.
  1 service: cart

</details>

<details>
<summary>Waivers that end within 14 days (1)</summary>

- **cart**, slo-defined: ends in 7 days, on 2026-11-30 (migration, accepted by sam-example)

</details>

<details>
<summary>Levels per service (2 services)</summary>

| service | owner | rule set | tier | level | with waivers | must be |
| --- | --- | --- | --- | --- | --- | --- |
| search | &#45; | production-readiness | 2 | bronze | gold | gold |
| cart | orders | production-readiness | 1 | gold | gold | gold |

</details>
`,
    );
  });

  it("lists what blocks by tier, then by service, then what the lowest level needs first", () => {
    const findings = [
      finding({ rule: "for-gold", level: "gold", violations: [violation()] }),
      finding({ rule: "for-bronze", level: "bronze", violations: [violation()] }),
    ];
    const services = [
      service({ name: "a", tier: 3, findings }),
      service({ name: "c", findings }),
      service({ name: "b", findings }),
    ];
    assert.deepEqual(
      [...markdownOf(card(services)).matchAll(/^- \*\*(\w)\*\* \(tier \d\), (for-\w+):/gm)].map(
        ([, ...words]) => words,
      ),
      ["b", "c", "a"].flatMap((name) => [
        [name, "for-bronze"],
        [name, "for-gold"],
      ]),
    );
  });

  it("tells how many the gate would stop though they do not block this run", () => {
    const gated = service({ findings: [finding({ violations: [violation({ enforcement: "advisory" })] })] });
    const blocked = service({ name: "search", findings: [finding({ violations: [violation()] })] });
    assert.match(
      markdownOf(card([gated])),
      /\*\*nothing blocks\*\*, the gate would stop deployments of 1 service, and 1 of 1 service at must-level\.$/m,
    );
    assert.match(
      markdownOf(card([gated, blocked])),
      /\*\*1 service blocks this run\*\*, the gate would stop deployments of 1 more service, and/,
    );
  });

  const days: Readonly<Record<string, readonly [string, string, boolean]>> = {
    today: ["2026-11-23", "ends today", true],
    tomorrow: ["2026-11-24", "ends in 1 day,", true],
    "in 14 days": ["2026-12-07", "ends in 14 days,", true],
    "in 15 days": ["2026-12-08", "ends", false],
    yesterday: ["2026-11-22", "ends", false],
  };
  for (const [when, [expires, words, isTold]] of Object.entries(days))
    it(`${isTold ? "tells" : "does not tell"} of a waiver that ends ${when}`, () => {
      const waivers = [{ waiver: { ...waiver, expires, subject: "p99" }, state: "in-force" as const }];
      assert.equal(markdownOf(card([], { waivers })).includes(`slo-defined, p99: ${words}`), isTold);
    });

  it("tells nothing of a waiver that is not in force", () => {
    const waivers = [{ waiver, state: "unused" as const }];
    assert.doesNotMatch(markdownOf(card([], { waivers })), /Waivers/);
  });
});

describe("a scorecard as a comment on a change", () => {
  const before = card(
    [
      service({ levels: [level("gold")], findings: [finding(), finding({ rule: "runbook" })] }),
      service({
        name: "search",
        tier: 2,
        levels: [level("none")],
        findings: [finding({ violations: [violation()] })],
      }),
      service({ name: "old" }),
    ],
    { judgedFor: "2026-11-20" },
  );
  const after = card([
    service({
      levels: [level("silver")],
      findings: [
        finding({ violations: [advisory] }),
        finding({ rule: "runbook", violations: [violation()] }),
      ],
    }),
    service({ name: "search", tier: 2, levels: [level("bronze")], findings: [finding()] }),
    service({ name: "new-one" }),
  ]);

  it("tells what became worse, worst first, then what became better", () => {
    const text = markdownOf(after, before);
    assert.equal(
      text.slice(text.indexOf("Against"), text.indexOf("### Blocks now")),
      `Against the scorecard of 2026-11-20: 3 worse; 2 better; new: new-one; gone: old.

### Worse

- **cart** (tier 1): gold → silver in production-readiness
- **cart** (tier 1), runbook: pass → fail
  Blocks: An SLO must be defined.
- **cart** (tier 1), slo-defined: pass → fail
  Advisory: An SLO must be defined.

### Better

- **search** (tier 2): no level → bronze in production-readiness
- **search** (tier 2), slo-defined: fail → pass
  No more: An SLO must be defined.

`,
    );
  });

  it("tells of the deepest fall first, and of stricter tiers before others", () => {
    const at = (name: string, tier: 1 | 2, reached: "gold" | "silver" | "none") =>
      service({ name, tier, levels: [level(reached)] });
    const was = card([at("x", 2, "gold"), at("y", 1, "gold"), at("z", 1, "gold")]);
    const is = card([at("x", 2, "none"), at("y", 1, "silver"), at("z", 1, "none")]);
    assert.deepEqual(
      [...markdownOf(is, was).matchAll(/^- \*\*(\w)\*\* .* in production-readiness$/gm)].map(
        ([, name]) => name,
      ),
      ["z", "y", "x"],
    );
  });

  it("says that nothing changed", () => {
    assert.match(
      markdownOf(after, { ...after, judgedFor: "2026-11-20" }),
      /^Against the scorecard of 2026-11-20: nothing changed\.$/m,
    );
  });

  it("counts what is neither better nor worse", () => {
    const was = card([service({ findings: [finding({ outcome: "not-applicable" })] })]);
    const is = card([service({ findings: [finding()] })]);
    assert.match(markdownOf(is, was), /: 1 other change\.$/m);
  });

  it("takes no service for gone that was not asked for, and finds a renamed one", () => {
    const only = { ...after, only: "shop", services: [service({ name: "shop", aliases: ["cart"] })] };
    const words = markdownOf(only, before);
    assert.match(words, /^Against the scorecard of 2026-11-20: 2 other changes\.$/m);
  });
});
