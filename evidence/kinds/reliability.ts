import { listing } from "./kind";

/** About objectives; subject is the service's name unless a kind says otherwise. */
export const reliabilityKinds = {
  /** The service's SLOs (ServiceLevelObjective). */
  slos: listing("datadog"),
} as const;
