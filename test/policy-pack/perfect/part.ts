import type { ObservedFact } from "../../../evidence/facts";
import type { GivenResource } from "../perfect-service";

/** What one area adds to a service that lacks nothing at tier 1. */
export interface PerfectPart {
  /** Laid over the service's catalog facts. */
  readonly facts?: Record<string, unknown>;
  /** Resources below the service. */
  readonly resources?: readonly GivenResource[];
  /** Resources that exist once, below the catalog; the same whatever the service. */
  readonly shared?: readonly GivenResource[];
  /** What collectors saw for the service. */
  readonly observed?: readonly ObservedFact[];
}

/** When everything in a perfect service was observed. */
export const observedAt = "2026-11-23T07:00:00.000Z";
