import { z } from "zod";
import { breakGlassSchema, lockSchema, modeSchema, promotionSchema, tierSchema } from "../catalog/graph";
import { initiativeSchema, levels } from "../catalog/initiative";
import { waiverSchema } from "../catalog/waiver";

/** Version of the scorecard's shape; a reader refuses what it does not know. */
export const scorecardVersion = 1;

const level = z.enum(levels);
const reached = z.enum([...levels, "none"]);
const enforcement = z.enum(["off", "advisory", "mandatory"]);
const outcome = z.enum(["pass", "fail", "not-applicable", "unknown", "waived", "error"]);
const cause = z.enum(["planned", "authored", "unobserved", "no-collector", "partial"]);
const day = z.iso.date();
const name = z.string().min(1);
const count = z.int().min(0);

/** One link of the chain that led to an enforcement. */
const chainStep = z.strictObject({ step: z.string().min(1), enforcement, because: z.string() });

/** One thing that keeps a rule from being met. */
export const violationSchema = z.strictObject({
  message: z
    .string()
    .min(1)
    .describe("Which of the rule's messages it is; unknown, authored or error otherwise."),
  text: z.string(),
  fix: z.string().optional(),
  subject: z.string().optional().describe("The named thing that it is about."),
  urn: z.string(),
  enforcement: enforcement.describe("What it means for the run that asked."),
  gate: enforcement.describe("What it means for the gate of the service's own deployments."),
  gateAfterEmergency: enforcement
    .optional()
    .describe("What it means for that gate once breakGlass has ended, where that is another."),
  due: day.optional().describe("Day after which it will be stricter."),
  chain: z.array(chainStep),
});

/** A failure that a waiver in force accepts. */
const waivedSchema = z.strictObject({
  message: z.string().min(1),
  text: z.string(),
  subject: z.string().optional(),
  waiver: waiverSchema,
});

/** One rule's outcome for one service. */
export const findingSchema = z.strictObject({
  rule: name,
  set: name,
  area: z.string().min(1),
  level,
  outcome,
  cause: cause.optional().describe("Why it is unknown."),
  reason: z.string().optional().describe("Why it does not apply, is unknown or went wrong."),
  enforcement: enforcement.describe("The strictest of its violations."),
  violations: z.array(violationSchema),
  waived: z.array(waivedSchema),
  lookedAt: z
    .array(name)
    .describe(
      "What the rule looked at and found: types as in the service's resources, kinds as in observed, service:<name> for others, and neighbours for what other stacks tell.",
    ),
});

const coverage = {
  met: count,
  of: count.describe("Findings that apply and are not waived; what is unknown is among them."),
  unknown: count,
  waived: count,
};
const coverageSchema = z.strictObject(coverage);

/** How much of a rule set is met in a group of services or an area. */
const groupCoverageSchema = z.strictObject({
  set: name,
  by: z.enum(["all", "area", "team", "tier"]),
  name,
  ...coverage,
});

/** How ready a service is in one rule set: as judged, and with waivers counted as met. */
const attainedSchema = z.strictObject({
  set: name,
  must: level,
  aim: level,
  asJudged: reached,
  withWaivers: reached,
  score: coverageSchema.describe("How much of the rules up to the must-level is met."),
});

/** A fact that was read at a vendor for a service, and when; what it says is in the findings. */
const readFactSchema = z.strictObject({
  kind: name,
  subject: name,
  source: name.describe("The vendor or stack that told it."),
  at: z.iso.datetime().describe("When it was told, or asked for in vain."),
  state: z.enum(["value", "absent", "not-visible", "unanswered"]),
});

/** Resources of a service by type: how many the stack declares, and how many were only seen at a vendor. */
const resourceCountsSchema = z.record(z.string(), z.strictObject({ declared: count, observed: count }));

/** An open task for what a service does not meet, as the last sync left it. */
export const scoredTaskSchema = z.strictObject({
  rules: z.array(name).min(1).describe("Ids of the rules that it is for."),
  url: z.url({ protocol: /^https?$/ }),
  opened: day,
  due: day.optional(),
  overdue: z.boolean(),
});

/** Whether it is proven that the approver is who the record says: recorded is what anybody may have written. */
const proof = z.enum(["recorded", "verified"]);

export const scoredServiceSchema = z.strictObject({
  name: z.string().min(1),
  aliases: z.array(z.string()),
  tier: tierSchema,
  tierFrom: z.enum(["stack", "default"]),
  promotion: promotionSchema
    .extend({ proof })
    .optional()
    .describe("The last change of its tier on record, with its approval; absent where there is none."),
  owner: z.string().optional().describe("The owning team, where the owner is a team of the catalog."),
  lifecycle: z.string().optional(),
  inCatalog: z.boolean().describe("False for a service that only its resources name."),
  urn: z.string(),
  levels: z.array(attainedSchema),
  observed: z.array(readFactSchema).default([]).describe("Every fact that was read at the vendors for it."),
  resources: resourceCountsSchema,
  digests: z
    .record(z.string(), name)
    .describe(
      "Of all that is known of it, whatever the day and the tier: catalog, and a type or kind as in lookedAt. The same facts give the same one.",
    ),
  findings: z.array(findingSchema),
  tasks: z.array(scoredTaskSchema).optional().describe("Its open tasks, where a sync told them."),
});

const scoredWaiverSchema = z.strictObject({
  waiver: waiverSchema,
  state: z.enum(["in-force", "expired", "refused", "unused", "idle", "orphaned"]),
  why: z.string().optional(),
  proof: proof.optional().describe("Absent: recorded."),
});

