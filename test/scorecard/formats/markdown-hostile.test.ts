import assert from "node:assert/strict";
import fc from "fast-check";
import MarkdownIt from "markdown-it";
import { markdownOf } from "../../../scorecard/formats/markdown";
import { card, finding, level, service, violation, waiver } from "../cards";

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
      locks: [{ service: "cart", by: "tess", reason: text, until: "2026-12-01" }],
      breakGlass: { by: "tess", reason: text, until: "2026-11-23T20:00:00Z" },
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
    "org/project/prod.eu-1": "<!-- readiness:shop/org/project/prod.eu-1 -->",
    "--><h1>": "<!-- readiness:shop/--%003e%003ch1%003e -->",
    "a\nb": "<!-- readiness:shop/a%000ab -->",
    "\ud800%": "<!-- readiness:shop/%d800%0025 -->",
  };
  for (const [stack, marker] of Object.entries(stacks))
    it(`has a marker that hides, for the stack ${JSON.stringify(stack)}`, () => {
      assert.equal(markdownOf(card([], { stack })).split("\n")[0], marker);
    });
});
