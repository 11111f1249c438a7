import type { Tier } from "../catalog/tier";

/** Days for which a new or stricter rule is advisory after its release. */
export const rolloutDays = 30;

/** What a release of the rule set added or tightened. */
export interface Rollout {
  /** Day of the release, YYYY-MM-DD. */
  readonly released: string;
  /** Version of the pack, as the CHANGELOG names it. */
  readonly version: string;
  /** Ids of rules that are new, or came to a lower level. */
  readonly rules: readonly string[];
  /** Parameters that became stricter: the values before, by rule and tier. */
  readonly stricter: Readonly<
    Record<string, Readonly<Partial<Record<Tier, Readonly<Record<string, unknown>>>>>>
  >;
}

/** Releases that an upgrade must not break a build by; the first release has none. */
export const rollouts: readonly Rollout[] = [];
