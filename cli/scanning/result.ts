import { z } from "zod";
import { levels, productionReadiness } from "../../catalog/initiative";
import { vendors } from "../../evidence/facts";
import { nextSteps } from "../../scorecard/next-steps";
import type { Scorecard } from "../../scorecard/schema";
import { shownTexts } from "../terminal";
import type { Discovery } from "./discover";
import { confidences } from "./match";

import type { Proposals, ProposedService } from "./propose";

/** Version of the shape of `scan --json`; a reader refuses what it does not know. */
const scanVersion = 1;

const count = z.int().min(0);
const confidence = z.enum(confidences);
const listed = z.strictObject({ what: z.string(), reason: z.string() });

const serviceSchema = z.strictObject({
  name: z.string(),
  file: z.string(),
  written: z.boolean().describe("False in a dry run, and where the file was there already."),
  confidence,
  reason: z.string(),
  repository: z.string().optional(),
  path: z.string().optional(),
  pagerduty: z.strictObject({ id: z.string(), name: z.string() }).optional(),
  datadog: z.string().optional().describe("The service's name at Datadog."),
  slos: z.array(z.string()).describe("Ids of SLOs at Datadog."),
  owner: z.strictObject({ team: z.string(), confidence, reason: z.string() }).optional(),
  nobody: z.string().optional().describe("Why no owner is proposed."),
});

const teamSchema = z.strictObject({
  name: z.string(),
  file: z.string(),
  written: z.boolean(),
  github: z.string().describe("Slug of the team."),
  services: count.describe("Proposed services that it seems to own."),
});

const scorecardSchema = z.strictObject({
  services: count,
  levels: z.strictObject({ gold: count, silver: count, bronze: count, none: count }),
  coverage: z.array(
    z.strictObject({ area: z.string(), met: count, of: count, unknown: count, waived: count }),
  ),
  nextSteps: z.array(
    z.strictObject({
      rule: z.string(),
      level: z.enum(levels),
      services: z.array(z.string()).describe("Services that fail it on their way to the next level."),
      lifts: count.describe("Those of them that lack nothing else for that level."),
    }),
  ),
});

/** What a scan found, proposed and wrote. */
export const scanSchema = z.strictObject({
  schemaVersion: z.literal(scanVersion),
  dryRun: z.boolean(),
  organization: z.string().optional(),
  parts: z
    .array(
      z.strictObject({
        vendor: z.enum(vendors),
        part: z.string(),
        read: count.optional().describe("How many things were read."),
        reason: z.string().optional().describe("Why it was not read, or not all of it."),
      }),
    )
    .describe("What was asked of the vendors."),
  services: z.array(serviceSchema),
  teams: z.array(teamSchema),
  ambiguous: z.array(listed).describe("Fits several things, and was not guessed."),
  leftOut: z.array(listed).describe("Was found, and is not proposed."),
  notMapped: z.array(listed).describe("SLOs that the catalog has no words for."),
  remarks: z.array(z.string()).describe("What must be known of the vendors' answers."),
  scorecard: scorecardSchema
    .optional()
    .describe("Of the catalog with all that is proposed; absent where it has no service."),
});
export type ScanResult = z.infer<typeof scanSchema>;

/** What a scan came to; texts are safe to print. */
export function scanResult(
  discovery: Discovery,
  proposals: Proposals,
  written: ReadonlySet<string>,
  dryRun: boolean,
  judged: { readonly card: Scorecard; readonly remarks: readonly string[] } | undefined,
): ScanResult {
  const { organization, parts } = discovery;
  return shownTexts({
    schemaVersion: scanVersion,
    dryRun,
    ...(organization === "" ? {} : { organization }),
    parts: parts.map((part) => ({ ...part })),
    services: proposals.services.map((one) => serviceOf(one, written)),
    teams: proposals.teams.map(({ name, slug, services, draft: { file } }) => ({
      name,
      file,
      written: written.has(file),
      github: slug,
      services,
    })),
    ambiguous: [...proposals.ambiguous],
    leftOut: [...proposals.leftOut],
    notMapped: [...proposals.notMapped],
    remarks: [...(judged?.remarks ?? [])],
    ...(judged === undefined ? {} : { scorecard: scoredOf(judged.card) }),
  });
}

function serviceOf(
  { candidate, draft: { file }, entity, owner, nobody }: ProposedService,
  written: ReadonlySet<string>,
): ScanResult["services"][number] {
  const { name, confidence, reason, pager, monitored } = candidate;
  const { repository, path, slos } = entity;
  return {
    name,
    file,
    written: written.has(file),
    confidence,
    reason,
    ...(repository === undefined ? {} : { repository }),
    ...(path === undefined ? {} : { path }),
    ...(pager === undefined ? {} : { pagerduty: { id: pager.id, name: pager.name } }),
    ...(monitored === undefined ? {} : { datadog: monitored.name }),
    slos: slos.flatMap(({ existing }) => existing ?? []),
    ...(owner === undefined
      ? {}
      : { owner: { team: owner.name, confidence: owner.confidence, reason: owner.reason } }),
    ...(nobody === undefined ? {} : { nobody }),
  };
}

function scoredOf(card: Scorecard): NonNullable<ScanResult["scorecard"]> {
  const [own] = card.summary.levels;
  const { gold = 0, silver = 0, bronze = 0, none = 0 } = own ?? {};
  return {
    services: card.services.length,
    levels: { gold, silver, bronze, none },
    coverage: areaCoverage(card),
    nextSteps: nextSteps(card).map((one) => ({ ...one, services: [...one.services] })),
  };
}

function areaCoverage({ summary }: Scorecard): NonNullable<ScanResult["scorecard"]>["coverage"] {
  return summary.coverage
    .filter(({ set, by }) => set === productionReadiness && by === "area")
    .map(({ name: area, met, of, unknown, waived }) => ({ area, met, of, unknown, waived }));
}
