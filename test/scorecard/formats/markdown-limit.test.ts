import assert from "node:assert/strict";
import fc from "fast-check";
import { markdownOf, markdownOfSeveral } from "../../../scorecard/formats/markdown";
import { card, finding, level, service, violation } from "../cards";

const advisory = violation({ enforcement: "advisory", gate: "advisory" });

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

  it("is no longer for several stacks together, which share the room as they need it", () => {
    const cards = [many(2000), { ...many(30), stack: "dev" }, { ...many(700), stack: "test" }];
    const text = markdownOfSeveral(cards, () => undefined);
    assert.ok(text.length <= 65_536 && text.length > 63_000, String(text.length));
    assert.deepEqual(text.match(/^<!-- readiness:.*$/gm), [
      "<!-- readiness:shop/prod -->",
      "<!-- readiness:shop/dev -->",
      "<!-- readiness:shop/test -->",
    ]);
    assert.ok(text.includes(markdownOf({ ...many(30), stack: "dev" })), "a short one is whole");
    const two = cards.slice(1, 2);
    assert.equal(
      markdownOfSeveral([...two, ...two], () => undefined),
      [...two, ...two].map((card) => markdownOf(card)).join("\n\n"),
    );
  });

  it("is of a hundred stacks their verdicts, and is refused where these are too many", () => {
    const stacks = (count: number) =>
      Array.from({ length: count }, (_, index) => ({ ...many(20), stack: `stack-${index}` }));
    const text = markdownOfSeveral(stacks(100), () => undefined);
    assert.ok(text.length <= 65_536, String(text.length));
    assert.equal(text.match(/\*\*20 services block this run\*\*/g)?.length, 100);
    assert.throws(() => markdownOfSeveral(stacks(400), () => undefined), /no room for 400 stacks/);
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
