import type { ReadFact, Scorecard } from "./schema";

/** How old what was read at one vendor for a service is. */
export interface EvidenceAge {
  readonly service: string;
  /** The vendor or stack that told. */
  readonly source: string;
  readonly facts: readonly AgedFact[];
}

/** One fact with its age in whole seconds; what was not told is as old as the question. */
export type AgedFact = Pick<ReadFact, "kind" | "subject" | "state"> & { readonly ageSeconds: number };

/** The age of every fact of these services at a time, by service and source, in the scorecard's order. */
export function evidenceAges(
  { services }: Pick<Scorecard, "services">,
  names: ReadonlySet<string>,
  now: Date,
): readonly EvidenceAge[] {
  return services
    .filter(({ name }) => names.has(name))
    .flatMap(({ name, observed }) => {
      const sources = [...new Set(observed.map(({ source }) => source))];
      return sources.map((source) => ({
        service: name,
        source,
        facts: observed
          .filter((fact) => fact.source === source)
          .map(({ kind, subject, state, at }) => ({
            kind,
            subject,
            state,
            ageSeconds: secondsSince(at, now),
          })),
      }));
    });
}

/** Whole seconds from an ISO 8601 time until now; a clock that is a little ahead makes nothing younger than new. */
export function secondsSince(at: string, now: Date): number {
  return Math.max(0, Math.floor((now.getTime() - Date.parse(at)) / 1000));
}
