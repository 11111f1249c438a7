/** Parameters of the ownership rules, by rule id, for tiers 1, 2 and 3. */
export const ownershipParameters = {} as const;
