/** Why a failure is accepted for a while. wrong-rule also tells the maintainers of the rule. */
export const waiverReasons = ["migration", "accepted-risk", "external-control", "wrong-rule"] as const;

/** Days for which a waiver may be asked at most; at tier 1 the lesser number. */
export const longestWaiver = { tier1: 30, otherwise: 90 } as const;

/** Days before its end in which a waiver is said to end soon, the last one among them. */
export const endingSoonDays = 14;
