import { z } from "zod";
import {
  address,
  day,
  duration,
  entityName,
  login,
  place,
  placeFromText,
  repositoryPath,
  text,
  timeZone,
} from "./fields";

/** Version of the shapes in this file, carried by the Catalog component so that a pack can refuse what it does not know. */
export const schemaVersion = 1;

export const lifecycles = ["experimental", "production", "deprecated", "retired"] as const;
export const grades = ["low", "medium", "high"] as const;
export const exposures = ["internal", "partner", "public"] as const;
export const dataClasses = ["public", "internal", "confidential", "restricted"] as const;
export const signals = ["latency", "errors", "traffic", "saturation"] as const;
export const linkKinds = [
  "architecture",
  "dashboard",
  "severity-policy",
  "runbook",
  "chat",
  "cost",
  "source",
  "other",
] as const;

const runbook = z
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

const api = z.strictObject({
  name: text.optional(),
  type: z.enum(["openapi", "asyncapi", "graphql", "protobuf"]),
  path: repositoryPath.optional(),
  url: address.optional(),
});

const dependency = z.strictObject({
  service: entityName.describe("Name or alias of the service that this one calls."),
  kind: z
    .enum(["hard", "soft"])
    .default("hard")
    .describe("hard: this service fails without it; soft: it degrades."),
  fallback: text.optional().describe("What this service does while the dependency is down."),
});

const onCall = z
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
  })
  .describe(
    "Present: the service is paged for. Its schedule, escalation policy and service are declared from the team.",
  );

const slo = z
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

const monitor = z.strictObject({
  signal: z.enum(signals),
  query: text.describe(
    "Metric query without comparison, such as avg(last_5m):avg:system.load.1{service:cart}.",
  ),
  comparator: z.enum([">", ">=", "<", "<="]).default(">"),
  critical: z.number(),
  warning: z.number().optional(),
});

const adopt = z
  .strictObject({
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
    "Ids of things that exist and shall be managed here from now on; their inputs are taken from reality first.",
  );

/** One file in catalog/services. Only the name is required: what is absent is a finding, not a load error. */
export const serviceSchema = z.strictObject({
  name: entityName.describe("Equals the file's name."),
  title: text.optional(),
  aliases: z
    .array(entityName)
    .default([])
    .describe("Earlier names; they keep waivers, baseline and history."),
  description: text.optional(),
  owner: z.string().optional().describe("A team in catalog/teams, never a person."),
  lifecycle: z.enum(lifecycles).optional(),
  criticality: z.enum(grades).optional().describe("What the service means to the business."),
  risk: z.enum(grades).optional().describe("How likely and how badly it fails."),
  exposure: z.enum(exposures).optional(),
  dataClass: z.enum(dataClasses).optional(),
  repository: z
    .string()
    .regex(/^([A-Za-z0-9-]+\/)?[A-Za-z0-9._-]+$/, "must be a repository's name, or owner/name")
    .optional(),
  path: repositoryPath.optional().describe("The service's folder; the repository's root by default."),
  branch: text.optional().describe("Default branch, where it is not observed; main by default."),
  readme: repositoryPath.optional(),
  runbook: runbook.optional(),
  apis: z.array(api).default([]),
  dependencies: z.array(dependency).default([]),
  onCall: onCall.optional(),
  health: z
    .strictObject({
      url: address,
      internal: z.boolean().default(false),
      locations: z.array(text).min(1).optional(),
    })
    .optional(),
  slos: z.array(slo).default([]),
  monitors: z.array(monitor).default([]),
  telemetry: z
    .strictObject({
      kinds: z.array(z.enum(["metrics", "logs", "traces"])).min(1),
      interval: duration.optional(),
    })
    .optional(),
  redundancy: z.strictObject({ replicas: z.int().min(0), zones: z.int().min(1) }).optional(),
  storesData: z.boolean().optional().describe("Whether the service keeps data of its own."),
  backup: z.strictObject({ lastTest: day.optional(), record: address.optional() }).optional(),
  recovery: z
    .strictObject({
      rto: duration.optional(),
      rpo: duration.optional(),
      lastTest: day.optional(),
      record: address.optional(),
    })
    .optional(),
  loadTest: z
    .strictObject({
      date: day,
      peak: z.number().min(0),
      expectedPeak: z.number().min(0),
      url: address.optional(),
    })
    .optional(),
  rollback: z
    .strictObject({ by: text.optional(), url: address.optional(), lastUsed: day.optional() })
    .optional(),
  environments: z.strictObject({ production: text.optional() }).default({}),
  pipeline: z.preprocess(placeFromText, place).optional(),
  delivery: z
    .strictObject({
      strategy: z.enum(["canary", "blue-green", "gate", "rolling"]),
      stop: text.optional(),
      url: address.optional(),
    })
    .optional(),
  reviews: z.array(z.strictObject({ incident: text, url: address, at: day })).default([]),
  security: z
    .strictObject({ threatModel: z.strictObject({ date: day, url: address.optional() }).optional() })
    .optional(),
  bypass: z
    .strictObject({ teams: z.array(entityName).default([]), apps: z.array(text).default([]) })
    .default({ teams: [], apps: [] }),
  adopt: adopt.optional(),
  tags: z.array(text).default([]),
  costCenter: text.optional(),
  links: z
    .array(
      z.strictObject({
        kind: z.enum(linkKinds),
        url: address.optional(),
        path: repositoryPath.optional(),
        title: text.optional(),
        updated: day.optional(),
      }),
    )
    .default([]),
});

const member = z.strictObject({
  login,
  name: text.optional(),
  email: z.email().optional(),
  joined: day.optional(),
  responderTraining: z.strictObject({ date: day, by: text }).optional(),
});

/** One file in catalog/teams. A team is a group with a way to reach it. */
export const teamSchema = z.strictObject({
  name: entityName.describe("Equals the file's name."),
  title: text.optional(),
  aliases: z.array(entityName).default([]),
  description: text.optional(),
  contacts: z
    .strictObject({
      chat: z
        .string()
        .regex(/^#[a-z0-9_-]{1,80}$/, "must be a channel such as #payments")
        .optional(),
      email: z.email().optional(),
      onCall: text.optional(),
    })
    .default({}),
  timeZone: timeZone.default("UTC"),
  github: z
    .strictObject({ team: text.optional() })
    .default({})
    .describe("Slug of the team at GitHub; its name by default."),
  members: z.array(member).default([]),
  escalateTo: z
    .array(login)
    .min(1)
    .optional()
    .describe("Who is paged second; logins of members of any team."),
});

/** A service as its file states it, defaults filled. */
export type Service = z.infer<typeof serviceSchema>;
/** A team as its file states it, defaults filled. */
export type Team = z.infer<typeof teamSchema>;
export type Member = Team["members"][number];
export type Slo = Service["slos"][number];
export type Dependency = Service["dependencies"][number];

/** Everything in catalog/, valid and cross-referenced. */
export interface Catalog {
  readonly services: readonly Service[];
  readonly teams: readonly Team[];
}
