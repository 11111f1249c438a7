import { z } from "zod";
import { listWithoutCopy } from "./list-without-copy";
import {
  findingSchema,
  type RuleDefinition,
  type Scorecard,
  type ScoredFinding,
  scorecardSchema,
  scoredServiceSchema,
} from "./schema";

/*
 * What a history keeps of a scorecard. Findings of services are much alike, so that each stands once and services say which
 * they have by its place: of thousands of services a tenth is left to read, to check and to hold.
 */

const place = z.int().min(0);

/** A scorecard as it is kept: thin, its findings each once. */
export const keptRunSchema = scorecardSchema.extend({
  findings: listWithoutCopy(findingSchema),
  services: z.array(scoredServiceSchema.omit({ findings: true }).extend({ findings: z.array(place) })),
});

/** A kept run's content. */
export type KeptRun = z.infer<typeof keptRunSchema>;

/** A scorecard without what is of its own day only, or long (texts, fixes, the ages of facts), its findings each once. */
export function keptRunOf(card: Scorecard): KeptRun {
  const findings: ScoredFinding[] = [];
  const places = new Map<string, number>();
  const placeOf = (finding: ScoredFinding): number => {
    const key = JSON.stringify(finding);
    const known = places.get(key) ?? findings.push(finding) - 1;
    places.set(key, known);
    return known;
  };
  const { statedAt: _, ...source } = card.source;
  return {
    ...card,
    source,
    notices: [],
    ruleSets: card.ruleSets.map((set) => ({ ...set, definitions: set.definitions.map(thinDefinition) })),
    services: card.services.map((service) => ({
      ...service,
      observed: [],
      resources: {},
      findings: service.findings.map((finding) => placeOf(thinFinding(finding))),
    })),
    findings,
  };
}

/** The scorecard that was kept; undefined where a service has a finding that is not there. Services share their findings. */
export function scorecardOfRun({ findings, ...run }: KeptRun): Scorecard | undefined {
  const services = run.services.map((service) => ({
    ...service,
    findings: service.findings.flatMap((at) => findings[at] ?? []),
  }));
  const isWhole = services.every(
    (service, at) => service.findings.length === run.services[at]?.findings.length,
  );
  return isWhole ? { ...run, services } : undefined;
}

function thinDefinition(definition: RuleDefinition): RuleDefinition {
  return { ...definition, why: "", fix: "" };
}

function thinFinding(finding: ScoredFinding): ScoredFinding {
  return {
    ...finding,
    violations: finding.violations.map(({ fix: _, ...one }) => ({ ...one, text: "", urn: "" })),
    waived: finding.waived.map((one) => ({ ...one, text: "" })),
  };
}
