/** What somebody put over the rules for a while: a lock that stops a service's deployments, or an emergency that lets through. */
export interface Override {
  readonly kind: "lock" | "emergency";
  /** Absent for an emergency of the whole stack. */
  readonly service?: string;
  /** It does not count on the scorecard's day, and waits to be removed. */
  readonly isOver: boolean;
  /** A sentence, with names and reasons as they were given. */
  readonly text: string;
}
