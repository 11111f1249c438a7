/** Parameters of the security rules, by rule id, for tiers 1, 2 and 3. */
export const securityParameters = {} as const;
