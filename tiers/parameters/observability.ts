/** Parameters of the observability rules, by rule id, for tiers 1, 2 and 3. */
export const observabilityParameters = {} as const;
