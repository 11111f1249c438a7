/** Levels from weakest to strictest; a service has the highest whose rules, and all lower ones', it passes. */
export const levels = ["bronze", "silver", "gold"] as const;
export type Level = (typeof levels)[number];

/** The rule set that ships with the pack. */
export const productionReadiness = "production-readiness";
