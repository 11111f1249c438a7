import { z } from "zod";
import { newsKinds } from "../../catalog/notifications";

/** Version of what a generic webhook is sent. */
export const notificationVersion = 1;

const name = z.string().min(1);

/** What a generic webhook is sent: the news of one audience, or its digest. */
export const notificationSchema = z.strictObject({
  schemaVersion: z.literal(notificationVersion),
  kind: z.literal("readiness-notification"),
  audience: name.describe("central, leadership, or a team's name after `team `."),
  day: z.iso.date().describe("UTC day of the scorecard."),
  title: name,
  intro: z.array(z.string()),
  report: z.string().optional().describe("Where the whole of it can be seen."),
  news: z
    .array(
      z.strictObject({
        key: name.describe(
          "The same for the same piece of news, whatever its words; a receiver may ignore one that it has.",
        ),
        kind: z.enum(newsKinds),
        project: name,
        stack: name,
        subject: name.describe("The service, or the initiative's id."),
        tier: z.int().optional(),
        owner: z.string().optional(),
        text: z.string(),
        because: z.string().optional(),
        url: z.string().optional(),
      }),
    )
    .describe("Empty in a digest."),
  digest: z
    .array(
      z.strictObject({
        title: name,
        lines: z.array(z.strictObject({ lead: z.string(), texts: z.array(z.string()) })),
      }),
    )
    .optional(),
  leftOut: z.int().min(0).describe("Pieces of news, or lines of a digest, that there is no room for."),
});

export type Notification = z.infer<typeof notificationSchema>;
