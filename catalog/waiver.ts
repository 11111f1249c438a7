import { z } from "zod";
import { day, entityName, login, text } from "./fields";
import { longestWaiver, waiverReasons } from "./waiver-terms";

/** An accepted exception: one rule for one service, approved by somebody, until a day. */
export const waiverSchema = z
  .strictObject({
    rule: entityName.describe("Id of the rule whose failure is accepted."),
    service: entityName.describe("Name or alias of the service."),
    subject: text
      .optional()
      .describe("What the failure is about, such as an SLO's name; every failure of the rule when absent."),
    reason: z.enum(waiverReasons).describe("Why it is accepted."),
    note: text.describe("What is done meanwhile, in a sentence."),
    approver: login.describe("Who accepted it; nobody of the owning team, and for tier 1 an approver of it."),
    requested: day,
    expires: day.describe(
      `Last day on which it counts: at most ${longestWaiver.otherwise} days after requested, ${longestWaiver.tier1} at tier 1.`,
    ),
  })
  .describe("An accepted exception, always visible.");
export type Waiver = z.infer<typeof waiverSchema>;

/** The file catalog/waivers.yaml. */
export const waiversFileSchema = z.strictObject({ waivers: z.array(waiverSchema).default([]) });
