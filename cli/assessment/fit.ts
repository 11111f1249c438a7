import type { Service } from "../../catalog/schema";
import type { Tier } from "../../catalog/tier";
import { type Assessment, assessTier, type Grade } from "../../tiers/assessment";
import { type Circumstances, criticalityOf, type Graded, isGraver, riskOf } from "../../tiers/grading";

/** What of a service is stated, and what its circumstances ask for besides. */
export interface Suggestion {
  readonly criticality: Graded | undefined;
  readonly risk: Graded | undefined;
  readonly exposure: Service["exposure"];
  readonly dataClass: Service["dataClass"];
  /** The weakest tier that fits; undefined where criticality or risk is not known. */
  readonly tier: Assessment | undefined;
}

/** How many services fail without each, by name. */
export function dependantsOf(services: readonly Service[]): ReadonlyMap<string, number> {
  const names = new Map(
    services.flatMap(({ name, aliases }) => [name, ...aliases].map((one) => [one, name])),
  );
  const counts = new Map(services.map(({ name }) => [name, 0]));
  for (const { name, dependencies, lifecycle } of services) {
    const needed = dependencies
      .filter(({ kind }) => kind === "hard")
      .map(({ service }) => names.get(service));
    if (lifecycle === "retired") continue;
    for (const one of new Set(needed))
      if (one !== undefined && one !== name) counts.set(one, (counts.get(one) ?? 0) + 1);
  }
  return counts;
}

/** Suggests a tier from answers and what is known; what nobody answered is taken as the service's file states it. */
export function suggestionFor(
  service: Service,
  circumstances: Circumstances,
  answered: Pick<Service, "exposure" | "dataClass"> = {},
): Suggestion {
  const asked = circumstances.revenue ?? circumstances.users;
  const criticality = graver(criticalityOf(circumstances), asked ? undefined : service.criticality);
  const risk = graver(riskOf(circumstances), circumstances.changes ? undefined : service.risk);
  const exposure = answered.exposure ?? service.exposure;
  const dataClass = answered.dataClass ?? service.dataClass;
  const tier =
    criticality && risk
      ? assessTier({ criticality: criticality.grade, risk: risk.grade, exposure, dataClass })
      : undefined;
  return { criticality, risk, exposure, dataClass, tier };
}

/** The graver of a grade that was found and one that the file states. */
function graver(found: Graded | undefined, stated: Grade | undefined): Graded | undefined {
  if (stated === undefined) return found;
  if (found !== undefined && isGraver(found.grade, stated)) return found;
  const same = found?.grade === stated ? found.reasons : [];
  return { grade: stated, reasons: ["as its file states", ...same] };
}

/** Where a service's tier stands against what fits. */
export interface Fit {
  readonly service: string;
  readonly tier: Tier;
  readonly suggested: Tier;
  /** Why the tier that fits is that one. */
  readonly reasons: readonly string[];
}

/** What an assessment of a whole stack comes to. */
export interface StackFit {
  /** Services whose tier is weaker than what fits. */
  readonly weak: readonly Fit[];
  /** Those whose tier is stricter, which is nobody's mistake. */
  readonly strict: readonly Fit[];
  /** Those that do not state enough. */
  readonly unstated: readonly string[];
  readonly services: number;
  readonly atTierOne: number;
}

/** Compares each service's tier with what its file and its circumstances suggest; what is about to go is left out. */
export function stackFit(
  services: readonly {
    readonly service: Service;
    readonly tier: Tier;
    readonly circumstances: Circumstances;
  }[],
): StackFit {
  const living = services.filter(
    ({ service }) => service.lifecycle !== "retired" && service.lifecycle !== "deprecated",
  );
  const isStated = ({ service }: (typeof living)[number]): boolean =>
    service.criticality !== undefined && service.risk !== undefined;
  const fits = living.filter(isStated).flatMap(({ service, tier, circumstances }): Fit[] => {
    const suggestion = suggestionFor(service, circumstances);
    const { criticality, risk, tier: fitting } = suggestion;
    if (fitting === undefined) return [];
    const found = [
      ...(isGraver(criticality?.grade ?? "low", service.criticality) ? (criticality?.reasons ?? []) : []),
      ...(isGraver(risk?.grade ?? "low", service.risk) ? (risk?.reasons ?? []) : []),
    ];
    const reasons = [...fitting.reasons, ...found];
    return [{ service: service.name, tier, suggested: fitting.tier, reasons }];
  });
  return {
    weak: fits.filter(({ tier, suggested }) => tier > suggested),
    strict: fits.filter(({ tier, suggested }) => tier < suggested),
    unstated: living.filter((one) => !isStated(one)).map(({ service }) => service.name),
    services: living.length,
    atTierOne: living.filter(({ tier }) => tier === 1).length,
  };
}
