import assert from "node:assert/strict";
import fc from "fast-check";
import MarkdownIt from "markdown-it";
import { markdownOf } from "../../../scorecard/formats/markdown";
import { card, finding, level, service, violation, waiver } from "../cards";

const advisory = violation({ enforcement: "advisory", gate: "advisory" });

describe("a scorecard as a comment", () => {
  it("says in few lines that nothing blocks", () => {
    assert.equal(
      markdownOf(card([])),
      [
        "<!-- readiness:prod -->",
        "",
        "Stack **prod**: **nothing blocks**, and no service has a must-level (mode enforce, judged for 2026-11-23).",
        "",
      ].join("\n"),
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
      `<!-- readiness:prod -->

Stack **prod**: **2 services block this run**, and 1 of 2 services are at their must-level (2 with waivers) (mode enforce, judged for 2026-11-23, what if).

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

  it("tells how many the gate would stop though they do not block this run", () => {
    const gated = service({ findings: [finding({ violations: [violation({ enforcement: "advisory" })] })] });
    const blocked = service({ name: "search", findings: [finding({ violations: [violation()] })] });
    assert.match(
      markdownOf(card([gated])),
      /\*\*nothing blocks\*\*, the gate would stop deployments of 1, and 1 of 1 service is at its must-level/,
    );
    assert.match(
      markdownOf(card([gated, blocked])),
      /\*\*1 service blocks this run\*\*, the gate would stop deployments of 1 more, and/,
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

describe("a comment on very many services", () => {
  const names = Array.from({ length: 2000 }, (_, index) => `service-${String(index).padStart(4, "0")}`);
  const findings = [
    finding({ violations: [violation()] }),
    finding({ rule: "runbook", violations: [advisory] }),
    finding({ rule: "dashboard", outcome: "unknown", cause: "planned", reason: "Only later." }),
  ];
  const many = (count: number, text?: string) =>
    card(
      names.slice(0, count).map((name) =>
        service({
          name,
          levels: [level("none")],
          findings:
            text === undefined ? findings : [finding({ violations: [violation({ text, fix: text })] })],
        }),
      ),
    );
  const rows = (text: string): number => text.match(/^\| service-\d/gm)?.length ?? 0;
  const blocks = (text: string): number =>
    text.match(/^- \*\*service-\d+\*\* \(tier 1\), slo-defined/gm)?.length ?? 0;
  const left = (text: string): number =>
    [...text.matchAll(/^(\d+) left out here/gm)].reduce((sum, [, count]) => sum + Number(count), 0);

  it("is not cut where there is room", () => {
    const text = markdownOf(many(300));
    assert.deepEqual([blocks(text), rows(text), left(text)], [300, 300, 0]);
  });

  it("shows ten at once and folds the others", () => {
    const text = markdownOf(many(13));
    assert.equal(blocks(text.slice(0, text.indexOf("<details>"))), 10);
    assert.match(text, /<summary>Blocks now: 3 more<\/summary>/);
  });

  it("loses the table first, by whole rows, and says how many", () => {
    const text = markdownOf(many(500));
    assert.ok(text.length <= 65_536 && text.length > 63_000, String(text.length));
    assert.equal(blocks(text), 500);
    assert.ok(rows(text) > 0);
    assert.equal(left(text), 500 - rows(text));
    assert.match(text, /runbook, 500 services: service-0000, .*, service-0019 and 480 more$/m);
  });

  it("keeps what blocks longest", () => {
    const text = markdownOf(many(2000));
    assert.ok(text.length <= 65_536 && text.length > 63_000, String(text.length));
    assert.equal(rows(text), 0);
    assert.equal(left(text), 2000 - blocks(text) + 2000 + 2);
  });

  it("is never longer than GitHub takes, however long the texts, and keeps its folds closed", () => {
    const texts = fc.oneof(
      fc.constantFrom("@".repeat(5000), "\u0000".repeat(5000), "0".repeat(20_000), "x"),
      fc.string({ unit: "binary" }),
    );
    fc.assert(
      fc.property(texts, texts, fc.integer({ min: 1, max: 40 }), (text, stack, count) => {
        const after = { ...many(count, text), stack: `${stack}x` };
        const comment = markdownOf(
          after,
          card(names.slice(0, 60).map((name) => service({ name: `${text}${name}` }))),
        );
        assert.ok(comment.length <= 65_536, String(comment.length));
        assert.equal(comment.match(/<details>/g)?.length, comment.match(/<\/details>/g)?.length);
        assert.match(comment, /^<!-- readiness:[\w./%-]+ -->\n\n/);
      }),
      { numRuns: 40 },
    );
  });
});

describe("a comment on a scorecard that means harm", () => {
  const reader = new MarkdownIt({ html: true, linkify: true });
  reader.linkify.set({ fuzzyLink: false });
  const kinds = (text: string): readonly string[] =>
    reader.parse(text, {}).flatMap(({ type, children }) => children?.map((child) => child.type) ?? [type]);
  const html = (text: string): readonly string[] =>
    reader.parse(text, {}).flatMap(({ type, content }) => (type === "html_block" ? [content] : []));

  /** A scorecard in which every text is this one, and the one before it. */
  const pair = (text: string) => {
    const bad = { text, fix: text, subject: text };
    const own = { owner: text, levels: [{ ...level("none"), set: text }, level("bronze")] };
    const findings = [
      finding({ rule: text, violations: [violation(bad)] }),
      finding({ rule: text, violations: [violation({ ...bad, enforcement: "advisory" })] }),
      finding({ rule: text, outcome: "unknown", cause: "planned", reason: text }),
    ];
    const waivers = [{ waiver: { ...waiver, subject: text }, state: "in-force" as const }];
    const now = card([service({ name: text, ...own, findings }), service({ name: `${text}1`, ...own })], {
      waivers,
    });
    const then = card([
      service({ name: text, ...own, levels: [{ ...level("gold"), set: text }, level("none")] }),
      service({ name: `${text}2`, ...own }),
    ]);
    return [now, then] as const;
  };

  it("is built as the same comment on harmless words is", () => {
    const plainly = markdownOf(...pair("word"));
    const part = fc.oneof(
      fc.constantFrom(
        "</details>",
        "<!-- ",
        "-->",
        "\n\n# x\n",
        "\n| a | b |\n| - | - |\n",
        "```",
        "[x](https://e.example)",
        "@team",
        "![x](y)",
        "<b>",
        "**",
        "_",
        "|",
        "\\",
        "\r",
        "- ",
        "1. ",
        "    ",
      ),
      fc.string({ unit: "binary", maxLength: 4 }),
    );
    fc.assert(
      fc.property(fc.array(part, { minLength: 1, maxLength: 8 }), (parts) => {
        const text = markdownOf(...pair(`a${parts.join("")}`));
        assert.deepEqual(kinds(text), kinds(plainly));
        assert.deepEqual(html(text), html(plainly));
      }),
    );
  });

  const stacks: Readonly<Record<string, string>> = {
    "org/project/prod.eu-1": "<!-- readiness:org/project/prod.eu-1 -->",
    "--><h1>": "<!-- readiness:--%003e%003ch1%003e -->",
    "a\nb": "<!-- readiness:a%000ab -->",
    "\ud800%": "<!-- readiness:%d800%0025 -->",
  };
  for (const [stack, marker] of Object.entries(stacks))
    it(`has a marker that hides, for the stack ${JSON.stringify(stack)}`, () => {
      assert.equal(markdownOf(card([], { stack })).split("\n")[0], marker);
    });
});
