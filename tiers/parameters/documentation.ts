/** Parameters of the documentation rules, by rule id, for tiers 1, 2 and 3. */
export const documentationParameters = {} as const;
