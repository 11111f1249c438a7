export const grades = ["low", "medium", "high"] as const;
export const exposures = ["internal", "partner", "public"] as const;
export const dataClasses = ["public", "internal", "confidential", "restricted"] as const;
