import assert from "node:assert/strict";
import fc from "fast-check";
import { z } from "zod";
import { teamsMessageOf } from "../../../scorecard/notify/teams";
import { hostileMessage } from "./hostile";

/** What Teams takes of an Adaptive Card, as far as our cards go; text runs know no Markdown. */
const openUrl = z.strictObject({
  type: z.literal("Action.OpenUrl"),
  title: z.string().min(1),
  url: z.url({ protocol: /^https?$/ }),
});
const run = z.strictObject({
  type: z.literal("TextRun"),
  text: z.string().min(1),
  weight: z.literal("Bolder").optional(),
  size: z.literal("Large").optional(),
  selectAction: openUrl.optional(),
});
const card = z.strictObject({
  $schema: z.literal("http://adaptivecards.io/schemas/adaptive-card.json"),
  type: z.literal("AdaptiveCard"),
  version: z.enum(["1.4", "1.5"]),
  fallbackText: z.string().min(1),
  body: z.array(
    z.strictObject({
      type: z.literal("RichTextBlock"),
      inlines: z.array(run).min(1),
      spacing: z.enum(["Small", "Medium"]).optional(),
    }),
  ),
  actions: z.array(openUrl).max(1).optional(),
  msteams: z.strictObject({ width: z.literal("Full") }),
});
const teamsMessage = z.strictObject({
  type: z.literal("message"),
  attachments: z.tuple([
    z.strictObject({
      contentType: z.literal("application/vnd.microsoft.card.adaptive"),
      contentUrl: z.null(),
      content: card,
    }),
  ]),
});

describe("a message for Microsoft Teams", () => {
  it("shows texts as they are, in runs that know no markup", () => {
    const { attachments } = teamsMessageOf({
      title: "Readiness",
      intro: [],
      report: "https://readiness.shop.example/",
      sections: [
        {
          title: "Less ready",
          noun: "service",
          leftOut: 0,
          lines: [{ lead: "cart", texts: [{ text: "**gold** [x](https://evil.example)" }] }],
        },
      ],
    });
    const { body, actions } = attachments[0].content;
    assert.deepEqual(body.slice(1), [
      {
        type: "RichTextBlock",
        inlines: [{ type: "TextRun", text: "Less ready", weight: "Bolder" }],
        spacing: "Medium",
      },
      {
        type: "RichTextBlock",
        inlines: [
          { type: "TextRun", text: "cart ", weight: "Bolder" },
          { type: "TextRun", text: "**gold** [x](https://evil.example)" },
        ],
        spacing: "Small",
      },
    ]);
    assert.deepEqual(actions, [
      { type: "Action.OpenUrl", title: "The whole report", url: "https://readiness.shop.example/" },
    ]);
  });

  it("is a card of at most 28 kB, whatever it is of", () => {
    fc.assert(
      fc.property(hostileMessage, (message) => {
        const result = teamsMessageOf(message);
        teamsMessage.parse(result);
        assert.ok(Buffer.byteLength(JSON.stringify(result)) <= 28_000);
      }),
      { numRuns: 60 },
    );
  });
});
