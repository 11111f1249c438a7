import { z } from "zod";
import { type Scorecard, scoredServiceSchema, summarySchema } from "./schema";

/*
 * What a trend needs of a run, without its findings: a year of a large catalog is read in a second that way, where the
 * scorecards themselves would take a minute.
 */

/** Version of this shape; what has another is reckoned anew from its scorecard. */
const figuresVersion = 1;

const scoredShape = scoredServiceSchema.shape;
const attained = scoredShape.levels.element.omit({ aim: true });

export const figuresSchema = z.strictObject({
  version: z.literal(figuresVersion),
  judgedFor: z.iso.date(),
  summary: summarySchema.pick({
    ready: true,
    coverage: true,
    findings: true,
    violations: true,
    waivedFailures: true,
    waiverDebtDays: true,
  }),
  services: z.array(
    z.strictObject({
      name: scoredShape.name,
      tier: scoredShape.tier,
      owner: scoredShape.owner,
      levels: z.array(attained),
    }),
  ),
  initiatives: z.array(
    z
      .strictObject({ id: z.string(), met: z.int().min(0), of: z.int().min(0) })
      .describe("Services that meet it."),
  ),
});

/** The figures of one run. */
export type RunFigures = z.infer<typeof figuresSchema>;

/** The figures of a scorecard. */
export function figuresOf({ judgedFor, summary, services, initiatives }: Scorecard): RunFigures {
  const { ready, coverage, findings, violations, waivedFailures, waiverDebtDays } = summary;
  return {
    version: figuresVersion,
    judgedFor,
    summary: { ready, coverage, findings, violations, waivedFailures, waiverDebtDays },
    services: services.map(({ name, tier, owner, levels }) => ({
      name,
      tier,
      ...(owner === undefined ? {} : { owner }),
      levels: levels.map(({ aim: _, ...rest }) => rest),
    })),
    initiatives: initiatives.map(({ initiative, services: covered }) => ({
      id: initiative.id,
      met: covered.filter(({ met }) => met).length,
      of: covered.length,
    })),
  };
}
