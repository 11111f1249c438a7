import type { Finding } from "../../policy-pack/engine/finding";
import type { Judgement } from "../../policy-pack/engine/judge";
import { isFailing } from "../../tiers/attainment";
import { cappedAtAdvisory, levelRank } from "../../tiers/levels";

/** Rules on a state that moves by itself which a service must meet at its tier: those that fail, and those that nobody can judge. */
export interface StateOfService {
  readonly failing: readonly Finding[];
  readonly unknown: readonly Finding[];
}

/** Looks at the rules up to the must-level that judge a state: no change of the catalog makes them pass. */
export function stateOfService({ services, sets }: Judgement, name: string): StateOfService {
  const own = services.find(({ service }) => service.subject.name === name);
  const asked = (own?.findings ?? []).filter(({ rule, set }) => {
    const must = own && sets.get(set)?.[own.service.subject.tier]?.must;
    return (
      rule.state === true &&
      must !== undefined &&
      levelRank(rule.level) <= levelRank(must) &&
      !cappedAtAdvisory.includes(rule.id)
    );
  });
  return {
    failing: asked.filter(({ outcome }) => isFailing(outcome)),
    unknown: asked.filter(({ outcome }) => outcome === "unknown"),
  };
}
