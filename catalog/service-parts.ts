import { z } from "zod";
import { address, day, entityName, login, placeFromText, repositoryPath, text } from "./fields";

/** What a monitor watches: the four golden signals. */
export const signals = ["latency", "errors", "traffic", "saturation"] as const;

export const runbook = z
  .preprocess(
    placeFromText,
    z.strictObject({
      path: repositoryPath.optional(),
      url: address.optional(),
      confirmed: z
        .strictObject({ by: login, at: day, covers: z.array(text).default([]) })
        .optional()
        .describe("Who last confirmed that the runbook is right, when, and what it covers."),
    }),
  )
  .refine((value) => (value.path === undefined) !== (value.url === undefined), "must have either path or url")
  .describe(
    "What to do when the service breaks: an address or a path in the repository, and who confirmed it last.",
  );

export const api = z
  .strictObject({
    name: text.optional(),
    type: z.enum(["openapi", "asyncapi", "graphql", "protobuf"]),
    path: repositoryPath.optional(),
    url: address.optional(),
  })
  .describe("A description of an API that the service offers.");

export const codeScan = z
  .strictObject({
    tool: text.describe("Name of the scanner."),
    date: day.describe("When it last scanned the default branch to the end."),
    critical: z.int().min(0).describe("How many critical findings are open."),
    url: address.describe("Where its results are."),
  })
  .describe("The last result of a code scanner that does not report to the version control vendor.");

export const dependency = z
  .strictObject({
    service: entityName.describe("Name or alias of the service that this one calls."),
    kind: z
      .enum(["hard", "soft"])
      .default("hard")
      .describe("hard: this service fails without it; soft: it degrades."),
    fallback: text.optional().describe("What this service does while the dependency is down."),
  })
  .describe("Another service that this one calls.");

export const onCall = z
  .strictObject({
    rotation: z.array(login).min(1).optional().describe("Who takes turns; the whole owning team by default."),
    escalateTo: z
      .array(login)
      .min(1)
      .optional()
      .describe(
        "Who is paged when the first level does not answer; the owning team's escalateTo by default.",
      ),
    existing: z
      .strictObject({ service: text.optional(), policy: text.optional(), schedule: text.optional() })
      .optional()
      .describe("Names of what exists at the incident vendor and is not managed here."),
    chat: z
      .strictObject({
        workspace: z
          .string()
          .regex(/^[TE][A-Z0-9]{8,}$/, "must be the id of a Slack workspace, such as T0ABC1234")
          .describe("Id of the Slack workspace, which PagerDuty must be connected to."),
        channel: z
          .string()
          .regex(/^[CG][A-Z0-9]{8,}$/, "must be the id of a Slack channel, such as C0ABC1234")
          .describe("Id of the channel."),
      })
      .optional()
      .describe("The Slack channel in which an incident's responders meet."),
  })
  .describe(
    "Present: the service is paged for. Its schedule, escalation policy and service are declared from the team.",
  );

export const slo = z
  .discriminatedUnion("kind", [
    z.strictObject({
      name: entityName,
      kind: z.literal("availability"),
      good: text.describe("Metric query that counts good events."),
      total: text.describe("Metric query that counts all events."),
      target: z.number().gt(0).lt(100).optional().describe("Per cent; the tier's target by default."),
      window: z.enum(["7d", "30d", "90d"]).default("30d"),
      existing: text.optional().describe("Id of an SLO that exists and is not managed here."),
    }),
    z.strictObject({
      name: entityName,
      kind: z.literal("latency"),
      query: text.describe("Metric query of the latency that is compared with the threshold, in seconds."),
      threshold: z.number().gt(0).describe("Seconds that a request may take."),
      target: z.number().gt(0).lt(100).optional().describe("Per cent of time slices; 95 by default."),
      window: z.enum(["7d", "30d", "90d"]).default("30d"),
      existing: text.optional().describe("Id of an SLO that exists and is not managed here."),
    }),
  ])
  .describe("A service level objective; its burn-rate alerts are declared with it.");

export const monitor = z
  .strictObject({
    signal: z.enum(signals).describe("Which of the golden signals it watches."),
    query: text
      .refine(
        (query) => !/[<>]=?\s*-?[\d.]+$/.test(query),
        "must end without a comparison, which comparator and critical make",
      )
      .describe("Metric query without comparison, such as avg(last_5m):avg:system.load.1{service:cart}."),
    comparator: z.enum([">", ">=", "<", "<="]).default(">"),
    critical: z.number().describe("Bound that alerts, in the query's unit."),
    warning: z.number().optional(),
  })
  .describe("A metric that alerts when it crosses a bound.");

export const kubernetes = z
  .strictObject({
    sidecars: z
      .array(text)
      .default([])
      .describe("Names of containers that others ship, such as a mesh's proxy; they need no probes."),
    jobs: z
      .array(text)
      .default([])
      .describe(
        "Names of workloads that work off what waits for them and serve nobody; they need no probes.",
      ),
  })
  .describe("What is particular about the service's Kubernetes workloads.");

export const adopt = z
  .strictObject({
    stack: text
      .optional()
      .describe("The stack that takes them over; each that owns its accounts by default."),
    repository: text.optional(),
    branchProtection: text.optional(),
    environment: text.optional(),
    schedule: text.optional(),
    escalationPolicy: text.optional(),
    service: text.optional(),
    dashboard: text.optional(),
    healthCheck: text.optional(),
    slos: z.record(entityName, text).optional(),
    monitors: z.record(entityName, text).optional(),
  })
  .describe(
    "Ids of things that exist and are managed from now on by the stack that owns their account: taken over as they are, and not changed until the id is removed here.",
  );
