import { z } from "zod";
import { address, day, entityName, placeFromText, repositoryPath, text } from "./fields";
import { type Level, levels, productionReadiness } from "./levels";

export { type Level, levels, productionReadiness };

const tier = z.union([z.literal(1), z.literal(2), z.literal(3)]);

/**
 * One file in catalog/initiatives: a dated campaign over some rules and services. What it covers is advisory at least
 * from its start, and mandatory after its deadline.
 */
export const initiativeSchema = z
  .strictObject({
    id: entityName.describe("Equals the file's name."),
    title: text,
    goal: z
      .number()
      .gt(0)
      .max(100)
      .default(100)
      .describe("Share of the covered services that are to meet it, in per cent."),
    rules: z
      .array(entityName)
      .min(1)
      .optional()
      .describe("Ids of the rules that it covers, of any rule set."),
    level: z.enum(levels).optional().describe("Instead of rules: all rules of a set up to this level."),
    ruleSet: entityName.optional().describe(`The set that level is of; ${productionReadiness} by default.`),
    scope: z
      .strictObject({
        tiers: z.array(tier).min(1).optional(),
        teams: z.array(entityName).min(1).optional(),
        tags: z.array(text).min(1).optional(),
        services: z.array(entityName).min(1).optional(),
      })
      .default({})
      .describe("Services that it covers: those that fit every list given here; all when none is."),
    start: day,
    deadline: day.describe("Last day on which failures are advisory."),
    brief: z
      .preprocess(placeFromText, z.strictObject({ path: repositoryPath.optional(), url: address.optional() }))
      .optional()
      .describe("Where it is explained: an address or a path in the repository."),
    contact: text.optional().describe("Whom to ask."),
  })
  .describe("A dated campaign over some rules and services.");
export type Initiative = z.infer<typeof initiativeSchema>;
