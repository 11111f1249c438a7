import { z } from "zod";
import { count, days, table } from "./table";

const reviewed = { days: 90, priorities: ["P1", "P2"], openMinutes: 60, workingDays: 10 };

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
  "incident-review": table(
    z.strictObject({
      days: days.describe("How many days back incidents are looked at."),
      priorities: z.array(z.string().min(1)).min(1).describe("Names of the priorities that need a review."),
      openMinutes: count.describe(
        "An incident that was open for longer, and that did not resolve itself, needs one as well.",
      ),
      workingDays: count.describe("Most working days from an incident's end to its review."),
    }),
    reviewed,
    reviewed,
    reviewed,
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
  "pages-bearable": table(
    z.strictObject({
      pages: count.describe("Most pages of high urgency in 12 hours."),
      days: days.describe("How many days back pages are looked at."),
    }),
    { pages: 2, days: 28 },
    { pages: 2, days: 28 },
    { pages: 2, days: 28 },
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
