import { z } from "zod";
import { type Scorecard, scoredServiceSchema, summarySchema } from "./schema";

/*
 * What a trend needs of a run, without its findings: a year of a large catalog is read in a second that way, where the
 * scorecards themselves would take a minute. Services stand in columns, as that is read faster still.
 */

/** Version of this shape; what has another is reckoned anew from its scorecard. */
const figuresVersion = 1;

const count = z.int().min(0);
const letters = z.string().regex(/^[gsbn-]*$/);

/** A rule set's levels, a letter a service (- where it has none), and its scores, a number a service. */
const levelColumns = z.strictObject({
  set: z.string().min(1),
  must: letters,
  asJudged: letters,
  withWaivers: letters,
  met: z.array(count),
  of: z.array(count),
});

const shape = z.strictObject({
  version: z.literal(figuresVersion),
  judgedFor: z.iso.date(),
  summary: summarySchema.pick({
    ready: true,
    coverage: true,
    violations: true,
    waivedFailures: true,
    waiverDebtDays: true,
  }),
  services: z.strictObject({
    names: z.array(scoredServiceSchema.shape.name),
    owners: z.array(z.string()).describe("Empty for none."),
    levels: z.array(levelColumns),
  }),
  initiatives: z.array(
    z.strictObject({ id: z.string(), met: count.describe("Services that meet it."), of: count }),
  ),
});

/** The figures of one run. */
export type RunFigures = z.infer<typeof shape>;
type Columns = RunFigures["services"];

export const figuresSchema = shape.refine(
  ({ services }) => columnsOf(services).every((column) => column.length === services.names.length),
  { message: "every column must have a place for each service" },
);

function columnsOf({ owners, levels }: Columns): readonly { readonly length: number }[] {
  return [
    owners,
    ...levels.flatMap(({ must, asJudged, withWaivers, met, of }) => [must, asJudged, withWaivers, met, of]),
  ];
}

const letterOf = { gold: "g", silver: "s", bronze: "b", none: "n" } as const;
/** What a letter of a level stands for; a letter that is none of these stands for no level at all. */
export const levelOfLetter = new Map(
  Object.entries(letterOf).map(([level, letter]) => [letter as string, level as keyof typeof letterOf]),
); // its own entries

/** The figures of a scorecard. */
export function figuresOf({ judgedFor, summary, services, initiatives }: Scorecard): RunFigures {
  const { ready, coverage, violations, waivedFailures, waiverDebtDays } = summary;
  const sets = [...new Set(services.flatMap(({ levels }) => levels.map(({ set }) => set)))];
  return {
    version: figuresVersion,
    judgedFor,
    summary: { ready, coverage, violations, waivedFailures, waiverDebtDays },
    services: {
      names: services.map(({ name }) => name),
      owners: services.map(({ owner }) => owner ?? ""),
      levels: sets.map((set) => columnsIn(set, services)),
    },
    initiatives: initiatives.map(({ initiative, services: covered }) => ({
      id: initiative.id,
      met: covered.filter(({ met }) => met).length,
      of: covered.length,
    })),
  };
}

function columnsIn(set: string, services: Scorecard["services"]): Columns["levels"][number] {
  const own = services.map(({ levels }) => levels.find((one) => one.set === set));
  const letter = (key: "must" | "asJudged" | "withWaivers"): string =>
    own.map((one) => (one === undefined ? "-" : letterOf[one[key]])).join("");
  return {
    set,
    must: letter("must"),
    asJudged: letter("asJudged"),
    withWaivers: letter("withWaivers"),
    met: own.map((one) => one?.score.met ?? 0),
    of: own.map((one) => one?.score.of ?? 0),
  };
}
