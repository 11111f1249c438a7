import { z } from "zod";
import type { Tier } from "../catalog/graph";

/** A rule's parameters: what shape they have, what they mean, and the value for each tier. */
export interface ParameterTable<S extends z.ZodObject> {
  readonly schema: S;
  readonly values: Readonly<Record<Tier, z.infer<S>>>;
}

function table<S extends z.ZodObject>(
  schema: S,
  one: z.infer<S>,
  two: z.infer<S>,
  three: z.infer<S>,
): ParameterTable<S> {
  return { schema, values: { 1: one, 2: two, 3: three } };
}

const count = z.int().min(0);

/** How strict each rule is at each tier. A rule that is not named has no parameters. */
export const parameterTables = {
  "checks-required": table(
    z.strictObject({ strict: z.boolean().describe("Branches must be up to date, or a merge queue in use.") }),
    { strict: true },
    { strict: false },
    { strict: false },
  ),
  "escalation-layered": table(
    z.strictObject({
      levels: count.describe("Least number of escalation levels with different people."),
      firstDelayMinutes: count.describe("Most minutes before the second level is paged."),
      repeats: count.describe("Least number of times that the policy starts over."),
    }),
    { levels: 2, firstDelayMinutes: 10, repeats: 1 },
    { levels: 2, firstDelayMinutes: 15, repeats: 0 },
    { levels: 1, firstDelayMinutes: 30, repeats: 0 },
  ),
  "on-call-covered": table(
    z.strictObject({
      hours: z
        .enum(["always", "office", "none"])
        .describe(
          "always: every minute; office: Monday to Friday, 09:00 to 17:00 in the team's time zone; none: not asked.",
        ),
      days: z.int().min(1).max(90).describe("How many days ahead are looked at."),
    }),
    { hours: "always", days: 28 },
    { hours: "office", days: 28 },
    { hours: "none", days: 28 },
  ),
  "on-call-scheduled": table(
    z.strictObject({ people: count.describe("Least number of different people on the first level.") }),
    { people: 4 },
    { people: 3 },
    { people: 2 },
  ),
  "reviews-required": table(
    z.strictObject({
      approvals: z.int().min(1).max(6).describe("Least number of approvals."),
      codeOwners: z.boolean().describe("A code owner must approve."),
      lastPush: z.boolean().describe("Somebody other than the last pusher must approve."),
    }),
    { approvals: 2, codeOwners: true, lastPush: true },
    { approvals: 1, codeOwners: false, lastPush: false },
    { approvals: 1, codeOwners: false, lastPush: false },
  ),
  "service-wired": table(
    z.strictObject({ urgent: z.boolean().describe("Incidents must not be of low urgency.") }),
    { urgent: true },
    { urgent: true },
    { urgent: false },
  ),
  "slo-defined": table(
    z.strictObject({ latency: z.boolean().describe("A latency SLO is needed as well.") }),
    { latency: true },
    { latency: false },
    { latency: false },
  ),
  "slo-target-meets-tier": table(
    z.strictObject({
      availability: z.number().gt(0).lt(100).describe("Least target of the availability SLO, in per cent."),
      latency: z.number().gt(0).lt(100).describe("Least target of latency SLOs, in per cent."),
    }),
    { availability: 99.9, latency: 95 },
    { availability: 99.5, latency: 95 },
    { availability: 99, latency: 95 },
  ),
} as const;

export type ParameterisedRule = keyof typeof parameterTables;

/** The parameters that a rule's check is given; none for a rule without a table. */
export type ParametersOf<Id extends string> = Id extends ParameterisedRule
  ? z.infer<(typeof parameterTables)[Id]["schema"]>
  : Record<string, never>;

/** The table of a rule by id, or undefined when it has no parameters. */
export function parameterTable(rule: string): ParameterTable<z.ZodObject> | undefined {
  return Object.hasOwn(parameterTables, rule) ? parameterTables[rule as ParameterisedRule] : undefined; // hasOwn proves the key
}
