import assert from "node:assert/strict";
import fc from "fast-check";
import { z } from "zod";
import type { Message } from "../../../scorecard/notify/message";
import { slackMessageOf, slackText } from "../../../scorecard/notify/slack";
import { hostileMessage, hostileText } from "./hostile";

/** Block Kit as its reference bounds it. */
const mrkdwn = z.strictObject({
  type: z.literal("mrkdwn"),
  text: z.string().min(1).max(3000),
  verbatim: z.literal(true),
});
const header = z.strictObject({
  type: z.literal("header"),
  text: z.strictObject({
    type: z.literal("plain_text"),
    text: z.string().min(1).max(150),
    emoji: z.literal(false),
  }),
});
const slackMessage = z.strictObject({
  text: z.string().min(1).max(40_000),
  blocks: z
    .array(
      z.union([
        header,
        z.strictObject({ type: z.literal("section"), text: mrkdwn }),
        z.strictObject({ type: z.literal("context"), elements: z.array(mrkdwn).min(1).max(10) }),
      ]),
    )
    .min(1)
    .max(50),
});

/** All mrkdwn of a message, without the links that we make ourselves. */
function marked(message: ReturnType<typeof slackMessageOf>): string {
  const texts = message.blocks.flatMap((block) =>
    block.type === "section" ? [block.text.text] : block.type === "context" ? [block.elements[0]?.text] : [],
  );
  return texts.join("\n").replace(/<https?:\/\/[^<>|\s]+\|(Open|The whole report)>/g, "");
}

const small: Message = {
  title: "Readiness, team orders, 2026-11-26",
  intro: ["Less ready: 1 service."],
  report: "https://readiness.shop.example/?a=1&b=2",
  sections: [
    {
      title: "Less ready",
      noun: "service",
      leftOut: 0,
      lines: [
        {
          lead: "cart (tier 1)",
          texts: [
            { text: "gold → bronze <now> & here." },
            { text: "A task.", url: "https://github.example/1" },
          ],
        },
      ],
    },
  ],
};

describe("a message for Slack", () => {
  it("is a header, the counts, a section and the report's address", () => {
    assert.deepEqual(slackMessageOf(small), {
      text: "Readiness, team orders, 2026-11-26. Less ready: 1 service.",
      blocks: [
        {
          type: "header",
          text: { type: "plain_text", text: "Readiness, team orders, 2026-11-26", emoji: false },
        },
        { type: "section", text: { type: "mrkdwn", text: "Less ready: 1 service.", verbatim: true } },
        {
          type: "section",
          text: {
            type: "mrkdwn",
            text: "*Less ready*\n• *cart (tier 1)* gold → bronze &lt;now&gt; &amp; here.\n    A task. <https://github.example/1|Open>",
            verbatim: true,
          },
        },
        {
          type: "context",
          elements: [
            {
              type: "mrkdwn",
              text: "<https://readiness.shop.example/?a=1&amp;b=2|The whole report>",
              verbatim: true,
            },
          ],
        },
      ],
    });
  });

  it("keeps Slack's limits, whatever it is of", () => {
    fc.assert(
      fc.property(hostileMessage, (message) => void slackMessage.parse(slackMessageOf(message))),
      {
        numRuns: 60,
      },
    );
  });

  it("has no link, mention or channel that others wrote", () => {
    fc.assert(
      fc.property(hostileMessage, (message) => {
        const text = marked(slackMessageOf(message));
        assert.doesNotMatch(text, /[<>]/);
        assert.doesNotMatch(text, /@[a-z]/i);
        assert.doesNotMatch(text, /&(?!amp;|lt;|gt;)/);
      }),
      { numRuns: 60 },
    );
  });

  it("parts what would be emphasis, code or an emoji", () => {
    assert.equal(slackText("*a* `b` :c: @d"), "*\u200ba*\u200b `\u200bb`\u200b :\u200bc: @\u200bd");
    fc.assert(
      fc.property(hostileText, (text) => void assert.doesNotMatch(slackText(text), /[*_~`][^\u200b]/)),
    );
  });

  it("says how much was left out where not all fits", () => {
    const [section] = small.sections;
    const lines = Array.from({ length: 300 }, (_, index) => ({
      lead: `service-${index}`,
      texts: [{ text: "x ".repeat(400) }],
    }));
    const { blocks } = slackMessageOf({ ...small, sections: section ? [{ ...section, lines }] : [] });
    const text = blocks.map((block) => (block.type === "section" ? block.text.text : "")).join("\n");
    assert.match(text, /And 280 more services; the report has all\./);
    assert.match(text, /service-19\*/);
  });
});
