/** Parameters of the kubernetes rules, by rule id, for tiers 1, 2 and 3. */
export const kubernetesParameters = {} as const;
