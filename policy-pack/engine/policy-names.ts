/** The policy that judges, after every rule's policy has handed over its config. */
export const judgingPolicy = "readiness";

/** Stands in for it where policy config disables it. */
export const substitutePolicy = `${judgingPolicy}-substitute`;
