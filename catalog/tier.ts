/** How strict: 1 is what the business stands on, 3 is where a service begins. */
export const tiers = [1, 2, 3] as const;
export type Tier = (typeof tiers)[number];

/** How strict a whole stack is. */
export const modes = ["advise", "ratchet", "enforce"] as const;
export type Mode = (typeof modes)[number];
