import { z } from "zod";
import { address, entityName } from "./fields";

/** What somebody may be told of. */
export const newsKinds = ["degraded", "unknown", "waivers", "deadlines", "initiatives", "digest"] as const;
export type NewsKind = (typeof newsKinds)[number];

const variable = z
  .string()
  .regex(/^[A-Z][A-Z0-9_]{0,99}$/, "must be the name of an environment variable, never the secret itself");

const host = z
  .string()
  .regex(
    /^(?=.{1,253}(:|$))[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*(:\d{1,5})?$/,
    "must be a host in lower-case letters such as hooks.slack.com, without https:// and path",
  );

const chat = { urlFrom: variable.describe("The variable that holds the webhook's address, a secret.") };

const destination = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("slack"), ...chat }).describe("An incoming webhook of Slack."),
  z.strictObject({ kind: z.literal("teams"), ...chat }).describe("A workflow of Microsoft Teams."),
  z
    .strictObject({
      kind: z.literal("webhook"),
      ...chat,
      secretFrom: variable.optional().describe("The variable that holds the secret to sign with."),
    })
    .describe("Anything that takes our JSON."),
  z
    .strictObject({
      kind: z.literal("pagerduty"),
      routingKeyFrom: variable.describe("The variable that holds an Events API v2 integration's key."),
      region: z.enum(["us", "eu"]).default("us"),
      urlFrom: variable.optional().describe("The variable that holds another address, such as a proxy's."),
    })
    .describe("An alert while a service of tier 1 that was at its must-level is below it."),
]);
export type Destination = z.infer<typeof destination>;

/** What cannot be judged is no word about a service, so that only the central team hears of it. */
const othersNews = [
  "degraded",
  "waivers",
  "deadlines",
  "initiatives",
  "digest",
] as const satisfies readonly NewsKind[];

const news = (kinds: readonly NewsKind[], usual: readonly NewsKind[]) =>
  z
    .array(z.enum(kinds))
    .min(1)
    .default([...usual])
    .describe("What it is told of.");
const to = z.array(destination).min(1).describe("Where it is told; each gets every message.");

const days = (usual: readonly number[]) =>
  z
    .array(z.int().min(0).max(90))
    .min(1)
    .default([...usual]);

/** The file catalog/notifications.yaml: who is told what, and where. It holds no address and no secret. */
export const notificationsSchema = z
  .strictObject({
    report: address.optional().describe("Where the whole of it can be seen; each message links there."),
    hosts: z.array(host).default([]).describe("The only hosts that anything is sent to, by https."),
    privateHosts: z
      .array(host)
      .default([])
      .describe(
        "The same in your own network, where addresses are private; one that is this machine may be without TLS.",
      ),
    remind: z
      .strictObject({
        waivers: days([14, 7, 1]),
        deadlines: days([14, 7, 1]),
        initiatives: days([30, 14, 7, 1]),
      })
      .prefault({})
      .describe("Days before an end at which it is told, once each."),
    central: z
      .strictObject({ to, news: news(newsKinds, newsKinds) })
      .optional()
      .describe("The team that looks after readiness: hears of all services."),
    leadership: z
      .strictObject({
        to,
        news: news(othersNews, ["degraded", "initiatives", "digest"]),
        tiers: z
          .array(z.union([z.literal(1), z.literal(2), z.literal(3)]))
          .min(1)
          .default([1])
          .describe("Of services of these tiers only."),
      })
      .optional(),
    teams: z
      .record(entityName, z.strictObject({ to, news: news(othersNews, othersNews) }))
      .default({})
      .describe("Each owner by its name; it hears of its own services."),
  })
  .describe("Who is told what, and where.");
export type Notifications = z.infer<typeof notificationsSchema>;

/** The variable that a destination's secret is in, by which it is named wherever it is shown. */
export function variableOf(one: Destination): string {
  return one.kind === "pagerduty" ? one.routingKeyFrom : one.urlFrom;
}
