import { z } from "zod";
import { observedSchema, vendors } from "../evidence/facts";
import { day, entityName, login, text } from "./fields";
import { initiativeSchema } from "./initiative";
import { neighbourSchema } from "./neighbour";
import { schemaVersion, serviceSchema, teamSchema } from "./schema";
import { modes } from "./tier";
import { waiverSchema } from "./waiver";

/**
 * What our components register as outputs: the contract between the program, which writes them, and
 * everything that judges or tells, which sees nothing else of the catalog.
 */
export const serviceToken = "readiness:index:Service";
export const catalogToken = "readiness:index:Catalog";

export const tierSchema = z.union([z.literal(1), z.literal(2), z.literal(3)]);

export const modeSchema = z.enum(modes);

/** A change to another tier with its approval on record. From is absent for a service that had no tier before. */
export const promotionSchema = z.strictObject({
  from: tierSchema.optional(),
  to: tierSchema,
  by: login.describe("Who approved it."),
  at: day,
  ticket: text.optional(),
  reason: text
    .optional()
    .describe("Why the tier became weaker, or stricter in spite of rules that fail for it."),
});
export type Promotion = z.infer<typeof promotionSchema>;

/** A login, or a team of the catalog, that may approve a tier. */
export const approversSchema = z.partialRecord(z.enum(["1", "2", "3"]), z.array(text));

export const lockSchema = z.strictObject({ service: entityName, reason: text, by: login, until: day });
export const breakGlassSchema = z.strictObject({
  service: entityName.optional().describe("The whole stack when absent."),
  by: login,
  reason: text,
  until: z.iso.datetime({ offset: true }),
});
/** A failure that was there when the ratchet was set: it stays advisory as long as it is the same one. */
export const baselineEntrySchema = z.strictObject({
  service: entityName,
  rule: entityName,
  message: text,
  subject: text.optional(),
  tier: tierSchema,
});
export type BaselineEntry = z.infer<typeof baselineEntrySchema>;

export const plansSchema = z.strictObject({
  github: z.enum(["free", "team", "enterprise"]).optional(),
  pagerduty: z.string().optional(),
  datadog: z.string().optional(),
});

/**
 * A resource that this run declares. `expects` holds what the program gave it, by property path
 * (numbers, booleans and lengths of lists as `path.length`), so that a resource which a partial run left old or
 * empty can be told from a wrong one.
 */
export const declaredSchema = z.strictObject({
  urn: z.string().min(1),
  type: z.string().min(1),
  expects: z.record(z.string(), z.union([z.number(), z.boolean()])),
});
export type Declared = z.infer<typeof declaredSchema>;

/** A service's catalog facts with the tier that this stack gives it. */
export const serviceFactsSchema = serviceSchema.extend({
  tier: tierSchema,
  tierFrom: z.enum(["stack", "default"]).describe("default: the stack config does not list the service."),
});
export type ServiceFacts = z.infer<typeof serviceFactsSchema>;

export const serviceOutputsSchema = z.strictObject({
  schemaVersion: z.literal(schemaVersion),
  facts: serviceFactsSchema,
  observed: observedSchema,
  declares: z.array(declaredSchema),
});

/** What belongs to no single service. Also accepted from policy config for stacks without our Catalog component. */
export const catalogFactsSchema = z.strictObject({
  stack: text.optional(),
  environment: text.optional(),
  mode: modeSchema.default("advise"),
  owns: z.boolean().default(false),
  blockOnState: z.boolean().default(false),
  observe: z.array(z.enum(vendors)).default([]),
  plans: plansSchema.default({}),
  tiers: z
    .record(z.string(), tierSchema)
    .default({})
    .describe("Tier by service, as the stack config lists it."),
  approvers: approversSchema.default({}),
  promotions: z.record(entityName, z.array(promotionSchema)).default({}),
  locks: z.array(lockSchema).default([]),
  breakGlass: breakGlassSchema.optional(),
  teams: z.array(teamSchema).default([]),
  waivers: z.array(waiverSchema).default([]),
  initiatives: z.array(initiativeSchema).default([]),
  baseline: z.array(baselineEntrySchema).default([]).describe("What the mode ratchet tolerates."),
  neighbours: z
    .array(neighbourSchema)
    .default([])
    .describe("Stacks whose services those of this catalog may depend on, with what they tell of these."),
});
export type CatalogFacts = z.infer<typeof catalogFactsSchema>;

export const catalogOutputsSchema = z.strictObject({
  schemaVersion: z.literal(schemaVersion),
  programVersion: text,
  statedAt: z.iso
    .datetime()
    .describe("When the program stated these facts; stored state keeps those of the last update."),
  facts: catalogFactsSchema,
  declares: z.array(declaredSchema),
});
