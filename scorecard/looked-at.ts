import { othersAmong } from "../policy-pack/engine/lookout";
import type { ReadFact, ScoredFinding, ScoredService } from "./schema";

/** What a rule looked at and found, as far as the scorecard tells. */
export interface LookedAt {
  readonly resources: readonly {
    readonly type: string;
    readonly declared: number;
    readonly observed: number;
  }[];
  readonly facts: readonly ReadFact[];
  /** Names of other services. */
  readonly services: readonly string[];
}

/** Joins a finding's names with what its service has of them. */
export function lookedAtBy({ lookedAt }: ScoredFinding, { resources, observed }: ScoredService): LookedAt {
  return {
    resources: lookedAt.flatMap((type) => {
      const counts = Object.hasOwn(resources, type) ? resources[type] : undefined;
      return counts === undefined ? [] : [{ type, ...counts }];
    }),
    facts: observed.filter(({ kind }) => lookedAt.includes(kind)),
    services: othersAmong(lookedAt),
  };
}
