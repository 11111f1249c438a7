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
import { dataClasses, exposures, grades } from "./grades";
import type { Initiative } from "./initiative";
import { adopt, api, codeScan, dependency, kubernetes, monitor, onCall, runbook, slo } from "./service-parts";
import type { Waiver } from "./waiver";

export { signals } from "./service-parts";

/** Version of the shapes in this file, carried by the Catalog component so that a pack can refuse what it does not know. */
export const schemaVersion = 1;

export const lifecycles = ["experimental", "production", "deprecated", "retired"] as const;
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

/** One file in catalog/services. Only the name is required: what is absent is a finding, not a load error. */
export const serviceSchema = z.strictObject({
  name: entityName.describe("Equals the file's name."),
  title: text.optional().describe("Name for people; the name by default."),
  aliases: z
    .array(entityName)
    .default([])
    .describe("Earlier names; they keep waivers, baseline and history."),
  description: text.optional().describe("What the service does, for whom, in a sentence or two."),
  owner: z.string().optional().describe("A team in catalog/teams, never a person."),
  lifecycle: z
    .enum(lifecycles)
    .optional()
    .describe(
      "How far the service is; experimental and deprecated ones are judged less strictly, retired ones not at all.",
    ),
  criticality: z.enum(grades).optional().describe("What the service means to the business."),
  risk: z.enum(grades).optional().describe("How likely and how badly it fails."),
  exposure: z.enum(exposures).optional().describe("Who can reach the service."),
  dataClass: z.enum(dataClasses).optional().describe("The most sensitive data that it handles."),
  repository: z
    .string()
    .regex(/^([A-Za-z0-9-]+\/)?[A-Za-z0-9._-]+$/, "must be a repository's name, or owner/name")
    .optional()
    .describe("Where its source is; several services may share a repository."),
  path: repositoryPath.optional().describe("The service's folder; the repository's root by default."),
  branch: text.optional().describe("Default branch, where the stack does not declare it."),
  readme: repositoryPath.optional().describe("Path of the README, where it is not in the service's folder."),
  runbook: runbook.optional(),
  apis: z.array(api).default([]).describe("Descriptions of the APIs that the service offers."),
  dependencies: z.array(dependency).default([]).describe("Services that this one calls."),
  onCall: onCall.optional(),
  health: z
    .strictObject({
      url: address,
      internal: z.boolean().default(false).describe("Reachable from private locations only."),
      locations: z.array(text).min(1).optional(),
    })
    .optional()
    .describe("The address that answers 200 while the service is well, and where it is checked from."),
  slos: z.array(slo).default([]).describe("Service level objectives; each gets its burn-rate alerts."),
  monitors: z.array(monitor).default([]).describe("Metric monitors of the golden signals."),
  telemetry: z
    .strictObject({
      kinds: z.array(z.enum(["metrics", "logs", "traces"])).min(1),
      interval: duration.optional(),
    })
    .optional()
    .describe("Kinds of telemetry that it sends, and how long it may be silent; a day by default."),
  kubernetes: kubernetes.optional(),
  redundancy: z
    .strictObject({ replicas: z.int().min(0), zones: z.int().min(1) })
    .optional()
    .describe("How many copies run in production, in how many zones."),
  storesData: z.boolean().optional().describe("Whether the service keeps data of its own."),
  backup: z
    .strictObject({ lastTest: day.optional(), record: address.optional() })
    .optional()
    .describe("When a backup was last restored as a test, and the record of it."),
  recovery: z
    .strictObject({
      rto: duration.optional(),
      rpo: duration.optional(),
      lastTest: day.optional(),
      record: address.optional(),
    })
    .optional()
    .describe("Recovery time and point objectives, and when recovery was last tested."),
  loadTest: z
    .strictObject({
      date: day,
      peak: z.number().min(0),
      expectedPeak: z.number().min(0),
      url: address.optional(),
    })
    .optional()
    .describe("The last load test: its peak against the peak that is expected, in the same unit."),
  rollback: z
    .strictObject({ by: text.optional(), url: address.optional(), lastUsed: day.optional() })
    .optional()
    .describe("How a release is taken back, who may do it, and when it was last used or rehearsed."),
  environments: z
    .strictObject({ production: text.optional() })
    .default({})
    .describe("Name of the production environment at the version control vendor."),
  pipeline: z
    .preprocess(placeFromText, place)
    .optional()
    .describe("The deployment workflow: a path in the repository or an address."),
  checks: z
    .array(text)
    .min(1)
    .optional()
    .describe("Status checks that must pass before a change is merged; ci by default."),
  delivery: z
    .strictObject({
      strategy: z.enum(["canary", "blue-green", "gate", "rolling"]),
      stop: text.optional(),
      url: address.optional(),
    })
    .optional()
    .describe("How a release reaches production, and what stops a bad one."),
  reviews: z
    .array(z.strictObject({ incident: text, url: address, at: day }))
    .default([])
    .describe("Incident reviews."),
  security: z
    .strictObject({
      threatModel: z
        .strictObject({ date: day.optional(), url: address.optional() })
        .optional()
        .describe("When the threat model was last reviewed, and its record."),
      codeScan: codeScan.optional(),
    })
    .optional()
    .describe("What was done to make the service secure."),
  bypass: z
    .strictObject({ teams: z.array(entityName).default([]), apps: z.array(text).default([]) })
    .default({ teams: [], apps: [] })
    .describe("Teams and apps that may bypass branch protection."),
  adopt: adopt.optional(),
  tags: z.array(text).default([]).describe("Free labels, for reports and for the scope of initiatives."),
  costCenter: text.optional().describe("Who pays for it."),
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
    .default([])
    .describe("Further pages about the service."),
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
  title: text.optional().describe("Name for people; the name by default."),
  aliases: z.array(entityName).default([]).describe("Earlier names."),
  description: text.optional().describe("What the team is responsible for."),
  contacts: z
    .strictObject({
      chat: z
        .string()
        .regex(/^#[a-z0-9_-]{1,80}$/, "must be a channel such as #payments")
        .optional(),
      email: z.email().optional(),
      onCall: text.optional(),
    })
    .default({})
    .describe("How to reach the team: a chat channel, and an e-mail address or an on-call contact."),
  timeZone: timeZone.default("UTC").describe("IANA time zone of its office hours, such as Europe/Berlin."),
  github: z
    .strictObject({ team: text.optional() })
    .default({})
    .describe(
      "Slug of the team where it exists at GitHub already; without it the team is declared from this file.",
    ),
  members: z
    .array(member)
    .default([])
    .describe("The people who are paged, each with the address of the incident vendor's account."),
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
export type Slo = Service["slos"][number];
export type Dependency = Service["dependencies"][number];

/** Everything in catalog/, valid and cross-referenced. */
export interface Catalog {
  readonly services: readonly Service[];
  readonly teams: readonly Team[];
  readonly waivers: readonly Waiver[];
  readonly initiatives: readonly Initiative[];
}
