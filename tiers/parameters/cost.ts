/** Parameters of the cost rules, by rule id, for tiers 1, 2 and 3. */
export const costParameters = {} as const;
