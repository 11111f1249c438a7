import { z } from "zod";
import { count, days, table } from "./table";

/** Parameters of the on-call rules, by rule id, for tiers 1, 2 and 3. */
export const onCallParameters = {
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
  "on-call-load": table(
    z.strictObject({
      daysInARow: days.describe(
        "Most days in a row that anybody is on call; less than a whole day without it ends no row.",
      ),
      percent: z
        .int()
        .min(1)
        .max(100)
        .describe("Most of all time that anybody is on call, in whole per cent."),
      days: z
        .int()
        .min(1)
        .max(90)
        .describe("Least number of days that are looked at; whole cycles of the rotation count."),
    }),
    { daysInARow: 7, percent: 25, days: 28 },
    { daysInARow: 7, percent: 34, days: 28 },
    { daysInARow: 7, percent: 50, days: 28 },
  ),
  "on-call-reachable": table(
    z.strictObject({
      methods: count.describe("Least number of contact methods of everybody in the rotation."),
      minutes: count.describe("Most minutes until the first notification of high urgency; 0 is at once."),
    }),
    { methods: 2, minutes: 0 },
    { methods: 2, minutes: 0 },
    { methods: 2, minutes: 0 },
  ),
  "on-call-scheduled": table(
    z.strictObject({ people: count.describe("Least number of different people on the first level.") }),
    { people: 4 },
    { people: 3 },
    { people: 2 },
  ),
  "responders-trained": table(
    z.strictObject({
      days: days.describe("Most days since first-responder training."),
      graceDays: count.describe("Days after joining the team in which no training is asked."),
    }),
    { days: 365, graceDays: 30 },
    { days: 365, graceDays: 30 },
    { days: 365, graceDays: 30 },
  ),
  "service-wired": table(
    z.strictObject({ urgent: z.boolean().describe("Incidents must not be of low urgency.") }),
    { urgent: true },
    { urgent: true },
    { urgent: false },
  ),
} as const;
