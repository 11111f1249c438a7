import { z } from "zod";
import { type Scorecard, scorecardSchema, scorecardVersion, summarySchema } from "./schema";
import { stackNameOf } from "./stack-name";
import { summarise } from "./summary";

/** The scorecards of several stacks, of one repository or many, with what all of them come to. */
export const organizationSchema = z.strictObject({
  schemaVersion: z.literal(scorecardVersion),
  kind: z.literal("organization"),
  judgedFor: z.iso.date().describe("The latest day of them."),
  scorecards: z.array(scorecardSchema).min(1),
  summary: summarySchema.describe("Of all together: a service counts in each stack that declares it."),
});

export type Organization = z.infer<typeof organizationSchema>;

/** The stacks that more than one scorecard is of, as project/stack: what they say cannot be put together. */
export function doubledStacks(cards: readonly Scorecard[]): readonly string[] {
  const names = cards.map(stackNameOf);
  return [...new Set(names.filter((name, index) => names.indexOf(name) !== index))];
}

/** Puts scorecards of different stacks together, in the order of their projects and stacks. */
export function organizationOf([first, ...rest]: readonly [Scorecard, ...Scorecard[]]): Organization {
  const cards = [first, ...rest].sort((a, b) => (orderOf(a) < orderOf(b) ? -1 : 1));
  const judgedFor = cards.map((card) => card.judgedFor).reduce((a, b) => (a > b ? a : b));
  const sets = [...new Set(cards.flatMap(({ ruleSets }) => ruleSets.map(({ name }) => name)))];
  const services = cards.flatMap((card) => card.services);
  const unclaimed = cards.flatMap(({ summary }) => summary.unclaimed);
  const summary = summarise(judgedFor, services, unclaimed, sets);
  const names = (key: "blockingServices" | "gatedServices") => [...new Set(summary[key])];
  return {
    schemaVersion: scorecardVersion,
    kind: "organization",
    judgedFor,
    scorecards: cards,
    summary: {
      ...summary,
      blockingServices: names("blockingServices"),
      gatedServices: names("gatedServices"),
    },
  };
}

/** Projects whose names begin alike stay apart: a line feed sorts before all that a name may hold. */
function orderOf({ project, stack }: Scorecard): string {
  return `${project}\n${stack}`;
}
