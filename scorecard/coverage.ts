import { levelRank } from "../tiers/levels";
import type { Coverage, GroupCoverage, ScoredFinding, ScoredLevel, ScoredService } from "./schema";

type Counted = Pick<ScoredFinding, "outcome" | "cause">;

/** What a group's coverage is counted of; a page that knows no more of a service counts by the same function. */
export interface CountedService extends Pick<ScoredService, "tier" | "owner"> {
  readonly findings: readonly (Counted & Pick<ScoredFinding, "set" | "area">)[];
}

/** How much of the rules that apply is met; what no vendor could tell at all is left out, as it is of the level. */
export function coverageOf(findings: readonly Counted[]): Coverage {
  const applying = findings.filter(applies);
  const number = (outcome: ScoredFinding["outcome"]): number =>
    applying.filter((finding) => finding.outcome === outcome).length;
  const waived = number("waived");
  return { met: number("pass"), of: applying.length - waived, unknown: number("unknown"), waived };
}

/** Whether a finding counts for coverage at all. */
export function applies({ outcome, cause }: Counted): boolean {
  return outcome !== "not-applicable" && cause !== "no-collector";
}

/** The coverage of each rule set: in all, and by area, team and tier, in the order of their names; where nothing applies, none. */
export function groupCoverage(
  services: readonly CountedService[],
  sets: readonly string[],
): readonly GroupCoverage[] {
  const found = services.flatMap(({ owner, tier, findings }) =>
    findings.map((finding) => ({ finding, team: owner, tier: String(tier), area: finding.area })),
  );
  return sets.flatMap((set) => {
    const own = found.filter(({ finding }) => finding.set === set);
    const by = (kind: "area" | "team" | "tier"): readonly GroupCoverage[] => {
      const groups = new Map<string, Counted[]>();
      for (const one of own) {
        const name = one[kind];
        if (name === undefined) continue;
        const group = groups.get(name) ?? [];
        groups.set(name, group);
        group.push(one.finding);
      }
      const inOrder = [...groups].sort(([a], [b]) => (a < b ? -1 : 1));
      return inOrder
        .map(([name, ones]) => ({ set, by: kind, name, ...coverageOf(ones) }))
        .filter(({ of, waived }) => of + waived > 0);
    };
    const all = { set, by: "all" as const, name: "all", ...coverageOf(own.map(({ finding }) => finding)) };
    return [all, ...by("area"), ...by("team"), ...by("tier")];
  });
}

/** The coverage of a service over the rules of a set up to the level that its tier makes mandatory. */
export function scoreOf(
  findings: readonly ScoredFinding[],
  { set, must }: Pick<ScoredLevel, "set" | "must">,
): Coverage {
  return coverageOf(
    findings.filter((finding) => finding.set === set && levelRank(finding.level) <= levelRank(must)),
  );
}
