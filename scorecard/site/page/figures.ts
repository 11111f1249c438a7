import { isFailing } from "../../../tiers/attainment";
import { coverageOf } from "../../coverage";
import type { Coverage, ScoredLevel } from "../../schema";
import type { Reached } from "../data/model";
import type { SiteFinding, SiteService } from "../data/opened";

/** A service's level in a set; undefined where it has none, as when it is deprecated. */
export function attainedIn({ levels }: SiteService, set: string): ScoredLevel | undefined {
  return levels.find((one) => one.set === set);
}

const coverages = new WeakMap<SiteService, Map<string, Coverage>>();

/** The coverage of one area of a service, kept as a table asks for it often. */
export function areaCoverage(service: SiteService, set: string, area: string): Coverage {
  const known = coverages.get(service) ?? new Map<string, Coverage>();
  coverages.set(service, known);
  const key = `${set}\n${area}`;
  const coverage =
    known.get(key) ?? coverageOf(service.findings.filter((one) => one.set === set && one.area === area));
  known.set(key, coverage);
  return coverage;
}

/** How many services are at each level, as judged; those without a level in the set are left out. */
export function levelCounts(
  services: readonly SiteService[],
  set: string,
): Readonly<Record<Reached, number>> {
  const counts = { gold: 0, silver: 0, bronze: 0, none: 0 };
  for (const service of services) {
    const reached = attainedIn(service, set)?.asJudged;
    if (reached !== undefined) counts[reached] += 1;
  }
  return counts;
}

/** Findings of a set that block now: not met, and mandatory. */
export function mandatoryFailures({ findings }: SiteService, set: string): readonly SiteFinding[] {
  return findings.filter(
    (one) => one.set === set && one.enforcement === "mandatory" && isFailing(one.outcome),
  );
}

export function countOutcome(
  { findings }: SiteService,
  set: string,
  outcome: SiteFinding["outcome"],
): number {
  return findings.filter((one) => one.set === set && one.outcome === outcome).length;
}

/** Things by what they have in common, in the order of that. */
export function groupBy<T>(
  items: readonly T[],
  keyOf: (item: T) => string,
): readonly (readonly [string, readonly T[]])[] {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key) ?? [];
    groups.set(key, group);
    group.push(item);
  }
  return [...groups].sort(([a], [b]) => (a < b ? -1 : 1));
}