/** A dated campaign, and how far the services that it covers are. */
const scoredInitiativeSchema = z.strictObject({
  initiative: initiativeSchema,
  state: z.enum(["to-come", "running", "ended"]),
  daysLeft: z.int().describe("Until its deadline; below zero after it."),
  services: z.array(
    z.strictObject({
      name: z.string().min(1),
      owner: z.string().optional(),
      met: z.boolean(),
      missing: z.array(name).describe("Ids of its rules that the service does not meet."),
    }),
  ),
});

/** A rule as it was judged by, so that a later reader can tell a change of the rule from one of the service. */
const definitionSchema = z.strictObject({
  rule: name,
  level,
  title: name,
  why: z.string(),
  fix: z.string().describe("With {placeholders}, which the fix of a violation has filled in."),
  evidence: z.array(z.enum(["declared", "catalog", "observed"])).describe("What it may look at."),
  parameters: z
    .partialRecord(z.enum(["1", "2", "3"]), z.record(z.string(), z.unknown()))
    .describe("By tier."),
});

const ruleSetSchema = z.strictObject({
  name,
  rules: count,
  version: name
    .optional()
    .describe(
      "A digest of its rules, their levels and parameters, and its terms; the same ones give the same.",
    ),
  definitions: z.array(definitionSchema),
  terms: z
    .partialRecord(z.enum(["1", "2", "3"]), z.strictObject({ must: level, aim: level }))
    .describe("What the set asks of each tier; at a tier that is not named it does not apply."),
});

const outcomeCounts = z.strictObject({
  pass: count,
  fail: count,
  "not-applicable": count,
  unknown: count,
  waived: count,
  error: count,
});

/** What the services of a scorecard, or of several, come to. */
export const summarySchema = z.strictObject({
  services: count,
  levels: z.array(z.strictObject({ set: name, gold: count, silver: count, bronze: count, none: count })),
  findings: outcomeCounts,
  unknown: z.partialRecord(cause, count).describe("Findings that are unknown, by cause."),
  violations: z.strictObject({ mandatory: count, advisory: count, off: count }),
  blockingServices: z.array(z.string()).describe("Services with a mandatory violation in this run."),
  gatedServices: z.array(z.string()).describe("Services whose own deployments would be stopped."),
  coverage: z.array(groupCoverageSchema),
  ready: z
    .array(z.strictObject({ set: name, services: count, asJudged: count, withWaivers: count }))
    .describe("Of the services that a set is for, those at their must-level."),
  waivedFailures: count,
  waiverDebtDays: count.describe("Days that the waived failures have been waived for, all together."),
  tasks: z.strictObject({ open: count, overdue: count }).optional(),
  unclaimed: z.array(z.string()).describe("Resources that no service claims, by name."),
});

/** Where the evidence came from, and how old the catalog's facts are. */
const sourceSchema = z.strictObject({
  from: z
    .enum(["program", "state", "engine"])
    .describe(
      "program: run in process, as in a first preview; engine: kept by the pack in a preview or update.",
    ),
  vendors: z
    .enum(["sandbox", "none"])
    .optional()
    .describe("What answered the program's look-ups; none: what only a vendor knows is unknown."),
  notLookedUp: count,
  statedAt: z.iso.datetime().optional().describe("When the program stated the catalog's facts."),
});

/** The result of one evaluation: every service, every rule, and what it means. */
export const scorecardSchema = z.strictObject({
  schemaVersion: z.literal(scorecardVersion),
  project: name.describe("The Pulumi project; with the stack, what a scorecard is of."),
  stack: name,
  judgedFor: day.describe("UTC day of the evaluation."),
  whatIf: z.boolean().describe("The day was moved."),
  packVersion: name,
  catalogVersion: name.describe(
    "A digest of the catalog's facts and tiers; the same facts give the same one.",
  ),
  revision: z.string().optional().describe("The commit that was judged, where a command could tell."),
  mode: modeSchema,
  locks: z
    .array(lockSchema)
    .optional()
    .describe(
      "Stops on deploying one service each, until the end of a day, ended ones too; absent where nothing told of them.",
    ),
  breakGlass: breakGlassSchema
    .optional()
    .describe(
      "The emergency on record, in force or not, that lets a service's gate or the stack's own runs through.",
    ),
  scope: z.union([z.literal("all"), z.array(z.string())]).describe("Services that may block the run."),
  only: z.string().optional().describe("The one service that was asked for; services holds no other then."),
  source: sourceSchema,
  ruleSets: z.array(ruleSetSchema),
  services: z.array(scoredServiceSchema),
  waivers: z.array(scoredWaiverSchema),
  initiatives: z.array(scoredInitiativeSchema),
  problems: z.array(z.string()).describe("What is wrong with extensions of the rule sets."),
  notices: z.array(z.string()).describe("What does not fit together, and what the program warned of."),
  summary: summarySchema,
});

export type Scorecard = z.infer<typeof scorecardSchema>;
export type ScoredService = z.infer<typeof scoredServiceSchema>;
export type ScoredFinding = z.infer<typeof findingSchema>;
export type ScoredInitiative = z.infer<typeof scoredInitiativeSchema>;
export type ScoredTask = z.infer<typeof scoredTaskSchema>;
export type ReadFact = z.infer<typeof readFactSchema>;
export type ScoredViolation = z.infer<typeof violationSchema>;
export type RuleDefinition = z.infer<typeof definitionSchema>;
export type Coverage = z.infer<typeof coverageSchema>;
export type GroupCoverage = z.infer<typeof groupCoverageSchema>;
export type ScoredPromotion = NonNullable<ScoredService["promotion"]>;
export type ScoredLevel = z.infer<typeof attainedSchema>;
