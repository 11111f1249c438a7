import { listing } from "./kind";

/** About teams; subject is the team's slug. */
export const ownershipKinds = {
  /** The team (Team) and its members (TeamMembers), child teams' members included. */
  "team-members": listing("github"),
} as const;
