/** What can make a figure another. */
export const causeKinds = ["service", "tier", "rule", "waiver", "deadline", "evidence", "setting"] as const;

/** Why something is another than it was, with what is known of it as a clause. */
export interface Cause {
  readonly kind: (typeof causeKinds)[number];
  readonly because: string;
}
